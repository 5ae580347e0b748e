using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Analyzer;
using RnnLint.Probing;

namespace RnnLint.Tests;

/// <summary>An analysis that finds a cell in every type that uses a name of the form <c>RNN0001</c>, and a wrong matrix wherever it stands.</summary>
internal static class MarkedCells
{
    public static ImmutableArray<CellReport> Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var marks = type.DeclaringSyntaxReferences
            .SelectMany(part => part.GetSyntax(cancellation).DescendantNodes(node => node is not TypeDeclarationSyntax || node == part.GetSyntax(cancellation)))
            .OfType<IdentifierNameSyntax>()
            .Where(name => Verdicts.ContainsKey(name.Identifier.ValueText))
            .ToList();
        return marks.Count == 0 ? [] : [new() { Type = type, Route = $"{type.Name}.Forward, then {type.Name}.Backward", Unknowns = marks.Exists(mark => mark.Identifier.ValueText == "RNN0090") ? ["Blas.Gemv"] : [], Findings = [.. marks.Select(mark => Finding(mark, marks[0]))] }];
    }

    public static CellFinding Finding(IdentifierNameSyntax mark, SyntaxNode related) => new()
    {
        Verdict = Verdicts[mark.Identifier.ValueText],
        Location = mark.GetLocation(),
        Matrix = "W",
        Message = "W is marked.",
        Cause = mark.Identifier.ValueText == "RNN0090" ? "no model of Blas.Gemv" : "",
        Related = [new(related.GetLocation(), "first mark")],
        Evidence = ImmutableSortedDictionary<string, string>.Empty.Add("matrix", "W").Add("error as written", "1.0"),
    };

    private static Dictionary<string, Verdict> Verdicts { get; } =
        Enum.GetValues<Verdict>().ToDictionary(verdict => Rules.For(verdict).Id);
}
