using RnnLint.LanguageServer.Protocol;

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
        var text = await File.ReadAllTextAsync(Sample("SeedRnn/SeedRnnRight.cs"));
        var uri = await editor.OpenAsync(_scratch.Write("Rnn.cs", text));
        (await editor.DiagnosticsAsync(uri)).ShouldBeEmpty();
    }

    private static string Sample(string name) => Path.Combine(Repository.Root, "samples", name);
}
