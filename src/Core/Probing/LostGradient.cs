using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// A weight gradient that is overwritten where it should be added up. What is left is the product of the step done last, and where the
/// state before that step is zero, nothing at all: an array in the matrix's shape full of zeros, while the products of cotangents and
/// forward operands were made at every other step and went nowhere.
/// </summary>
internal static class LostGradient
{
    /// <summary>
    /// True where an array in the shape of the matrix holds zeros wherever a recurrent entry's gradient belongs, while at several steps as many
    /// numbers as the matrix has entries were made of the cotangents and then forgotten.
    /// </summary>
    public static bool LeftEmpty(Cell cell, int group) => HasEmptyArray(cell, group) && Forgets(cell, group);

    private static bool Forgets(Cell cell, int group)
    {
        var kept = Kept(cell);
        var results = new HashSet<int>(cell.Backward.Events.SelectMany(e => e.Rows).Select(row => row.Root));
        var entries = cell.Leaves.Leaves(group).Count(t => cell.Forward.IsRecurrent(cell.Map[t]));

        // A number made of several steps is a gradient that was added up after all, and then multiplied by a rate of zero, say.
        var stepOf = new Dictionary<int, int>();
        foreach (var chain in cell.BackwardChains.Where(c => c.Group == group))
        {
            for (var step = 0; step < chain.Events.Count; step++)
            {
                foreach (var node in ForgottenAfter(cell, chain.Events[step], kept, results))
                    stepOf[node] = stepOf.TryGetValue(node, out var known) && known != step ? -1 : step;
            }
        }
        return stepOf.Values.Where(step => step >= 0).GroupBy(step => step).Count(step => step.Count() >= entries) >= 2;
    }

    /// <summary>Numbers that depend on the event's operands, other than through what is carried on, and that nothing uses or holds.</summary>
    private static List<int> ForgottenAfter(Cell cell, Event e, HashSet<int> kept, HashSet<int> results)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>(e.Rows.SelectMany(cell.Backward.RecurrentTerms).Select(t => t.Operand));
        var forgotten = new List<int>();
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (!seen.Add(node) || results.Contains(node))
                continue;
            var consumers = cell.Graph.Consumers(node);
            if (consumers.Length == 0 && !kept.Contains(node))
                forgotten.Add(node);
            for (var i = 0; i < consumers.Length; i++)
                open.Push(consumers[i]);
        }
        return forgotten;
    }

    /// <summary>Numbers that some array or field holds at the end.</summary>
    public static HashSet<int> Kept(Cell cell) =>
        new(cell.Trace.Grids.Where(g => !g.Cells.IsDefault).SelectMany(g => g.Cells).Select(c => cell.NodeOf(c.Number)));

    private static bool HasEmptyArray(Cell cell, int group)
    {
        var places = cell.Leaves.Leaves(group).Where(t => cell.Forward.IsRecurrent(cell.Map[t])).Select(t => cell.Trace.Tape.Origin(t)!.Indices).Where(i => !i.IsDefault).Select(Key).ToList();
        return places.Count > 0 && cell.Trace.Grids.Any(grid => IsEmptyAt(places, grid, cell.Leaves.Leaves(group).Count));
    }

    /// <returns>The lost products; empty where they were not made as such, or something keeps them.</returns>
    public static List<int> Products(Cell cell, Alignment alignment, int group)
    {
        var kept = Kept(cell);
        var lost = new List<int>();
        var steps = 0;
        foreach (var chain in cell.BackwardChains.Where(c => c.Group == group))
        {
            foreach (var e in chain.Events)
            {
                if (alignment.ForwardOf(e, chain.Block) is not { } forward)
                    continue;
                if (OuterProduct(cell, e, Pairing.OperandsByClass(cell, forward, chain.Block).Values) is not { Count: > 0 } products)
                    continue;
                if (!products.TrueForAll(p => IsLost(cell.Graph, p, kept)))
                    return new List<int>();
                lost.AddRange(products);
                steps++;
            }
        }
        return steps >= 2 ? lost : new List<int>();
    }

    /// <summary>All products of a backward operand of the event with a forward operand; null where one was never made.</summary>
    public static List<int>? OuterProduct(Cell cell, Event e, IEnumerable<int> forwardOperands)
    {
        var products = new List<int>();
        foreach (var cotangent in e.Rows.SelectMany(cell.Backward.RecurrentTerms).Select(t => t.Operand).Distinct())
        {
            foreach (var operand in forwardOperands)
            {
                if (cell.Graph.Op(operand) == TapeOp.Leaf)
                    continue;
                var product = Product(cell.Graph, cotangent, operand);
                if (product < 0)
                    return null;
                products.Add(product);
            }
        }
        return products;
    }

    /// <summary>True where nothing holds the number or uses it, other than for sums (over the items of a batch) that are lost too.</summary>
    public static bool IsLost(Graph graph, int node, HashSet<int> kept)
    {
        if (kept.Contains(node))
            return false;
        var consumers = graph.Consumers(node);
        for (var i = 0; i < consumers.Length; i++)
        {
            if (graph.Op(consumers[i]) != TapeOp.Add || !IsLost(graph, consumers[i], kept))
                return false;
        }
        return true;
    }

    /// <summary>The product; where the operand is one itself, it may have been multiplied factor by factor.</summary>
    private static int Product(Graph graph, int cotangent, int operand)
    {
        var product = graph.Find(TapeOp.Multiply, cotangent, operand);
        if (product >= 0 || graph.Op(operand) != TapeOp.Multiply)
            return product;
        foreach (var (first, second) in new[] { (graph.Left(operand), graph.Right(operand)), (graph.Right(operand), graph.Left(operand)) })
        {
            if (graph.Find(TapeOp.Multiply, cotangent, first) is >= 0 and var part && graph.Find(TapeOp.Multiply, part, second) is >= 0 and var whole)
                return whole;
        }
        return -1;
    }

    private static bool IsEmptyAt(List<string> places, HeapGrid grid, int size)
    {
        if (grid.Cells.IsDefaultOrEmpty || grid.Cells.Length != size || grid.Cells.Any(c => c.Indices.IsDefault))
            return false;
        var empty = new HashSet<string>(grid.Cells.Where(c => c.Number is { IsConstant: true, Value: 0 }).Select(c => Key(c.Indices)));
        return places.TrueForAll(empty.Contains);
    }

    private static string Key(ImmutableArray<int> indices) => string.Join(",", indices.Select(i => i.ToString(CultureInfo.InvariantCulture)));
}
