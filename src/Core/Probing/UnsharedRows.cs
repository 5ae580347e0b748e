using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>
/// Gathers rows that have no operand in common but belong to one product nevertheless: in Σ_k (σ′_j·W_jk)·v_k each row j carries its
/// own factor, so that its operands σ′_j·v_k are proportional to the other rows'.
/// </summary>
internal static class UnsharedRows
{
    private const double Tolerance = 1e-9;

    public static List<Event> Gather(Graph graph, ForwardPass forward, List<Event> events)
    {
        var result = new List<Event>();
        foreach (var place in events.GroupBy(e => (e.Group, e.Site?.Id ?? -1, e.Rank)))
        {
            var made = new List<(List<Contraction> Rows, SortedDictionary<int, double> Vector, HashSet<int> Leaves)>();
            foreach (var e in place)
            {
                if (e.Rows.Count > 1 || VectorOf(graph, forward, e.Rows[0]) is not { } vector)
                {
                    result.Add(e);
                    continue;
                }
                var leaves = e.Terms.Select(t => t.Leaf).ToList();
                var home = made.FindIndex(m => !m.Leaves.Overlaps(leaves) && Proportional(m.Vector, vector));
                if (home < 0)
                {
                    home = made.Count;
                    made.Add((new List<Contraction>(), vector, new HashSet<int>()));
                }
                made[home].Rows.Add(e.Rows[0]);
                made[home].Leaves.UnionWith(leaves);
            }
            foreach (var (rows, _, _) in made)
                result.Add(new Event(rows[0].Group, rows[0].Site, place.Key.Rank, rows) { IsShared = rows.Count == 1 });
        }
        return result;
    }

    /// <summary>A row's operands by the class that it sums over; null where it has fewer than two recurrent leaves or sums over neither index.</summary>
    private static SortedDictionary<int, double>? VectorOf(Graph graph, ForwardPass forward, Contraction row)
    {
        var terms = row.Terms.FindAll(t => forward.IsRecurrent(t.Leaf));
        if (terms.Count < 2)
            return null;
        var roles = terms.ConvertAll(t => forward.Role(t.Leaf)!.Value);
        var sameIn = roles.TrueForAll(r => r.In == roles[0].In);
        var sameOut = roles.TrueForAll(r => r.Out == roles[0].Out);
        if (sameIn == sameOut)
            return null;
        var vector = new SortedDictionary<int, double>();
        for (var i = 0; i < terms.Count; i++)
            vector[sameIn ? (2 * roles[i].Out) + 1 : 2 * roles[i].In] = graph.Value(terms[i].Operand);
        return vector;
    }

    private static bool Proportional(SortedDictionary<int, double> a, SortedDictionary<int, double> b)
    {
        if (a.Count != b.Count)
            return false;
        double? factor = null;
        foreach (var pair in a)
        {
            if (!b.TryGetValue(pair.Key, out var other))
                return false;
            factor ??= other / pair.Value;
            if (!(Math.Abs(other - (factor.Value * pair.Value)) <= Tolerance * Math.Abs(other)))
                return false;
        }
        return true;
    }
}
