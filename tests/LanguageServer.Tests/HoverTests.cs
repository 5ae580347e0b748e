using System.Text.RegularExpressions;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Tests;

public sealed class HoverTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("W[j, k] * Sigma", 0, "the matrix in the forward pass")]
    [InlineData("W[k, j] * next", 0, "the matrix in the backward pass")]
    [InlineData("double[,] W {", 10, "its declaration")]
    [InlineData("void Backward(", 6, "the member")]
    [InlineData("for (int t = u.Length;", 1, "the loop through time")]
    [InlineData("x[t][j] = sum", 0, "the state")]
    public async Task The_verdict_comes_first_then_the_derivation_then_the_evidence(string text, int on, string what)
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Sample("SeedRnn/SeedRnnTransposed.cs"));

        var value = (await editor.HoverAsync(uri, text, on)).ShouldNotBeNull(what).Contents.Value;

        value.ShouldStartWith("**Wrong**: 'W' is transposed here");
        value.ShouldContain("x⁽ᵗ⁾[j] = ");
        value.ShouldContain("n = 3, 4");
        value.IndexOf("x⁽ᵗ⁾[j] = ", StringComparison.Ordinal).ShouldBeLessThan(value.IndexOf("n = 3, 4", StringComparison.Ordinal));
        value.ShouldNotContain(":\n\n", customMessage: "nothing is announced that does not come");
        value.ShouldContain("(https://");
        value.ShouldContain("rnnlint explain SeedRnnTransposed");
    }

    [Fact]
    public async Task Right_code_is_explained_too()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Sample("SeedRnn/SeedRnnRight.cs"));

        var hover = (await editor.HoverAsync(uri, "W[j, k] * next")).ShouldNotBeNull();

        hover.Contents.Kind.ShouldBe("markdown");
        hover.Contents.Value.ShouldStartWith("**Verified**");
        hover.Contents.Value.ShouldContain("This is what the forward pass demands");
        hover.Range.ShouldBe(new(editor.PositionOf(uri, "W[j, k] * next"), editor.PositionOf(uri, "W[j, k] * next", 1)));
    }

    [Theory]
    [InlineData("using System")]
    [InlineData("Loss(")]
    [InlineData("random.NextDouble")]
    [InlineData("DB[j] +=")]
    public async Task What_is_no_part_of_a_cell_has_no_hover(string text)
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Sample("SeedRnn/SeedRnnRight.cs"));

        (await editor.HoverAsync(uri, text)).ShouldBeNull();
    }

    [Fact]
    public async Task A_client_without_Markdown_gets_plain_text()
    {
        await using var editor = await Editor.StartAsync(markdown: false);
        var uri = await editor.OpenAsync(Sample("SeedRnn/SeedRnnRight.cs"));

        var hover = (await editor.HoverAsync(uri, "W[j, k] * next")).ShouldNotBeNull();

        hover.Contents.Kind.ShouldBe("plaintext");
        hover.Contents.Value.ShouldNotContain("**");
        hover.Contents.Value.ShouldNotContain("`");
    }

    [Fact]
    public async Task A_name_cannot_become_markup()
    {
        await using var editor = await Editor.StartAsync();
        var text = Regex.Replace(await File.ReadAllTextAsync(Sample("SeedRnn/SeedRnnTransposed.cs")), @"\bW\b", "W__b_");
        var uri = await editor.OpenAsync(_scratch.Write("a_b_c.cs", text));

        var value = (await editor.HoverAsync(uri, "W__b_[k, j] * next")).ShouldNotBeNull().Contents.Value;

        value.ShouldStartWith(@"**Wrong**: 'W\_\_b\_' is transposed here");
        value.ShouldContain(@"a\_b\_c");
    }

    [Fact]
    public async Task Roles_of_indices_are_shown_where_they_are_asked_for()
    {
        await using var editor = await Editor.StartAsync(settings: """{"debounce": 20, "inlayHints": true}""");
        var uri = await editor.OpenAsync(Sample("SeedRnn/SeedRnnTransposed.cs"));
        await editor.RestsAsync();

        var hints = await editor.AskAsync<InlayHintParams, IReadOnlyList<InlayHint>>("textDocument/inlayHint", new(new(uri), new(new(0, 0), new(1000, 0))));

        hints.Single(hint => hint.Position == editor.PositionOf(uri, "W[j, k] * Sigma", 2)).Label.ShouldBe("to:");
        hints.Single(hint => hint.Position == editor.PositionOf(uri, "W[k, j] * next", 5)).Label.ShouldBe("from:");
    }

    [Fact]
    public async Task They_are_off_by_default()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Sample("SeedRnn/SeedRnnTransposed.cs"));

        (await editor.AskAsync<InlayHintParams, IReadOnlyList<InlayHint>>("textDocument/inlayHint", new(new(uri), new(new(0, 0), new(1000, 0))))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("SeedRnn/SeedRnnRight.cs", "∂h⁽ᵗ⁾/∂h⁽ᵗ⁻¹⁾ verified, error 0")]
    [InlineData("SeedRnn/SeedRnnTransposed.cs", "W is transposed")]
    public async Task A_lens_stands_above_the_backward_pass(string sample, string title)
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Sample(sample));

        var lens = (await editor.LensesAsync(uri)).ShouldHaveSingleItem();

        lens.Command.Title.ShouldBe(title);
        lens.Range.Start.ShouldBe(editor.PositionOf(uri, "Backward("));
    }

    private static string Sample(string name) => Path.Combine(Repository.Root, "samples", name);
}
