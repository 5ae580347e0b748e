using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// A hypothesis about the code, put to the test by mending the tape: in the accused products, and only there, the leaf of the
/// matrix is exchanged for the one with the two units swapped, and everything is evaluated again. If the identity holds afterwards, the
/// transposition was the fault and the only one; no matrix has to be guessed, whatever the cell.
/// </summary>
internal sealed class TapeRepair(Graph graph, int[] map)
{
    public Graph Graph { get; } = graph;

    /// <summary>The node of the mended graph for a node of the original.</summary>
    public int Map(int node) => map[node];

    /// <summary>
    /// Nothing mended, but what the backward pass multiplies by the matrices is a number of its own there. With a slope of one (no activation, an open
    /// unit) a cotangent is the same number as what goes round the matrix, and holding the one fixed would hold the other.
    /// </summary>
    public static TapeRepair Apart(Cell cell) => Rebuild(cell, new Dictionary<int, Term>(), apart: true);

    /// <param name="apart">Whether cotangents are set apart, too; see <see cref="Apart"/>.</param>
    /// <returns>Null where an exchanged leaf does not exist (a sparse matrix).</returns>
    public static TapeRepair? Transpose(Cell cell, IEnumerable<Event> accused, bool apart = false)
    {
        var exchanged = new Dictionary<int, Term>();
        foreach (var e in accused)
        {
            foreach (var row in e.Rows)
            {
                foreach (var term in cell.Backward.RecurrentTerms(row))
                {
                    var leaf = cell.Forward.Transpose(term.Leaf);
                    if (leaf < 0)
                        return null;
                    exchanged[term.Product] = term with { Leaf = leaf };
                }
            }
        }

        return Rebuild(cell, exchanged, apart);
    }

    private static TapeRepair Rebuild(Cell cell, Dictionary<int, Term> products, bool apart)
    {
        if (apart)
        {
            foreach (var term in cell.Backward.Events.SelectMany(e => e.Rows).SelectMany(cell.Backward.RecurrentTerms))
            {
                if (!products.ContainsKey(term.Product))
                    products.Add(term.Product, term);
            }
        }
        var uses = new Dictionary<int, int>();
        var original = cell.Graph;
        var graph = new Graph(original.Tape);
        var map = new int[original.Count];
        for (var node = 0; node < map.Length; node++)
        {
            if (original.Op(node) == TapeOp.Leaf)
                map[node] = graph.AddSource(original.TapeNode(node));
        }
        for (var node = 0; node < map.Length; node++)
        {
            switch (original.Op(node))
            {
                case TapeOp.Leaf:
                    break;
                case TapeOp.Constant:
                    map[node] = graph.AddConstant(original.Value(node));
                    break;
                default:
                    int left = map[original.Left(node)], right = original.Right(node) < 0 ? -1 : map[original.Right(node)];
                    if (products.TryGetValue(node, out var term))
                        (left, right) = (map[term.Leaf], apart ? Use(term.Operand) : map[term.Operand]);
                    map[node] = graph.Add(original.Op(node), left, right, original.TapeNode(node));
                    break;
            }
        }
        foreach (var use in uses)
            map[use.Key] = use.Value;
        return new TapeRepair(graph, map);

        int Use(int operand)
        {
            if (!uses.TryGetValue(operand, out var use))
                uses.Add(operand, use = graph.Add(TapeOp.Multiply, map[operand], graph.AddConstant(1), -1));
            return use;
        }
    }
}
