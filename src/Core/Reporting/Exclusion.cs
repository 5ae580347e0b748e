using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using RnnLint.Configuration;
using RnnLint.Probing;
using RnnLint.Recognition;

namespace RnnLint.Reporting;

/// <summary>Takes out of what was found what nothing is to be said of. Nothing else is traced or judged for it.</summary>
internal sealed class Exclusion(SymbolPatterns excluded, Compilation compilation, CancellationToken cancellation)
{
    public bool Covers(INamedTypeSymbol type) => excluded.Cover(type);

    /// <summary>Without what was found of matrices that are left out; or without anything, where the pass starts in a member that is.</summary>
    public RouteResult Without(RouteResult result)
    {
        if (excluded.IsEmpty || !result.Probe.Recognised)
            return result;
        var findings = result.Route.Steps.Any(step => excluded.Name(step.Method)) ? ImmutableArray<ProbeFinding>.Empty
            : result.Probe.Findings.Where(finding => finding.Matrix?.Symbol is not { } matrix || !excluded.Name(matrix)).ToImmutableArray();
        return result with { Probe = result.Probe with { Findings = findings } };
    }

    /// <summary>Without findings that lie in what is left out; null where none is left.</summary>
    public CellReport? Without(CellReport report)
    {
        if (excluded.IsEmpty)
            return report;
        var findings = report.Findings.Where(finding => !LiesInOne(finding.Location)).ToImmutableArray();
        return findings.IsEmpty ? null : report with { Findings = findings };
    }

    private bool LiesInOne(Location location) =>
        location.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree) && compilation.GetSemanticModel(tree).GetEnclosingSymbol(location.SourceSpan.Start, cancellation) is { } around && excluded.Cover(around);
}
