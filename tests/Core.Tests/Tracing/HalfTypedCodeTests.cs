using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnLint.Core.Tests.Programs;

namespace RnnLint.Core.Tests.Tracing;

/// <summary>An analyzer sees code while it is typed: no text may make an analysis throw.</summary>
public class HalfTypedCodeTests
{
    private const int Stride = 37;
    private const int CutsPerProgram = 10;
    private const int Deletions = 5;

    private static readonly ImmutableArray<ProgramCase> AsWritten = [.. ProgramLibrary.All.Where(program => program.Variant == "as-written" && program.Files.Count == 1)];

    public static TheoryData<string> Programs => [.. AsWritten.Where((_, i) => i % 6 == 0).Select(program => program.Name)];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Cut_anywhere(string name)
    {
        var text = Text(name);
        // Every cut is a multiple of the stride; a program contributes some of them, spread over its length.
        var cuts = Enumerable.Range(1, text.Length / Stride).Select(i => i * Stride).ToArray();
        var every = Math.Max(1, cuts.Length / CutsPerProgram);
        foreach (var cut in cuts.Where((_, i) => i % every == name.Length % every))
            ShouldNotThrow(text[..cut]);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void With_tokens_missing(string name)
    {
        var text = Text(name);
        var tokens = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().ToArray();
        for (var seed = 0; seed < Deletions; seed++)
        {
            var random = new Random(seed);
            var broken = text;
            foreach (var token in Enumerable.Range(0, 1 + (seed % 3)).Select(_ => tokens[random.Next(tokens.Length)]).OrderByDescending(token => token.SpanStart))
                broken = broken.Remove(token.SpanStart, Math.Min(token.Span.Length, broken.Length - token.SpanStart));
            ShouldNotThrow(broken);
        }
    }

    [Theory]
    [InlineData("class C { double[,] W; double[] h; void F() { h = Tanh(W * }")]
    [InlineData("class C { double[,] W = new double[,]; double F(double[] h) => W[0, ] * h[0]; }")]
    [InlineData("class C { double F(double[,] W, double[] h) { for (int i = 0; i < ; i++) h[i] += W[i, i] * h[i]; return h[0] } }")]
    [InlineData("class C<T> : C<C<T>> { T[,] W; T[] h; void F() { h[0] = W[0, 0] * h[0]; } }")]
    [InlineData("class C : C { double[,] W; double[] h; void F() { h[0] = W[0, 0] * h[0]; } }")]
    [InlineData("struct S { S s; double[,] W; double[] h; void F() { h[0] = W[0, 0] * h[0]; } }")]
    [InlineData("struct S<T> { S<S<T>> more; } class C { S<int> s; double F(double[,] w, double[] h) { S<double> t = default; return h[0] * w[0, 0]; } }")]
    [InlineData("interface I : J { } interface J : I { double[,] W { get; } double F(double[] h) => W[0, 0] * h[0]; }")]
    [InlineData("class C { double W[3,3]; double h[3]; void F() { h[0] += W[0,0] * h[0]; } }")]
    [InlineData("class C { unknown[,] W; Unknown h; void F() { h = W * h; h[0] = W[0, 0] * h[1]; } }")]
    [InlineData("class C { double[,] W, W; double[] h; double[] h; void F() { h[0] = W[0, 0] * h[0]; } void F() { } }")]
    [InlineData("class C { dynamic W = new double[3, 3]; dynamic h = new double[3]; double F(double[] x) { double s = 0; for (int i = 0; i < 3; i++) s += W[i, i] * h[i] * x[i]; return s; } }")]
    [InlineData("double[,] W = new double[3,3]; double[] h = new double[3]; for (int t = 0; t < 4; t++) for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) h[i] += W[i, j] * h[j]")]
    [InlineData("class C { this is not C# at all; double[,] W; }")]
    [InlineData("")]
    public void Nonsense(string text) => ShouldNotThrow(text);

    [Theory]
    [InlineData("(", ")")]
    [InlineData("-", "")]
    [InlineData("1 + ", "")]
    [InlineData("W[0, 0] * (", ")")]
    [InlineData("h[0] + ", "")]
    public void Nested_deeply(string before, string after)
    {
        var nested = string.Concat(Enumerable.Repeat(before, 2000)) + "h[0]" + string.Concat(Enumerable.Repeat(after, 2000));
        ShouldNotThrow("class C { double[,] W = new double[3, 3]; double[] h = new double[3]; void F() { for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) h[i] += W[i, j] * h[j] + " + nested + "; } }");
    }

    private static string Text(string name) => ProgramLibrary.Get(name, "as-written").Files[0].Text;

    private static void ShouldNotThrow(string text)
    {
        var compilation = ProgramRunner.Compile([new("Program.cs", text)]);
        var analysis = new CellAnalysis(compilation);
        foreach (var type in Types(compilation.Assembly.GlobalNamespace))
        {
            try
            {
                analysis.Analyze(type, CancellationToken.None);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{type} of:\n{text}\n", exception);
            }
        }
    }

    internal static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? Types(member).Prepend(type) : Types(member));
}
