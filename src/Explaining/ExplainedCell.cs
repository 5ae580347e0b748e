using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RnnLint.Derivation;

namespace RnnLint.Explaining;

/// <summary>A cell with its derivation, written out for the number of units that was asked for.</summary>
public sealed record ExplainedCell(CellReport Report, Explanation Explanation)
{
    /// <summary>Where a place of the report is by now, in an editor; null where it is no more.</summary>
    public Func<Location, Location?> Follow { get; init; } = location => location;

    public string Title => Report.Type.ToDisplayString() + ": " + Report.Route;

    public ImmutableArray<CellFinding> Findings => Report.Findings;

    /// <summary>A sentence on its own line where there is no derivation; else null.</summary>
    public string? NoDerivation => Explanation.Obstacle is { } obstacle ? $"There is no derivation in index form: {obstacle}.\n" : null;

    public Place? PlaceOf(Location location) => Follow(location) is { } now ? Place.Of(now) : null;

    /// <summary>What a finding says, after the line that it stands at.</summary>
    public string Line(CellFinding finding) => PlaceOf(finding.Location) is { } place ? $"line {place.Line}: {finding.Message}" : finding.Message;
}
