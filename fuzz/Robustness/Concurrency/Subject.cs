using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using RnnLint.Fuzz.Robustness.Hostile;

namespace RnnLint.Fuzz.Robustness.Concurrency;

/// <summary>A few samples in one compilation, so that what an analysis keeps is shared by all of them, and its answers as text.</summary>
internal sealed class Subject
{
    private static readonly string[] Files = ["SeedRnn/SeedRnnTransposed.cs", "Storage/RectangularRight.cs", "OtherMistakes/SigmaMissing.cs", "SeedJacobian/SeedJacobianAsPrinted.cs"];

    private Subject(Compilation compilation) => (Compilation, Types) = (compilation, [.. DeclaredTypes.Of(compilation)]);

    public Compilation Compilation { get; }

    public ImmutableArray<INamedTypeSymbol> Types { get; }

    /// <param name="root">The folder of the repository.</param>
    public static Subject Samples(string root) => new(Programs.Compile(
        [.. Files.Select(file => (file, File.ReadAllText(Path.Combine(root, "samples", file))))]));

    /// <summary>The same sources, of which no analysis has seen anything.</summary>
    public Subject Afresh() => new(Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(Compilation.SyntaxTrees));

    /// <summary>All that front ends are told of a type, evidence included.</summary>
    public static string Answer(CellAnalysis analysis, INamedTypeSymbol type, CancellationToken cancellation)
    {
        var answer = new StringBuilder();
        foreach (var cell in analysis.Analyze(type, cancellation))
        {
            answer.AppendLine(CultureInfo.InvariantCulture, $"{cell.Type.ToDisplayString()} {cell.Route} {string.Join(' ', cell.Unknowns)}");
            foreach (var finding in cell.Findings)
            {
                answer.AppendLine(CultureInfo.InvariantCulture, $"  {finding.Verdict} {finding.Matrix} {finding.Location.GetLineSpan()} {finding.Message} {finding.Cause}");
                foreach (var related in finding.Related)
                    answer.AppendLine(CultureInfo.InvariantCulture, $"    {related.Location.GetLineSpan()} {related.Text}");
                foreach (var (name, figure) in finding.Evidence)
                    answer.AppendLine(CultureInfo.InvariantCulture, $"    {name} = {figure}");
            }
        }

        return answer.ToString();
    }
}
