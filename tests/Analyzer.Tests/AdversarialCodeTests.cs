using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RnnLint.Analyzer.Tests;

/// <summary>Half-typed code and code that never ends, through the analyzer itself: no exception leaves it (AD0001), and none is caught on the way.</summary>
public sealed class AdversarialCodeTests
{
    private const int Cuts = 60;

    public static TheoryData<string> Rules => ["RNN0001", "RNN0002", "RNN0003", "RNN0004", "RNN0005", "RNN0006"];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Code_cut_off_at_a_token(string rule)
    {
        var sample = RulePage.Of(rule).Wrong.First();
        var ends = CSharpSyntaxTree.ParseText(sample, cancellationToken: TestContext).GetRoot(TestContext).DescendantTokens().Select(token => token.Span.End).Distinct().ToArray();
        // All cuts of a sample would take a minute; six samples, each at other places, see every kind of gap.
        var every = Math.Max(1, ends.Length / Cuts);
        foreach (var end in ends.Where((_, i) => i % every == rule[^1] % every))
            await ShouldStayQuiet(sample[..end]);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("Deeper(); void Deeper() => Deeper();")]
    [InlineData("var all = new double[int.MaxValue];")]
    [InlineData("while (true) try { throw new System.Exception(); } catch { }")]
    [InlineData("unknown.Call(")]
    public async Task Code_that_never_ends(string statements) => await ShouldStayQuiet(
        "class C { double[,] W = new double[3, 3]; double[] h = new double[3]; void F() { for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) h[i] += W[i, j] * h[j]; " + statements + " } }");

    [Theory]
    [InlineData("(", ")")]
    [InlineData("- ", "")]
    [InlineData("W[0, 0] * (", ")")]
    public async Task Nested_2000_deep(string before, string after) => await ShouldStayQuiet(
        "class C { double[,] W = new double[3, 3]; double[] h = new double[3]; void F() { for (int i = 0; i < 3; i++) h[i] += W[i, i] * h[i] + "
        + string.Concat(Enumerable.Repeat(before, 2000)) + "h[0]" + string.Concat(Enumerable.Repeat(after, 2000)) + "; } }");

    private static CancellationToken TestContext => CancellationToken.None;

    private static async Task ShouldStayQuiet(string text)
    {
        foreach (var diagnostic in await Compiled.From(("Cell.cs", text)).AnalysedBy(new RecurrentGradientAnalyzer()))
        {
            diagnostic.Id.ShouldNotBe("AD0001", $"{diagnostic.GetMessage()}\n{text}");
            diagnostic.GetMessage().ShouldNotContain("internal error", Case.Insensitive, text);
        }
    }
}
