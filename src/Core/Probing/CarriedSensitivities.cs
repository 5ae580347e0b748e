using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// The second witness in forward mode, where no cotangent meets an operand. A tangent of c by the weights starts anew at every step: ∂c_j/∂W_jk is the
/// operand that W_jk multiplies at that step, added to what comes through the matrix, in the one row j. Code that adds just these numbers carries
/// the sensitivities of real-time recurrent learning, and each of its steps belongs to the step whose operands they are.
/// </summary>
internal static class CarriedSensitivities
{
    private const int FewestRows = 3;

    /// <summary>True where the matrix's tangents take up operands of their own steps and rows, and nothing else.</summary>
    public static bool AreOf(Cell cell, int group, Alignment alignment)
    {
        var rows = 0;
        foreach (var chain in cell.BackwardChains.Where(c => c.Group == group))
        {
            foreach (var e in chain.Events)
            {
                if (!alignment.IsTangent(e) || alignment.ForwardOf(e, chain.Block) is not { } forward)
                    return false;
                foreach (var row in e.Rows)
                {
                    var added = Added(cell.Graph, row);
                    if (added.Count == 0)
                        continue;
                    var outs = cell.Backward.RecurrentTerms(row).Select(t => cell.Forward.Role(t.Leaf)!.Value.Out).Distinct().ToList();
                    if (added.Count > 1 || outs.Count > 1 || !forward.Rows.Exists(own => own.Root == cell.Preactivation(forward, outs[0]) && own.Terms.Exists(t => t.Operand == added[0])))
                        return false;
                    rows++;
                }
            }
        }
        return rows >= FewestRows;
    }

    /// <summary>What a sum adds to its products.</summary>
    private static List<int> Added(Graph graph, Contraction row)
    {
        var products = new HashSet<int>(row.Terms.Select(t => t.Product));
        return SumsAndProducts.Summands(graph, row.Root, _ => false).Where(summand => !products.Contains(summand) && graph.Op(summand) != TapeOp.Constant).ToList();
    }
}
