using System.Text.Json;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;
using StreamJsonRpc;

namespace RnnLint.LanguageServer.Tests;

public sealed class DiagnosticsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_transposed_matrix_is_told_of_at_its_place_with_the_forward_use_and_the_evidence()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Sample("SeedRnn/SeedRnnTransposed.cs"));

        var diagnostic = (await editor.DiagnosticsAsync(uri)).ShouldHaveSingleItem();

        diagnostic.Code.ShouldBe("RNN0001");
        diagnostic.Source.ShouldBe("RnnLint");
        diagnostic.Severity.ShouldBe(DiagnosticSeverity.Warning);
        diagnostic.CodeDescription!.Href.ShouldEndWith("RNN0001.md");
        diagnostic.RelatedInformation!.ShouldHaveSingleItem().Message.ShouldStartWith("the forward pass uses");
        diagnostic.Data!["error: recurrent matrix transposed"].ShouldBe("0");
        editor.TextOf(uri).Lines[diagnostic.Range.Start.Line].ToString().ShouldContain("RNN0001");
    }

    [Fact]
    public async Task A_fault_comes_and_goes_with_the_edits()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(_scratch.Write("Rnn.cs", await File.ReadAllTextAsync(Sample("SeedRnn/SeedRnnRight.cs"))));
        (await editor.DiagnosticsAsync(uri)).ShouldBeEmpty();

        await editor.EditAsync(uri, "back += W[j, k]", "back += W[k, j]");
        (await editor.DiagnosticsAsync(uri)).ShouldHaveSingleItem().Code.ShouldBe("RNN0001");

        await editor.EditAsync(uri, "back += W[k, j]", "back += W[j, k]");
        (await editor.DiagnosticsAsync(uri)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_finding_moves_with_the_text_above_it()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Sample("SeedRnn/SeedRnnTransposed.cs"));
        var before = (await editor.DiagnosticsAsync(uri)).ShouldHaveSingleItem();

        await editor.EditAsync(uri, "namespace Samples", "// one\n// two\nnamespace Samples");

        var after = (await editor.DiagnosticsAsync(uri)).ShouldHaveSingleItem();
        after.Range.Start.ShouldBe(before.Range.Start with { Line = before.Range.Start.Line + 2 });
        after.Message.ShouldBe(before.Message);
    }

    [Fact]
    public async Task While_the_code_is_broken_nothing_is_claimed()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Sample("SeedRnn/SeedRnnRight.cs"));
        await editor.RestsAsync();

        await editor.EditAsync(uri, "back += W[j, k] * next[j];", "back += W[j, k] * ");
        (await editor.DiagnosticsAsync(uri)).ShouldBeEmpty();

        var lens = (await editor.LensesAsync(uri)).ShouldHaveSingleItem();
        lens.Command.Title.ShouldStartWith("stale: ");
        var hover = (await editor.HoverAsync(uri, "public double[,] W ", "public double[,] ".Length)).ShouldNotBeNull();
        hover.Contents.Value.ShouldStartWith("**Stale");
        hover.Contents.Value.ShouldContain("(then)");
    }

    [Fact]
    public async Task An_error_is_reported_where_the_matrix_class_of_an_open_buffer_is_wrong()
    {
        // The class with the mistake is only in the editor, the one that uses it only on disk.
        await using var editor = await Editor.StartAsync([_scratch.Folder]);
        _scratch.Write("Matrix.cs", ElmanCell.Products);
        _scratch.Write("Rnn.cs", ElmanCell.WithProducts);
        var rnn = await editor.OpenAsync(Path.Combine(_scratch.Folder, "Rnn.cs"));
        var matrix = await editor.OpenAsync(Path.Combine(_scratch.Folder, "Matrix.cs"));
        (await editor.DiagnosticsAsync(rnn)).ShouldBeEmpty();

        await editor.EditAsync(matrix, "y[j] += a[i, j] * x[i];", "y[i] += a[i, j] * x[j];");

        await editor.UntilAsync(() => editor.Published.Values.Any(told => told.Diagnostics.Any(diagnostic => diagnostic.Code == "RNN0001")), "the finding");
    }

    [Fact]
    public async Task A_client_that_asks_is_not_told()
    {
        await using var editor = await Editor.StartAsync(pulls: true);
        var uri = await editor.OpenAsync(Sample("SeedRnn/SeedRnnTransposed.cs"));

        var first = await editor.PullAsync(uri);
        first.Kind.ShouldBe("full");
        first.Items!.ShouldHaveSingleItem().Code.ShouldBe("RNN0001");

        (await editor.PullAsync(uri, first.ResultId)).ShouldBe(new DocumentDiagnosticReport("unchanged", first.ResultId, null));
        await editor.EditAsync(uri, "back += W[k, j]", "back += W[j, k]");
        var second = await editor.PullAsync(uri, first.ResultId);
        second.Kind.ShouldBe("full");
        second.Items.ShouldBeEmpty();
        await editor.RestsAsync();
        editor.Published.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_asked_before_an_edit_is_told_to_ask_again()
    {
        await using var editor = await Editor.StartAsync(pulls: true);
        var uri = await editor.OpenAsync(Sample("SeedRnn/SeedRnnTransposed.cs"));

        RemoteInvocationException? changed = null;
        for (var edits = 0; changed is null && edits < 100; edits++)
        {
            var asked = editor.AskOnceAsync<DocumentDiagnosticParams, DocumentDiagnosticReport>("textDocument/diagnostic", new(new(uri), null, null));
            await Task.Delay(2 * edits);
            await editor.EditAsync(uri, "back +=", "back += ");
            changed = await Record.ExceptionAsync(() => asked) as RemoteInvocationException;
        }

        changed.ShouldNotBeNull();
        changed.ErrorCode.ShouldBe(-32802);
        changed.DeserializedErrorData.ShouldBeOfType<JsonElement>().GetProperty("retriggerRequest").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task All_files_of_a_folder_can_be_asked_for()
    {
        _scratch.Write("Wrong.cs", await File.ReadAllTextAsync(Sample("SeedRnn/SeedRnnTransposed.cs")));
        _scratch.Write("Right.cs", await File.ReadAllTextAsync(Sample("SeedRnn/SeedRnnRight.cs")));
        await using var editor = await Editor.StartAsync([_scratch.Folder], pulls: true);
        await editor.RestsAsync();

        var report = await editor.AskAsync<WorkspaceDiagnosticParams, WorkspaceDiagnosticReport>("workspace/diagnostic", new(null, []));

        report.Items.Where(file => file.Items is { Count: > 0 }).ShouldHaveSingleItem().Uri.ShouldEndWith("Wrong.cs");
        var again = await editor.AskAsync<WorkspaceDiagnosticParams, WorkspaceDiagnosticReport>("workspace/diagnostic", new(null, [.. report.Items.Select(file => new PreviousResultId(file.Uri, file.ResultId))]));
        again.Items.ShouldAllBe(file => file.Kind == "unchanged");
    }

    [Theory]
    [InlineData("""{"debounce": 20, "diagnostics": "never"}""", 0)]
    [InlineData("""{"debounce": 20, "diagnostics": "always"}""", 1)]
    [InlineData("""{"debounce": 20, "showHidden": true}""", 1)]
    [InlineData("""{"debounce": "soon", "diagnostics": 7}""", 1)]
    public async Task Settings_count(string settings, int expected)
    {
        await using var editor = await Editor.StartAsync(settings: settings);
        var uri = await editor.OpenAsync(Sample("SeedRnn/SeedRnnTransposed.cs"));

        await editor.RestsAsync();
        (await editor.DiagnosticsAsync(uri)).Count.ShouldBe(expected);
    }

    private static string Sample(string name) => Path.Combine(Repository.Root, "samples", name);

    [Fact]
    public async Task Severities_of_loose_files_are_those_of_their_editorconfig()
    {
        var config = _scratch.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.RNN0001.severity = error\n[Quiet/*.cs]\ndotnet_diagnostic.RNN0001.severity = none\n");
        var sample = File.ReadAllText(Path.Combine(Repository.Root, "samples", "SeedRnn", "SeedRnnTransposed.cs"));
        await using var editor = await Editor.StartAsync([_scratch.Folder]);
        await editor.RestsAsync();
        var loud = await editor.OpenAsync(_scratch.Write("Rnn.cs", sample));
        var quiet = await editor.OpenAsync(_scratch.Write("Quiet/Rnn.cs", sample.Replace("SeedRnnTransposed", "Other", StringComparison.Ordinal)));

        (await editor.DiagnosticsAsync(loud)).ShouldHaveSingleItem().Severity.ShouldBe(DiagnosticSeverity.Error);
        (await editor.DiagnosticsAsync(quiet)).ShouldBeEmpty();

        File.WriteAllText(config, "root = true\n[*.cs]\ndotnet_diagnostic.RNN0001.severity = suggestion\n");
        await editor.TellAsync("workspace/didChangeWatchedFiles", new DidChangeWatchedFilesParams([new(FilePaths.ToUri(config), FileChangeType.Changed)]));
        await editor.UntilAsync(() => editor.Published[quiet].Diagnostics.FirstOrDefault()?.Severity == DiagnosticSeverity.Information && editor.Published[loud].Diagnostics.FirstOrDefault()?.Severity == DiagnosticSeverity.Information, "the other severity");
    }
}
