using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>Tells sums of products with what the forward pass multiplies by a leaf.</summary>
internal static class OperandProducts
{
    /// <summary>True where half of the summands of a node or more, old values apart, are such products.</summary>
    public static bool IsSumOf(Cell cell, int node, int leaf)
    {
        var multiplied = cell.MultipliedBy(leaf);
        var summands = SumsAndProducts.Summands(cell.Graph, node, n => cell.Graph.Op(n) == TapeOp.Constant).Where(s => cell.Graph.Op(s) != TapeOp.Leaf).ToList();
        return summands.Count > 0 && 2 * summands.Count(s => IsProduct(cell.Graph, s, multiplied)) >= summands.Count;
    }

    /// <summary>
    /// The operand must be a factor just once: a Jacobian ends in σ′, which for many an activation is a product with the state too, but with another
    /// function of it besides.
    /// </summary>
    private static bool IsProduct(Graph graph, int summand, HashSet<int> multiplied)
    {
        var factors = SumsAndProducts.Factors(graph, summand).Skip(1).Where(factor => graph.Op(factor) != TapeOp.Constant).ToList();
        return factors.Exists(factor => multiplied.Contains(factor) && !factors.Exists(other => other != factor && IsMadeOfOnly(graph, other, factor, 8)));
    }

    /// <summary>True for 1 − s or 1 − s², made of s and constants.</summary>
    private static bool IsMadeOfOnly(Graph graph, int node, int of, int depth) =>
        node == of || graph.Op(node) == TapeOp.Constant
        || (depth > 0 && graph.Left(node) >= 0 && IsMadeOfOnly(graph, graph.Left(node), of, depth - 1) && (graph.Right(node) < 0 || IsMadeOfOnly(graph, graph.Right(node), of, depth - 1)));
}
