using System.Collections.Generic;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// Rewrites the tape so that each product with a leaf p of a candidate group reads p · operand, whatever the order in which the
/// code multiplied: (p·σ′)·v, (p·gain)·v, −p·v and p·v/s become p·(σ′·v), p·(gain·v), p·(−v) and p·(v/s). An explicit Jacobian times
/// a vector then looks like the plain product of the matrix with the scaled vector, which it is. A product made where other
/// products are added up is left alone: it is a sum of one term (the others being 0), and what multiplies it comes after the sum.
/// </summary>
internal sealed class NormalForm
{
    private readonly Graph _graph;
    private readonly int[] _priority;
    private readonly LeafIndex _leaves;
    private readonly bool _olderFirst;
    private readonly List<int> _pivot = new();
    private readonly HashSet<int> _summingSites = new();

    private NormalForm(Tape tape, LeafIndex leaves, IReadOnlyList<int> candidates, bool olderFirst)
    {
        _graph = new Graph(tape);
        _leaves = leaves;
        _olderFirst = olderFirst;
        _priority = new int[leaves.Count];
        for (var i = 0; i < _priority.Length; i++)
            _priority[i] = int.MaxValue;
        for (var i = 0; i < candidates.Count; i++)
            _priority[candidates[i]] = i;
        for (var node = 0; node < tape.Count; node++)
        {
            if (tape.Op(node) is not (TapeOp.Add or TapeOp.Subtract))
                continue;
            NoteSummand(tape, tape.Left(node));
            NoteSummand(tape, tape.Right(node));
        }
    }

    private void NoteSummand(Tape tape, int summand)
    {
        if (tape.Op(summand) == TapeOp.Multiply && tape.FirstSite(summand) is { } site && HasLeafFactor(tape, summand, 4))
            _summingSites.Add(site.Id);
    }

    private bool HasLeafFactor(Tape tape, int node, int depth)
    {
        if (tape.Op(node) == TapeOp.Leaf)
            return _leaves.GroupOf(node) is >= 0 and var group && _priority[group] != int.MaxValue;
        if (depth == 0 || tape.Op(node) is not (TapeOp.Multiply or TapeOp.Negate or TapeOp.Divide))
            return false;
        return HasLeafFactor(tape, tape.Left(node), depth - 1)
            || (tape.Op(node) == TapeOp.Multiply && HasLeafFactor(tape, tape.Right(node), depth - 1));
    }

    /// <summary>True where a product held leaves of one group on both sides, so that the choice between them was arbitrary.</summary>
    public bool Ambiguous { get; private set; }

    /// <summary>True where a sum of its products is complete before something carried is taken from it; see <see cref="Contractions.Of"/>.</summary>
    public bool EndsAtDifferences { get; private init; }

    public Graph Graph => _graph;

    /// <summary>The graph node of each tape node.</summary>
    public int[] Map { get; private set; } = [];

    /// <param name="olderFirst">
    /// Of two factors that both carry a leaf of the same group (J·J′), pull the leaf out of the one made earlier; else out of
    /// the one made later.
    /// </param>
    /// <param name="endsAtDifferences">See <see cref="EndsAtDifferences"/>.</param>
    public static NormalForm Of(Tape tape, LeafIndex leaves, IReadOnlyList<int> candidates, bool olderFirst, bool endsAtDifferences = false)
    {
        var form = new NormalForm(tape, leaves, candidates, olderFirst) { EndsAtDifferences = endsAtDifferences };
        var count = tape.Count;
        var map = new int[count];
        for (var node = 0; node < count; node++)
        {
            var op = tape.Op(node);
            map[node] = op is TapeOp.Leaf or TapeOp.Constant
                ? form.Source(node)
                : form.Operation(op, map[tape.Left(node)], tape.Right(node) < 0 ? -1 : map[tape.Right(node)], node);
        }
        form.Map = map;
        return form;
    }

    private int Source(int tapeNode)
    {
        var node = _graph.Tape.Op(tapeNode) == TapeOp.Constant
            ? _graph.AddConstant(_graph.Tape.Value(tapeNode))
            : _graph.AddSource(tapeNode);
        var group = _leaves.GroupOf(tapeNode);
        Pivot(node, group >= 0 && _priority[group] != int.MaxValue ? node : -1);
        return node;
    }

    private int Operation(TapeOp op, int left, int right, int tapeNode)
    {
        switch (op)
        {
            case TapeOp.Negate when PivotOf(left) >= 0:
                return Product(left, c => Plain(TapeOp.Negate, c, -1, -1), () => Constant(-1), tapeNode);
            case TapeOp.Divide when PivotOf(left) >= 0:
                return Product(left, c => Plain(TapeOp.Divide, c, right, -1), () => Plain(TapeOp.Divide, Constant(1), right, -1), tapeNode);
            case TapeOp.Multiply when Chosen(left, right) is var chosen and >= 0:
                var other = chosen == left ? right : left;
                return Product(chosen, c => Plain(TapeOp.Multiply, c, other, -1), () => other, tapeNode);
            default:
                return Plain(op, left, right, tapeNode);
        }
    }

    /// <summary>The factor whose leaf comes out, or −1 where neither carries one.</summary>
    private int Chosen(int left, int right)
    {
        int p = PivotOf(left), q = PivotOf(right);
        if (p < 0 || q < 0)
            return p >= 0 ? left : q >= 0 ? right : -1;
        int a = PriorityOf(p), b = PriorityOf(q);
        if (a != b)
            return a < b ? left : right;
        Ambiguous = true;
        return left < right == _olderFirst ? left : right;
    }

    private int Product(int carrier, System.Func<int, int> extend, System.Func<int> alone, int tapeNode)
    {
        var pivot = PivotOf(carrier);
        var operand = carrier == pivot ? alone() : extend(_graph.Right(carrier));
        var node = _graph.Add(TapeOp.Multiply, pivot, operand, tapeNode);
        _graph.SetLeafSite(node, carrier == pivot ? _graph.Tape.FirstSite(tapeNode) : _graph.LeafSite(carrier));
        var isSum = _graph.Tape.FirstSite(tapeNode) is { } site && _summingSites.Contains(site.Id);
        Pivot(node, isSum ? -1 : pivot);
        return node;
    }

    private int Plain(TapeOp op, int left, int right, int tapeNode)
    {
        if (op == TapeOp.Negate && tapeNode < 0 && _graph.Op(left) == TapeOp.Negate)
            return _graph.Left(left);
        if (op is TapeOp.Add or TapeOp.Multiply && left > right)
            (left, right) = (right, left);
        var node = _graph.Add(op, left, right, tapeNode);
        Pivot(node, -1);
        return node;
    }

    private int Constant(double value)
    {
        var node = _graph.AddConstant(value);
        Pivot(node, -1);
        return node;
    }

    private int PivotOf(int node) => _pivot[node];

    private int PriorityOf(int pivot) => _priority[_leaves.GroupOf(_graph.TapeNode(pivot))];

    private void Pivot(int node, int pivot)
    {
        while (_pivot.Count <= node)
            _pivot.Add(-1);
        if (pivot >= 0)
            _pivot[node] = pivot;
    }
}
