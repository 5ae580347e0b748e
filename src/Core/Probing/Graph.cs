using System;
using System.Collections.Generic;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// The tape as probing works on it: hash-consed like the tape, but free to be rewritten. Two rewritings are made of it: the
/// normal form, in which every product with a leaf of a recurrent matrix reads leaf · operand, and repairs, in which accused
/// products got another leaf. Operands come before their consumers.
/// </summary>
internal sealed class Graph(Tape tape)
{
    private readonly Dictionary<(TapeOp, int, int), int> _interned = new();
    private readonly Dictionary<long, int> _constants = new();
    private readonly List<TapeOp> _ops = new();
    private readonly List<int> _left = new();
    private readonly List<int> _right = new();
    private readonly List<double> _values = new();
    private readonly List<int> _tapeNodes = new();
    private readonly List<Site?> _leafSites = new();
    private int[]? _firstConsumer;
    private int[]? _consumers;

    public Tape Tape { get; } = tape;

    public int Count => _ops.Count;

    public TapeOp Op(int node) => _ops[node];

    public int Left(int node) => _left[node];

    public int Right(int node) => _right[node];

    public double Value(int node) => _values[node];

    /// <summary>The tape node that this node stands for, or −1 where only the normal form or a repair has it.</summary>
    public int TapeNode(int node) => _tapeNodes[node];

    /// <summary>Where the traced program made the node.</summary>
    public Site? Site(int node) => _tapeNodes[node] is >= 0 and var t ? Tape.FirstSite(t) : null;

    /// <summary>Where the program first multiplied the leaf of a product; for an explicit Jacobian, where its element was formed.</summary>
    public Site? LeafSite(int node) => _leafSites[node] ?? Site(node);

    public void SetLeafSite(int node, Site? site) => _leafSites[node] ??= site;

    /// <summary>The node of an operation on two operands in either order, if it commutes; −1 where there is none.</summary>
    public int Find(TapeOp op, int left, int right)
    {
        if (op is TapeOp.Add or TapeOp.Multiply && left > right)
            (left, right) = (right, left);
        return _interned.TryGetValue((op, left, right), out var node) ? node : -1;
    }

    public LeafOrigin? Origin(int node) => _ops[node] == TapeOp.Leaf ? Tape.Origin(_tapeNodes[node]) : null;

    /// <summary>Adds a leaf of the tape.</summary>
    public int AddSource(int tapeNode) => Append(Tape.Op(tapeNode), -1, -1, Tape.Value(tapeNode), tapeNode);

    /// <summary>Adds (or finds) an operation; <paramref name="tapeNode"/> is the tape node that it stands for, or −1.</summary>
    public int Add(TapeOp op, int left, int right, int tapeNode)
    {
        if (_interned.TryGetValue((op, left, right), out var node))
        {
            if (_tapeNodes[node] < 0)
                _tapeNodes[node] = tapeNode;
            return node;
        }
        var value = TapeArithmetic.Apply(op, _values[left], right < 0 ? 0 : _values[right]);
        node = Append(op, left, right, value, tapeNode);
        _interned.Add((op, left, right), node);
        return node;
    }

    public int AddConstant(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        if (!_constants.TryGetValue(bits, out var node))
            _constants.Add(bits, node = Append(TapeOp.Constant, -1, -1, value, -1));
        return node;
    }

    /// <summary>The nodes that have <paramref name="node"/> as an operand, in order; only valid once the graph is complete.</summary>
    public NodeSpan Consumers(int node)
    {
        if (_firstConsumer is null)
            IndexConsumers();
        return new NodeSpan(_consumers!, _firstConsumer![node], _firstConsumer[node + 1]);
    }

    /// <summary>Marks the nodes and all that they are made of.</summary>
    public bool[] Ancestors(IEnumerable<int> nodes)
    {
        var marked = new bool[Count];
        foreach (var node in nodes)
            marked[node] = true;
        for (var node = marked.Length - 1; node >= 0; node--)
        {
            if (!marked[node] || _left[node] < 0)
                continue;
            marked[_left[node]] = true;
            if (_right[node] >= 0)
                marked[_right[node]] = true;
        }
        return marked;
    }

    /// <summary>The leaves that the nodes are made of.</summary>
    public IEnumerable<int> LeavesOf(IEnumerable<int> nodes)
    {
        var marked = Ancestors(nodes);
        for (var node = 0; node < marked.Length; node++)
        {
            if (marked[node] && _ops[node] == TapeOp.Leaf)
                yield return node;
        }
    }

    private void IndexConsumers()
    {
        var first = new int[Count + 1];
        for (var i = 0; i < Count; i++)
        {
            if (_left[i] >= 0)
                first[_left[i] + 1]++;
            if (_right[i] >= 0 && _right[i] != _left[i])
                first[_right[i] + 1]++;
        }
        for (var i = 0; i < Count; i++)
            first[i + 1] += first[i];
        var next = (int[])first.Clone();
        var consumers = new int[first[Count]];
        for (var i = 0; i < Count; i++)
        {
            if (_left[i] >= 0)
                consumers[next[_left[i]]++] = i;
            if (_right[i] >= 0 && _right[i] != _left[i])
                consumers[next[_right[i]]++] = i;
        }
        _firstConsumer = first;
        _consumers = consumers;
    }

    private int Append(TapeOp op, int left, int right, double value, int tapeNode)
    {
        _ops.Add(op);
        _left.Add(left);
        _right.Add(right);
        _values.Add(value);
        _tapeNodes.Add(tapeNode);
        _leafSites.Add(null);
        return _ops.Count - 1;
    }

    /// <summary>A run of node numbers.</summary>
    internal readonly struct NodeSpan(int[] items, int start, int end)
    {
        public int Length => end - start;

        public int this[int index] => items[start + index];
    }
}
