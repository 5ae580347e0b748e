using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// What one random point shows of a cell. It is no verdict: at one size or with all units open much stays hidden, and what cannot be seen of the code from a
/// single trace is not weighed.
/// </summary>
/// <param name="Point">Sizes, seed and share of positive numbers.</param>
/// <param name="Stop">Why the point shows nothing, as the rest of a sentence; null where it shows something.</param>
/// <param name="Matrices">What it shows, matrix by matrix.</param>
public sealed record ProbedPoint(Draw Point, string? Stop, ImmutableArray<MatrixAtPoint> Matrices)
{
    /// <summary>True where something goes further through time than the compared steps reach: a longer sequence shows more.</summary>
    public bool LacksSteps { get; init; }

    /// <summary>Shares of positive numbers that close units of a cell that is linear in pieces.</summary>
    private static readonly double[] Shares = { 0.85, 0.7, 0.6, 0.45 };

    /// <summary>
    /// One point for every seed; of a cell that is linear in pieces another one with units both open and closed, at which alone its σ′ shows.
    /// </summary>
    /// <param name="probe">The cell.</param>
    /// <param name="stop">Why the last trace ended early; null where it is not known.</param>
    internal static IEnumerable<ProbedPoint> Of(ProbeResult probe, int units, int steps, IEnumerable<int> seeds, Func<string?> stop)
    {
        foreach (var seed in seeds)
        {
            var open = new Draw(units, steps, seed, CellProber.Open);
            var shown = Judge(open, null);
            if (shown is { Judgement.IsPiecewiseLinear: true })
            {
                yield return shown.Value.Point;
                var closed = Shares.Select(share => Judge(open with { PositiveShare = share }, shown.Value.Judgement.Roles))
                    .FirstOrDefault(judged => judged is { Judgement: { IsDegenerate: false, ShowsSeveralPieces: true } judgement } && judgement.Shape == shown.Value.Judgement.Shape);
                yield return closed?.Point ?? new ProbedPoint(probe.PointOf(open with { PositiveShare = Shares[Shares.Length - 1] }), "no share of positive numbers had units both open and closed here", ImmutableArray<MatrixAtPoint>.Empty);
                continue;
            }

            var smooth = new Draw(units, steps, seed);
            yield return Judge(smooth, null)?.Point ?? new ProbedPoint(probe.PointOf(smooth), stop() ?? "it could not be traced", ImmutableArray<MatrixAtPoint>.Empty);
        }

        (Judgement Judgement, ProbedPoint Point)? Judge(Draw draw, RoleBook? roles)
        {
            if (probe.Retrace!(draw) is not { } trace)
                return null;
            var judgement = DrawJudge.Judge(trace, roles);
            var obstacle = judgement.IsDegenerate ? "a number on the way is not finite" : judgement.Recognised ? null : "no recurrent matrix shows";
            return (judgement, new ProbedPoint(probe.PointOf(draw), obstacle, obstacle is not null ? ImmutableArray<MatrixAtPoint>.Empty
                : judgement.Groups.Select(group => new MatrixAtPoint(group.Matrix.Name, group.Verdict, group.Cause, group.Events, group.Errors.ToImmutableArray())).ToImmutableArray())
            {
                LacksSteps = judgement.LacksSteps,
            });
        }
    }
}

/// <summary>What a point shows of one matrix.</summary>
/// <param name="Matrix">As in the code.</param>
/// <param name="Shows">What the point alone would say.</param>
/// <param name="Cause">Short cause in field terms; empty where the verdict says it all.</param>
/// <param name="Compared">Backward events compared.</param>
/// <param name="Errors">As the code stands, first, and under the hypotheses tried.</param>
public sealed record MatrixAtPoint(string Matrix, Verdict Shows, string Cause, int Compared, ImmutableArray<HypothesisError> Errors);
