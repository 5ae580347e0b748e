using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>The events of one block of a matrix that feed each other, in order: the steps of one sequence.</summary>
internal sealed class Chain(int group, int block, List<Event> events)
{
    public int Group { get; } = group;

    public int Block { get; } = block;

    public List<Event> Events { get; } = events;

    /// <summary>False where two events have the same rank, so that order alone does not give the step.</summary>
    public bool IsSimple { get; init; } = true;
}

/// <summary>Orders events into chains: by block, by dependence, by rank. The items of a batch fall apart by themselves.</summary>
internal static class Timeline
{
    public static List<Chain> Of(Graph graph, ForwardPass forward, List<Event> events, Reach reach, int[] graphNodeOfTapeNode)
    {
        var chains = new List<Chain>();
        var blocks = events
            .SelectMany(e => e.Terms.Select(t => forward.Role(t.Leaf)).Where(r => r is { Recurrent: true }).Select(r => (e.Group, r!.Value.Block)).Distinct().Select(key => (Key: key, Event: e)))
            .GroupBy(x => x.Key, x => x.Event)
            .OrderBy(g => g.Key.Group).ThenBy(g => g.Key.Block);
        foreach (var block in blocks)
        {
            var members = block.ToList();
            var rank = RnnLint.Probing.Events.Ranks(graph, members.SelectMany(e => e.Rows).Select(r => r.Root), graphNodeOfTapeNode);
            foreach (var component in Components(members, reach))
            {
                var ordered = component.OrderBy(e => RankOf(e, rank)).ThenBy(e => e.FirstRoot).ToList();
                var ties = Enumerable.Range(1, ordered.Count - 1).Where(i => RankOf(ordered[i - 1], rank) == RankOf(ordered[i], rank)).ToList();
                var isSimple = ties.Count == 0 || (ties.Count == 1 && BreakTie(graph, ordered, ties[0]));
                chains.Add(new Chain(block.Key.Group, block.Key.Block, ordered) { IsSimple = isSimple });
            }
        }
        return chains;
    }

    /// <summary>
    /// Puts two events of one rank in order. With a delay of two steps the last two results do not depend on each other; then their operands tell which
    /// comes first, or nothing does.
    /// </summary>
    private static bool BreakTie(Graph graph, List<Event> ordered, int second)
    {
        Event a = ordered[second - 1], b = ordered[second];
        if (!OperandsDepend(graph, a, b))
            return OperandsDepend(graph, b, a);
        (ordered[second - 1], ordered[second]) = (b, a);
        return true;
    }

    private static bool OperandsDepend(Graph graph, Event later, Event earlier)
    {
        var wanted = new HashSet<int>(earlier.Terms.Select(t => t.Operand));
        var own = later.Terms.Select(t => t.Operand).ToList();
        if (own.Exists(wanted.Contains))
            return false;
        var cut = new bool[graph.Count];
        foreach (var operand in wanted)
            cut[operand] = true;
        var live = Identity.LiveNodes(graph, cut);
        return own.TrueForAll(operand => live[operand]);
    }

    /// <summary>Events linked by dependence, in order of their first event.</summary>
    public static List<List<Event>> Components(List<Event> events, Reach reach)
    {
        var sets = new UnionFind();
        for (var later = 0; later < events.Count; later++)
        {
            for (var earlier = 0; earlier < events.Count; earlier++)
            {
                if (sets.Find(later) != sets.Find(earlier) && ForwardSites.Depends(events[later], events[earlier], reach))
                    sets.Join(later, earlier);
            }
        }
        return events
            .Select((e, i) => (Event: e, Set: sets.Find(i)))
            .GroupBy(x => x.Set, x => x.Event)
            .OrderBy(g => g.Key)
            .Select(g => g.ToList())
            .ToList();
    }

    private static int RankOf(Event e, Dictionary<int, int> rank) => e.Rows.Max(r => rank[r.Root]);
}
