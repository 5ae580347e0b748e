using System.Collections.Immutable;
using RnnLint.Derivation;

namespace RnnLint.Explaining;

/// <summary>A cell with its derivation, written out for the number of units that was asked for.</summary>
public sealed record ExplainedCell(CellReport Report, Explanation Explanation)
{
    public string Title => Report.Type.ToDisplayString() + ": " + Report.Route;

    public ImmutableArray<CellFinding> Findings => Report.Findings;

    /// <summary>A sentence on its own line where there is no derivation; else null.</summary>
    public string? NoDerivation => Explanation.Obstacle is { } obstacle ? $"There is no derivation in index form: {obstacle}.\n" : null;

    /// <summary>What a finding says, after the line that it stands at.</summary>
    public static string Line(CellFinding finding) => $"line {finding.Location.GetLineSpan().StartLinePosition.Line + 1}: {finding.Message}";
}
