using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// An event: one matrix–vector product of the program, found as the contractions of one place that use the same operands.
/// </summary>
internal sealed class Event(int group, Site? site, int rank, List<Contraction> rows)
{
    public int Group { get; } = group;

    public Site? Site { get; } = site;

    /// <summary>Number of earlier contractions of the same place on the longest way to this one: time, up to a constant.</summary>
    public int Rank { get; set; } = rank;

    public List<Contraction> Rows { get; } = rows;

    /// <summary>
    /// False where each row has operands of its own: a Jacobian whose rows carry a factor (diag(σ′)·W) times a vector, multiplied
    /// out element by element.
    /// </summary>
    public bool IsShared { get; init; } = true;

    public int FirstRoot => Rows[0].Root;

    public IEnumerable<Term> Terms => Rows.SelectMany(row => row.Terms);

    public override string ToString() => $"event {Rank} of {Rows.Count} rows";
}

/// <summary>Gathers contractions into events.</summary>
internal static class Events
{
    public static List<Event> Of(Graph graph, List<Contraction> contractions, int[] graphNodeOfTapeNode)
    {
        var sites = new List<List<Contraction>>();
        var numbers = new Dictionary<int, int>();
        foreach (var contraction in contractions)
        {
            var site = contraction.Site?.Id ?? -1;
            if (!numbers.TryGetValue(site, out var number))
            {
                numbers.Add(site, number = sites.Count);
                sites.Add(new List<Contraction>());
            }
            sites[number].Add(contraction);
        }

        var events = new List<Event>();
        foreach (var site in sites)
        {
            var rank = Ranks(graph, site.Select(c => c.Root), graphNodeOfTapeNode);
            foreach (var sameRank in site.GroupBy(c => rank[c.Root]).OrderBy(g => g.Key))
                Gather(sameRank.ToList(), sameRank.Key, events);
        }
        events.Sort((a, b) => a.FirstRoot.CompareTo(b.FirstRoot));
        return WithRemainders(events);
    }

    /// <summary>
    /// A product may be written at two places: whole vectors of a row first, and what is left of it one by one; or one gate after the other. At one place, a
    /// gate that looks at the state that the others have just made (a peephole) comes after them.
    /// Rows over the very same operands with other leaves are rows of one product.
    /// </summary>
    private static List<Event> WithRemainders(List<Event> events)
    {
        var whole = new List<(Event Event, HashSet<int> Operands, HashSet<int> Leaves)>();
        foreach (var e in events)
        {
            var operands = new HashSet<int>(e.Terms.Select(t => t.Operand));
            var home = operands.Count < 2 ? -1 : whole.FindIndex(w => w.Operands.SetEquals(operands) && !w.Leaves.Overlaps(e.Terms.Select(t => t.Leaf)));
            if (home < 0)
            {
                whole.Add((e, operands, new HashSet<int>(e.Terms.Select(t => t.Leaf))));
                continue;
            }
            whole[home].Event.Rows.AddRange(e.Rows);
            whole[home].Leaves.UnionWith(e.Terms.Select(t => t.Leaf));
        }
        return whole.ConvertAll(w => w.Event);
    }

    /// <summary>For each of the roots, the number of other roots on the longest way from a leaf to it.</summary>
    public static Dictionary<int, int> Ranks(Graph graph, IEnumerable<int> roots, int[] graphNodeOfTapeNode)
    {
        var marked = new HashSet<int>(roots);
        var rank = new Dictionary<int, int>();
        var depth = new int[graph.Count];
        for (var node = 0; node < depth.Length; node++)
        {
            int left = graph.Left(node), right = graph.Right(node);
            var reached = left < 0 ? OpaqueDepth(graph, depth, node, graphNodeOfTapeNode) : depth[left];
            if (right >= 0)
                reached = Math.Max(reached, depth[right]);
            if (marked.Contains(node))
                rank[node] = reached++;
            depth[node] = reached;
        }
        return rank;
    }

    private static int OpaqueDepth(Graph graph, int[] depth, int node, int[] graphNodeOfTapeNode)
    {
        var reached = 0;
        if (graph.Op(node) == TapeOp.Leaf)
        {
            foreach (var input in graph.Tape.OpaqueInputs(graph.TapeNode(node)))
                reached = Math.Max(reached, depth[graphNodeOfTapeNode[input]]);
        }
        return reached;
    }

    /// <summary>Rows over the same operands first; where rows are sparse, rows that share some operand.</summary>
    private static void Gather(List<Contraction> rows, int rank, List<Event> events)
    {
        var made = new List<(List<Contraction> Rows, HashSet<int> Operands, HashSet<int> Leaves)>();
        foreach (var row in rows)
        {
            var home = made.FindIndex(e =>
                row.Terms.TrueForAll(t => e.Operands.Contains(t.Operand)) && e.Operands.Count == row.Terms.Select(t => t.Operand).Distinct().Count() &&
                !row.Terms.Exists(t => e.Leaves.Contains(t.Leaf)));
            if (home < 0)
            {
                home = made.Count;
                made.Add((new List<Contraction>(), new HashSet<int>(), new HashSet<int>()));
            }
            Put(made[home], row);
        }

        for (var merged = true; merged;)
        {
            merged = false;
            for (var i = 0; i < made.Count && !merged; i++)
            {
                for (var j = i + 1; j < made.Count && !merged; j++)
                {
                    if (!made[i].Operands.Overlaps(made[j].Operands) || made[i].Leaves.Overlaps(made[j].Leaves))
                        continue;
                    foreach (var row in made[j].Rows)
                        Put(made[i], row);
                    made.RemoveAt(j);
                    merged = true;
                }
            }
        }

        foreach (var (gathered, _, _) in made)
        {
            gathered.Sort((a, b) => a.Root.CompareTo(b.Root));
            events.Add(new Event(gathered[0].Group, gathered[0].Site, rank, gathered));
        }
    }

    private static void Put((List<Contraction> Rows, HashSet<int> Operands, HashSet<int> Leaves) home, Contraction row)
    {
        home.Rows.Add(row);
        foreach (var term in row.Terms)
        {
            home.Operands.Add(term.Operand);
            home.Leaves.Add(term.Leaf);
        }
    }
}
