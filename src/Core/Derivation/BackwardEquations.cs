using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>What the code does with a recurrent matrix besides the forward pass, in index form.</summary>
/// <param name="Matrix">The matrix, as in the code.</param>
/// <param name="Left">An element of the result.</param>
/// <param name="Right">The products with the matrix that it is a sum of; of a Jacobian, the whole of it.</param>
/// <param name="IsJacobian">True for a Jacobian that is formed entry by entry, and carries nothing.</param>
/// <param name="Sites">Where the code does it.</param>
internal sealed record BackwardEquation(string Matrix, Element Left, Formula Right, bool IsJacobian, IReadOnlyList<Site> Sites)
{
    /// <summary>Of a Jacobian: its numbers in the smaller trace, by step, row and column.</summary>
    public IReadOnlyDictionary<(int Step, int Row, int Column), double> Numbers { get; init; } = new Dictionary<(int, int, int), double>();
}

/// <summary>Lifts the backward pass: each place that multiplies by a recurrent matrix, and Jacobians that the code forms entry by entry.</summary>
internal sealed class BackwardEquations
{
    private readonly CellEquations _equations;
    private readonly Dictionary<int, (Family Family, Quantity Quantity)> _carried = new();

    public BackwardEquations(CellEquations equations)
    {
        _equations = equations;
        Passes = equations.Traces.Select(trace => PassComparison.Of(trace.Cell)).ToList();
    }

    /// <summary>Each trace's passes, compared.</summary>
    public IReadOnlyList<PassComparison> Passes { get; }

    /// <summary>What could be lifted.</summary>
    public IReadOnlyList<BackwardEquation> All()
    {
        var places = new SortedDictionary<(string Matrix, int Place), List<Row>>();
        for (var i = 0; i < _equations.Traces.Count; i++)
        {
            foreach (var row in Rows(_equations.Traces[i], Passes[i]))
            {
                if (!places.TryGetValue((row.Matrix, row.Place), out var rows))
                    places.Add((row.Matrix, row.Place), rows = new List<Row>());
                rows.Add(row);
            }
        }

        var found = new List<BackwardEquation>();
        foreach (var place in places)
        {
            try
            {
                found.Add(Lift(place.Key.Matrix, place.Value));
            }
            catch (NotLiftedException)
            {
                // What is left out here is only not shown; the verdict does not hang on it.
            }
        }

        return found.Concat(Jacobians()).ToList();
    }

    private BackwardEquation Lift(string matrix, List<Row> rows)
    {
        var samples = rows.ConvertAll(row => new IndexLifter.Sample(row.Size, [row.Step, row.Item, row.Unit], row.Expression));
        var right = _equations.Lifter(Carried).Lift([Free.Time, Free.Item, Free.From], samples);
        var result = new Quantity(_equations.Names.Of(rows.Where(row => row.Size == rows[0].Size).Select(row => row.Root), "back"), QuantityKind.Backward) { TimePosition = 0, ItemPosition = _equations.ItemPosition };
        return new BackwardEquation(matrix, Free.Member(result, rows[0].Flow == Flow.Reverse ? 1 : 0, Free.From), right, false, rows.Select(row => row.Site).OfType<Site>().Distinct().ToList());
    }

    private Quantity Carried(Family family) => _carried[family.Number].Quantity;

    private IEnumerable<Row> Rows(TraceValues trace, PassComparison passes)
    {
        var cell = trace.Cell;
        var sites = cell.BackwardChains.SelectMany(chain => chain.Events).Select(e => e.Site?.Id ?? -1).Distinct().OrderBy(id => id).ToList();
        foreach (var chain in cell.BackwardChains)
        {
            foreach (var e in chain.Events)
            {
                if (passes.FlowOf(e) is not (Flow.Forward or Flow.Reverse) || passes.Alignment.ForwardOf(e, chain.Block) is not { } forward)
                    continue;
                var flow = passes.FlowOf(e);
                var direction = cell.Backward.DirectionOf(e);
                var isWrong = direction != Direction.Unknown && direction != (flow == Flow.Reverse ? Direction.OverOut : Direction.OverIn);
                foreach (var row in e.Rows)
                {
                    var terms = new List<ConcreteExpression>();
                    (int Step, int Item, int Unit)? at = null;
                    foreach (var term in cell.Backward.RecurrentTerms(row))
                    {
                        var place = isWrong ? cell.Forward.Transpose(term.Leaf) : term.Leaf;
                        if (place < 0 || cell.Forward.Role(place) is not { } role || trace.Families.MemberAt(cell.Preactivation(forward, role.Out)) is not { } to || InputUnit(trace, forward, place) is not (>= 0 and var from))
                            continue;
                        var origin = cell.Graph.Origin(term.Leaf)!;
                        terms.Add(ConcreteExpression.Product([
                            ConcreteExpression.Leaf(origin.Group.Name, origin.Indices.ToList()),
                            ConcreteExpression.Member(CarriedFamily(trace, to.Family.Number, term.Operand), to.Step, to.Item, flow == Flow.Reverse ? to.Unit : from)]));
                        at = (to.Step, to.Item, flow == Flow.Reverse ? from : to.Unit);
                    }
                    if (at is { } position && terms.Count > 1)
                        yield return new Row(cell.Leaves[e.Group].Name, sites.IndexOf(e.Site?.Id ?? -1), trace.Size, position.Step, position.Item, position.Unit, ConcreteExpression.Sum(terms), row.Root, flow, e.Site);
                }
            }
        }
    }

    private Family CarriedFamily(TraceValues trace, int preactivation, int operand)
    {
        if (!_carried.TryGetValue(preactivation, out var carried))
        {
            var name = _equations.Names.Of([operand], "δ");
            carried = (new Family(-1 - preactivation, false), new Quantity(name, QuantityKind.Backward) { TimePosition = 0, ItemPosition = _equations.ItemPosition });
            _carried.Add(preactivation, carried);
            _carried.Add(-1 - preactivation, carried);
        }

        return carried.Family;
    }

    /// <summary>The unit that a weight reads from.</summary>
    private static int InputUnit(TraceValues trace, Event forward, int leaf)
    {
        foreach (var term in forward.Terms)
        {
            if (term.Leaf == leaf)
                return trace.Families.MemberAt(term.Operand)?.Unit ?? -1;
        }

        return -1;
    }

    /// <summary>Arrays whose every entry is a weight times something, as an explicit Jacobian is.</summary>
    private IEnumerable<BackwardEquation> Jacobians()
    {
        var first = _equations.Traces[0];
        foreach (var name in first.Cell.Trace.Grids.Where(grid => IsJacobian(first.Cell, grid)).Select(grid => grid.Name).Distinct().ToList())
        {
            BackwardEquation? found = null;
            try
            {
                var samples = new List<IndexLifter.Sample>();
                var group = "";
                Site? site = null;
                var numbers = new Dictionary<(int, int, int), double>();
                foreach (var trace in _equations.Traces)
                {
                    var grid = trace.Cell.Trace.Grids.Last(grid => grid.Name == name && IsJacobian(trace.Cell, grid));
                    foreach (var cell in grid.Cells)
                    {
                        var node = trace.Cell.NodeOf(cell.Number);
                        var expression = trace.Expression(node);
                        var step = Steps(expression).DefaultIfEmpty(-1).Max() + 1;
                        samples.Add(new IndexLifter.Sample(trace.Size, [step, 0, cell.Indices[0], cell.Indices[1]], expression));
                        if (trace == first)
                            numbers[(step, cell.Indices[0], cell.Indices[1])] = trace.Cell.Graph.Value(node);
                        group = trace.Cell.Leaves[trace.Cell.Leaves.GroupOf(trace.Cell.Graph.TapeNode(WeightIn(trace.Cell, node)))].Name;
                        site ??= trace.Cell.Graph.Site(node);
                    }
                }

                var right = _equations.Lifter(Carried).Lift([Free.Time, Free.Item, Free.To, Free.From], samples);
                var left = new Element(new Quantity(name.Length == 0 ? "J" : name, QuantityKind.Backward), [IndexForm.Of(Free.To), IndexForm.Of(Free.From)]);
                found = new BackwardEquation(group, left, right, true, site is null ? [] : [site]) { Numbers = numbers };
            }
            catch (NotLiftedException)
            {
                // As above.
            }

            if (found is not null)
                yield return found;
        }
    }

    private static IEnumerable<int> Steps(ConcreteExpression expression) =>
        expression.Parts.SelectMany(Steps).Concat(expression.Kind == ExpressionKind.Member ? [expression.Holes[0]] : []);

    private static bool IsJacobian(Cell cell, HeapGrid grid) => !grid.Cells.IsDefaultOrEmpty && grid.Cells.Length > 3
        && grid.Cells.All(entry => !entry.Indices.IsDefault && entry.Indices.Length == 2 && cell.NodeOf(entry.Number) is >= 0 and var node && WeightIn(cell, node) >= 0);

    /// <summary>The recurrent weight that a product has as a factor; −1 where it has none.</summary>
    private static int WeightIn(Cell cell, int node) => cell.Graph.Op(node) == TapeOp.Multiply
        ? cell.Forward.IsRecurrent(cell.Graph.Left(node)) ? cell.Graph.Left(node) : cell.Forward.IsRecurrent(cell.Graph.Right(node)) ? cell.Graph.Right(node) : -1
        : -1;

    private sealed record Row(string Matrix, int Place, int Size, int Step, int Item, int Unit, ConcreteExpression Expression, int Root, Flow Flow, Site? Site);
}
