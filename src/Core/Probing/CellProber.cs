using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using RnnLint.Configuration;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// Judges the recurrent cells of a program from traces of it at several random points. What holds at a random point of an
/// analytic identity holds everywhere, with probability one; that several points and two sizes agree guards against the points at
/// which something hides (closed units, saturated gates).
/// </summary>
public static class CellProber
{
    /// <summary>T of every draw: with fewer steps a dense matrix does not yet come back to itself.</summary>
    private const int Steps = 4;

    /// <summary>T where something goes past a step of the matrix: two steps further, and two more for what starts from zero.</summary>
    private const int ManySteps = 6;

    private const int Attempts = 6;

    /// <summary>Draws tried in search of closed units, and draws without any at which units stand on both sides of zero: then there are none.</summary>
    private const int MostClosed = 12, EnoughLinear = 3;

    /// <summary>Share of positive leaves that keeps all units of a piecewise-linear cell open, mostly.</summary>
    internal const double Open = 0.97;

    /// <summary>A seed of the settings moves all seeds of draws by so much times the number of those before it.</summary>
    private const int SeedsApart = 1_000;

    /// <summary>The draw that is asked for first, where nothing else is set.</summary>
    public static Draw FirstDraw { get; } = First(CellSettings.Default);

    /// <summary>The same for a sequence long enough for delays.</summary>
    public static Draw LongDraw { get; } = new(ManySteps, ManySteps, 1, Open);

    /// <summary>False where no product with a leaf of a matrix comes back to another one: then there is no cell in the trace, nor in a longer one like it.</summary>
    public static bool MayHoldCell(Trace trace) => CandidateGroups.Find(trace.Tape, new LeafIndex(trace.Tape)).Count > 0;

    /// <summary>The draw that is asked for first. Mostly positive leaves: with them, cells of every kind show their whole structure.</summary>
    public static Draw First(CellSettings settings) => new(settings.Sizes[0], Steps, 1 + Offset(settings.Seeds[0]), Open);

    /// <param name="trace">Traces the program at a draw; null where that draw could not be traced.</param>
    /// <param name="settings">Sizes and seeds; null for what they are where nothing is set.</param>
    public static ProbeResult Probe(Func<Draw, Trace?> trace, CellSettings? settings = null)
    {
        var bench = new Bench(trace, settings ?? CellSettings.Default);

        var first = bench.Judge(bench.FirstDraw, null);
        for (var seed = 1; first is null && seed < Attempts; seed++)
            first = bench.Judge(bench.FirstDraw with { Seed = bench.FirstDraw.Seed + seed }, null);
        if (first is null || !first.Judgement.Recognised)
            return ProbeResult.NothingRecurrent;
        if (first.Judgement.LacksSteps)
            first = Longer(bench, first) ?? first;
        var result = first.Judgement.IsPiecewiseLinear ? ProbePiecewiseLinear(bench, first) : ProbeSmooth(bench, first);
        return result with { Retrace = trace, Length = (first.Draw.Steps, first.Judgement.Shape.ForwardEvents) };
    }

    /// <summary>Time and units in one array of unknown shape get one length, so that only more units make a sequence longer.</summary>
    private static Judged? Longer(Bench bench, Judged first)
    {
        foreach (var size in new[] { bench.FirstDraw.Size, bench.FirstDraw.Size + ManySteps - CellSettings.Default.Sizes[0] })
        {
            if (bench.Judge(bench.FirstDraw with { Size = size, Steps = ManySteps }, null) is { Judgement: { Recognised: true, LacksSteps: false } } longer
                && longer.Judgement.Shape.ForwardEvents > first.Judgement.Shape.ForwardEvents)
                return longer;
        }

        return null;
    }

    private static ProbeResult ProbeSmooth(Bench bench, Judged first)
    {
        // What one draw cannot tell, several that must agree with it cannot either.
        if (!first.Judgement.IsDegenerate && first.Judgement.Groups.TrueForAll(g => g.Verdict == Verdict.NotProbed))
            return Agreement.Of([first], []);
        var judged = new List<Judged> { first };
        foreach (var (size, offset) in bench.Points(first.Draw.Size))
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                if (bench.Judge(new Draw(size, first.Draw.Steps, offset + 100 + (10 * size) + attempt), null) is not { } next || next.Judgement.IsDegenerate)
                    continue;
                if (next.Judgement.LacksSteps && first.Draw.Steps < ManySteps && Longer(bench, first) is { } longer)
                    return ProbeSmooth(bench, longer);
                judged.Add(next);
                break;
            }
        }
        judged.RemoveAll(j => j.Judgement.IsDegenerate);
        return judged.Count < 2 ? Nothing(first, "too few random points could be traced") : Agreement.Of(judged, []);
    }

    private static ProbeResult ProbePiecewiseLinear(Bench bench, Judged first)
    {
        var open = MostOpen(bench, first.Draw.Size, first.Draw.Steps, first)!;
        foreach (var size in bench.Larger(first.Draw.Size))
        {
            if (MostOpen(bench, size, first.Draw.Steps, null) is { } larger)
                open.AddRange(larger);
        }

        open.RemoveAll(j => j.Judgement.IsDegenerate);

        // With all units open a σ′ of 1 is right wherever it was taken: where it shows as wrong at some points of one size alone, a unit was closed there.
        var closed = open.FindAll(j => j.Judgement.Groups.Exists(g => g.Verdict == Verdict.WrongActivationDerivative
            && open.Exists(other => other.Draw.Size == j.Draw.Size && other.Judgement.Groups.Exists(same => same.Key == g.Key && same.Verdict == Verdict.Verified))));
        open.RemoveAll(closed.Contains);
        if (open.Count < 2)
            return Nothing(first, "too few random points could be traced");

        var roles = open[0];
        var linear = closed.Count > 0 ? int.MinValue : open.FindAll(j => j.Judgement.IsLinear).Count;
        var isLinear = false;

        // Against positive biases it takes more negative numbers to close a unit. With many closed little is left to compare: they are asked last.
        foreach (var offset in bench.Offsets.TakeWhile(_ => !isLinear))
            closed.AddRange(Closed(offset, 0.85, 0.7, 0.6));
        foreach (var offset in bench.Offsets.TakeWhile(_ => closed.Count == 0 && !isLinear))
            closed.AddRange(Closed(offset, 0.6, 0.45));

        if (isLinear)
            return Agreement.Of(open, []);
        return closed.Count == 0 ? Nothing(first, "no random point showed units both open and closed") : Agreement.Of(open, closed) with { ShowsSeveralPieces = true };

        // One draw a share that shows closed units; ends where enough draws show that there are none.
        List<Judged> Closed(int offset, params double[] shares)
        {
            var found = new List<Judged>();
            var attempts = 0;
            foreach (var share in shares)
            {
                for (var attempt = 0; attempt < Attempts && attempts < MostClosed; attempt++, attempts++)
                {
                    var next = bench.Judge(new Draw(roles.Draw.Size, roles.Draw.Steps, offset + 200 + attempt + (int)(100 * share), share, Mixes: true), roles.Judgement.Roles);
                    if (next is null || next.Judgement.IsDegenerate || next.Judgement.Shape != roles.Judgement.Shape)
                        continue;
                    isLinear = next.Judgement.IsLinear && ++linear >= EnoughLinear;
                    if (isLinear)
                        return found;
                    if (!next.Judgement.ShowsSeveralPieces || next.Judgement.Groups.TrueForAll(g => !g.ComparesPieces) || next.Judgement.Groups.Exists(g => g.Verdict == Verdict.NotProbed))
                        continue;
                    linear = int.MinValue;
                    found.Add(next);
                    break;
                }
            }

            return found;
        }
    }

    /// <summary>Of a few draws of one size those that show the most leaves: in the others some unit was closed.</summary>
    private static List<Judged>? MostOpen(Bench bench, int size, int steps, Judged? known)
    {
        var judged = new List<Judged>();
        if (known is not null)
            judged.Add(known);
        foreach (var offset in bench.Offsets)
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                if (bench.Judge(new Draw(size, steps, offset + 300 + (10 * size) + attempt, Open), null) is { } next)
                    judged.Add(next);
            }
        }

        if (judged.Count == 0)
            return null;
        var most = judged.Max(j => (j.Judgement.RecurrentLeaves, j.Judgement.Shape.ForwardEvents, j.Judgement.Shape.BackwardEvents));
        return judged.FindAll(j => (j.Judgement.RecurrentLeaves, j.Judgement.Shape.ForwardEvents, j.Judgement.Shape.BackwardEvents).Equals(most));
    }

    private static ProbeResult Nothing(Judged first, string cause) => new(
        true,
        first.Judgement.Groups.Select(g => Agreement.Finding(g, Verdict.NotProbed, cause, [])).ToImmutableArray(),
        ImmutableArray.Create(first.Draw));

    /// <summary>One judged draw.</summary>
    internal sealed record Judged(Draw Draw, Judgement Judgement);

    private static int Offset(int seed) => SeedsApart * (seed - 1);

    private sealed class Bench(Func<Draw, Trace?> trace, CellSettings settings)
    {
        public Draw FirstDraw { get; } = First(settings);

        /// <summary>What the seeds of the settings add to those of draws.</summary>
        public IEnumerable<int> Offsets => settings.Seeds.Select(Offset);

        /// <summary>The sizes above the first that go with it, where it was chosen larger than it is set.</summary>
        public IEnumerable<int> Larger(int first) => settings.Sizes.Skip(1).Select(size => size - settings.Sizes[0] + first);

        /// <summary>Random points besides the first one: at all sizes, with all seeds.</summary>
        public IEnumerable<(int Size, int Offset)> Points(int first) => Offsets.SelectMany(offset => Larger(first).Append(first).Select(size => (size, offset)));

        public Judged? Judge(Draw draw, RoleBook? roles) =>
            trace(draw) is { } made ? new Judged(draw, DrawJudge.Judge(made, roles)) : null;
    }
}
