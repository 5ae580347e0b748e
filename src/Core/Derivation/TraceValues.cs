using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>One trace of a cell, with its values by name.</summary>
internal sealed class TraceValues
{
    private const int LargestEquation = 6_000;

    /// <summary>Functions and sums within one another that anybody would still read. What is kept of each part grows with all that is in it.</summary>
    private const int MostNested = 120;

    private readonly Dictionary<string, Dictionary<IReadOnlyList<int>, int>> _leaves = new(StringComparer.Ordinal);
    private readonly List<Dictionary<(int Step, int Item, int Unit), int>> _nodes = new();
    private (int Last, int Items, int Units)? _bounds;

    public TraceValues(Cell cell, Draw draw)
    {
        (Cell, Draw) = (cell, draw);
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

    /// <summary>The draw that was traced.</summary>
    public Draw Draw { get; }

    /// <summary>The number of units that was asked for.</summary>
    public int Size => Draw.Size;

    public CellFamilies Families { get; }

    /// <summary>The last step of any pre-activation, how many items there are, and how many units the largest family has.</summary>
    public (int Last, int Items, int Units) Bounds => _bounds ??= (
        Families.All.Where(family => family.IsPreactivation).Max(family => family.Nodes.Keys.Max(key => key.Step)),
        Families.All.Where(family => family.IsPreactivation).Max(family => family.Nodes.Keys.Max(key => key.Item)) + 1,
        Families.All.Where(family => family.Nodes.Count > 0).Max(family => family.Nodes.Keys.Max(key => key.Unit)) + 1);

    /// <summary>The node of a leaf; −1 where the trace has none.</summary>
    public int Leaf(string group, IReadOnlyList<int> indices) => _leaves.TryGetValue(group, out var leaves) && leaves.TryGetValue(indices, out var node) ? node : -1;

    /// <summary>True where every leaf of a group has the number that is drawn for its name and indices, as all that are made up have.</summary>
    public bool AreAsDrawn(string group) => _leaves.TryGetValue(group, out var leaves)
        && leaves.All(leaf => Cell.Graph.Value(leaf.Value) == LeafValues.Of(Draw, group, leaf.Key.ToImmutableArray()));

    /// <summary>The node of a member; −1 where the trace has none.</summary>
    public int Node(int family, int step, int item, int unit)
    {
        // Asked for every element of every formula at every point.
        while (_nodes.Count <= family)
            _nodes.Add(Families.All[_nodes.Count].Nodes.ToDictionary(node => node.Key, node => node.Value));
        return _nodes[family].TryGetValue((step, item, unit), out var node) ? node : -1;
    }

    /// <summary>What one node is made of, down to leaves and members.</summary>
    /// <param name="others">Members that are not of the forward pass.</param>
    /// <param name="most">Parts that it may have.</param>
    /// <param name="live">Where given, terms without any of these nodes are left out.</param>
    /// <exception cref="NotLiftedException">where it is too large, or nothing of it is left.</exception>
    public ConcreteExpression Expression(int root, IReadOnlyDictionary<int, (Family Family, int Step, int Item, int Unit)>? others = null, int most = LargestEquation, bool[]? live = null)
    {
        var graph = Cell.Graph;
        var (left, nested) = (most, 0);
        return live is null ? Of(root) : Live(root) ?? throw new NotLiftedException("nothing goes back through it");

        ConcreteExpression? Live(int node)
        {
            if (graph.Left(node) < 0 || node != root && others!.ContainsKey(node))
                return live[node] ? Of(node) : null;
            int first = graph.Left(node), second = graph.Right(node);
            switch (graph.Op(node))
            {
                case TapeOp.Add or TapeOp.Subtract:
                    var taken = live[second] ? Live(second) : null;
                    var terms = new[] { live[first] ? Live(first) : null, taken is not null && graph.Op(node) == TapeOp.Subtract ? Negated(taken) : taken }.OfType<ConcreteExpression>().ToList();
                    return terms.Count == 0 ? null : ConcreteExpression.Sum(terms);
                case TapeOp.Negate:
                    return Live(first) is { } negated ? Negated(negated) : null;
                case TapeOp.Multiply when live[first] != live[second]:
                    return ConcreteExpression.Product([live[first] ? Live(first)! : Of(first), live[second] ? Live(second)! : Of(second)]);
                case TapeOp.Divide when live[first] && !live[second]:
                    return ConcreteExpression.Product([Live(first)!, ConcreteExpression.Reciprocal(Of(second))]);
                default:
                    return live[node] ? Of(node) : null;
            }
        }

        ConcreteExpression Of(int node)
        {
            if (--left < 0)
                throw new NotLiftedException("an equation has too many terms");
            if (++nested > MostNested)
                throw new NotLiftedException("an equation nests too deeply");
            var made = Read(node);
            nested--;
            return made;
        }

        ConcreteExpression Read(int node)
        {
            if (node != root && (others is not null && others.TryGetValue(node, out var other) ? other : Families.MemberAt(node)) is { } member)
                return ConcreteExpression.Member(member.Family, member.Step, member.Item, member.Unit);
            if (graph.Origin(node) is { } origin)
                return ConcreteExpression.Leaf(origin.Group.Name, origin.Indices.IsDefault ? [] : origin.Indices.ToList());
            int first = graph.Left(node), second = graph.Right(node);
            return graph.Op(node) switch
            {
                TapeOp.Constant => ConcreteExpression.Constant(graph.Value(node)),
                TapeOp.Add or TapeOp.Subtract => ConcreteExpression.Sum(Terms(node, [], isPart: false)),
                TapeOp.Negate or TapeOp.Multiply or TapeOp.Divide => ConcreteExpression.Product(Factors(node, [], isPart: false)),
                TapeOp.Power => ConcreteExpression.Power(Of(first), Of(second)),
                TapeOp.Atan2 or TapeOp.Leaf => throw new NotLiftedException("it takes the angle of two numbers"),
                var function => ConcreteExpression.Apply(function, Of(first)),
            };
        }

        // A long sum is a chain of additions, and is put in order once.
        List<ConcreteExpression> Terms(int node, List<ConcreteExpression> terms, bool isPart = true)
        {
            if (graph.Op(node) is not (TapeOp.Add or TapeOp.Subtract) || node != root && IsMember(node))
            {
                terms.Add(Of(node));
                return terms;
            }

            left -= isPart ? 1 : 0;
            Terms(graph.Left(node), terms);
            if (graph.Op(node) == TapeOp.Add)
                return Terms(graph.Right(node), terms);
            terms.Add(Negated(Of(graph.Right(node))));
            return terms;
        }

        List<ConcreteExpression> Factors(int node, List<ConcreteExpression> factors, bool isPart = true)
        {
            if (graph.Op(node) is not (TapeOp.Negate or TapeOp.Multiply or TapeOp.Divide) || node != root && IsMember(node))
            {
                factors.Add(Of(node));
                return factors;
            }

            left -= isPart ? 1 : 0;
            if (graph.Op(node) == TapeOp.Negate)
                factors.Add(ConcreteExpression.Constant(-1));
            Factors(graph.Left(node), factors);
            if (graph.Op(node) == TapeOp.Multiply)
                return Factors(graph.Right(node), factors);
            if (graph.Op(node) == TapeOp.Divide)
                factors.Add(ConcreteExpression.Reciprocal(Of(graph.Right(node))));
            return factors;
        }

        bool IsMember(int node) => others is not null && others.ContainsKey(node) || Families.MemberAt(node) is not null;
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
