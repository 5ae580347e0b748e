using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>An array of the heap laid against the leaves of a matrix: which cell would hold the derivative by which leaf.</summary>
internal sealed class GradientGrid(int group, HeapGrid grid, List<(int Leaf, int Node)> cells)
{
    private static readonly Dictionary<int, double> Nothing = new();
    private Dictionary<int, Dictionary<int, double>>? _byLeaf;

    public int Group { get; } = group;

    public HeapGrid Grid { get; } = grid;

    /// <summary>Leaf and node of the cell; −1 where the cell is a constant.</summary>
    public List<(int Leaf, int Node)> Cells { get; } = cells;

    /// <summary>Derivatives of the cells by the backward operands κ, all of them cut: by leaf, then by operand.</summary>
    public Dictionary<int, Dictionary<int, double>> ByOperand { get; } = new();

    /// <summary>Derivatives of the cells by one backward operand, by leaf.</summary>
    public IReadOnlyDictionary<int, double> By(int operand)
    {
        if (_byLeaf is null)
        {
            _byLeaf = new();
            foreach (var row in ByOperand)
            {
                foreach (var derivative in row.Value)
                {
                    if (!_byLeaf.TryGetValue(derivative.Key, out var column))
                        _byLeaf.Add(derivative.Key, column = new());
                    column.Add(row.Key, derivative.Value);
                }
            }
        }

        return _byLeaf.TryGetValue(operand, out var found) ? found : Nothing;
    }

    /// <summary>True where the array is the parameter itself, learned where it stands: a cell is its own old value and something more.</summary>
    public bool IsUpdate { get; init; }

    /// <summary>False where a cell is no linear function of the operands: a sum of squares, a step normalised by its own length.</summary>
    public bool IsLinear { get; set; } = true;
}

/// <summary>
/// Finds the arrays that could be weight gradients: those with as many cells as the matrix, paired by index tuple; arrays of one
/// layer (or gate) of a matrix of more dimensions, or holding several such; and otherwise paired in flattened order.
/// </summary>
internal static class WeightGradient
{
    /// <param name="group">A recurrent matrix, or another parameter.</param>
    public static List<GradientGrid> Candidates(Cell cell, int group)
    {
        var isMatrix = cell.Forward.Groups.Contains(group);
        var graph = cell.Graph;
        var leaves = cell.Leaves.Leaves(group)
            .Select(t => (Leaf: cell.Map[t], cell.Trace.Tape.Origin(t)!.Indices))
            .Where(l => !l.Indices.IsDefault)
            .OrderBy(l => l.Indices, LeafIndex.ByIndices)
            .ToList();
        var found = new List<GradientGrid>();
        foreach (var grid in cell.Trace.Grids)
        {
            if (grid.Cells.IsDefaultOrEmpty || grid.Cells.Any(c => c.Indices.IsDefault))
                continue;
            foreach (var pairs in Pairings(leaves, grid))
            {
                if (isMatrix && !IsMatrix(cell, pairs))
                    continue;
                var held = pairs.ConvertAll(p => (p.Leaf, Node: cell.NodeOf(p.Number)));
                var cells = held.ConvertAll(h => (h.Leaf, Node: WithoutOldValue(graph, h.Leaf, h.Node)));
                if (WithoutLength(graph, cells) is { } unscaled)
                    cells = unscaled;
                if (cells.Exists(c => c.Node >= 0 && graph.Op(c.Node) != TapeOp.Leaf))
                    found.Add(new GradientGrid(group, grid, cells) { IsUpdate = grid.Name == cell.Leaves[group].Name && held.Exists(h => h.Node >= 0 && h.Node != h.Leaf && SumsAndProducts.Summands(graph, h.Node, _ => false).Contains(h.Leaf)) });
            }
        }
        return found;
    }

    /// <summary>False for a vector laid along one row or column: it could be any vector.</summary>
    private static bool IsMatrix(Cell cell, List<(int Leaf, Traced Number)> pairs)
    {
        var roles = pairs.Select(p => cell.Forward.Role(p.Leaf)).Where(r => r is { Recurrent: true }).Select(r => r!.Value).ToList();
        return roles.Exists(r => r.Out != roles[0].Out) && roles.Exists(r => r.In != roles[0].In);
    }

    /// <summary>Of an update W − ηG written back to the matrix, the part ηG.</summary>
    private static int WithoutOldValue(Graph graph, int leaf, int node)
    {
        if (node < 0 || graph.Op(node) is not (TapeOp.Add or TapeOp.Subtract))
            return node;
        return graph.Left(node) == leaf ? graph.Right(node) : graph.Right(node) == leaf ? graph.Left(node) : node;
    }

    /// <summary>Of an array whose cells were all multiplied by one computed number (the inverse of its length, where it is clipped by its norm), the cells before that; null for others.</summary>
    private static List<(int Leaf, int Node)>? WithoutLength(Graph graph, List<(int Leaf, int Node)> cells)
    {
        var live = cells.FindAll(c => c.Node >= 0 && graph.Op(c.Node) != TapeOp.Constant);
        if (live.Count < 2)
            return null;
        var first = live[0].Node;
        foreach (var factor in graph.Op(first) switch
        {
            TapeOp.Multiply => new[] { graph.Left(first), graph.Right(first) },
            TapeOp.Divide => new[] { graph.Right(first) },
            _ => [],
        })
        {
            if (graph.Op(factor) is TapeOp.Leaf or TapeOp.Constant || !live.TrueForAll(c => Rest(c.Node, factor) >= 0))
                continue;
            var ancestors = graph.Ancestors(new[] { factor });
            if (live.TrueForAll(c => ancestors[Rest(c.Node, factor)]))
                return cells.ConvertAll(c => (c.Leaf, Node: live.Contains(c) ? Rest(c.Node, factor) : c.Node));
        }

        return null;

        int Rest(int node, int factor) => graph.Op(node) switch
        {
            TapeOp.Multiply when graph.Left(node) == factor => graph.Right(node),
            TapeOp.Multiply when graph.Right(node) == factor => graph.Left(node),
            TapeOp.Divide when graph.Right(node) == factor => graph.Left(node),
            _ => -1,
        };
    }

    private static IEnumerable<List<(int Leaf, Traced Number)>> Pairings(List<(int Leaf, ImmutableArray<int> Indices)> leaves, HeapGrid grid)
    {
        var cells = new Dictionary<string, Traced>();
        foreach (var c in grid.Cells)
            cells[Key(c.Indices, 0)] = c.Number;
        if (leaves.Count == 0 || cells.Count != grid.Cells.Length)
            yield break;

        var leafRank = leaves[0].Indices.Length;
        var gridRank = grid.Cells[0].Indices.Length;

        // The array holds all of the matrix, or one slice of a matrix of more dimensions.
        for (var drop = 0; drop < leafRank; drop++)
        {
            var any = false;
            foreach (var slice in leaves.GroupBy(l => KeyPrefix(l.Indices, drop)))
            {
                if (slice.Count() != cells.Count || !slice.All(l => cells.ContainsKey(Key(l.Indices, drop))))
                    continue;
                any = true;
                yield return slice.Select(l => (l.Leaf, cells[Key(l.Indices, drop)])).ToList();
            }
            if (any)
                yield break;
        }

        // Slices of the array hold the matrix.
        for (var drop = 1; drop < gridRank; drop++)
        {
            var any = false;
            foreach (var slice in grid.Cells.GroupBy(c => KeyPrefix(c.Indices, drop)))
            {
                var part = slice.ToDictionary(c => Key(c.Indices, drop), c => c.Number);
                if (part.Count != leaves.Count || !leaves.TrueForAll(l => part.ContainsKey(Key(l.Indices, 0))))
                    continue;
                any = true;
                yield return leaves.ConvertAll(l => (l.Leaf, part[Key(l.Indices, 0)]));
            }
            if (any)
                yield break;
        }

        if (cells.Count == leaves.Count && gridRank != leafRank)
        {
            var ordered = grid.Cells.OrderBy(c => c.Indices, LeafIndex.ByIndices).ToList();
            yield return leaves.Select((l, i) => (l.Leaf, ordered[i].Number)).ToList();
        }
    }

    private static string Key(ImmutableArray<int> indices, int from) =>
        string.Join(",", indices.Skip(from).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static string KeyPrefix(ImmutableArray<int> indices, int length) =>
        string.Join(",", indices.Take(length).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Fills <see cref="GradientGrid.ByOperand"/> and <see cref="GradientGrid.IsLinear"/>.</summary>
    public static void Differentiate(GradientGrid gradient, Graph graph, Sweep sweep, IReadOnlyCollection<int> operands, bool[] cut, bool[] live, bool[] curved)
    {
        gradient.IsLinear = !gradient.Cells.Exists(c => c.Node >= 0 && curved[c.Node]);
        foreach (var (leaf, node) in gradient.Cells)
        {
            var row = new Dictionary<int, double>();
            gradient.ByOperand[leaf] = row;
            if (node < 0 || !live[node])
                continue;

            // What is multiplied by a one-hot input is the cotangent itself.
            if (cut[node])
            {
                row[node] = 1;
                continue;
            }
            sweep.Run(node, cut, live);
            foreach (var operand in operands)
            {
                if (sweep.Touched(operand) && Math.Abs(sweep[operand]) > 0)
                    row[operand] = sweep[operand];
            }
        }
    }
}
