using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>How far back through time a weight gradient looks.</summary>
internal static class Truncation
{
    /// <summary>
    /// True where the array's cells are sums of products each of which has the forward operand of the cell's own leaf as a factor, as
    /// in Elman's training, which stops at the step it stands at.
    /// </summary>
    public static bool IsGradientOfOneStep(Cell cell, GradientGrid grid)
    {
        var operands = new Dictionary<int, HashSet<int>>();
        foreach (var term in cell.Forward.Events.SelectMany(e => e.Terms))
        {
            if (!operands.TryGetValue(term.Leaf, out var set))
                operands.Add(term.Leaf, set = new HashSet<int>());
            set.Add(term.Operand);
        }
        int hits = 0, all = 0;
        foreach (var (leaf, node) in grid.Cells)
        {
            if (!cell.Forward.IsRecurrent(leaf) || node < 0)
                continue;
            all++;
            if (Summands(cell.Graph, node).All(s => IsOperandTimesGradient(s, leaf)))
                hits++;
        }
        return all > 0 && hits == all;

        // A cached pre-activation has the operands as factors too, but next to the matrix itself.
        bool IsOperandTimesGradient(int summand, int leaf)
        {
            // A cached state is an operand, too, but not a product with one.
            if (cell.Graph.Op(summand) != TapeOp.Multiply)
                return false;
            var factors = Factors(cell.Graph, summand).ToList();
            return operands.TryGetValue(leaf, out var own) && factors.Exists(own.Contains) && !factors.Exists(cell.Forward.IsRecurrent);
        }
    }

    /// <summary>True where some step's forward operands have no part in the gradient although its matrix product has.</summary>
    public static bool StopsEarly(Cell cell, GradientGrid grid)
    {
        var operandNodes = cell.Forward.Events.Where(e => e.Group == grid.Group).Select(e => e.Terms.Select(t => t.Operand).Distinct().ToList()).ToList();
        var cut = new bool[cell.Graph.Count];
        foreach (var node in operandNodes.SelectMany(o => o))
            cut[node] = true;
        var seen = new HashSet<int>();
        var sweep = new Sweep(cell.Graph);
        foreach (var (leaf, node) in grid.Cells)
        {
            if (node < 0 || !cell.Forward.IsRecurrent(leaf))
                continue;
            sweep.Run(node, cut);
            foreach (var operand in operandNodes.SelectMany(o => o))
            {
                if (sweep.Touched(operand) && sweep[operand] != 0)
                    seen.Add(operand);
            }
        }
        return operandNodes.Exists(step => !step.Exists(seen.Contains));
    }

    /// <summary>The products that the cells of a weight gradient are sums of.</summary>
    public static List<int> GradientProducts(Cell cell, GradientGrid grid)
    {
        var products = new List<int>();
        foreach (var (leaf, node) in grid.Cells)
        {
            if (node >= 0 && cell.Forward.IsRecurrent(leaf))
                products.AddRange(Summands(cell.Graph, node).Where(s => cell.Graph.Op(s) == TapeOp.Multiply));
        }
        return products;
    }

    private static IEnumerable<int> Summands(Graph graph, int node)
    {
        var open = new Stack<int>();
        open.Push(node);
        for (var guard = 0; open.Count > 0 && guard < 10_000; guard++)
        {
            var next = open.Pop();
            switch (graph.Op(next))
            {
                case TapeOp.Add or TapeOp.Subtract:
                    open.Push(graph.Right(next));
                    open.Push(graph.Left(next));
                    break;
                case TapeOp.Negate:
                    open.Push(graph.Left(next));
                    break;
                case TapeOp.Multiply when graph.Op(graph.Left(next)) == TapeOp.Constant && graph.Op(graph.Right(next)) == TapeOp.Add:
                    open.Push(graph.Right(next));
                    break;
                case TapeOp.Multiply when graph.Op(graph.Right(next)) == TapeOp.Constant && graph.Op(graph.Left(next)) == TapeOp.Add:
                    open.Push(graph.Left(next));
                    break;
                default:
                    yield return next;
                    break;
            }
        }
    }

    private static IEnumerable<int> Factors(Graph graph, int node)
    {
        var open = new Stack<int>();
        open.Push(node);
        for (var guard = 0; open.Count > 0 && guard < 1_000; guard++)
        {
            var next = open.Pop();
            yield return next;
            if (graph.Op(next) == TapeOp.Multiply)
            {
                open.Push(graph.Right(next));
                open.Push(graph.Left(next));
            }
            else if (graph.Op(next) is TapeOp.Negate or TapeOp.Divide)
            {
                open.Push(graph.Left(next));
            }
        }
    }
}
