using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>One trace of a cell, with its values by name.</summary>
internal sealed class TraceValues
{
    private const int LargestEquation = 6_000;

    private readonly Dictionary<string, Dictionary<IReadOnlyList<int>, int>> _leaves = new(StringComparer.Ordinal);

    public TraceValues(Cell cell, int size)
    {
        (Cell, Size) = (cell, size);
        Families = new CellFamilies(cell);
        for (var node = 0; node < cell.Graph.Count; node++)
        {
            if (cell.Graph.Origin(node) is not { } origin)
                continue;
            if (!_leaves.TryGetValue(origin.Group.Name, out var group))
                _leaves.Add(origin.Group.Name, group = new Dictionary<IReadOnlyList<int>, int>(SameIndices.Instance));
            group[origin.Indices.IsDefault ? [] : origin.Indices.ToList()] = node;
        }
    }

    public Cell Cell { get; }

    /// <summary>The number of units that was asked for.</summary>
    public int Size { get; }

    public CellFamilies Families { get; }

    /// <summary>The node of a leaf; −1 where the trace has none.</summary>
    public int Leaf(string group, IReadOnlyList<int> indices) => _leaves.TryGetValue(group, out var leaves) && leaves.TryGetValue(indices, out var node) ? node : -1;

    /// <summary>The node of a member; −1 where the trace has none.</summary>
    public int Node(int family, int step, int item, int unit) => Families.All[family].Nodes.TryGetValue((step, item, unit), out var node) ? node : -1;

    /// <summary>What one node is made of, down to leaves and members.</summary>
    /// <param name="others">Members that are not of the forward pass.</param>
    /// <param name="most">Parts that it may have.</param>
    /// <exception cref="NotLiftedException">where it is too large.</exception>
    public ConcreteExpression Expression(int root, IReadOnlyDictionary<int, (Family Family, int Step, int Item, int Unit)>? others = null, int most = LargestEquation)
    {
        var graph = Cell.Graph;
        var left = most;
        return Of(root);

        ConcreteExpression Of(int node)
        {
            if (--left < 0)
                throw new NotLiftedException("an equation has too many terms");
            if (node != root && (others is not null && others.TryGetValue(node, out var other) ? other : Families.MemberAt(node)) is { } member)
                return ConcreteExpression.Member(member.Family, member.Step, member.Item, member.Unit);
            if (graph.Origin(node) is { } origin)
                return ConcreteExpression.Leaf(origin.Group.Name, origin.Indices.IsDefault ? [] : origin.Indices.ToList());
            int first = graph.Left(node), second = graph.Right(node);
            return graph.Op(node) switch
            {
                TapeOp.Constant => ConcreteExpression.Constant(graph.Value(node)),
                TapeOp.Add => ConcreteExpression.Sum([Of(first), Of(second)]),
                TapeOp.Subtract => ConcreteExpression.Sum([Of(first), Negated(Of(second))]),
                TapeOp.Negate => Negated(Of(first)),
                TapeOp.Multiply => ConcreteExpression.Product([Of(first), Of(second)]),
                TapeOp.Divide => ConcreteExpression.Product([Of(first), ConcreteExpression.Reciprocal(Of(second))]),
                TapeOp.Power => ConcreteExpression.Power(Of(first), Of(second)),
                TapeOp.Atan2 or TapeOp.Leaf => throw new NotLiftedException("it takes the angle of two numbers"),
                var function => ConcreteExpression.Apply(function, Of(first)),
            };
        }
    }

    private static ConcreteExpression Negated(ConcreteExpression expression) => ConcreteExpression.Product([ConcreteExpression.Constant(-1), expression]);

    private sealed class SameIndices : IEqualityComparer<IReadOnlyList<int>>
    {
        public static readonly SameIndices Instance = new();

        public bool Equals(IReadOnlyList<int>? x, IReadOnlyList<int>? y)
        {
            if (x!.Count != y!.Count)
                return false;
            for (var i = 0; i < x.Count; i++)
            {
                if (x[i] != y[i])
                    return false;
            }

            return true;
        }

        public int GetHashCode(IReadOnlyList<int> indices)
        {
            var hash = indices.Count;
            for (var i = 0; i < indices.Count; i++)
                hash = unchecked((hash * 31) + indices[i]);
            return hash;
        }
    }
}
