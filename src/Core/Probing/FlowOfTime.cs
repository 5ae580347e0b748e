using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>Which way a chain of backward events runs through the steps of the forward pass.</summary>
internal enum Flow
{
    Unknown,

    /// <summary>Against the states: cotangents.</summary>
    Reverse,

    /// <summary>Along with the states: tangents.</summary>
    Forward,
}

/// <summary>
/// Establishes the flow of time, on which it depends what the right product is: p ← W·p after the forward pass is a right tangent
/// and a wrong cotangent, and the same code. Three witnesses are heard: the weight gradient (which step's operands it multiplies each ĉ
/// by), the states that each operand depends on directly, and forward events that happen between two events of the
/// chain. Where none speaks or two contradict each other the flow stays unknown, and nothing may be said about direction.
/// </summary>
internal static class FlowOfTime
{
    /// <summary>The flow of each of the cell's sweeps.</summary>
    public static List<Flow> Of(Cell cell, Pairing pairing, Support support)
    {
        var flows = cell.Sweeps.ConvertAll(sweep => OfSweep(cell, sweep, pairing, support));

        // A place runs one way: an item of a batch whose own flow cannot be seen takes that of the others.
        var bySite = new Dictionary<int, HashSet<Flow>>();
        for (var i = 0; i < flows.Count; i++)
        {
            foreach (var site in SitesOf(cell.Sweeps[i]))
            {
                if (!bySite.TryGetValue(site, out var seen))
                    bySite.Add(site, seen = new HashSet<Flow>());
                if (flows[i] != Flow.Unknown)
                    seen.Add(flows[i]);
            }
        }
        for (var i = 0; i < flows.Count; i++)
        {
            if (flows[i] != Flow.Unknown)
                continue;
            var seen = SitesOf(cell.Sweeps[i]).SelectMany(site => bySite[site]).Distinct().ToList();
            if (seen.Count == 1)
                flows[i] = seen[0];
        }
        return flows;
    }

    private static IEnumerable<int> SitesOf(List<Event> sweep) => sweep.Select(e => e.Site?.Id ?? -1).Distinct();

    private static Flow OfSweep(Cell cell, List<Event> sweep, Pairing pairing, Support support)
    {
        var members = new HashSet<Event>(sweep);
        var votes = new HashSet<Flow>();
        var pairs = cell.BackwardChains.Where(c => members.Contains(c.Events[0]) && c.IsSimple)
            .SelectMany(chain => Enumerable.Range(1, chain.Events.Count - 1).Select(i => (chain.Block, Earlier: chain.Events[i - 1], Later: chain.Events[i]))).ToList();
        foreach (var (block, earlier, later) in pairs)
        {
            Vote(votes, PairedStep(cell, pairing, earlier, block), PairedStep(cell, pairing, later, block));
            Vote(votes, support.LatestStep(earlier), support.LatestStep(later));
            if (IsInterleaved(cell, earlier, later))
                votes.Add(Flow.Forward);
        }

        // Steps of another matrix are counted from where its own sequence begins: they are heard where the matrix's own are not.
        if (votes.Count == 0)
            pairs.ForEach(pair => Vote(votes, support.LatestStepOfOthers(pair.Earlier), support.LatestStepOfOthers(pair.Later)));
        return votes.Count == 1 ? votes.First() : Flow.Unknown;
    }

    private static int? PairedStep(Cell cell, Pairing pairing, Event e, int block)
    {
        if (pairing.Of(e, block) is not { } forward)
            return null;
        var chain = cell.ForwardChains.Find(c => c.Block == block && c.Events.Contains(forward));
        return chain?.Events.IndexOf(forward);
    }

    private static void Vote(HashSet<Flow> votes, int? earlier, int? later)
    {
        if (earlier is { } a && later is { } b && a != b)
            votes.Add(a < b ? Flow.Forward : Flow.Reverse);
    }

    private static bool IsInterleaved(Cell cell, Event earlier, Event later)
    {
        var from = earlier.Rows.Max(r => r.Root);
        var to = later.Rows.Min(r => r.Root);
        return cell.Forward.Preactivations.Exists(c => c > from && c < to);
    }
}

/// <summary>
/// For each backward event, the pre-activations that its operands depend on directly: with every other pre-activation and every
/// backward result held fixed. In a cotangent these come in through σ′.
/// </summary>
internal sealed class Support
{
    private readonly Dictionary<Event, int> _latest = new(), _latestOfOthers = new();

    /// <summary>The latest step of the event's own matrix that the event's operands depend on; null where they depend on none.</summary>
    public int? LatestStep(Event e) => _latest.TryGetValue(e, out var step) ? step : null;

    /// <summary>The latest step of other matrices that they depend on.</summary>
    public int? LatestStepOfOthers(Event e) => _latestOfOthers.TryGetValue(e, out var step) ? step : null;

    public static Support Of(Cell cell)
    {
        var support = new Support();
        var cut = new bool[cell.Graph.Count];
        foreach (var c in cell.Forward.Preactivations)
            cut[c] = true;
        foreach (var row in cell.Backward.Events.SelectMany(e => e.Rows))
            cut[row.Root] = true;
        var sweep = new Sweep(cell.Graph);
        foreach (var e in cell.Backward.Events)
        {
            foreach (var operand in e.Terms.Select(t => t.Operand).Distinct())
            {
                if (cut[operand])
                    continue;
                sweep.Run(operand, cut);
                foreach (var c in cell.Forward.Preactivations)
                {
                    if (!sweep.Touched(c) || sweep[c] == 0 || cell.StepOf(c) is not { } at)
                        continue;
                    var latest = at.Chain.Group == e.Group ? support._latest : support._latestOfOthers;
                    if (!latest.TryGetValue(e, out var known) || at.Step > known)
                        latest[e] = at.Step;
                }
            }
        }
        return support;
    }
}
