using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>One line of a cell: an element of a quantity, and what it is made of.</summary>
/// <param name="Of">The quantity on the left.</param>
/// <param name="Matrices">Names of the recurrent matrices whose products are added up in it; for a state, of those that multiply it.</param>
/// <param name="Sites">Where the code makes it.</param>
internal sealed record Equation(Quantity Of, IReadOnlyList<string> Matrices, Formula Body, IReadOnlyList<Site> Sites)
{
    public Element Left => Free.Member(Of, 0, Free.To);
}

/// <summary>The free indices of all equations of all cells.</summary>
internal static class Free
{
    public static IndexVariable Time { get; } = new(IndexKind.Time, default);

    public static IndexVariable Item { get; } = new(IndexKind.Item, default);

    /// <summary>The unit that an equation is written for.</summary>
    public static IndexVariable To { get; } = new(IndexKind.Unit, default);

    /// <summary>The unit that a derivative is taken by.</summary>
    public static IndexVariable From { get; } = new(IndexKind.Unit, default);

    /// <summary>A pre-activation, state or cotangent, some steps before the one that is written for.</summary>
    public static Element Member(Quantity of, int lag, IndexVariable unit) => new(of, [IndexForm.Of([(Time, new Extent(1))], new Extent(-lag)), IndexForm.Of(Item), IndexForm.Of(unit)]);

    /// <summary>How many steps before the one that is written for; null where it is some fixed step.</summary>
    public static int? Lag(Element element) => element.Indices[0] is { Terms.Count: 1 } step && step.Terms[0] == (Time, new Extent(1)) ? -step.Offset.Constant : null;
}

/// <summary>
/// The forward pass of a cell in index form, lifted from traces at two sizes. Every equation was evaluated at every unit, item and step of both, and gives
/// what was traced there.
/// </summary>
internal sealed class CellEquations
{
    private const double Same = 1e-9;
    private const string TooShort = "too few of its steps could be traced";

    private readonly IReadOnlyList<TraceValues> _traces;
    private readonly Dictionary<int, Quantity> _members = new();
    private readonly Dictionary<string, Quantity> _given = new(StringComparer.Ordinal);
    private readonly QuantityNames _names;

    private CellEquations(IReadOnlyList<TraceValues> traces)
    {
        _traces = traces;
        _names = new QuantityNames(traces[0].Cell, traces[0].Families);
        var lines = new List<Equation>();
        foreach (var family in traces[0].Families.All)
            lines.Add(Lift(family.Number));
        Lines = lines;
        PlaceTime();
    }

    /// <summary>Pre-activations first.</summary>
    public IReadOnlyList<Equation> Lines { get; }

    /// <summary>The traces that were lifted, at two sizes.</summary>
    public IReadOnlyList<TraceValues> Traces => _traces;

    /// <param name="smaller">A trace of the cell.</param>
    /// <param name="larger">One at another size.</param>
    /// <exception cref="NotLiftedException">where the cell has no such form that could be found.</exception>
    public static CellEquations Of((Cell Cell, int Size) smaller, (Cell Cell, int Size) larger)
    {
        var traces = new List<TraceValues> { new TraceValues(smaller.Cell, smaller.Size), new TraceValues(larger.Cell, larger.Size) };
        if (traces[0].Families.All.Count == 0)
            throw new NotLiftedException("no step of it could be told from the next");
        if (traces[0].Families.All.Count != traces[1].Families.All.Count
            || traces[0].Families.All.Zip(traces[1].Families.All, (a, b) => a.IsPreactivation == b.IsPreactivation && a.Matrices.SetEquals(b.Matrices)).Contains(false))
            throw new NotLiftedException("it has another structure with more units");
        return new CellEquations(traces);
    }

    public Equation LineOf(Quantity quantity) => Lines.First(line => line.Of == quantity);

    /// <summary>The number of units.</summary>
    public Extent Count => Extent.Through(_traces[0].Size, Units(_traces[0]), _traces[1].Size, Units(_traces[1])) ?? new Extent(0, 1);

    private static int Units(TraceValues trace) => trace.Families.All[0].Nodes.Keys.Max(key => key.Unit) + 1;

    /// <summary>Names for what else has one in the code.</summary>
    public QuantityNames Names => _names;

    /// <summary>Of members of families: the index that is not written, for there is one item; null in a batch.</summary>
    public int? ItemPosition { get; private set; }

    /// <summary>Lifts other expressions in the same quantities.</summary>
    /// <param name="other">The quantities of families that are not of the forward pass.</param>
    public IndexLifter Lifter(Func<Family, Quantity> other) => new(Given, family => family.Number >= 0 ? Member(family) : other(family));

    /// <summary>The quantity of a member of a family.</summary>
    private Quantity Member(Family family)
    {
        if (!_members.TryGetValue(family.Number, out var quantity))
            _members.Add(family.Number, quantity = _names.OfFamily(_traces[0].Families.All[family.Number]));
        return quantity;
    }

    private Quantity Given(string group)
    {
        if (!_given.TryGetValue(group, out var quantity))
            _given.Add(group, quantity = _names.OfGroup(group));
        return quantity;
    }

    /// <summary>Finds out which index of each quantity is the step. What the pre-activations take first, the input, is at the step that they are at.</summary>
    private void PlaceTime()
    {
        var isBatch = _traces.Any(trace => trace.Families.All.Any(family => family.Nodes.Keys.Any(key => key.Item > 0)));
        ItemPosition = isBatch ? null : 1;
        foreach (var member in _members.Values)
            (member.TimePosition, member.ItemPosition) = (0, ItemPosition);
        int? reference = null;
        foreach (var line in Lines)
        {
            foreach (var element in Formulas.Elements(line.Body).Where(element => FamilyOf(element.Of) < 0))
            {
                for (var position = 0; position < element.Indices.Count; position++)
                {
                    if (element.Indices[position] is not { Terms.Count: 1 } index || index.Terms[0] != (Free.Time, new Extent(1)))
                        continue;
                    element.Of.TimePosition = position;
                    element.Of.TimeReference = reference ??= index.Offset.Constant;
                }
            }
        }
    }

    private Equation Lift(int number)
    {
        var samples = new List<IndexLifter.Sample>();
        var sites = new List<Site>();
        foreach (var trace in _traces)
        {
            var family = trace.Families.All[number];
            var last = family.Nodes.Keys.Max(key => key.Step);
            var whole = family.Nodes.Where(node => node.Key.Step >= CellFamilies.FirstWhole && (node.Key.Step < last || !family.IsPreactivation)).ToList();
            if (whole.Count == 0)
                throw new NotLiftedException(TooShort);
            foreach (var (key, node) in whole.Select(node => (node.Key, node.Value)))
            {
                samples.Add(new IndexLifter.Sample(trace.Size, [key.Step, key.Item, key.Unit], trace.Expression(node)));
                if (trace == _traces[0] && trace.Cell.Graph.Site(node) is { } site && !sites.Contains(site))
                    sites.Add(site);
            }
        }

        var body = new IndexLifter(Given, Member).Lift([Free.Time, Free.Item, Free.To], samples);
        var own = _traces[0].Families.All[number];
        var equation = new Equation(Member(own), own.Matrices.ToList(), body, sites);
        foreach (var trace in _traces)
        {
            foreach (var sample in trace.Families.All[number].Nodes.Where(node => samples.Exists(s => s.Size == trace.Size && s.At.SequenceEqual([node.Key.Step, node.Key.Item, node.Key.Unit]))))
            {
                var value = new Evaluator(trace, this).At(body, Evaluator.Point(sample.Key.Step, sample.Key.Item, sample.Key.Unit, 0));
                var traced = trace.Cell.Graph.Value(sample.Value);
                if (!(Math.Abs(value - traced) <= Same * (1 + Math.Abs(traced))))
                    throw new NotLiftedException("the form that was found does not give what was traced");
            }
        }

        return equation;
    }

    /// <summary>The family that a quantity stands for; −1 for what was given.</summary>
    internal int FamilyOf(Quantity quantity) => _members.Where(member => member.Value == quantity).Select(member => member.Key).DefaultIfEmpty(-1).First();

    internal string GroupOf(Quantity quantity) => _given.First(given => given.Value == quantity).Key;
}

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

/// <summary>The value of a formula at one point of a trace.</summary>
internal sealed class Evaluator(TraceValues trace, CellEquations equations)
{
    public static ImmutableDictionary<IndexVariable, int> Point(int step, int item, int to, int from) =>
        ImmutableDictionary<IndexVariable, int>.Empty.Add(Free.Time, step).Add(Free.Item, item).Add(Free.To, to).Add(Free.From, from);

    /// <param name="at">The value of each free index.</param>
    /// <returns>NaN where the trace lacks something that the formula has.</returns>
    public double At(Formula formula, ImmutableDictionary<IndexVariable, int> at) => formula switch
    {
        Number number => number.Value,
        Element element => Value(element, at),
        Total total => Enumerable.Range(0, total.Over.Count.At(trace.Size)).Sum(i => At(total.Body, at.SetItem(total.Over, i))),
        Plus plus => plus.Terms.Sum(term => At(term, at)),
        Times times => times.Factors.Aggregate(1.0, (product, factor) => product * At(factor, at)),
        Quotient quotient => At(quotient.Over, at) / At(quotient.Under, at),
        Raised raised => Math.Pow(At(raised.Base, at), At(raised.Exponent, at)),
        Applied applied => applied.Function.At(At(applied.Argument, at)),
        Slope slope => slope.Function.SlopeAt(At(slope.Argument, at)),
        Delta delta => delta.First.At(at, trace.Size) == delta.Second.At(at, trace.Size) ? 1 : 0,
        _ => throw new ArgumentException("an unknown kind of formula", nameof(formula)),
    };

    private double Value(Element element, ImmutableDictionary<IndexVariable, int> at)
    {
        var indices = element.Indices.Select(index => index.At(at, trace.Size)).ToList();
        var family = equations.FamilyOf(element.Of);
        return family < 0 ? trace.Leaf(equations.GroupOf(element.Of), indices)
            : trace.Node(family, indices[0], indices[1], indices[2]) is >= 0 and var node ? trace.Cell.Graph.Value(node) : double.NaN;
    }
}
