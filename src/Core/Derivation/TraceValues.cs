using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>One trace of a cell, with its values by name.</summary>
internal sealed class TraceValues
{
    private const int LargestEquation = 6_000;

    private readonly Dictionary<(string Group, string Indices), double> _leaves = new();

    public TraceValues(Cell cell, int size)
    {
        (Cell, Size) = (cell, size);
        Families = new CellFamilies(cell);
        for (var node = 0; node < cell.Graph.Count; node++)
        {
            if (cell.Graph.Origin(node) is { } origin)
                _leaves[(origin.Group.Name, Key(origin.Indices))] = cell.Graph.Value(node);
        }
    }

    public Cell Cell { get; }

    /// <summary>The number of units that was asked for.</summary>
    public int Size { get; }

    public CellFamilies Families { get; }

    /// <summary>NaN for what the trace does not have.</summary>
    public double Leaf(string group, IEnumerable<int> indices) => _leaves.TryGetValue((group, Key(indices)), out var value) ? value : double.NaN;

    /// <summary>The node of a member; −1 where the trace has none.</summary>
    public int Node(int family, int step, int item, int unit) => Families.All[family].Nodes.TryGetValue((step, item, unit), out var node) ? node : -1;

    /// <summary>What one node is made of, down to leaves and members.</summary>
    /// <exception cref="NotLiftedException">where it is too large.</exception>
    public ConcreteExpression Expression(int root)
    {
        var graph = Cell.Graph;
        var left = LargestEquation;
        return Of(root);

        ConcreteExpression Of(int node)
        {
            if (--left < 0)
                throw new NotLiftedException("an equation has too many terms");
            if (node != root && Families.MemberAt(node) is { } member)
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

    private static string Key(IEnumerable<int> indices) => string.Join(",", indices);
}
