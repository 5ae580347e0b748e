using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>How far back through time a weight gradient looks.</summary>
internal static class Truncation
{
    /// <summary>
    /// True where the array's cells are sums of products each of which has the forward operand of the cell's own leaf as a factor, as
    /// in Elman's training, which stops at the step it stands at. The other factor must be a cotangent: it depends on what its step
    /// made of the operand, and on something that no step depends on (a target, an output weight). Powers, cached products of
    /// states, and a backward pass that was taken for a forward one have no such factor.
    /// </summary>
    public static bool IsGradientOfOneStep(Cell cell, GradientGrid grid)
    {
        var operands = new Dictionary<int, Dictionary<int, List<int>>>();
        foreach (var row in cell.Forward.Events.SelectMany(e => e.Rows))
        {
            foreach (var term in row.Terms)
            {
                if (!operands.TryGetValue(term.Leaf, out var byOperand))
                    operands.Add(term.Leaf, byOperand = new Dictionary<int, List<int>>());
                if (!byOperand.TryGetValue(term.Operand, out var roots))
                    byOperand.Add(term.Operand, roots = new List<int>());
                roots.Add(row.Root);
            }
        }
        var foreign = Foreign(cell);
        int hits = 0, all = 0;
        foreach (var (leaf, node) in grid.Cells)
        {
            if (!cell.Forward.IsRecurrent(leaf) || node < 0)
                continue;
            all++;
            if (IsSumOfGradients(leaf, node))
                hits++;
        }
        return all > 0 && hits == all;

        bool IsSumOfGradients(int leaf, int node)
        {
            // Of an update W − ηG, or of a gradient added to one of an earlier call, the old value is no part of the gradient.
            var summands = SumsAndProducts.Summands(cell.Graph, node, IsConstant).Where(s => cell.Graph.Op(s) != TapeOp.Leaf).ToList();
            return summands.Count > 0 && summands.TrueForAll(s => IsOperandTimesGradient(s, leaf));
        }

        bool IsConstant(int node) => cell.Graph.Op(node) == TapeOp.Constant;

        // A cached pre-activation has the operands as factors too, but next to the matrix itself; a cached state is an operand, but
        // not a product with one.
        bool IsOperandTimesGradient(int summand, int leaf)
        {
            if (cell.Graph.Op(summand) != TapeOp.Multiply || !operands.TryGetValue(leaf, out var own))
                return false;
            var factors = SumsAndProducts.Factors(cell.Graph, summand).ToList();
            return factors.Exists(f => own.TryGetValue(f, out var roots) && roots.Exists(root => cell.Reach.Depends(summand, root)))
                && foreign[summand]
                && !factors.Exists(cell.Forward.IsRecurrent);
        }
    }

    /// <summary>
    /// True where the cotangents in a gradient of single steps are made of one another all the same: something goes back from step to step, but not
    /// through the matrix.
    /// </summary>
    public static bool IsCarriedOtherwise(Cell cell, GradientGrid grid)
    {
        var cotangents = Cotangents(cell, grid);
        var cut = new bool[cell.Graph.Count];
        foreach (var cotangent in cotangents)
            cut[cotangent] = true;
        var live = Identity.LiveNodes(cell.Graph, cut);
        return cotangents.Any(c => cell.Graph.Left(c) >= 0 && (live[cell.Graph.Left(c)] || (cell.Graph.Right(c) >= 0 && live[cell.Graph.Right(c)])));
    }

    /// <summary>
    /// True where the cotangents in a gradient are made of products with entries of the matrix that have changed since the forward pass: what is added to an
    /// entry makes another number of it, and the product is none with the matrix any more.
    /// </summary>
    public static bool IsCarriedByChangedMatrix(Cell cell, GradientGrid grid)
    {
        var graph = cell.Graph;
        var isForward = graph.Ancestors(cell.Forward.Preactivations);
        var (isChanged, isMadeOf) = (new bool[graph.Count], new bool[graph.Count]);
        for (var node = 0; node < graph.Count; node++)
        {
            int left = graph.Left(node), right = graph.Right(node);
            if (left < 0)
                continue;
            isChanged[node] = graph.Op(node) is TapeOp.Add or TapeOp.Subtract && (IsEntry(left) || IsEntry(right));
            isMadeOf[node] = isMadeOf[left] || (right >= 0 && isMadeOf[right]) || (!isForward[node] && graph.Op(node) == TapeOp.Multiply && (isChanged[left] || isChanged[right]));
        }

        return Cotangents(cell, grid).Any(cotangent => isMadeOf[cotangent]);

        bool IsEntry(int node) => isChanged[node] || (graph.Op(node) == TapeOp.Leaf && cell.Forward.IsRecurrent(node));
    }

    /// <summary>What the operands of the forward pass are multiplied by in a gradient of single steps.</summary>
    private static HashSet<int> Cotangents(Cell cell, GradientGrid grid)
    {
        var graph = cell.Graph;
        var cotangents = new HashSet<int>();
        foreach (var (leaf, node) in grid.Cells)
        {
            if (!cell.Forward.IsRecurrent(leaf) || node < 0)
                continue;
            var operands = cell.MultipliedBy(leaf);
            bool IsScale(int factor) => graph.Op(factor) == TapeOp.Constant || (graph.Op(factor) == TapeOp.Leaf && !operands.Contains(factor));
            foreach (var product in SumsAndProducts.Summands(graph, node, IsScale, operands.Contains).Where(s => graph.Op(s) == TapeOp.Multiply))
            {
                int left = graph.Left(product), right = graph.Right(product);
                if (operands.Contains(left) != operands.Contains(right))
                    cotangents.Add(operands.Contains(left) ? right : left);
            }
        }

        return cotangents;
    }

    /// <summary>
    /// Nodes that depend on something that no state is made of: a target, an output weight. (The last step's pre-activation may have run on
    /// into its own error, so what the states are made of is read off the operands.)
    /// </summary>
    public static bool[] Foreign(Cell cell)
    {
        var graph = cell.Graph;
        var forward = new bool[graph.Count];
        foreach (var term in cell.Forward.Events.SelectMany(e => e.Terms))
            forward[term.Operand] = forward[term.Leaf] = true;
        var known = new HashSet<int>();
        for (var node = graph.Count - 1; node >= 0; node--)
        {
            if (!forward[node])
                continue;
            if (graph.Op(node) == TapeOp.Leaf)
                known.Add(cell.Leaves.GroupOf(graph.TapeNode(node)));
            if (graph.Left(node) >= 0)
                forward[graph.Left(node)] = true;
            if (graph.Right(node) >= 0)
                forward[graph.Right(node)] = true;
        }
        var foreign = new bool[graph.Count];
        for (var node = 0; node < foreign.Length; node++)
        {
            int left = graph.Left(node), right = graph.Right(node);
            foreign[node] = left < 0
                ? graph.Op(node) == TapeOp.Leaf && !known.Contains(cell.Leaves.GroupOf(graph.TapeNode(node)))
                : foreign[left] || (right >= 0 && foreign[right]);
        }
        return foreign;
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

    /// <summary>The products that the cells of a weight gradient are sums of: those with forward operands, not a decay or a moving average.</summary>
    public static List<int> GradientProducts(Cell cell, GradientGrid grid)
    {
        var operands = new HashSet<int>(cell.Forward.Events.SelectMany(e => e.Terms).Where(t => cell.Forward.IsRecurrent(t.Leaf)).Select(t => t.Operand));
        var products = new List<int>();
        foreach (var (leaf, node) in grid.Cells)
        {
            if (node >= 0 && cell.Forward.IsRecurrent(leaf))
                products.AddRange(SumsAndProducts.Summands(cell.Graph, node, IsScale, operands.Contains).Where(s => cell.Graph.Op(s) == TapeOp.Multiply && SumsAndProducts.Factors(cell.Graph, s).Any(operands.Contains)));
        }
        return products;

        bool IsScale(int node) => cell.Graph.Op(node) == TapeOp.Constant || (cell.Graph.Op(node) == TapeOp.Leaf && !operands.Contains(node));
    }
}
