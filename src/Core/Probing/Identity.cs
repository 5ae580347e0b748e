using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>One compared entry: what the code carries from <see cref="From"/> to <see cref="To"/>, and what it should.</summary>
/// <param name="From">The pre-activation whose cotangent or tangent is the source.</param>
/// <param name="To">The pre-activation whose cotangent or tangent is made of it.</param>
/// <param name="Scaled">The pre-activation whose activation derivative stands in the entry.</param>
internal readonly record struct Entry(int From, int To, int Scaled, double Implemented, double Expected)
{
    /// <summary>The entry without what goes round the activation on both sides.</summary>
    public Entry Without(double bypass) => this with { Implemented = Implemented - bypass, Expected = Expected - bypass };
}

/// <summary>
/// The identity that every right cell satisfies. Let c be all recurrent pre-activations, cut on the forward pass, and ĉ all operands
/// that the backward pass multiplies by recurrent matrices, cut there. Then ∂ĉ_s/∂ĉ_t = (∂c_t/∂c_s)ᵀ for every pair of
/// events: all gates, layers and steps at once. What bypasses the matrices (a cell state, a leak) appears equally on both sides,
/// and loss gradients vanish by differentiation. For tangents, ∂ċ_t/∂ċ_s = ∂c_t/∂c_s.
/// </summary>
internal sealed class Identity
{
    private readonly List<Entry> _entries = new();

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>The pre-activation of each operand that is the cotangent of just one.</summary>
    public Dictionary<int, int> Cotangents { get; } = new();

    /// <summary>Events compared.</summary>
    public int Events { get; private set; }

    /// <summary>True where one result stands for two pre-activations, so that nothing can be compared.</summary>
    public bool IsContradictory { get; private set; }

    /// <summary>‖M−J‖/‖J‖ over the entries chosen; NaN where J vanishes on them.</summary>
    public double Error(Func<Entry, bool>? chosen = null)
    {
        double difference = 0, norm = 0;
        foreach (var entry in _entries)
        {
            if (chosen is not null && !chosen(entry))
                continue;
            difference += (entry.Implemented - entry.Expected) * (entry.Implemented - entry.Expected);
            norm += entry.Expected * entry.Expected;
        }
        return norm > 0 ? Math.Sqrt(difference / norm) : difference > 0 ? double.PositiveInfinity : double.NaN;
    }

    /// <summary>True where nothing is carried from one event to any other.</summary>
    public bool CarriesNothing => _entries.TrueForAll(e => e.Implemented == 0);

    /// <param name="graph">The cell's graph, or a repair of it.</param>
    /// <param name="map">Node of <paramref name="graph"/> for each of the cell's.</param>
    public static Identity Compare(Cell cell, Jacobian jacobian, List<Flow> flows, Alignment alignment, Graph graph, Func<int, int> map)
    {
        var identity = new Identity();
        var sweep = new Sweep(graph);
        for (var i = 0; i < cell.Sweeps.Count; i++)
        {
            if (flows[i] == Flow.Unknown)
                continue;
            identity.CompareSweep(cell, jacobian, cell.Sweeps[i], flows[i], alignment, graph, map, sweep);
        }
        return identity;
    }

    private void CompareSweep(
        Cell cell, Jacobian jacobian, List<Event> events, Flow flow, Alignment alignment, Graph graph, Func<int, int> map, Sweep sweep)
    {
        var labels = new SortedDictionary<int, List<int>>();
        var cutNodes = new List<int>();
        var shared = events.TrueForAll(e => e.IsShared);
        var byResult = flow == Flow.Forward || !shared;
        foreach (var e in events)
        {
            var before = labels.Count;
            foreach (var row in e.Rows)
            {
                var terms = cell.Backward.RecurrentTerms(row);
                if (terms.Count == 0)
                    continue;
                if (byResult)
                    cutNodes.Add(map(row.Root));
                foreach (var term in terms)
                {
                    if (!byResult)
                        cutNodes.Add(map(term.Operand));
                    var c = flow == Flow.Reverse && byResult
                        ? CarriedTo(cell, e, term.Leaf, alignment)
                        : Preactivation(cell, e, term.Leaf, flow, alignment);
                    Label(labels, map(byResult ? row.Root : term.Operand), c, mayStandForSeveral: !byResult && flow == Flow.Reverse);
                }
            }
            if (labels.Count > before)
                Events++;
        }

        var cut = new bool[graph.Count];
        foreach (var node in cutNodes)
            cut[node] = true;
        var live = LiveNodes(graph, cut);
        foreach (var label in labels.Where(label => !byResult && flow == Flow.Reverse && label.Value.Count == 1))
            Cotangents[label.Key] = label.Value[0];
        if (flow == Flow.Reverse && !byResult)
            CompareVanished(cell, jacobian, events, alignment, labels);
        foreach (var to in labels)
        {
            sweep.Run(to.Key, cut, live);
            foreach (var from in labels)
            {
                if (from.Key == to.Key)
                    continue;
                foreach (var made in to.Value)
                {
                    // An error that all units share is one number, and what it is carried to gets the sum of what each would send.
                    var expected = flow == Flow.Reverse ? from.Value.Sum(source => jacobian[source, made]) : jacobian[made, from.Value[0]];
                    if (flow == Flow.Forward && !shared && expected != 0)
                        expected *= cell.ActivationDerivative(made) / cell.ActivationDerivative(from.Value[0]);
                    if (sweep[from.Key] != 0 || expected != 0)
                        _entries.Add(new Entry(from.Value[0], made, flow == Flow.Reverse ? made : from.Value[0], sweep[from.Key], expected));
                }
            }
        }
    }

    /// <summary>
    /// A cotangent that is zero leaves no product with the matrix behind, as that of a closed unit does. Zero is what the code carries to it, and that
    /// is right only where the forward pass leads nowhere from there either: a leak in a rectifier does.
    /// </summary>
    private void CompareVanished(Cell cell, Jacobian jacobian, List<Event> events, Alignment alignment, SortedDictionary<int, List<int>> labels)
    {
        var labelled = new HashSet<int>(labels.Values.SelectMany(known => known));
        var vanished = new SortedSet<int>();
        foreach (var e in events)
        {
            foreach (var block in e.Rows.SelectMany(cell.Backward.RecurrentTerms).Select(term => cell.Forward.Role(term.Leaf)?.Block ?? -1).Where(block => block >= 0).Distinct())
            {
                if (alignment.ForwardOf(e, block) is not { } forward)
                    continue;
                foreach (var role in forward.Terms.Select(term => cell.Forward.Role(term.Leaf)).OfType<LeafRole>().Where(role => role.Block == block))
                {
                    if (cell.Preactivation(forward, role.Out) is >= 0 and var made && !labelled.Contains(made))
                        vanished.Add(made);
                }
            }
        }

        foreach (var made in vanished)
        {
            foreach (var from in labels.Values)
            {
                var expected = from.Sum(source => jacobian[source, made]);
                if (expected != 0)
                    _entries.Add(new Entry(from[0], made, made, 0, expected));
            }
        }
    }

    /// <summary>
    /// The pre-activation whose cotangent (reverse) an operand is, or whose tangent (forward) a result is. A wrong event, which
    /// sums over the other index, is labelled as it will be once its leaves are exchanged.
    /// </summary>
    private static int Preactivation(Cell cell, Event e, int leaf, Flow flow, Alignment alignment)
    {
        var right = flow == Flow.Reverse ? Direction.OverOut : Direction.OverIn;
        var direction = cell.Backward.DirectionOf(e);
        var place = direction == right || direction == Direction.Unknown ? leaf : cell.Forward.Transpose(leaf);
        if (place < 0 || cell.Forward.Role(place) is not { } role || alignment.ForwardOf(e, role.Block) is not { } forward)
            return -1;
        return cell.Preactivation(forward, role.Out);
    }

    /// <summary>
    /// Where rows have operands of their own (P·W·diag(σ′) multiplied out), not the operand but the result is a cotangent: that of
    /// the unit read from, one step earlier.
    /// </summary>
    private static int CarriedTo(Cell cell, Event e, int leaf, Alignment alignment)
    {
        var place = cell.Backward.DirectionOf(e) == Direction.OverIn ? cell.Forward.Transpose(leaf) : leaf;
        if (place < 0 || cell.Forward.Role(place) is not { HasUnits: true } role || alignment.ForwardOf(e, role.Block) is not { } forward)
            return -1;
        var outClass = cell.Forward.OnlyOutClass(role.Block, role.InUnit);
        var now = cell.Preactivation(forward, outClass);
        return now < 0 ? -1 : cell.Neighbour(now, -1);
    }

    private void Label(SortedDictionary<int, List<int>> labels, int node, int preactivation, bool mayStandForSeveral)
    {
        if (preactivation < 0)
            return;
        if (!labels.TryGetValue(node, out var known))
            labels.Add(node, [preactivation]);
        else if (known.Contains(preactivation))
            return;
        else if (mayStandForSeveral)
            known.Add(preactivation);
        else
            IsContradictory = true;
    }

    /// <summary>Nodes that depend on a cut one, the cut ones included.</summary>
    public static bool[] LiveNodes(Graph graph, bool[] cut)
    {
        var live = new bool[graph.Count];
        for (var node = 0; node < live.Length; node++)
        {
            live[node] = cut[node]
                || (graph.Left(node) >= 0 && live[graph.Left(node)])
                || (graph.Right(node) >= 0 && live[graph.Right(node)]);
        }
        return live;
    }

    /// <summary>
    /// True where some backward operand is no linear function of the earlier ones: a normalised tangent, a gradient clipped by
    /// its norm within the recurrence, or a second forward pass.
    /// </summary>
    public static bool IsNonlinear(Cell cell) => IsNonlinear(
        cell.Graph,
        cell.Backward.Events.SelectMany(e => e.Rows).Select(row => row.Root),
        cell.Backward.Events.SelectMany(e => e.Rows).SelectMany(cell.Backward.RecurrentTerms).Select(term => term.Operand));

    /// <summary>True where some operand is no linear function of the results and operands before it.</summary>
    public static bool IsNonlinear(Graph graph, IEnumerable<int> results, IEnumerable<int> operands)
    {
        var made = new bool[graph.Count];
        foreach (var result in results)
            made[result] = true;
        var carried = LiveNodes(graph, made);

        // What a chain starts from may be anything, a state even; from then on it has to be linear.
        var cut = new bool[graph.Count];
        foreach (var operand in operands)
            cut[operand] = carried[operand];
        var curved = Curved(graph, cut);
        return operands.Any(operand => cut[operand] && curved[operand]);
    }

    /// <summary>Nodes that are no linear function of the cut ones, each of which counts as a variable of its own to whatever is made of it.</summary>
    public static bool[] Curved(Graph graph, bool[] cut)
    {
        var live = new bool[graph.Count];
        var curved = new bool[graph.Count];
        for (var node = 0; node < live.Length; node++)
        {
            int left = graph.Left(node), right = graph.Right(node);
            live[node] = cut[node];
            if (left < 0)
                continue;
            bool l = live[left], r = right >= 0 && live[right];
            curved[node] = IsBent(left) || (right >= 0 && IsBent(right)) || graph.Op(node) switch
            {
                TapeOp.Add or TapeOp.Subtract or TapeOp.Negate => false,
                TapeOp.Multiply => l && r,
                TapeOp.Divide => r,
                _ => l || r,
            };
            live[node] |= l || r;
        }
        return curved;

        bool IsBent(int node) => curved[node] && !cut[node];
    }
}

/// <summary>∂c_t/∂c_s between all pre-activations of the forward pass, each with all others held fixed.</summary>
internal sealed class Jacobian
{
    private readonly Dictionary<int, int> _index = new();
    private readonly double[,] _entries;

    private Jacobian(int count) => _entries = new double[count, count];

    /// <summary>∂<paramref name="of"/>/∂<paramref name="by"/>.</summary>
    public double this[int of, int by] =>
        _index.TryGetValue(of, out var i) && _index.TryGetValue(by, out var j) ? _entries[i, j] : 0;

    public bool IsFinite { get; private set; } = true;

    /// <param name="held">Further nodes that are held fixed.</param>
    public static Jacobian Of(Graph graph, List<int> preactivations, IEnumerable<int>? held = null)
    {
        var jacobian = new Jacobian(preactivations.Count);
        var cut = new bool[graph.Count];
        for (var i = 0; i < preactivations.Count; i++)
        {
            jacobian._index.Add(preactivations[i], i);
            cut[preactivations[i]] = true;
        }
        var live = Identity.LiveNodes(graph, cut);
        foreach (var node in held ?? [])
            cut[node] = true;
        var sweep = new Sweep(graph);
        for (var i = 0; i < preactivations.Count; i++)
        {
            sweep.Run(preactivations[i], cut, live);
            for (var j = 0; j < preactivations.Count; j++)
            {
                if (i == j)
                    continue;
                var d = sweep[preactivations[j]];
                jacobian._entries[i, j] = d;
                jacobian.IsFinite &= !double.IsNaN(d) && !double.IsInfinity(d);
            }
        }
        return jacobian;
    }
}
