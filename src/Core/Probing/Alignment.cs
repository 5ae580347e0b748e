using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>
/// Which forward event each backward event undoes (or carries a tangent through). By order: cotangents start at the last step,
/// tangents end there; where weight gradient or direct dependence say otherwise for a whole chain, by them.
/// </summary>
internal sealed class Alignment
{
    private readonly Dictionary<(Event, int Block), Event> _forwardOf = new();
    private readonly HashSet<Event> _tangents = new();

    /// <summary>True where at least one chain was aligned by the weight gradient, or its order left no choice.</summary>
    public bool IsCertain { get; private set; } = true;

    public Event? ForwardOf(Event backward, int block) =>
        _forwardOf.TryGetValue((backward, block), out var forward) ? forward : null;

    /// <summary>True where the event carries tangents along with the states, and no cotangents.</summary>
    public bool IsTangent(Event backward) => _tangents.Contains(backward);

    public int Count => _forwardOf.Count;

    /// <summary>The forward events that some backward event is aligned with.</summary>
    public HashSet<Event> Covered() => new(_forwardOf.Values);

    /// <param name="flows">The flow of each sweep.</param>
    /// <param name="shift">Steps by which to move every chain away from its own alignment, earlier in time.</param>
    public static Alignment Of(Cell cell, List<Flow> flows, Pairing pairing, Support support, int shift = 0)
    {
        var alignment = new Alignment();
        for (var i = 0; i < cell.Sweeps.Count; i++)
        {
            if (flows[i] == Flow.Unknown)
                continue;
            var members = new HashSet<Event>(cell.Sweeps[i]);
            if (flows[i] == Flow.Forward)
                alignment._tangents.UnionWith(members);
            foreach (var chain in cell.BackwardChains.Where(c => members.Contains(c.Events[0])))
                alignment.Align(cell, chain, flows[i], pairing, support, shift, Siblings(cell, chain));
        }
        return alignment;
    }

    private static List<Chain> Siblings(Cell cell, Chain chain) =>
        cell.BackwardChains.FindAll(c => c.Group == chain.Group && c.Block == chain.Block && c.Events[0].Site == chain.Events[0].Site);

    private void Align(Cell cell, Chain chain, Flow flow, Pairing pairing, Support support, int shift, List<Chain> siblings)
    {
        var candidates = cell.ForwardChains.Where(c => c.Group == chain.Group && c.Block == chain.Block).ToList();
        if (candidates.Count == 0)
            return;

        var paired = chain.Events.ConvertAll(e => pairing.Of(e, chain.Block));
        var forward = candidates.Find(c => paired.Exists(f => f is not null && c.Events.Contains(f)))
            ?? ByDependence(cell, chain, candidates)
            ?? ByOrder(cell, chain, candidates);
        if (!chain.IsSimple || !forward.IsSimple)
        {
            for (var i = 0; i < chain.Events.Count; i++)
            {
                if (paired[i] is { } f && shift == 0)
                    _forwardOf[(chain.Events[i], chain.Block)] = f;
            }
            return;
        }

        var last = forward.Events.Count - 1;
        int Step(int i) => flow == Flow.Reverse ? last - i : last - (chain.Events.Count - 1 - i);
        var offset = Offset(chain, i => paired[i] is { } f ? forward.Events.IndexOf(f) : -1, Step);
        if (offset is null && flow == Flow.Reverse && siblings.Count > candidates.Count)
        {
            offset = Offset(chain, i => support.LatestStep(chain.Events[i]) ?? -1, Step);

            // Each window of several starts at a step of its own, and nothing tells this one's.
            if (offset is null && chain.Events.Count < forward.Events.Count && siblings.Exists(c => c.Events.Count != chain.Events.Count))
                return;
        }
        if (offset is null && chain.Events.Count < forward.Events.Count && !IsCarriedAlong(chain, forward))
            IsCertain = false;

        // A product that starts with the Jacobian of the last step has that step behind it before the first multiplication.
        var begun = flow == Flow.Reverse && offset is null && chain.Events.Count < forward.Events.Count && StartsWithMatrix(cell, chain.Events[0]) ? 1 : 0;
        for (var i = 0; i < chain.Events.Count; i++)
        {
            var step = Step(i) - (offset ?? begun) - shift;
            if (step >= 0 && step <= last - begun)
                _forwardOf[(chain.Events[i], chain.Block)] = forward.Events[step];
        }
    }

    /// <summary>True where an operand is made of the matrix itself, other than through a state.</summary>
    private static bool StartsWithMatrix(Cell cell, Event first)
    {
        var seen = new HashSet<int>(cell.Forward.Preactivations);
        var open = new Stack<int>(first.Terms.Select(t => t.Operand));
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (node < 0 || !seen.Add(node))
                continue;
            if (cell.Forward.IsRecurrent(node))
                return true;
            open.Push(cell.Graph.Left(node));
            open.Push(cell.Graph.Right(node));
        }
        return false;
    }

    /// <summary>True where the chain's events and the states were made in turn: then both end at the same step.</summary>
    private static bool IsCarriedAlong(Chain chain, Chain forward) =>
        chain.Events[0].FirstRoot < forward.Events[forward.Events.Count - 1].FirstRoot;

    /// <summary>By how many steps the witnessed alignment lies before the order's; null where nothing is witnessed, or several things.</summary>
    private static int? Offset(Chain chain, System.Func<int, int> witnessed, System.Func<int, int> byOrder)
    {
        int? offset = null;
        for (var i = 0; i < chain.Events.Count; i++)
        {
            if (witnessed(i) is not (>= 0 and var step))
                continue;
            var own = byOrder(i) - step;
            if (offset is { } known && known != own)
                return null;
            offset = own;
        }
        return offset;
    }

    private static Chain? ByDependence(Cell cell, Chain chain, List<Chain> candidates)
    {
        var seen = candidates.FindAll(c =>
            chain.Events.Exists(b => c.Events.Exists(f => ForwardSites.Depends(b, f, cell.Reach))));
        return seen.Count == 1 ? seen[0] : null;
    }

    private static Chain ByOrder(Cell cell, Chain chain, List<Chain> candidates)
    {
        var siblings = Siblings(cell, chain);
        return candidates[siblings.Count == candidates.Count ? siblings.IndexOf(chain) : 0];
    }
}
