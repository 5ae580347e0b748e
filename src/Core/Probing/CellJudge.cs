using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>Judges the recurrent matrices of one trace, those that share a backward pass together.</summary>
internal sealed class CellJudge
{
    internal const double Holds = 1e-9;
    internal const double Fails = 1e-2;

    /// <summary>A gradient whose curl is above rounding and which visibly leaves out a step is incomplete, however small the part.</summary>
    private const double Incomplete = 1e-6;

    private readonly Cell _cell;
    private readonly Blame _blame;
    private readonly Judgement _judgement;
    private readonly Pairing _pairing;
    private readonly Support _support;
    private readonly List<Flow> _flows;
    private readonly Dictionary<int, List<GradientGrid>> _gradients = new();
    private readonly Lazy<Jacobian> _jacobian;
    private readonly Obstacles _obstacles;
    private int _cellNumber;

    public CellJudge(Cell cell, Blame blame, Judgement judgement)
    {
        _cell = cell;
        _blame = blame;
        _judgement = judgement;
        DifferentiateGradients();
        _pairing = Pairing.Find(cell, _gradients.Values.SelectMany(g => g).ToList());
        _support = Support.Of(cell);
        _flows = FlowOfTime.Of(cell, _pairing, _support);
        _jacobian = new Lazy<Jacobian>(() => Jacobian.Of(cell.Graph, cell.Forward.Preactivations));
        _obstacles = new Obstacles(cell);
    }

    public void Judge()
    {
        foreach (var groups in CoupledGroups())
        {
            _cellNumber++;
            var members = new HashSet<int>(groups);
            var sweeps = Enumerable.Range(0, _cell.Sweeps.Count).Where(i => members.Contains(_cell.Sweeps[i][0].Group)).ToList();
            if (sweeps.Count == 0)
                JudgeWithoutBackward(groups[0]);
            else
                JudgeCoupled(groups, members, sweeps);
        }
        if (_cell.Backward.Events.Count > 0 && !_jacobian.Value.IsFinite)
            _judgement.IsDegenerate = true;
    }

    private void DifferentiateGradients()
    {
        var graph = _cell.Graph;
        var cut = new bool[graph.Count];
        var operands = new SortedSet<int>();
        foreach (var row in _cell.Backward.Events.SelectMany(e => e.Rows))
        {
            foreach (var term in _cell.Backward.RecurrentTerms(row))
            {
                cut[term.Operand] = true;
                operands.Add(term.Operand);
            }
        }
        var live = Identity.LiveNodes(graph, cut);
        var sweep = new Sweep(graph);
        foreach (var group in _cell.Forward.Groups)
        {
            var candidates = WeightGradient.Candidates(_cell, group);
            foreach (var candidate in candidates)
                WeightGradient.Differentiate(candidate, graph, sweep, operands, cut, live);
            _gradients.Add(group, candidates);
        }
    }

    /// <summary>Groups whose backward events feed each other.</summary>
    private List<List<int>> CoupledGroups()
    {
        var sets = new UnionFind();
        foreach (var sweep in _cell.Sweeps)
        {
            foreach (var e in sweep)
                sets.Join(sweep[0].Group, e.Group);
        }
        return _cell.Forward.Groups.GroupBy(sets.Find).OrderBy(g => g.Key).Select(g => g.ToList()).ToList();
    }

    private void JudgeWithoutBackward(int group)
    {
        if (ExplicitJacobian.Judge(_cell, _jacobian.Value, _cell.Backward.Lone.FindAll(e => e.Group == group)) is { } finding)
        {
            Add(group, finding.Verdict, finding.Cause, finding.Products, finding.Errors);
            return;
        }
        if (_gradients[group].Find(g => Truncation.IsGradientOfOneStep(_cell, g)) is { } gradient)
        {
            Add(group, Verdict.TruncatedToOneStep, "", Truncation.GradientProducts(_cell, gradient), []);
            var last = _judgement.Groups.Count - 1;
            _judgement.Groups[last] = _judgement.Groups[last] with { IsConfirmed = Truncation.IsUpdate(_cell, gradient) };
            return;
        }
        if (HarmlessUse.Squares(_cell, group) is { Count: > 0 } squares)
            Add(group, Verdict.HarmlessTranspose, "only a norm is taken of it, and ‖W‖ = ‖Wᵀ‖", squares, []);
    }

    private void JudgeCoupled(List<int> groups, HashSet<int> members, List<int> sweeps)
    {
        if (_obstacles.Structural(members) is { } obstacle)
        {
            AddAll(groups, Verdict.NotProbed, obstacle);
            return;
        }
        var chains = _cell.BackwardChains.FindAll(c => members.Contains(c.Group));
        var clipping = _obstacles.Clipping(_cell.Backward.Events.FindAll(e => members.Contains(e.Group)));
        if (chains.TrueForAll(c => c.Events.Count == 1))
        {
            if (clipping is not null)
            {
                AddAll(groups, Verdict.NotProbed, clipping);
                return;
            }
            if (groups.Count == 1 && _cell.Backward.Events.FindAll(e => members.Contains(e.Group)) is var events
                && events.TrueForAll(e => _cell.Backward.DirectionOf(e) == Direction.Unknown)
                && ExplicitJacobian.Judge(_cell, _jacobian.Value, [.. events, .. _cell.Backward.Lone.FindAll(e => members.Contains(e.Group))]) is { } explicitly)
            {
                Add(groups[0], explicitly.Verdict, explicitly.Cause, explicitly.Products, explicitly.Errors);
                return;
            }
            foreach (var group in groups)
            {
                if (HasGradient(group))
                    Add(group, Verdict.TruncatedToOneStep, "", [], []);
                else
                    Add(group, Verdict.NotProbed, "only one step of the backward pass was seen", [], []);
            }
            return;
        }
        if (sweeps.Exists(i => _flows[i] == Flow.Unknown && HasSeveralSteps(i, chains)))
        {
            AddAll(groups, Verdict.NotProbed, "which way the chain runs through time could not be established: give the method a weight gradient, or a nonlinear activation");
            return;
        }

        var alignment = Alignment.Of(_cell, _flows, _pairing, _support);
        var identity = Identity.Compare(_cell, _jacobian.Value, _flows, alignment, _cell.Graph, n => n);
        if (identity.IsContradictory)
        {
            AddAll(groups, Verdict.NotProbed, "one backward quantity stands for two units");
            return;
        }
        bool Own(Entry e) => members.Contains(_cell.GroupOf(e.To)) || members.Contains(_cell.GroupOf(e.From));
        var error = identity.Error(Own);
        if (double.IsNaN(error))
        {
            AddAll(groups, Verdict.NotProbed, "no two steps of the backward pass could be compared");
            return;
        }

        var wrong = sweeps
            .Where(i => _flows[i] != Flow.Unknown)
            .SelectMany(i => _cell.Sweeps[i].Where(e => IsWrong(e, _flows[i])))
            .ToList();
        if (wrong.Count > 0)
            JudgeTransposed(groups, wrong, alignment, error, Own);
        else if (error <= Holds)
            JudgeGradients(groups, alignment, error, identity.Events);
        else if (error < Fails)
            JudgeTooClose(groups, error);
        else
            JudgeScaled(groups, alignment, identity, error, Own);
    }

    /// <summary>Another random point may be plainer.</summary>
    private void JudgeTooClose(List<int> groups, double error)
    {
        _judgement.IsDegenerate = true;
        AddAll(groups, Verdict.NotProbed, "the gradient deviates too little to be called wrong and too much to be called right", AsWritten(error));
    }

    /// <summary>True where some array is a weight gradient of the matrix: of cotangents that passed through it, or of single steps.</summary>
    private bool HasGradient(int group) =>
        _cell.Backward.Events.Exists(e => e.Group == group && _pairing.Knows(e)) || _gradients[group].Exists(g => Truncation.IsGradientOfOneStep(_cell, g));

    private bool HasSeveralSteps(int sweep, List<Chain> chains)
    {
        var members = new HashSet<Event>(_cell.Sweeps[sweep]);
        return chains.Exists(c => c.Events.Count > 1 && members.Contains(c.Events[0]));
    }

    private bool IsWrong(Event e, Flow flow) => _cell.Backward.DirectionOf(e) switch
    {
        Direction.OverOut => flow == Flow.Forward,
        Direction.OverIn => flow == Flow.Reverse,
        _ => false,
    };

    /// <summary>Direction wrong somewhere: exchange the leaves of exactly those products and see whether everything holds then.</summary>
    private void JudgeTransposed(List<int> groups, List<Event> wrong, Alignment alignment, double error, Func<Entry, bool> own)
    {
        var accused = wrong.Select(e => e.Group).Distinct().OrderBy(g => g).ToList();
        var repair = TapeRepair.Transpose(_cell, wrong);
        var repaired = double.NaN;
        var curl = double.NaN;
        if (repair is not null)
        {
            repaired = BestError(alignment, repair.Graph, repair.Map, own);
            foreach (var group in accused)
                curl = Worse(curl, RepairedCurl(group, repair));
        }
        var errors = AsWritten(error);
        errors.Add(new HypothesisError("recurrent matrix transposed", repaired));
        var gradients = groups.ConvertAll(g => JudgeGradient(g, alignment, false));
        var gradientsRight = gradients.TrueForAll(g => g is GradientFinding.Right or GradientFinding.None);
        if (error >= Fails && repaired <= Holds && gradientsRight && !(curl > Holds))
        {
            foreach (var group in groups)
            {
                if (accused.Contains(group))
                    Add(group, Verdict.TransposedRecurrentMatrix, "", wrong.Where(e => e.Group == group).SelectMany(Products).ToList(), errors, wrong.Count);
                else
                    Add(group, Verdict.Verified, "", [], errors, wrong.Count);
            }
            return;
        }
        if (_obstacles.Clipping(wrong) is { } clipping)
            AddAll(groups, Verdict.NotProbed, clipping, errors);
        else if (error < Fails)
            AddAll(groups, Verdict.NotProbed, "at this point the matrix and its transpose cannot be told apart", errors);
        else if (repair is null)
            AddAll(groups, Verdict.UnexplainedGradient, "the matrix is multiplied over the wrong index, but an entry's mirror image does not exist", errors, wrong.SelectMany(Products).ToList());
        else
            AddAll(groups, Verdict.UnexplainedGradient, repaired <= Holds ? "a transposed recurrent matrix and a second fault" : "", errors, wrong.SelectMany(Products).ToList());
    }

    private IEnumerable<int> Products(Event e) => e.Rows.SelectMany(r => _cell.Backward.RecurrentTerms(r)).Select(t => t.Product);

    private double BestError(Alignment alignment, Graph graph, Func<int, int> map, Func<Entry, bool> own)
    {
        var error = Identity.Compare(_cell, _jacobian.Value, _flows, alignment, graph, map).Error(own);
        for (var shift = -2; shift <= 2 && !(error <= Holds) && !alignment.IsCertain; shift++)
        {
            if (shift == 0)
                continue;
            var shifted = Alignment.Of(_cell, _flows, _pairing, _support, shift);
            var identity = Identity.Compare(_cell, _jacobian.Value, _flows, shifted, graph, map);
            if (identity.Error(own) <= Holds)
                error = identity.Error(own);
        }
        return error;
    }

    /// <summary>Directions right, identity broken: a scaling by the activation derivative, another alignment, or neither.</summary>
    private void JudgeScaled(List<int> groups, Alignment alignment, Identity identity, double error, Func<Entry, bool> own)
    {
        var errors = AsWritten(error);
        if (identity.Entries.Where(own).All(e => e.Implemented == 0))
        {
            if (_obstacles.Clipping(_cell.Backward.Events) is { } all)
                AddAll(groups, Verdict.NotProbed, all, errors);
            else if (groups.Exists(HasGradient))
                AddAll(groups, Verdict.TruncatedToOneStep, "", errors);
            else
                AddAll(groups, Verdict.NotProbed, "nothing is carried from one step to another", errors);
            return;
        }
        if (!alignment.IsCertain)
        {
            for (var shift = -2; shift <= 2; shift++)
            {
                if (shift == 0)
                    continue;
                var other = Alignment.Of(_cell, _flows, _pairing, _support, shift);
                var shifted = Identity.Compare(_cell, _jacobian.Value, _flows, other, _cell.Graph, n => n);
                if (!(shifted.Error(own) <= Holds) || shifted.IsContradictory)
                    continue;

                // A product with σ′ of the step after looks the same as a right one that starts a step later, for which there may be no
                // step: then only the weight gradient tells.
                if (other.Count >= alignment.Count || groups.TrueForAll(g => JudgeGradient(g, other, false) is GradientFinding.Right or GradientFinding.Reversed))
                    JudgeGradients(groups, other, shifted.Error(own), shifted.Events);
                else
                    AddAll(groups, Verdict.NotProbed, "the steps of the backward pass cannot be told for certain", errors);
                return;
            }
        }

        var gradients = groups.ConvertAll(g => JudgeGradient(g, alignment, true));
        var gradientsRight = gradients.TrueForAll(g => g is GradientFinding.Right or GradientFinding.None);

        if (gradientsRight && RowScaling.Explain(_cell, identity.Entries.Where(own)) is { } fault)
        {
            if (!alignment.IsCertain && fault.NeedsAlignment)
            {
                AddAll(groups, Verdict.NotProbed, "the steps of the backward pass cannot be told for certain", errors);
                return;
            }
            foreach (var group in groups)
            {
                var faulty = fault.Preactivations.Where(c => _cell.GroupOf(c) == group).ToList();
                if (faulty.Count == 0)
                    Add(group, Verdict.Verified, "", [], errors, identity.Events);
                else
                    AddWrongDerivative(group, fault.Cause, faulty, errors, identity.Events, gradients[groups.IndexOf(group)] == GradientFinding.Right);
            }
            return;
        }
        if (_obstacles.Clipping(_cell.Backward.Events) is { } clipping)
            AddAll(groups, Verdict.NotProbed, clipping, errors);
        else
            AddAll(groups, Verdict.UnexplainedGradient, "", errors);
    }

    /// <summary>The hidden gradient holds: now the weight gradient.</summary>
    private void JudgeGradients(List<int> groups, Alignment alignment, double error, int events)
    {
        var errors = AsWritten(error);
        var findings = groups.ConvertAll(g => GradientCheck.Judge(_cell, alignment, _gradients[g], false));
        for (var i = 0; i < groups.Count; i++)
        {
            var (finding, grid, direct, reversed) = findings[i];
            var own = new List<HypothesisError>(errors);
            if (!double.IsNaN(direct))
                own.Add(new HypothesisError("weight gradient as written", direct));
            if (!double.IsNaN(reversed))
                own.Add(new HypothesisError("weight gradient reversed", reversed));
            switch (finding)
            {
                case GradientFinding.Reversed:
                    Add(groups[i], Verdict.ReversedWeightGradient, "", Truncation.GradientProducts(_cell, grid!), own, events);
                    break;
                case GradientFinding.Wrong when CurlOfGrid(grid!, n => n, _cell.Graph) <= Holds:
                    Add(groups[i], Verdict.Verified, "", [], own, events);
                    break;
                case GradientFinding.Wrong when IsWindowed(groups[i]):
                    Add(groups[i], Verdict.NotProbed, "the weight gradient is summed over windows of several steps: probe with a window as long as the sequence", [], own, events);
                    break;
                case GradientFinding.Wrong:
                    Add(groups[i], Verdict.UnexplainedGradient, "the recurrent weight gradient multiplies the wrong quantities", Truncation.GradientProducts(_cell, grid!), own, events);
                    break;
                default:
                    JudgeCoverage(groups[i], grid, alignment, own, events);
                    break;
            }
        }
    }

    private void JudgeCoverage(int group, GradientGrid? grid, Alignment alignment, List<HypothesisError> errors, int events)
    {
        if (grid is not null && CurlOfGrid(grid, n => n, _cell.Graph) > Incomplete && Truncation.StopsEarly(_cell, grid))
        {
            Add(group, Verdict.UnexplainedGradient, "the backward pass stops before the first step", [], errors, events);
            return;
        }
        if (grid is null && LostGradient.Products(_cell, alignment, group) is { Count: > 0 } lost)
        {
            Add(group, Verdict.UnexplainedGradient, "the recurrent weight gradient is overwritten at every step instead of added up", lost, errors, events);
            return;
        }
        if (grid is null && _flows.Contains(Flow.Forward) && ReversedByCurl(group) is { } reversed)
        {
            Add(group, Verdict.ReversedWeightGradient, "", Truncation.GradientProducts(_cell, reversed), errors, events);
            return;
        }
        Add(group, Verdict.Verified, "", [], errors, events);
    }

    /// <summary>In forward mode no cotangent tells which array is the gradient; but one that is curl-free only as Gᵀ is.</summary>
    private GradientGrid? ReversedByCurl(int group)
    {
        GradientGrid? reversed = null;
        foreach (var grid in _gradients[group])
        {
            if (CurlOfGrid(grid, n => n, _cell.Graph) <= Holds)
                return null;
            if (TransposedCurl(grid) <= Holds)
                reversed = grid;
        }
        return reversed;
    }

    private double TransposedCurl(GradientGrid grid)
    {
        var nodes = new Dictionary<int, int>();
        foreach (var (leaf, node) in grid.Cells)
            nodes[leaf] = node;
        var cells = RecurrentCells(grid).ConvertAll(c => (c.Leaf, Node: _cell.Forward.Transpose(c.Leaf) is >= 0 and var t && nodes.TryGetValue(t, out var n) ? n : -1));
        return Curl.Of(_cell.Graph, cells);
    }

    private GradientFinding JudgeGradient(int group, Alignment alignment, bool byRow) =>
        GradientCheck.Judge(_cell, alignment, _gradients[group], byRow).Finding;

    private double RepairedCurl(int group, TapeRepair repair)
    {
        // Truncated windows overlap and are the gradient of nothing; and without a sign that some array is the gradient at all,
        // its curl is no evidence against the repair.
        if (IsWindowed(group))
            return double.NaN;
        if (!_gradients[group].Exists(g => g.ByOperand.Values.Any(row => row.Count > 0)))
            return double.NaN;
        var curl = SmallestCurl(group, repair.Map, repair.Graph);
        var known = _gradients[group].Exists(g => GradientCheck.Judge(_cell, Alignment.Of(_cell, _flows, _pairing, _support), [g], false).Finding == GradientFinding.Right);
        return known ? curl : double.NaN;
    }

    /// <summary>True where more than one backward pass runs over a sequence.</summary>
    private bool IsWindowed(int group) => _cell.BackwardChains.Count(c => c.Group == group) > _cell.ForwardChains.Count(c => c.Group == group);

    private double SmallestCurl(int group, Func<int, int> map, Graph graph)
    {
        var smallest = double.NaN;
        foreach (var grid in _gradients[group])
        {
            var curl = CurlOfGrid(grid, map, graph);
            if (double.IsNaN(smallest) || curl < smallest)
                smallest = curl;
        }
        return smallest;
    }

    private double CurlOfGrid(GradientGrid grid, Func<int, int> map, Graph graph) =>
        Curl.Of(graph, RecurrentCells(grid).ConvertAll(c => (map(c.Leaf), c.Node < 0 ? -1 : map(c.Node))));

    private List<(int Leaf, int Node)> RecurrentCells(GradientGrid grid) => grid.Cells.FindAll(c => _cell.Forward.IsRecurrent(c.Leaf));

    private static double Worse(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Math.Max(a, b);

    private static List<HypothesisError> AsWritten(double error) => [new HypothesisError("as written", error)];

    private void AddAll(List<int> groups, Verdict verdict, string cause, List<HypothesisError>? errors = null, List<int>? products = null)
    {
        foreach (var group in groups)
            Add(group, verdict, cause, products ?? [], errors ?? []);
    }

    private void Add(int group, Verdict verdict, string cause, List<int> products, List<HypothesisError> errors, int events = 0)
    {
        var forward = ForwardProducts(group);
        var place = products.Count > 0 ? _blame.Products(products) : null;
        place ??= _cell.Backward.Events.Find(e => e.Group == group) is { } first ? _blame.Products(Products(first)) : _blame.Products(forward);
        _judgement.Groups.Add(new GroupJudgement(_cell.KeyOf(group), _cell.Leaves[group], verdict)
        {
            Cause = cause,
            Place = place,
            ForwardUse = _blame.Products(forward),
            OutPosition = OutPosition.Of(_cell, group),
            Errors = errors,
            Events = events,
            CellNumber = _cellNumber,
        });
    }

    private void AddWrongDerivative(int group, string cause, List<int> faulty, List<HypothesisError> errors, int events, bool isConfirmed)
    {
        Add(group, Verdict.WrongActivationDerivative, cause, [], errors, events);
        var last = _judgement.Groups.Count - 1;
        var judged = _judgement.Groups[last] = _judgement.Groups[last] with { IsConfirmed = isConfirmed };
        // A missing factor has no place of its own: the statement that defines the cotangent is where it belongs.
        var e = _cell.Backward.Events.FindLast(b => b.Group == group);
        if (e is not null)
            _judgement.Groups[last] = judged with { Definition = _blame.Definition(e.Rows[0].Terms[0].Operand, judged.Place) };
    }

    private List<int> ForwardProducts(int group)
    {
        foreach (var e in _cell.Forward.Events)
        {
            if (e.Group == group)
                return e.Rows.SelectMany(r => r.Terms).Where(t => _cell.Forward.IsRecurrent(t.Leaf)).Select(t => t.Product).ToList();
        }
        return [];
    }
}
