using Microsoft.CodeAnalysis.Text;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Tests;

public sealed class CodeActionTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("SeedRnn/SeedRnnTransposed.cs")]
    [InlineData("Storage/FlatTransposed.cs")]
    [InlineData("MathNet/MathNetColumnTransposed.cs")]
    public async Task A_fix_that_is_applied_leaves_verified_code(string sample)
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Path.Combine(Repository.Root, "samples", sample));
        var diagnostic = (await editor.DiagnosticsAsync(uri)).ShouldHaveSingleItem();

        var action = (await ActionsAsync(editor, uri, diagnostic.Range)).ShouldHaveSingleItem();

        action.Kind.ShouldBe("quickfix");
        action.IsPreferred.ShouldBeTrue();
        action.Diagnostics!.ShouldHaveSingleItem().Code.ShouldBe("RNN0001");
        await ApplyAsync(editor, uri, action);
        (await editor.DiagnosticsAsync(uri)).ShouldBeEmpty();
        (await editor.LensesAsync(uri)).ShouldHaveSingleItem().Command.Title.ShouldContain("verified");
    }

    [Fact]
    public async Task It_fits_the_text_as_it_is_by_now()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Path.Combine(Repository.Root, "samples", "SeedRnn", "SeedRnnTransposed.cs"));
        await editor.DiagnosticsAsync(uri);
        await editor.EditAsync(uri, "namespace Samples", "// σ𝔚\nnamespace Samples");

        var action = (await ActionsAsync(editor, uri, (await editor.DiagnosticsAsync(uri))[0].Range)).ShouldHaveSingleItem();

        await ApplyAsync(editor, uri, action);
        editor.TextOf(uri).ToString().ShouldContain("back += W[j, k] * next[j];");
        (await editor.DiagnosticsAsync(uri)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Right_code_and_other_places_have_none()
    {
        await using var editor = await Editor.StartAsync();
        var right = await editor.OpenAsync(Path.Combine(Repository.Root, "samples", "SeedRnn", "SeedRnnRight.cs"));
        (await ActionsAsync(editor, right, new(new(0, 0), new(1000, 0)))).ShouldBeEmpty();

        var wrong = await editor.OpenAsync(Path.Combine(Repository.Root, "samples", "SeedRnn", "SeedRnnTransposed.cs"));
        (await ActionsAsync(editor, wrong, new(new(0, 0), new(0, 5)))).ShouldBeEmpty();
    }

    [Fact]
    public async Task All_findings_of_a_file_are_fixed_together_where_that_is_asked_for()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(_scratch.Write("Two.cs", await TwoWrongAsync("\n")));
        (await editor.DiagnosticsAsync(uri)).Count.ShouldBe(2);

        var action = (await ActionsAsync(editor, uri, new(new(0, 0), new(0, 0)), "source.fixAll")).ShouldHaveSingleItem();

        action.Kind.ShouldBe("source.fixAll.rnnlint");
        await ApplyAsync(editor, uri, action);
        (await editor.DiagnosticsAsync(uri)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_source_suppresses_is_left_with_all_the_others()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(_scratch.Write("Two.cs", await TwoWrongAsync("\n#pragma warning disable RNN0001\n")));
        (await editor.DiagnosticsAsync(uri)).Count.ShouldBe(1);

        await ApplyAsync(editor, uri, (await ActionsAsync(editor, uri, new(new(0, 0), new(0, 0)), "source.fixAll")).ShouldHaveSingleItem());

        var text = editor.TextOf(uri).ToString();
        text[text.IndexOf("#pragma", StringComparison.Ordinal)..].ShouldContain("back += W[k, j] * next[j];");
        text[..text.IndexOf("#pragma", StringComparison.Ordinal)].ShouldContain("back += W[j, k] * next[j];");
    }

    private static Task<IReadOnlyList<CodeAction>> ActionsAsync(Editor editor, string uri, Protocol.Range range, string? only = null) =>
        editor.AskAsync<CodeActionParams, IReadOnlyList<CodeAction>>("textDocument/codeAction", new(new(uri), range, new([], only is null ? null : [only])));

    /// <summary>A file with two classes that have the same mistake.</summary>
    private static async Task<string> TwoWrongAsync(string between)
    {
        var sample = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "samples", "SeedRnn", "SeedRnnTransposed.cs"));
        return sample + between + sample[sample.IndexOf("public sealed class", StringComparison.Ordinal)..].Replace("SeedRnnTransposed", "Second", StringComparison.Ordinal);
    }

    private static async Task ApplyAsync(Editor editor, string uri, CodeAction action)
    {
        var edit = action.Edit!.DocumentChanges.ShouldHaveSingleItem();
        edit.TextDocument.Uri.ShouldBe(uri);
        var text = editor.TextOf(uri);
        foreach (var change in edit.Edits.Select(change => new TextChange(PositionEncoding.Utf16.Span(text, change.Range), change.NewText)).OrderByDescending(change => change.Span.Start))
            await editor.EditAsync(uri, change);
    }
}
