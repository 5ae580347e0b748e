using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using RnnLint.Probing;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>All changes that are worth a try for a finding: the nearest first, and of those the smallest and likeliest.</summary>
internal static class Proposals
{
    /// <summary>The finding's own place and its statement: there everything is tried before anything elsewhere.</summary>
    private const int Near = 2;

    public static IEnumerable<Proposal> For(CellFinding finding, Compilation compilation, FixScope scope, CancellationToken cancellation)
    {
        var regions = new Regions(compilation, scope, cancellation).Around(finding).ToList();
        return Of(regions.Take(Near).ToList(), finding).Concat(Of(regions.Skip(Near).ToList(), finding, isNear: false));
    }

    /// <remarks>
    /// σ′ is inserted in the finding's own statement alone: at another place on the way back the same factor carries the same gradient through time, and misses what the loss adds
    /// in between.
    /// </remarks>
    private static IEnumerable<Proposal> Of(List<Region> regions, CellFinding finding, bool isNear = true) => finding.Verdict switch
    {
        Verdict.TransposedRecurrentMatrix => regions.SelectMany(Exchanges).Concat(regions.SelectMany(Rewrites)),
        Verdict.ReversedWeightGradient => regions.SelectMany(OuterProducts).Concat(regions.SelectMany(Rewrites)),
        Verdict.WrongActivationDerivative when finding.Cause == FindingCauses.DerivativeMissing => isNear ? regions.SelectMany(DerivativeFactors.Of) : [],
        Verdict.WrongActivationDerivative => regions.SelectMany(OtherDerivatives),
        _ => [],
    };

    private static IEnumerable<Proposal> Exchanges(Region region) =>
        IndexExchange.Of(region).Concat(Transpositions.Of(region)).Concat(FactorOrder.Of(region)).Concat(SiblingCalls.Of(region)).Concat(Flags.Of(region));

    /// <summary>Of an outer product the factors are exchanged before anything is transposed.</summary>
    private static IEnumerable<Proposal> OuterProducts(Region region) =>
        IndexExchange.Of(region).Concat(IndexExchange.InProducts(region)).Concat(FactorOrder.Of(region)).Concat(Transpositions.Of(region)).Concat(SiblingCalls.Of(region)).Concat(Flags.Of(region));

    private static IEnumerable<Proposal> Rewrites(Region region) => Rows.Of(region).Concat(ElsewhereIndices.Of(region)).Concat(OtherVariables.Of(region)).Concat(SumsWrittenOut.Of(region));

    private static IEnumerable<Proposal> OtherDerivatives(Region region) =>
        IndexShifts.Of(region).Concat(Activations.Exchanged(region)).Concat(SiblingCalls.Of(region));
}
