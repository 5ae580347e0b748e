using System.Text.Json;
using Microsoft.CodeAnalysis.Text;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;
using StreamJsonRpc;

namespace RnnLint.LanguageServer.Tests;

public sealed class FixAllTests : IDisposable
{
    private static readonly string Sample = File.ReadAllText(Path.Combine(Repository.Root, "samples", "SeedRnn", "SeedRnnTransposed.cs"));

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task All_of_a_document_or_of_everything_is_fixed_in_one_edit()
    {
        var (one, two) = (_scratch.Write("One.cs", Named("One") + Named("Other")), _scratch.Write("Two.cs", Named("Two")));
        await using var editor = await Editor.StartAsync([_scratch.Folder]);
        await editor.RestsAsync();
        var uri = await editor.OpenAsync(one);

        var document = await FixAsync(editor, uri, "document");
        var all = await FixAsync(editor, null, "solution");

        document.GetProperty("applied").GetBoolean().ShouldBeTrue();
        (document.GetProperty("fixed").GetInt32(), document.GetProperty("files").GetInt32()).ShouldBe((2, 1));
        (all.GetProperty("fixed").GetInt32(), all.GetProperty("files").GetInt32()).ShouldBe((3, 2));
        all.GetProperty("left").GetArrayLength().ShouldBe(0);
        editor.Edits.Select(edit => edit.Label).ShouldBe(["Fix 2 recurrent gradients, each verified", "Fix 3 recurrent gradients, each verified"]);
        var edits = editor.Edits.Last().Edit.DocumentChanges;
        edits.Select(edit => edit.TextDocument).ShouldBe([new(uri, 1), new(FilePaths.ToUri(two), null)]);
        edits.Select(edit => edit.Edits.Count).ShouldBe([4, 2], "each fix exchanges two indices, and nothing else changes");
        Applied(Named("Two"), edits[1]).ShouldBe(Named("Two").Replace("back += W[k, j]", "back += W[j, k]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_suppressed_is_left_alone()
    {
        var path = _scratch.Write("Rnn.cs", "#pragma warning disable RNN0001\n" + Named("Rnn"));
        await using var editor = await Editor.StartAsync([_scratch.Folder]);
        await editor.RestsAsync();

        var result = await FixAsync(editor, FilePaths.ToUri(path), "document");

        (result.GetProperty("applied").GetBoolean(), result.GetProperty("fixed").GetInt32()).ShouldBe((false, 0));
        editor.Edits.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_that_takes_no_edits_is_told_so()
    {
        await using var editor = await Editor.StartAsync(appliesEdits: false);
        var uri = await editor.OpenAsync(_scratch.Write("Rnn.cs", Named("Rnn")));

        var refused = await Should.ThrowAsync<RemoteRpcException>(() => FixAsync(editor, uri, "document"));

        ((int)refused.ErrorCode!).ShouldBe(ErrorCodes.RequestFailed);
        refused.Message.ShouldContain("workspace.applyEdit");
    }

    private static string Named(string name) => Sample.Replace("SeedRnnTransposed", name, StringComparison.Ordinal).Replace("using System;", name == "Other" ? "" : "using System;", StringComparison.Ordinal)
        .Replace("namespace Samples.SeedRnn;", "", StringComparison.Ordinal);

    private static string Applied(string text, TextDocumentEdit edit) =>
        SourceText.From(text).WithChanges(edit.Edits.Select(change => new TextChange(PositionEncoding.Utf16.Span(SourceText.From(text), change.Range), change.NewText))).ToString();

    private static async Task<JsonElement> FixAsync(Editor editor, string? uri, string scope) => (await editor.AskAsync<ExecuteCommandParams, JsonElement?>("workspace/executeCommand", new("rnnlint.fixAll",
        [JsonSerializer.SerializeToElement(uri is null ? new { scope } : (object)new { textDocument = new { uri }, scope })]))).ShouldNotBeNull();
}
