using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RnnLint.Probing;

namespace RnnLint.CodeFixes.Provider;

/// <summary>The rules whose findings a change may set right, and which finding a diagnostic was made of.</summary>
internal static class FixableRules
{
    public static ImmutableArray<string> Ids { get; } = ImmutableArray.Create("RNN0001", "RNN0002", "RNN0003");

    public static string? IdOf(Verdict verdict) => verdict switch
    {
        Verdict.TransposedRecurrentMatrix => Ids[0],
        Verdict.WrongActivationDerivative => Ids[1],
        Verdict.ReversedWeightGradient => Ids[2],
        _ => null,
    };

    public static bool IsOf(this Diagnostic diagnostic, CellFinding finding) =>
        diagnostic.Id == IdOf(finding.Verdict) && diagnostic.Location.SourceSpan == finding.Location.SourceSpan && diagnostic.Location.SourceTree?.FilePath == finding.Location.SourceTree?.FilePath
        && (!diagnostic.Properties.TryGetValue("matrix", out var matrix) || matrix == finding.Evidence.GetValueOrDefault("matrix", finding.Matrix));
}
