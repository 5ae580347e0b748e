using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>What the code does besides the forward pass, in index form: a line of its backward pass, or a Jacobian that is formed entry by entry.</summary>
/// <param name="Left">An element of the result, for unit <see cref="Free.From"/> one step before; of a tangent, for unit <see cref="Free.To"/>; of a Jacobian, for both.</param>
/// <param name="Right">What the code makes it of.</param>
/// <param name="IsJacobian">True for a Jacobian that is formed entry by entry, and carries nothing.</param>
/// <param name="Sites">Where the code does it.</param>
internal sealed record BackwardEquation(Element Left, Formula Right, bool IsJacobian, IReadOnlyList<Site> Sites)
{
    /// <summary>As it is shown.</summary>
    public Relation Relation { get; } = new([Left, Right]);

    /// <summary>Of a Jacobian: its numbers in the smaller trace, by step, row and column.</summary>
    public IReadOnlyDictionary<(int Step, int Row, int Column), double> Numbers { get; init; } = new Dictionary<(int, int, int), double>();
}

/// <summary>
/// Lifts the backward pass: the operands of its products with recurrent matrices (cotangents, or tangents), the results of these products, and Jacobians that the
/// code forms entry by entry. What is found gives what was traced; what does not is left out.
/// </summary>
internal sealed class BackwardEquations
{
    /// <summary>A line that nobody could read is none.</summary>
    private const int MostParts = 40;

    private readonly CellEquations _equations;
    private readonly BackwardMembers _members;
    private readonly Verifier _verifier;
    private readonly Dictionary<Quantity, Equation> _lines = new();

    /// <summary>Of quantities without a line, the terms in which others of the backward pass have a part: all that their derivatives hang on. What a loss adds need not follow any pattern.</summary>
    private readonly Dictionary<Quantity, Equation> _parts = new();
    private readonly Differentiation _differentiation;

    public BackwardEquations(CellEquations equations, IReadOnlyList<TracedElements> elements, Verifier verifier)
    {
        _equations = equations;
        _verifier = verifier;
        Passes = equations.Traces.Select(trace => PassComparison.Of(trace.Cell)).ToList();
        _members = new BackwardMembers(equations, elements, Passes);
        foreach (var family in _members.All)
        {
            if (Attempt(() => Line(family, isWhole: true)) is { } line)
                _lines.Add(line.Of, line);
            else if (Attempt(() => Line(family, isWhole: false)) is { } part)
                _parts.Add(part.Of, part);
        }

        _differentiation = Differentiation.OfBackwardPass(LinearLineOf, _members.IsSensitivity);
        Found = _members.All.Where(family => _lines.ContainsKey(family.Quantity)).Select(family => Attempt(() => Shown(family))).OfType<BackwardEquation>().Concat(Jacobians(elements)).ToList();
    }

    /// <summary>Each trace's passes, compared.</summary>
    public IReadOnlyList<PassComparison> Passes { get; }

    /// <summary>What could be lifted.</summary>
    public IReadOnlyList<BackwardEquation> Found { get; }

    /// <summary>Of what was found: what multiplies by the matrix, and how the cotangents or tangents of some pre-activations are made.</summary>
    public IReadOnlyList<BackwardEquation> Of(Quantity matrix, IEnumerable<Quantity> preactivations)
    {
        var sensitivities = new HashSet<Quantity>(preactivations.Select(_members.SensitivityOf).OfType<BackwardFamily>().Select(family => family.Quantity));
        var shown = new HashSet<BackwardEquation>(Found.Where(found => sensitivities.Contains(found.Left.Of) || Formulas.Elements(found.Right).Any(element => element.Of == matrix)));

        // What these are made of, and no matrix makes, is told of with them.
        while (Found.FirstOrDefault(found => !shown.Contains(found) && !_members.IsSensitivity(found.Left.Of) && shown.Any(own => Formulas.Elements(own.Right).Any(element => element.Of == found.Left.Of))) is { } part)
            shown.Add(part);
        return Found.Where(shown.Contains).ToList();
    }

    /// <summary>A line that has the derivatives of a quantity of the backward pass by others; null where it has none.</summary>
    public Equation? LinearLineOf(Quantity quantity) => _lines.TryGetValue(quantity, out var line) || _parts.TryGetValue(quantity, out line) ? line : null;

    /// <summary>The cotangent of a pre-activation; null where the code has none.</summary>
    public Quantity? CotangentOf(Quantity preactivation) => _members.SensitivityOf(preactivation) is { Flow: Flow.Reverse } found ? found.Quantity : null;

    /// <summary>True where something else than the forward pass multiplies by the matrix.</summary>
    public bool Uses(string matrix) => _equations.Traces[0].Cell is var cell && cell.Backward.Events.Concat(cell.Backward.Lone).Any(e => cell.Leaves[e.Group].Name == matrix);

    /// <summary>
    /// What the code carries from one step to the next in place of ∂x_j/∂x_k, as a derivative: of the cotangent of <paramref name="by"/> one step before
    /// by that of <paramref name="of"/>, or of the tangent of <paramref name="of"/> by that of <paramref name="by"/>. Null where it has no index form.
    /// </summary>
    public Relation? Carried(Quantity of, Quantity by)
    {
        if (_members.SensitivityOf(of) is not { } later || _members.SensitivityOf(by) is not { } earlier || later.Flow != earlier.Flow)
            return null;
        return Attempt(() =>
        {
            var isReverse = later.Flow == Flow.Reverse;
            if (LinearLineOf((isReverse ? earlier : later).Quantity) is not { } line)
                return null;
            var derivative = _differentiation.Of(line, (isReverse ? later : earlier).Quantity, isReverse ? -1 : 1);
            var relation = isReverse
                ? new Relation([new Partial(Free.Member(earlier.Quantity, 1, Free.From), Free.Member(later.Quantity, 0, Free.To)), StepBefore(derivative)])
                : new Relation([new Partial(Free.Member(later.Quantity, 0, Free.To), Free.Member(earlier.Quantity, 1, Free.From)), derivative]);
            _verifier.Check(relation);
            return relation;
        });
    }

    /// <summary>A line as it is shown.</summary>
    /// <exception cref="NotLiftedException">where it does not hold one step before, too.</exception>
    private BackwardEquation Shown(BackwardFamily family)
    {
        var line = _lines[family.Quantity];
        var shown = family.Flow == Flow.Reverse
            ? new BackwardEquation(Free.Member(line.Of, 1, Free.From), StepBefore(line.Body), false, line.Sites)
            : new BackwardEquation(line.Left, line.Body, false, line.Sites);
        _verifier.Check(shown.Relation);
        return shown;
    }

    /// <summary>One step before, for the unit that a derivative is taken by, and by the one that an equation is for.</summary>
    private static Formula StepBefore(Formula formula)
    {
        var held = new IndexVariable(IndexKind.Unit, default);
        var earlier = Formulas.At(formula, Free.Time, IndexForm.Of([(Free.Time, new Extent(1))], new Extent(-1)));
        return Formulas.At(Formulas.At(Formulas.At(earlier, Free.From, IndexForm.Of(held)), Free.To, IndexForm.Of(Free.From)), held, IndexForm.Of(Free.To));
    }

    /// <summary>Lifts what the members of a family are made of. The last step has nothing behind it that comes back, and the first ones start from what leaves no trace.</summary>
    /// <param name="isWhole">False for the terms alone that other members have a part in.</param>
    private Equation? Line(BackwardFamily family, bool isWhole)
    {
        var samples = new List<IndexLifter.Sample>();
        var sites = new List<Site>();
        for (var i = 0; i < _equations.Traces.Count; i++)
        {
            var trace = _equations.Traces[i];
            var nodes = family.Nodes[i];

            // What no matrix multiplies is at its last steps made of what came back from the last step of all.
            var last = _members.All.Where(other => other == family || other is { IsSensitivity: true } && other.Flow == family.Flow).SelectMany(other => other.Nodes[i].Keys).Select(key => key.Step).DefaultIfEmpty(-1).Max();
            var own = new List<IndexLifter.Sample>();
            var live = isWhole ? null : _members.Live(i);
            foreach (var node in nodes.Where(node => node.Key.Step >= CellFamilies.FirstWhole && (node.Key.Step < last || !family.IsSensitivity || family.Flow == Flow.Forward)))
            {
                own.Add(new IndexLifter.Sample(trace.Size, [node.Key.Step, node.Key.Item, node.Key.Unit], trace.Expression(node.Value, _members.Known(i), MostParts * trace.Size * trace.Size, live)));
                if (trace.Cell.Graph.Site(node.Value) is { } site && !sites.Contains(site))
                    sites.Add(site);
            }

            // The step before the last may take something from the last, which has less of it.
            var before = own.FindAll(sample => sample.At[0] < last - 1);
            samples.AddRange(before.Count > 0 && own.Exists(sample => sample.Expression.Skeleton != before[0].Expression.Skeleton) ? before : own);
        }

        if (samples.Select(sample => sample.Size).Distinct().Count() < _equations.Traces.Select(trace => trace.Size).Distinct().Count())
            return null;
        var body = _equations.Lifter(_members.QuantityOf).Lift([Free.Time, Free.Item, Free.To], samples);
        var line = new Equation(family.Quantity, [], body, sites);
        return Formulas.All(body).Count() <= MostParts && (!isWhole || _verifier.Holds([line.Left, body])) ? line : null;
    }

    /// <summary>What is left out here is only not shown; the verdict does not hang on it.</summary>
    private static T? Attempt<T>(Func<T?> lift)
        where T : class
    {
        try
        {
            return lift();
        }
        catch (NotLiftedException)
        {
            return null;
        }
    }

    /// <summary>Arrays whose every entry is a weight times something, as an explicit Jacobian is.</summary>
    private IEnumerable<BackwardEquation> Jacobians(IReadOnlyList<TracedElements> elements)
    {
        var first = _equations.Traces[0];
        return first.Cell.Trace.Grids.Where(grid => IsJacobian(first.Cell, grid)).Select(grid => grid.Name).Distinct().ToList()
            .Select(name => Attempt(() => Jacobian(name, elements))).OfType<BackwardEquation>().ToList();
    }

    private BackwardEquation? Jacobian(string name, IReadOnlyList<TracedElements> elements)
    {
        var first = _equations.Traces[0];
        var samples = new List<IndexLifter.Sample>();
        var nodes = new List<Dictionary<(int, int, int), int>>();
        Site? site = null;
        foreach (var trace in _equations.Traces)
        {
            var grid = trace.Cell.Trace.Grids.LastOrDefault(grid => grid.Name == name && IsJacobian(trace.Cell, grid)) ?? throw new NotLiftedException("it has another structure with more units");
            nodes.Add(new Dictionary<(int, int, int), int>());
            foreach (var cell in grid.Cells)
            {
                var node = trace.Cell.NodeOf(cell.Number);
                var expression = trace.Expression(node);
                var step = Steps(expression).DefaultIfEmpty(-1).Max() + 1;
                samples.Add(new IndexLifter.Sample(trace.Size, [step, 0, cell.Indices[0], cell.Indices[1]], expression));
                nodes[nodes.Count - 1][(step, cell.Indices[0], cell.Indices[1])] = node;
                site ??= trace.Cell.Graph.Site(node);
            }
        }

        var right = _equations.Lifter(_members.QuantityOf).Lift([Free.Time, Free.Item, Free.To, Free.From], samples);
        var quantity = new Quantity(name.Length == 0 ? "J" : name, QuantityKind.Backward) { TimePosition = 0 };
        for (var i = 0; i < elements.Count; i++)
        {
            var own = nodes[i];
            elements[i].Add(quantity, at => own.TryGetValue((at[0], at[1], at[2]), out var node) ? node : -1);
        }

        var left = new Element(quantity, [IndexForm.Of(Free.Time), IndexForm.Of(Free.To), IndexForm.Of(Free.From)]);
        var found = new BackwardEquation(left, right, true, site is null ? [] : [site]) { Numbers = nodes[0].ToDictionary(node => node.Key, node => first.Cell.Graph.Value(node.Value)) };
        _verifier.Check(found.Relation);
        return found;
    }

    private static IEnumerable<int> Steps(ConcreteExpression expression) =>
        expression.Parts.SelectMany(Steps).Concat(expression.Kind == ExpressionKind.Member ? [expression.Holes[0]] : []);

    private static bool IsJacobian(Cell cell, HeapGrid grid) => !grid.Cells.IsDefaultOrEmpty && grid.Cells.Length > 3
        && grid.Cells.All(entry => !entry.Indices.IsDefault && entry.Indices.Length == 2 && cell.NodeOf(entry.Number) is >= 0 and var node && WeightIn(cell, node) >= 0);

    /// <summary>The recurrent weight that a product has as a factor; −1 where it has none.</summary>
    private static int WeightIn(Cell cell, int node) => cell.Graph.Op(node) == TapeOp.Multiply
        ? cell.Forward.IsRecurrent(cell.Graph.Left(node)) ? cell.Graph.Left(node) : cell.Forward.IsRecurrent(cell.Graph.Right(node)) ? cell.Graph.Right(node) : -1
        : -1;
}
