using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing;

/// <summary>
/// The arithmetic that the interpreted program did, as a hash-consed directed acyclic graph: the same operation on the same
/// operands is one node, + and × commute, and operations with 0 or 1 that change nothing leave no node. Nodes are numbered in
/// order of creation, so operands always come before their consumers.
/// </summary>
/// <remarks>
/// Node values are kept in double precision whatever the program computes in, so that derivatives taken on the tape are exact
/// up to double rounding for float code too.
/// </remarks>
public sealed class Tape
{
    private readonly Dictionary<(TapeOp, int, int), int> _interned = new();
    private readonly Dictionary<long, int> _constants = new();
    private readonly List<TapeOp> _ops = new();
    private readonly List<int> _left = new();
    private readonly List<int> _right = new();
    private readonly List<double> _values = new();
    private readonly List<bool> _drawn = new();
    private readonly List<Site?> _firstSite = new();
    private readonly Dictionary<int, List<Site>> _moreSites = new();
    private readonly Dictionary<int, LeafOrigin> _origins = new();
    private readonly Dictionary<int, int[]> _opaqueInputs = new();
    private readonly List<Saturation> _saturations = new();
    private readonly HashSet<int> _beyondBounds = new();

    /// <summary>The site given to the nodes that are made or met again from now on.</summary>
    public Site? CurrentSite { get; set; }

    public int Count => _ops.Count;

    public TapeOp Op(int node) => _ops[node];

    /// <summary>True where two numbers that depend on leaves were multiplied.</summary>
    public bool Multiplies => Enumerable.Range(0, Count).Any(node => _ops[node] == TapeOp.Multiply && _ops[_left[node]] != TapeOp.Constant && _ops[_right[node]] != TapeOp.Constant);

    /// <summary>First operand, or −1 for a constant or leaf.</summary>
    public int Left(int node) => _left[node];

    /// <summary>Second operand, or −1 for a unary operation, constant or leaf.</summary>
    public int Right(int node) => _right[node];

    /// <summary>The node's value in double precision.</summary>
    public double Value(int node) => _values[node];

    public double ValueOf(Traced x) => x.IsConstant ? x.Value : _values[x.Node];

    /// <summary>The leaf's origin; null for other nodes.</summary>
    public LeafOrigin? Origin(int node) => _origins.TryGetValue(node, out var origin) ? origin : null;

    /// <summary>True for a number made of random draws and constants alone: an initial weight, say.</summary>
    public bool IsDrawn(int node) => _drawn[node];

    /// <summary>
    /// For the result of an unknown call: the nodes that went into it. The dependence is known, its derivative is not.
    /// Empty for every other node.
    /// </summary>
    public IReadOnlyList<int> OpaqueInputs(int node) =>
        _opaqueInputs.TryGetValue(node, out var inputs) ? inputs : Array.Empty<int>();

    /// <summary>Live numbers that a Max, Min or Clamp replaced by a constant: at this point the clipping bites.</summary>
    public IReadOnlyList<Saturation> Saturations => _saturations;

    /// <summary>Live numbers that the code compared with a bound of its own and found to be larger: they, or what they are the length of, may be clipped.</summary>
    public IReadOnlyCollection<int> BeyondBounds => _beyondBounds;

    /// <summary>Every distinct place that made this node, the first first.</summary>
    public IEnumerable<Site> Sites(int node)
    {
        if (_firstSite[node] is not { } first)
            yield break;
        yield return first;
        if (!_moreSites.TryGetValue(node, out var more))
            yield break;
        foreach (var site in more)
            yield return site;
    }

    public Site? FirstSite(int node) => _firstSite[node];

    /// <summary>The most products and quotients on one way through the tape.</summary>
    public int ProductDepth()
    {
        var depths = new int[Count];
        var most = 0;
        for (var node = 0; node < depths.Length; node++)
        {
            var (left, right) = (_left[node], _right[node]);
            var depth = left < 0 ? 0 : right < 0 ? depths[left] : Math.Max(depths[left], depths[right]);
            if (_opaqueInputs.TryGetValue(node, out var inputs))
            {
                foreach (var input in inputs)
                    depth = Math.Max(depth, depths[input]);
            }

            if (_ops[node] is TapeOp.Multiply or TapeOp.Divide)
                depth++;
            depths[node] = depth;
            most = Math.Max(most, depth);
        }

        return most;
    }

    /// <summary>A new independent variable. Two calls give two leaves, even for the same origin.</summary>
    public Traced Leaf(LeafOrigin origin, double value)
    {
        var node = Append(TapeOp.Leaf, -1, -1, value);
        _drawn[node] = origin.Group.Kind == LeafGroupKind.Random;
        _origins.Add(node, origin);
        return new Traced(value, node);
    }

    /// <summary>The result of a call that could not be interpreted, and what it was computed from.</summary>
    public Traced OpaqueLeaf(LeafOrigin origin, double value, int[] inputs)
    {
        var leaf = Leaf(origin, value);
        if (inputs.Length > 0)
            _opaqueInputs.Add(leaf.Node, inputs);
        return leaf;
    }

    /// <summary>Gives a leaf its final name, once it is known what holds it.</summary>
    public void Rename(int leaf, LeafOrigin origin) => _origins[leaf] = origin;

    public void NoteBeyondBound(int node) => _beyondBounds.Add(node);

    public void NoteSaturation(int discarded, double kept) => _saturations.Add(new Saturation(discarded, kept, CurrentSite));

    public Traced Binary(TapeOp op, Traced x, Traced y)
    {
        var value = TapeArithmetic.Apply(op, x.Value, y.Value);
        if (x.IsConstant && y.IsConstant)
            return Traced.Constant(value);
        switch (op)
        {
            case TapeOp.Add when IsZero(x): return y with { Value = value };
            case TapeOp.Add or TapeOp.Subtract when IsZero(y): return x with { Value = value };
            case TapeOp.Subtract when IsZero(x): return Unary(TapeOp.Negate, y) with { Value = value };
            case TapeOp.Subtract when x.Node == y.Node: return Traced.Constant(value);
            case TapeOp.Multiply when IsZero(x) || IsZero(y): return Traced.Constant(value);
            case TapeOp.Multiply when IsOne(x): return y with { Value = value };
            case TapeOp.Multiply or TapeOp.Divide when IsOne(y): return x with { Value = value };
            case TapeOp.Divide when IsZero(x): return Traced.Constant(value);
            case TapeOp.Power when y.IsConstant && y.Value == 2: return Binary(TapeOp.Multiply, x, x) with { Value = value };
            case TapeOp.Power when IsOne(y): return x with { Value = value };
        }

        int left = NodeOf(x), right = NodeOf(y);
        if (op is TapeOp.Add or TapeOp.Multiply && left > right)
            (left, right) = (right, left);
        return new Traced(value, Intern(op, left, right));
    }

    public Traced Unary(TapeOp op, Traced x)
    {
        var value = TapeArithmetic.Apply(op, x.Value, 0);
        if (x.IsConstant)
            return Traced.Constant(value);
        if (op == TapeOp.Negate && _ops[x.Node] == TapeOp.Negate)
            return new Traced(value, Revisit(_left[x.Node]));
        return new Traced(value, Intern(op, x.Node, -1));
    }

    /// <summary>The node of a number; a plain constant gets one.</summary>
    public int NodeOf(Traced x)
    {
        if (!x.IsConstant)
            return x.Node;
        var bits = BitConverter.DoubleToInt64Bits(x.Value);
        if (!_constants.TryGetValue(bits, out var node))
            _constants.Add(bits, node = Append(TapeOp.Constant, -1, -1, x.Value));
        return node;
    }

    private int Intern(TapeOp op, int left, int right)
    {
        if (_interned.TryGetValue((op, left, right), out var node))
            return Revisit(node);
        var value = TapeArithmetic.Apply(op, _values[left], right < 0 ? 0 : _values[right]);
        node = Append(op, left, right, value);
        _interned.Add((op, left, right), node);
        return node;
    }

    private int Append(TapeOp op, int left, int right, double value)
    {
        var node = _ops.Count;
        _ops.Add(op);
        _left.Add(left);
        _right.Add(right);
        _values.Add(value);
        _drawn.Add(op != TapeOp.Leaf && op != TapeOp.Constant && IsDrawnOrConstant(left) && (right < 0 || IsDrawnOrConstant(right)));
        _firstSite.Add(CurrentSite);
        return node;
    }

    private int Revisit(int node)
    {
        if (CurrentSite is not { } site || ReferenceEquals(_firstSite[node], site))
            return node;
        if (!_moreSites.TryGetValue(node, out var more))
            _moreSites.Add(node, more = new List<Site>(1));
        if (!more.Contains(site))
            more.Add(site);
        return node;
    }

    private bool IsDrawnOrConstant(int node) => _drawn[node] || _ops[node] == TapeOp.Constant;

    private static bool IsZero(Traced x) => x.IsConstant && x.Value == 0;

    private static bool IsOne(Traced x) => x.IsConstant && x.Value == 1;
}

/// <summary>A Max, Min or Clamp that put the constant <paramref name="Kept"/> in place of the live node <paramref name="Discarded"/>.</summary>
public readonly record struct Saturation(int Discarded, double Kept, Site? Site);
