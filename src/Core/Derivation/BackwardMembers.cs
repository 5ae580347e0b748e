using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;

namespace RnnLint.Derivation;

/// <summary>Quantities of the backward pass that differ in unit, item and step alone.</summary>
/// <param name="Flow">Against the states, or along with them.</param>
/// <param name="IsSensitivity">True for what belongs to a pre-activation: its cotangent or tangent.</param>
/// <param name="Nodes">For each trace the nodes, by step, item and unit.</param>
internal sealed record BackwardFamily(Family Family, Quantity Quantity, Flow Flow, bool IsSensitivity, IReadOnlyList<SortedDictionary<(int Step, int Item, int Unit), int>> Nodes);

/// <summary>
/// Finds the quantities that the equations of a backward pass are written in: operands of its products with recurrent matrices, and sums of them. Against time, an operand
/// is the cotangent of one pre-activation, and a sum belongs to the unit that is read from, one step before. Along with time, a sum is the tangent of a pre-activation.
/// Besides there is what goes from step to step without passing a matrix.
/// </summary>
internal sealed class BackwardMembers
{
    private readonly CellEquations _equations;
    private readonly List<BackwardFamily> _families = new();
    private readonly IReadOnlyList<Dictionary<int, (Family Family, int Step, int Item, int Unit)>> _known;
    private readonly HashSet<Quantity> _sensitivities = new();
    private readonly Dictionary<int, BackwardFamily> _byPreactivation = new();

    public BackwardMembers(CellEquations equations, IReadOnlyList<TracedElements> elements, IReadOnlyList<PassComparison> passes)
    {
        _equations = equations;
        _known = elements.Select(_ => new Dictionary<int, (Family, int, int, int)>()).ToList();
        var sensitivities = new SortedDictionary<int, Found>();
        var others = new SortedDictionary<(string Matrix, int Place), Found>();
        for (var i = 0; i < elements.Count; i++)
            Find(i, elements.Count, equations.Traces[i], passes[i], sensitivities, others);
        foreach (var sensitivity in sensitivities)
        {
            var family = Make(sensitivity.Value, isSensitivity: true, sensitivity.Value.Flow == Flow.Reverse ? "δ" : "τ");
            _sensitivities.Add(family.Quantity);
            _byPreactivation.Add(sensitivity.Key, family);
        }

        // A sum of products may be the next cotangent already.
        foreach (var other in others.Values.Where(found => found.Nodes[0].Any(node => node.Key.Step >= CellFamilies.FirstWhole && !_known[0].ContainsKey(node.Value))))
            Make(other, isSensitivity: false, other.Flow == Flow.Reverse ? "back" : "v");
        var carried = new SortedDictionary<int, Found>();
        for (var i = 0; i < elements.Count; i++)
            FindCarried(i, elements.Count, equations.Traces[i], carried);
        foreach (var found in carried.Values.Where(found => found.Nodes.TrueForAll(nodes => nodes.Keys.Any(key => key.Step >= CellFamilies.FirstWhole))))
            Make(found, isSensitivity: false, "carried");
        for (var i = 0; i < elements.Count; i++)
        {
            foreach (var family in _families)
            {
                var nodes = family.Nodes[i];
                elements[i].Add(family.Quantity, at => nodes.TryGetValue((at[0], at[1], at[2]), out var node) ? node : -1);
            }

            elements[i].HoldOperands(_families.Where(family => family.IsSensitivity).SelectMany(family => family.Nodes[i].Values).ToList());
        }
    }

    /// <summary>Cotangents and tangents first.</summary>
    public IReadOnlyList<BackwardFamily> All => _families;

    /// <summary>What nodes of one of the traces are.</summary>
    public IReadOnlyDictionary<int, (Family Family, int Step, int Item, int Unit)> Known(int trace) => _known[trace];

    public bool IsSensitivity(Quantity quantity) => _sensitivities.Contains(quantity);

    public Quantity QuantityOf(Family family) => _families.First(own => own.Family == family).Quantity;

    /// <summary>The cotangent or tangent of a pre-activation; null where none was found.</summary>
    public BackwardFamily? SensitivityOf(Quantity preactivation) => _byPreactivation.TryGetValue(_equations.FamilyOf(preactivation), out var family) ? family : null;

    private void Find(int number, int traces, TraceValues trace, PassComparison passes, SortedDictionary<int, Found> sensitivities, SortedDictionary<(string Matrix, int Place), Found> others)
    {
        var cell = trace.Cell;
        var sites = cell.BackwardChains.SelectMany(chain => chain.Events).Select(e => e.Site?.Id ?? -1).Distinct().OrderBy(id => id).ToList();
        foreach (var chain in cell.BackwardChains)
        {
            foreach (var e in chain.Events)
            {
                if (passes.FlowOf(e) is not (Flow.Forward or Flow.Reverse) || passes.Alignment.ForwardOf(e, chain.Block) is not { } forward)
                    continue;
                var isReverse = passes.FlowOf(e) == Flow.Reverse;
                var direction = cell.Backward.DirectionOf(e);
                var isWrong = direction != Direction.Unknown && direction != (isReverse ? Direction.OverOut : Direction.OverIn);
                var matrix = cell.Leaves[e.Group].Name;
                foreach (var row in e.Rows)
                {
                    var terms = new List<(Family To, (int Step, int Item, int Unit) Later, (int Step, int Item, int Unit) Earlier, int Operand)>();
                    foreach (var term in cell.Backward.RecurrentTerms(row))
                    {
                        // A wrong product is labelled as it will be once its leaves are exchanged.
                        var place = isWrong ? cell.Forward.Transpose(term.Leaf) : term.Leaf;
                        if (place >= 0 && cell.Forward.Role(place) is { } role && trace.Families.MemberAt(cell.Preactivation(forward, role.Out)) is { } to && InputUnit(trace, forward, place) is >= 0 and var from)
                            terms.Add((to.Family, (to.Step, to.Item, to.Unit), (to.Step - 1, to.Item, from), term.Operand));
                    }

                    if (terms.Count < 2)
                        continue;
                    var other = Get(others, (matrix, sites.IndexOf(e.Site?.Id ?? -1)), passes.FlowOf(e), traces);
                    foreach (var (to, later, earlier, operand) in terms)
                    {
                        Get(sensitivities, to.Number, passes.FlowOf(e), traces).Add(number, later, isReverse ? operand : row.Root);
                        other.Add(number, earlier, isReverse ? row.Root : operand);
                    }
                }
            }
        }
    }

    /// <summary>
    /// What goes back from one step to the one before and not through a matrix: the gradient of a cell state, what a leak keeps. It is where the things meet that the cotangents of both
    /// steps are made of, and it is one quantity where one place of the code makes it.
    /// </summary>
    private void FindCarried(int number, int traces, TraceValues trace, SortedDictionary<int, Found> carried)
    {
        var graph = trace.Cell.Graph;
        var cotangents = _families.Where(family => family is { IsSensitivity: true, Flow: Flow.Reverse }).SelectMany(family => family.Nodes[number]).GroupBy(node => node.Key)
            .ToDictionary(nodes => nodes.Key, nodes => nodes.Select(node => node.Value).ToList());
        if (cotangents.Count == 0)
            return;
        var live = Live(number);
        var madeOf = cotangents.ToDictionary(cotangent => cotangent.Key, cotangent => new HashSet<int>(Down(cotangent.Value, _ => false)));
        var met = new List<(int Site, (int Step, int Item, int Unit) At, int Node)>();
        foreach (var cotangent in cotangents.OrderBy(cotangent => cotangent.Key))
        {
            var at = (cotangent.Key.Step + 1, cotangent.Key.Item, cotangent.Key.Unit);
            if (madeOf.TryGetValue(at, out var later))
                met.AddRange(Down(cotangent.Value, later.Contains).Where(later.Contains).OrderBy(node => node).Select(node => (graph.Site(node)?.Id ?? -1, at, node)));
        }

        var sites = met.Select(one => one.Site).Distinct().OrderBy(site => site).ToList();
        foreach (var (site, at, node) in met)
            Get(carried, sites.IndexOf(site), Flow.Reverse, traces).Add(number, at, node);

        List<int> Down(List<int> roots, Func<int, bool> isEnd)
        {
            var seen = new List<int>();
            var known = new HashSet<int>(roots);
            var open = new Stack<int>(roots);
            while (open.Count > 0)
            {
                var node = open.Pop();
                foreach (var part in new[] { graph.Left(node), graph.Right(node) })
                {
                    if (part < 0 || !live[part] || _known[number].ContainsKey(part) || !known.Add(part))
                        continue;
                    seen.Add(part);
                    if (!isEnd(part))
                        open.Push(part);
                }
            }

            return seen;
        }
    }

    /// <summary>The nodes of a trace that members have a part in.</summary>
    public bool[] Live(int trace)
    {
        var graph = _equations.Traces[trace].Cell.Graph;
        var members = new bool[graph.Count];
        foreach (var node in _known[trace].Keys)
            members[node] = true;
        return Identity.LiveNodes(graph, members);
    }

    private static Found Get<T>(SortedDictionary<T, Found> all, T key, Flow flow, int traces)
    {
        if (!all.TryGetValue(key, out var found))
            all.Add(key, found = new Found(flow, Enumerable.Range(0, traces).Select(_ => new SortedDictionary<(int Step, int Item, int Unit), int>()).ToList()));
        return found;
    }

    private BackwardFamily Make(Found found, bool isSensitivity, string otherwise)
    {
        // At the last step the code's own sum may not be there, for nothing comes back to it.
        var named = found.Nodes[0].Where(node => !isSensitivity || node.Key.Step < found.Nodes[0].Keys.Max(key => key.Step)).Select(node => node.Value).Where(node => !_known[0].ContainsKey(node));
        var quantity = new Quantity(_equations.Names.Of(named, otherwise), QuantityKind.Backward) { TimePosition = 0, ItemPosition = _equations.ItemPosition };
        var family = new BackwardFamily(new Family(-1 - _families.Count, false), quantity, found.Flow, isSensitivity, found.Nodes);
        _families.Add(family);
        for (var i = 0; i < found.Nodes.Count; i++)
        {
            foreach (var node in found.Nodes[i])
            {
                if (!_known[i].ContainsKey(node.Value))
                    _known[i].Add(node.Value, (family.Family, node.Key.Step, node.Key.Item, node.Key.Unit));
            }
        }

        return family;
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

    private sealed record Found(Flow Flow, List<SortedDictionary<(int Step, int Item, int Unit), int>> Nodes)
    {
        public void Add(int trace, (int Step, int Item, int Unit) at, int node)
        {
            if (!Nodes[trace].ContainsKey(at))
                Nodes[trace].Add(at, node);
        }
    }
}
