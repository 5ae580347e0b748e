using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>
/// The forward pass of a cell in index form, lifted from traces at two sizes (or, where it has only one, at two random points). Every equation was evaluated at every unit, item and step of both, and gives
/// what was traced there.
/// </summary>
internal sealed class CellEquations
{
    private const double Same = 1e-9;
    private const string Other = "it has another structure with more units";
    private const string TooShort = "too few of its steps could be traced";

    private readonly IReadOnlyList<TraceValues> _traces;
    private readonly Dictionary<int, Quantity> _members = new();
    private readonly Dictionary<Quantity, int> _families = new();
    private readonly Dictionary<string, Quantity> _given = new(StringComparer.Ordinal);
    private readonly QuantityNames _names;

    private CellEquations(IReadOnlyList<TraceValues> traces)
    {
        _traces = traces;
        _names = new QuantityNames(traces[0].Cell, traces[0].Families);
        Elements = traces.Select(trace => new TracedElements(trace, this)).ToList();
        var lines = new List<Equation>();
        foreach (var family in traces[0].Families.All)
            lines.Add(Lift(family.Number));
        Lines = lines;
        PlaceTime();
    }

    /// <summary>Pre-activations first.</summary>
    public IReadOnlyList<Equation> Lines { get; }

    /// <summary>Two traces that were lifted, at two sizes where the cell has more than one.</summary>
    public IReadOnlyList<TraceValues> Traces => _traces;

    /// <summary>The values of each trace.</summary>
    public IReadOnlyList<TracedElements> Elements { get; }

    /// <param name="smaller">A trace of the cell.</param>
    /// <param name="larger">One at another size.</param>
    /// <exception cref="NotLiftedException">where the cell has no such form that could be found.</exception>
    public static CellEquations Of((Cell Cell, Draw Draw) smaller, (Cell Cell, Draw Draw) larger)
    {
        var traces = new List<TraceValues> { new TraceValues(smaller.Cell, smaller.Draw), new TraceValues(larger.Cell, larger.Draw) };
        if (traces[0].Families.All.Count == 0)
            throw new NotLiftedException("no step of it could be told from the next");
        if (traces[0].Families.All.Count != traces[1].Families.All.Count
            || traces[0].Families.All.Zip(traces[1].Families.All, (a, b) => a.IsPreactivation == b.IsPreactivation && a.Matrices.SetEquals(b.Matrices)).Contains(false))
            throw new NotLiftedException(Other);
        return new CellEquations(traces);
    }

    public Equation LineOf(Quantity quantity) => Lines.First(line => line.Of == quantity);

    /// <summary>The number of units.</summary>
    public Extent Count => Extent.Through(_traces[0].Size, Units(_traces[0]), _traces[1].Size, Units(_traces[1])) ?? new Extent(0, 1);

    /// <summary>The number of units that both traces have; null where they have different ones.</summary>
    public int? OnlyCount => Units(_traces[0]) == Units(_traces[1]) ? Units(_traces[0]) : null;

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
        {
            _members.Add(family.Number, quantity = _names.OfFamily(_traces[0].Families.All[family.Number]));
            _families.Add(quantity, family.Number);
        }

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
                if (trace == _traces[0])
                    sites.AddRange(SitesOf(trace, node).Where(site => !sites.Contains(site)));
            }
        }

        var body = new IndexLifter(Given, Member).Lift([Free.Time, Free.Item, Free.To], samples);
        var own = _traces[0].Families.All[number];
        var equation = new Equation(Member(own), own.Matrices.ToList(), body, sites);
        foreach (var elements in Elements)
        {
            var evaluator = new Evaluator(elements);
            var nodes = elements.Trace.Families.All[number].Nodes;
            foreach (var at in samples.Where(sample => sample.Size == elements.Size).Select(sample => (Step: sample.At[0], Item: sample.At[1], Unit: sample.At[2])).Distinct())
            {
                var value = evaluator.At(body, new IndexPoint(at.Step, at.Item, at.Unit, 0));
                var traced = nodes.TryGetValue(at, out var node) ? elements.Trace.Cell.Graph.Value(node) : throw new NotLiftedException(Other);
                if (!(Math.Abs(value - traced) <= Same * (1 + Math.Abs(traced))))
                    throw new NotLiftedException("the form that was found does not give what was traced");
            }
        }

        return equation;
    }

    /// <summary>Where a number is made: of a sum, every statement that adds to it, the first one first.</summary>
    private static List<Site> SitesOf(TraceValues trace, int node)
    {
        var (graph, sites) = (trace.Cell.Graph, new List<Site>());
        var open = new Stack<int>();
        open.Push(node);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (graph.Site(next) is { } site && !sites.Contains(site))
                sites.Add(site);
            if (graph.Op(next) is not (TapeOp.Add or TapeOp.Subtract))
                continue;
            foreach (var term in new[] { graph.Left(next), graph.Right(next) }.Where(term => graph.Op(term) is TapeOp.Add or TapeOp.Subtract && trace.Families.MemberAt(term) is null))
                open.Push(term);
        }

        sites.Reverse();
        return sites;
    }

    /// <summary>The quantity of a family of the forward pass.</summary>
    internal Quantity QuantityOf(int family) => _members[family];

    /// <summary>The family that a quantity stands for; −1 for what was given.</summary>
    internal int FamilyOf(Quantity quantity) => _families.TryGetValue(quantity, out var family) ? family : -1;

    internal string GroupOf(Quantity quantity) => _given.First(given => given.Value == quantity).Key;
}
