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

    /// <summary>True where at least one chain was aligned by the weight gradient, or its order left no choice.</summary>
    public bool IsCertain { get; private set; } = true;

    public Event? ForwardOf(Event backward, int block) =>
        _forwardOf.TryGetValue((backward, block), out var forward) ? forward : null;

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
            foreach (var chain in cell.BackwardChains.Where(c => members.Contains(c.Events[0])))
                alignment.Align(cell, chain, flows[i], pairing, support, shift, SweepsOver(cell, chain));
        }
        return alignment;
    }

    private static int SweepsOver(Cell cell, Chain chain) =>
        cell.BackwardChains.Count(c => c.Group == chain.Group && c.Block == chain.Block && c.Events[0].Site == chain.Events[0].Site);

    private void Align(Cell cell, Chain chain, Flow flow, Pairing pairing, Support support, int shift, int siblings)
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
        if (offset is null && flow == Flow.Reverse && siblings > candidates.Count)
            offset = Offset(chain, i => support.LatestStep(chain.Events[i]) ?? -1, Step);
        if (offset is null && chain.Events.Count < forward.Events.Count && !IsCarriedAlong(chain, forward))
            IsCertain = false;

        for (var i = 0; i < chain.Events.Count; i++)
        {
            var step = Step(i) - (offset ?? 0) - shift;
            if (step >= 0 && step <= last)
                _forwardOf[(chain.Events[i], chain.Block)] = forward.Events[step];
        }
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
        var siblings = cell.BackwardChains.FindAll(c => c.Group == chain.Group && c.Block == chain.Block && c.Events[0].Site == chain.Events[0].Site);
        return candidates[siblings.Count == candidates.Count ? siblings.IndexOf(chain) : 0];
    }
}
