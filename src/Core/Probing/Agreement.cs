using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>Makes one result of several draws: a verdict stands only where all of them agree on it, matrix by matrix.</summary>
internal static class Agreement
{
    /// <param name="open">Draws at which the whole structure shows.</param>
    /// <param name="closed">For piecewise-linear cells, draws with closed units, at which alone a missing σ′ shows.</param>
    public static ProbeResult Of(List<CellProber.Judged> open, List<CellProber.Judged> closed)
    {
        var findings = new List<(GroupJudgement First, ProbeFinding Finding)>();
        foreach (var first in open[0].Judgement.Groups)
        {
            List<GroupJudgement?> same = open.ConvertAll(j => (GroupJudgement?)j.Judgement.Groups.Find(g => g.Key == first.Key));
            List<GroupJudgement?> shut = closed.ConvertAll(j => (GroupJudgement?)j.Judgement.Groups.Find(g => g.Key == first.Key));
            if (Combine(first, same, shut) is { } finding)
                findings.Add((first, finding));
        }

        // A gradient beside the point may be wrong by the same mistake as what goes back through time: units that were closed show that alone.
        if (findings.Exists(f => f.Finding is { IsBeside: false, Verdict: not Verdict.Verified }))
            findings.RemoveAll(f => f.Finding.IsBeside);

        var result = ImmutableArray.CreateBuilder<ProbeFinding>();
        foreach (var (first, finding) in findings)
        {
            if (finding.Verdict != Verdict.UnexplainedGradient)
            {
                result.Add(finding);
                continue;
            }

            // What nothing explains cannot be laid at the door of one of several matrices.
            var cell = findings.FindAll(f => f.First.CellNumber == first.CellNumber && f.Finding.Verdict == Verdict.UnexplainedGradient);
            if (ReferenceEquals(cell[0].Finding, finding))
                result.Add(cell.Count > 1 ? finding with { Matrix = null, OutPosition = null } : finding);
        }
        return new ProbeResult(true, result.ToImmutable(), open.Concat(closed).Select(j => j.Draw).ToImmutableArray());
    }

    public static ProbeFinding Finding(GroupJudgement judged, Verdict verdict, string cause, IEnumerable<GroupJudgement> all)
    {
        var members = all.ToList();
        return new ProbeFinding(verdict)
        {
            Matrix = judged.Matrix,
            Place = judged.Place,
            IsInHelper = judged.IsInHelper,
            Definition = judged.Definition,
            Fault = members.TrueForAll(g => g.Fault?.Syntax == judged.Fault?.Syntax) ? judged.Fault : null,
            IsMissing = judged.IsMissing,
            ForwardUse = judged.ForwardUse,
            Cause = cause,
            Errors = LargestErrors(members),
            OutPosition = members.Select(g => g.OutPosition).Distinct().Count() <= 1 ? judged.OutPosition : null,
            IsConfirmed = members.Count > 0 && members.TrueForAll(g => g.IsConfirmed),
            IsBeside = judged.IsBeside,
            Gradients = judged.Gradients.Where(name => members.TrueForAll(g => g.Gradients.Contains(name))).ToImmutableArray(),
            Factors = judged.Factors.Where(factor => members.TrueForAll(g => g.Factors.Contains(factor))).ToImmutableArray(),
            ComparedEvents = members.Count == 0 ? 0 : members.Min(g => g.Events),
        };
    }

    private static ProbeFinding? Combine(GroupJudgement first, List<GroupJudgement?> open, List<GroupJudgement?> closed)
    {
        var seen = open.Where(g => g is not null).Select(g => g!).ToList();

        // That a gradient beside the point is wrong has to be seen at every point.
        if (seen.Count < open.Count && first.IsBeside)
            return null;
        if (seen.Count < open.Count)
            return Finding(first, Verdict.NotProbed, "the random points do not agree on what is recurrent", seen);
        var verdict = Common(seen);
        if (verdict is null)
            return Disagreement(first, seen);
        var shut = closed.Where(g => g is { Verdict: not Verdict.Verified } or { ComparesPieces: true }).Select(g => g!).ToList();

        // A closed unit leaves neither entry nor mirror image; and where the transposition explains all that goes back, nothing else is wrong with it.
        if (verdict == Verdict.TransposedRecurrentMatrix)
            shut.RemoveAll(g => g.Verdict == Verdict.UnexplainedGradient && (g.Cause == CellJudge.NoMirrorImage || g.Errors.Exists(e => e.Hypothesis == CellJudge.Transposed && e.Error <= CellJudge.Holds)));

        // With units closed a step may fall out of line; one such draw says nothing where others are plain. Where the outer product alone is reversed, what
        // goes back through time is right whatever is closed, and most have to show it.
        var plain = shut.Count(g => g.Verdict != Verdict.UnexplainedGradient);
        if (verdict == Verdict.ReversedWeightGradient ? 2 * plain > shut.Count : plain > 0)
            shut.RemoveAll(g => g.Verdict == Verdict.UnexplainedGradient);
        var all = seen.Concat(shut).ToList();
        if (verdict != Verdict.Verified && shut.Exists(g => g.Verdict != verdict) && verdict != Verdict.TruncatedToOneStep)
            return Disagreement(first, all);
        if (verdict != Verdict.Verified || closed.Count == 0)
            return Finding(first, verdict.Value, CommonCause(seen), all);

        if (shut.Count == 0)
            return Finding(first, Verdict.NotProbed, "no random point showed units both open and closed", all);
        if (shut.TrueForAll(g => g.Verdict == Verdict.Verified))
            return Finding(first, Verdict.Verified, "", all);
        var faulty = shut.FindAll(g => g.Verdict != Verdict.Verified);

        // What a closed unit alone can show is its σ′; a matrix or an outer product the wrong way round shows with all units open too.
        if (faulty.Exists(g => g.Verdict is Verdict.TransposedRecurrentMatrix or Verdict.ReversedWeightGradient))
            return Finding(first, Verdict.NotProbed, "the random points do not agree on a verdict", all);
        return Common(faulty) is { } fault
            ? Finding(faulty[0] with { Matrix = first.Matrix }, fault, CommonCause(faulty), all)
            : Disagreement(first, faulty);
    }

    private static Verdict? Common(List<GroupJudgement> judged) =>
        judged.TrueForAll(g => g.Verdict == judged[0].Verdict) ? judged[0].Verdict : null;

    private static string CommonCause(List<GroupJudgement> judged) =>
        judged.TrueForAll(g => g.Cause == judged[0].Cause) ? judged[0].Cause : LeastSpecific(judged);

    private static string LeastSpecific(List<GroupJudgement> judged) => judged[0].Verdict == Verdict.WrongActivationDerivative
        ? RowScaling.OtherFactor
        : judged[0].Cause;

    private static ProbeFinding Disagreement(GroupJudgement first, List<GroupJudgement> seen)
    {
        var allFaulty = seen.TrueForAll(g => g.Verdict is not (Verdict.Verified or Verdict.NotProbed or Verdict.TruncatedToOneStep or Verdict.HarmlessTranspose));
        return allFaulty
            ? Finding(first, Verdict.UnexplainedGradient, "", seen)
            : Finding(first, Verdict.NotProbed, "the random points do not agree on a verdict", seen);
    }

    private static ImmutableArray<HypothesisError> LargestErrors(List<GroupJudgement> judged)
    {
        var names = judged.SelectMany(g => g.Errors).Select(e => e.Hypothesis).Distinct().ToList();
        return names
            .Select(name => new HypothesisError(name, judged.SelectMany(g => g.Errors).Where(e => e.Hypothesis == name).Aggregate(double.NaN, (max, e) => double.IsNaN(max) ? e.Error : Math.Max(max, e.Error))))
            .ToImmutableArray();
    }
}
