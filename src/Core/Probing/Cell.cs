using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>A recurrent cell found on one trace: graph, forward pass, everything else that uses its matrices, and their steps.</summary>
internal sealed class Cell
{
    private readonly Dictionary<(Event, int Out), int> _preactivation = new();
    private readonly Dictionary<int, (Chain Chain, int Step)> _stepOf = new();
    private readonly Dictionary<int, Activation> _activations = new();
    private readonly Dictionary<int, HashSet<int>> _multiplied = new();
    private HashSet<int>? _operands;
    private bool[]? _beforePreactivations;

    public Cell(Trace trace, LeafIndex leaves, NormalForm form, IEnumerable<int> matrices, ForwardPass forward, BackwardPass backward, Reach reach)
    {
        Trace = trace;
        Leaves = leaves;
        Graph = form.Graph;
        Map = form.Map;
        Matrices = new HashSet<int>(matrices);
        Forward = forward;
        Backward = backward;
        Reach = reach;
        ForwardChains = Timeline.Of(Graph, forward, forward.Events, reach, Map);
        BackwardChains = Timeline.Of(Graph, forward, backward.Events, reach, Map);
        Sweeps = Timeline.Components(backward.Events, reach);
        foreach (var chain in ForwardChains)
        {
            for (var step = 0; step < chain.Events.Count; step++)
            {
                foreach (var row in chain.Events[step].Rows)
                {
                    foreach (var term in row.Terms)
                    {
                        if (forward.Role(term.Leaf) is not { Recurrent: true } role || role.Block != chain.Block)
                            continue;
                        _preactivation[(chain.Events[step], role.Out)] = row.Root;
                        if (!_stepOf.ContainsKey(row.Root))
                            _stepOf.Add(row.Root, (chain, step));
                    }
                }
            }
        }
    }

    public Trace Trace { get; }

    public LeafIndex Leaves { get; }

    public Graph Graph { get; }

    /// <summary>The graph node of each tape node.</summary>
    public int[] Map { get; }

    /// <summary>Groups that hold a matrix, recurrent or not.</summary>
    public HashSet<int> Matrices { get; }

    public ForwardPass Forward { get; }

    public BackwardPass Backward { get; }

    public Reach Reach { get; }

    public List<Chain> ForwardChains { get; }

    public List<Chain> BackwardChains { get; }

    /// <summary>Backward events linked by dependence: one pass over one sequence.</summary>
    public List<List<Event>> Sweeps { get; }

    /// <summary>All that the forward pass multiplies by recurrent matrices.</summary>
    private HashSet<int> Operands => _operands ??= new HashSet<int>(Forward.Events.SelectMany(e => e.Terms).Select(t => t.Operand));

    /// <summary>The node c of an out class in a forward event; −1 where the event has none.</summary>
    public int Preactivation(Event forwardEvent, int outClass) =>
        _preactivation.TryGetValue((forwardEvent, outClass), out var node) ? node : -1;

    /// <summary>The step that a pre-activation belongs to, within its chain.</summary>
    public (Chain Chain, int Step)? StepOf(int preactivation) =>
        _stepOf.TryGetValue(preactivation, out var step) ? step : null;

    /// <summary>The same pre-activation some steps later; −1 beyond the ends.</summary>
    public int Neighbour(int preactivation, int steps)
    {
        if (StepOf(preactivation) is not { } at || at.Step + steps < 0 || at.Step + steps >= at.Chain.Events.Count)
            return -1;
        var outClass = OutOf(at.Chain, at.Step, preactivation);
        return outClass < 0 ? -1 : Preactivation(at.Chain.Events[at.Step + steps], outClass);
    }

    public Activation ActivationOf(int preactivation)
    {
        if (!_activations.TryGetValue(preactivation, out var activation))
            _activations.Add(preactivation, activation = Activation.Of(Graph, Leaves, Matrices, preactivation));
        return activation;
    }

    /// <summary>
    /// dφ/dc of the activation φ that the matrices multiply, at this pre-activation; at the last step of the same function as at the
    /// steps before. NaN where no single function of c is multiplied.
    /// </summary>
    /// <param name="ownOnly">Do not look at the step before.</param>
    public double ActivationDerivative(int preactivation, bool ownOnly = false)
    {
        foreach (var function in ActivationOf(preactivation).Functions)
        {
            if (Operands.Contains(function.Node))
                return function.Derivative;
        }
        var before = ownOnly ? -1 : Neighbour(preactivation, -1);
        if (before < 0)
            return Operands.Contains(preactivation) ? 1 : double.NaN;
        foreach (var function in ActivationOf(before).Functions)
        {
            if (!Operands.Contains(function.Node))
                continue;
            foreach (var own in ActivationOf(preactivation).Functions)
            {
                if (own.Path == function.Path)
                    return own.Derivative;
            }
        }
        return Operands.Contains(before) ? 1 : double.NaN;
    }

    /// <summary>What the forward pass multiplies by a leaf on the way to pre-activations; of r·h, where h is multiplied by other matrices alone, h too.</summary>
    public HashSet<int> MultipliedBy(int leaf)
    {
        if (_multiplied.TryGetValue(leaf, out var known))
            return known;
        _multiplied.Add(leaf, known = new HashSet<int>());
        _beforePreactivations ??= Graph.Ancestors(Forward.Preactivations);
        var consumers = Graph.Consumers(leaf);
        for (var i = 0; i < consumers.Length; i++)
        {
            if (!_beforePreactivations[consumers[i]] || Graph.Op(consumers[i]) != TapeOp.Multiply)
                continue;
            var operand = Graph.Left(consumers[i]) == leaf ? Graph.Right(consumers[i]) : Graph.Left(consumers[i]);
            known.Add(operand);
            known.UnionWith(SumsAndProducts.Factors(Graph, operand).Where(Operands.Contains));
        }
        return known;
    }

    /// <summary>The group whose product stands in a pre-activation.</summary>
    public int GroupOf(int preactivation) => StepOf(preactivation)?.Chain.Group ?? -1;

    private int OutOf(Chain chain, int step, int preactivation)
    {
        foreach (var row in chain.Events[step].Rows)
        {
            if (row.Root != preactivation)
                continue;
            foreach (var term in row.Terms)
            {
                if (Forward.Role(term.Leaf) is { Recurrent: true } role && role.Block == chain.Block)
                    return role.Out;
            }
        }
        return -1;
    }

    public int NodeOf(Traced number) => number.IsConstant || number.Node >= Map.Length ? -1 : Map[number.Node];

    /// <summary>Key of a group that is the same in every draw: its name, and its number among groups of that name.</summary>
    public string KeyOf(int group) => KeyOf(Leaves, group);

    public static string KeyOf(LeafIndex leaves, int group)
    {
        var number = Enumerable.Range(0, group).Count(g => leaves[g].Name == leaves[group].Name);
        return number == 0 ? leaves[group].Name : leaves[group].Name + "#" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
