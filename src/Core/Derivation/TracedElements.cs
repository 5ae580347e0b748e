using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;

namespace RnnLint.Derivation;

/// <summary>
/// Quantities as they were traced. A derivative is the tape's: one by a pre-activation, or by what was given, holds all (other) pre-activations fixed; one by a state
/// the states too; and one by a quantity of the backward pass all operands of the backward pass.
/// </summary>
internal sealed class TracedElements : IElementValues
{
    private readonly TraceValues _trace;
    private readonly CellEquations _equations;
    private readonly Dictionary<Quantity, Func<IReadOnlyList<int>, int>> _nodes = new();
    private readonly Dictionary<Quantity, IReadOnlyDictionary<(int Step, int Item, int Unit), double>> _numbers = new();
    private readonly Dictionary<(int Node, QuantityKind By), Dictionary<int, double>> _derivatives = new();
    private readonly Dictionary<QuantityKind, bool[]> _held = new();
    private readonly Sweep _sweep;
    private IReadOnlyCollection<int> _operands = [];

    public TracedElements(TraceValues trace, CellEquations equations)
    {
        (_trace, _equations) = (trace, equations);
        _sweep = new Sweep(trace.Cell.Graph);
    }

    public int Size => _trace.Size;

    public TraceValues Trace => _trace;

    /// <summary>Makes a quantity of the backward pass known.</summary>
    /// <param name="node">The node of an element; −1 where there is none.</param>
    public void Add(Quantity quantity, Func<IReadOnlyList<int>, int> node) => _nodes[quantity] = node;

    /// <summary>Makes a quantity known that the code does not compute.</summary>
    public void Add(Quantity quantity, IReadOnlyDictionary<(int Step, int Item, int Unit), double> numbers) => _numbers[quantity] = numbers;

    /// <summary>Tells what the backward pass multiplies by recurrent matrices.</summary>
    public void HoldOperands(IReadOnlyCollection<int> operands) => _operands = operands;

    public double Of(Quantity quantity, IReadOnlyList<int> indices)
    {
        if (_numbers.TryGetValue(quantity, out var numbers))
            return numbers.TryGetValue((indices[0], indices[1], indices[2]), out var number) ? number : double.NaN;
        return NodeOf(quantity, indices) is >= 0 and var node ? _trace.Cell.Graph.Value(node) : double.NaN;
    }

    public double Derivative(Quantity of, IReadOnlyList<int> indices, Quantity by, IReadOnlyList<int> byIndices)
    {
        int start = NodeOf(of, indices), node = NodeOf(by, byIndices);
        if (start < 0 || node < 0)
            return double.NaN;
        var kind = by.Kind is QuantityKind.State or QuantityKind.Backward ? by.Kind : QuantityKind.Preactivation;
        if (!_derivatives.TryGetValue((start, kind), out var known))
        {
            _sweep.Run(start, Held(kind));
            _derivatives.Add((start, kind), known = _sweep.TouchedNodes.ToDictionary(touched => touched, touched => _sweep[touched]));
        }

        return known.TryGetValue(node, out var derivative) ? derivative : 0;
    }

    /// <summary>The nodes of a quantity of the forward pass, by step, item and unit.</summary>
    public IReadOnlyDictionary<(int Step, int Item, int Unit), int> NodesOf(Quantity quantity) => _trace.Families.All[_equations.FamilyOf(quantity)].Nodes;

    private int NodeOf(Quantity quantity, IReadOnlyList<int> indices)
    {
        if (!_nodes.TryGetValue(quantity, out var node))
        {
            var family = _equations.FamilyOf(quantity);
            var group = family < 0 ? _equations.GroupOf(quantity) : null;
            _nodes.Add(quantity, node = group is null ? at => _trace.Node(family, at[0], at[1], at[2]) : at => _trace.Leaf(group, at));
        }

        return node(indices);
    }

    private bool[] Held(QuantityKind kind)
    {
        if (_held.TryGetValue(kind, out var held))
            return held;
        _held.Add(kind, held = new bool[_trace.Cell.Graph.Count]);
        var nodes = kind switch
        {
            QuantityKind.Backward => _operands,
            QuantityKind.State => _trace.Families.All.SelectMany(family => family.Nodes.Values),
            _ => _trace.Families.All.Where(family => family.IsPreactivation).SelectMany(family => family.Nodes.Values).Concat(_trace.Cell.Forward.Preactivations),
        };
        foreach (var node in nodes)
            held[node] = true;
        return held;
    }
}
