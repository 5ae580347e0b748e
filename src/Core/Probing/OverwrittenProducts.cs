using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// A product with the matrix that is overwritten where it should be added up. All entries are multiplied, at every step, but each sum is left
/// with the one product that was made last: what goes back through time is one unit's share.
/// </summary>
internal static class OverwrittenProducts
{
    /// <returns>The products that are left; empty where nothing was overwritten, or what is left is not carried back through time.</returns>
    public static List<int> Of(Cell cell, int group)
    {
        var lone = cell.Backward.Lone;
        var carried = lone.FindAll(e => e.Group == group && ReadsStates(cell, e) && lone.Exists(later => ForwardSites.Depends(later, e, cell.Reach)));
        return carried.GroupBy(e => e.Site?.Id).Select(place => place.ToList()).FirstOrDefault(place => LosesShares(cell, group, place[0].Site))
            ?.SelectMany(e => e.Terms).Select(term => term.Product).ToList() ?? [];
    }

    /// <summary>A second recurrence over the same matrix takes nothing from the states of the first.</summary>
    private static bool ReadsStates(Cell cell, Event e) =>
        e.Terms.Any(term => cell.Forward.Preactivations.Exists(c => cell.Reach.Depends(term.Operand, c)));

    /// <summary>
    /// True where every recurrent entry is multiplied at this place as often as any other, at several steps, and the same ones go nowhere each
    /// time (of the step done last nothing may be used). A maximum over products would pick one here and another there.
    /// </summary>
    private static bool LosesShares(Cell cell, int group, Site? place)
    {
        if (place is null)
            return false;
        var graph = cell.Graph;
        var kept = LostGradient.Kept(cell);
        var made = cell.Leaves.Leaves(group).Select(t => cell.Map[t]).Where(cell.Forward.IsRecurrent).ToDictionary(leaf => leaf, _ => new List<int>());
        for (var node = 0; node < graph.Count; node++)
        {
            if (graph.Op(node) != TapeOp.Multiply || graph.Site(node) != place)
                continue;
            if (made.TryGetValue(graph.Left(node), out var products) || made.TryGetValue(graph.Right(node), out products))
                products.Add(node);
        }
        var steps = made.Values.First().Count;
        return steps >= 3 && made.Values.All(products => products.Count == steps) && Lost(0).Any()
            && Enumerable.Range(1, steps - 2).All(step => Lost(step).SequenceEqual(Lost(0)));

        IEnumerable<int> Lost(int step) => made.Where(entry => LostGradient.IsLost(graph, entry.Value[step], kept)).Select(entry => entry.Key).OrderBy(leaf => leaf);
    }
}
