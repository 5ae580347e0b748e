using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>
/// A cell taken on for more steps than were traced: by the lines of its forward pass, which hold at every step, from the first steps of the smaller trace on, and with the
/// inputs that a longer trace would have drawn.
/// </summary>
internal sealed class LongerRun : IElementValues
{
    private readonly CellEquations _equations;
    private readonly TracedElements _traced;
    private readonly Dictionary<(Quantity Of, int Step, int Item, int Unit), double> _members = new();
    private readonly Dictionary<Quantity, bool> _areDrawn = new();
    private readonly Dictionary<Quantity, List<(int Item, int Unit)>> _places = new();

    private LongerRun(CellEquations equations, IReadOnlyList<Equation> order, int last)
    {
        (_equations, _traced, Lines) = (equations, equations.Elements[0], order);
        var evaluator = new Evaluator(this);
        for (var step = CellFamilies.FirstWhole; step <= last; step++)
        {
            foreach (var line in order)
            {
                foreach (var (item, unit) in Places(line.Of))
                    _members[(line.Of, step, item, unit)] = evaluator.At(line.Body, new IndexPoint(step, item, unit, 0));
            }
        }
    }

    public int Size => _traced.Size;

    /// <summary>The lines of the forward pass, each after those that it takes something of the same step from.</summary>
    public IReadOnlyList<Equation> Lines { get; }

    /// <param name="last">The last step.</param>
    /// <returns>Null where a line takes something from a fixed step, or from a later one.</returns>
    public static LongerRun? To(int last, CellEquations equations)
    {
        var order = new List<Equation>();
        return equations.Lines.All(line => Add(line, order, equations, equations.Lines.Count)) ? new LongerRun(equations, order, last) : null;
    }

    public double Of(Quantity quantity, IReadOnlyList<int> indices)
    {
        // What goes back is carried, and has no value: where a line multiplies one such quantity by another, it cannot be carried by its lines.
        if (quantity.Kind == QuantityKind.Backward)
            return double.NaN;
        if (_equations.FamilyOf(quantity) >= 0 && indices[0] >= CellFamilies.FirstWhole)
            return _members.TryGetValue((quantity, indices[0], indices[1], indices[2]), out var number) ? number : double.NaN;
        var traced = _traced.Of(quantity, indices);
        return double.IsNaN(traced) && _equations.FamilyOf(quantity) < 0 && IsDrawn(quantity) ? LeafValues.Of(_traced.Trace.Draw, _equations.GroupOf(quantity), indices.ToImmutableArray()) : traced;
    }

    /// <exception cref="NotSupportedException">always: there is no tape of what was not traced.</exception>
    public double Derivative(Quantity of, IReadOnlyList<int> indices, Quantity by, IReadOnlyList<int> byIndices) => throw new NotSupportedException();

    /// <summary>The items and units of a quantity of the forward pass, which are the same at every step.</summary>
    public IReadOnlyList<(int Item, int Unit)> Places(Quantity of)
    {
        if (!_places.TryGetValue(of, out var places))
            _places.Add(of, places = _traced.NodesOf(of).Keys.Where(key => key.Step == CellFamilies.FirstWhole).Select(key => (key.Item, key.Unit)).ToList());
        return places;
    }

    private bool IsDrawn(Quantity quantity)
    {
        if (!_areDrawn.TryGetValue(quantity, out var known))
            _areDrawn.Add(quantity, known = _traced.Trace.AreAsDrawn(_equations.GroupOf(quantity)));
        return known;
    }

    private static bool Add(Equation line, List<Equation> order, CellEquations equations, int depth)
    {
        if (order.Contains(line))
            return true;
        var parts = Formulas.Elements(line.Body).Where(element => equations.FamilyOf(element.Of) >= 0).ToList();
        if (depth == 0 || parts.Exists(part => Free.Lag(part) is not >= 0) || !parts.Where(part => Free.Lag(part) == 0).All(part => Add(equations.LineOf(part.Of), order, equations, depth - 1)))
            return false;
        if (!order.Contains(line))
            order.Add(line);
        return true;
    }
}
