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

    private const int FactorDigits = 6;

    internal const string NoMirrorImage = "the matrix is multiplied over the wrong index, but an entry's mirror image does not exist";

    internal const string Transposed = "recurrent matrix transposed";

    private const string UncertainSteps = "the steps of the backward pass cannot be told for certain";

    private const string AnotherRecurrence = "what runs along with the forward pass takes nothing from it, and may be a recurrence of its own";

    private const string LacksDirectPart = "what is carried along for each entry of the matrix never takes up what the entry multiplies";

    private const string ChangesMeanwhile = "the matrix changes while the gradient still goes back through it";

    private readonly Cell _cell;
    private readonly JudgementWriter _writer;
    private readonly WeightGradients _gradients;
    private readonly Support _support;
    private readonly List<Flow> _flows;
    private readonly Lazy<Jacobian> _jacobian;
    private readonly Obstacles _obstacles;

    public CellJudge(Cell cell, Blame blame, Judgement judgement)
    {
        _cell = cell;
        _writer = new JudgementWriter(cell, blame, judgement);
        _gradients = new WeightGradients(cell);
        _support = Support.Of(cell);
        _flows = FlowOfTime.Of(cell, _gradients.Pairing, _support);
        _jacobian = new Lazy<Jacobian>(() => Jacobian.Of(cell.Graph, cell.Forward.Preactivations));
        _obstacles = new Obstacles(cell);
    }

    public void Judge()
    {
        var overwritten = JudgeOverwritten();
        foreach (var groups in CoupledGroups())
        {
            groups.RemoveAll(overwritten.Contains);
            _writer.CellNumber++;
            _writer.AlsoAccused = [];
            _writer.ComparesPieces = true;
            var members = new HashSet<int>(groups);
            var sweeps = Enumerable.Range(0, _cell.Sweeps.Count).Where(i => members.Contains(_cell.Sweeps[i][0].Group)).ToList();
            if (sweeps.Count == 0)
                groups.ForEach(JudgeWithoutBackward);
            else
                JudgeCoupled(groups, members, sweeps);
        }
        if (_cell.Backward.Events.Count > 0 && !_jacobian.Value.IsFinite)
            _writer.Discard();
    }

    /// <summary>Groups whose backward events feed each other, or whose products are added up.</summary>
    private List<List<int>> CoupledGroups()
    {
        var sets = new UnionFind();
        foreach (var sweep in _cell.Sweeps)
        {
            foreach (var e in sweep)
                sets.Join(sweep[0].Group, e.Group);
        }

        // Two matrices whose products are added up to one pre-activation share its gradient, whether it goes back through both or not.
        foreach (var sum in _cell.Forward.Events.SelectMany(e => e.Rows).GroupBy(row => row.Root))
        {
            foreach (var row in sum)
                sets.Join(sum.First().Group, row.Group);
        }
        return _cell.Forward.Groups.GroupBy(sets.Find).OrderBy(g => g.Key).Select(g => g.ToList()).ToList();
    }

    /// <summary>Matrices whose products are lost to the same assignment are told of together, at the product that was made first.</summary>
    private List<int> JudgeOverwritten()
    {
        var swept = new HashSet<int>(_cell.Backward.Events.Select(e => e.Group));
        var left = _cell.Forward.Groups.Where(group => !swept.Contains(group)).Select(group => (Group: group, Products: OverwrittenProducts.Of(_cell, group)))
            .Where(one => one.Products.Count > 0).OrderBy(one => one.Products.Min()).ToList();
        _writer.CellNumber++;
        foreach (var (group, products) in left)
        {
            _writer.Add(group, Verdict.UnexplainedGradient, "the products are overwritten where they should be added up, and the last unit's is all that is left", products, []);
            _writer.Confirm(true);
        }
        return left.ConvertAll(one => one.Group);
    }

    private void JudgeWithoutBackward(int group)
    {
        if (ExplicitJacobian.Judge(_cell, _jacobian.Value, _cell.Backward.Lone.FindAll(e => e.Group == group)) is { } finding)
        {
            _writer.Add(group, finding.Verdict, finding.Cause, finding.Products, finding.Errors);
            return;
        }
        if (_gradients.Of(group).Find(g => Truncation.IsGradientOfOneStep(_cell, g)) is { } gradient)
        {
            var products = Truncation.GradientProducts(_cell, gradient);
            if (!Truncation.IsCarriedOtherwise(_cell, gradient))
            {
                _writer.Add(group, Verdict.TruncatedToOneStep, "", products, []);
            }
            else if (Truncation.IsCarriedByChangedMatrix(_cell, gradient))
            {
                _writer.Add(group, Verdict.NotProbed, ChangesMeanwhile, products, []);
            }
            else if (_cell.Backward.Lone.Exists(e => e.Group == group))
            {
                _writer.Add(group, Verdict.NotProbed, "the matrix has a part in what goes back from step to step, but its products there could not be put together", products, []);
            }
            else
            {
                _writer.Add(group, Verdict.UnexplainedGradient, "what goes back from step to step is not all that the matrix takes from the step before, or does not go through it", products, []);
                _writer.LocateMissing();
            }
            _writer.Confirm(gradient.IsUpdate);
            return;
        }
        if (HarmlessUse.Squares(_cell, group) is { Count: > 0 } squares)
            _writer.Add(group, Verdict.HarmlessTranspose, "only a norm is taken of it, and ‖W‖ = ‖Wᵀ‖", squares, []);
    }

    private void JudgeCoupled(List<int> groups, HashSet<int> members, List<int> sweeps)
    {
        if (_obstacles.Structural(members) is { } obstacle)
        {
            _writer.AddAll(groups, Verdict.NotProbed, obstacle);
            return;
        }
        var chains = _cell.BackwardChains.FindAll(c => members.Contains(c.Group));
        var clipping = _obstacles.Clipping(_cell.Backward.Events.FindAll(e => members.Contains(e.Group)));
        if (chains.TrueForAll(c => c.Events.Count == 1))
        {
            if (clipping is not null)
            {
                _writer.AddAll(groups, Verdict.NotProbed, clipping);
                return;
            }
            if (groups.Count == 1 && _cell.Backward.Events.FindAll(e => members.Contains(e.Group)) is var events
                && events.TrueForAll(e => _cell.Backward.DirectionOf(e) == Direction.Unknown)
                && ExplicitJacobian.Judge(_cell, _jacobian.Value, [.. events, .. _cell.Backward.Lone.FindAll(e => members.Contains(e.Group))]) is { } explicitly)
            {
                _writer.Add(groups[0], explicitly.Verdict, explicitly.Cause, explicitly.Products, explicitly.Errors);
                return;
            }
            foreach (var group in groups)
            {
                if (_gradients.Of(group).Exists(gradient => Truncation.IsCarriedByChangedMatrix(_cell, gradient)))
                    _writer.Add(group, Verdict.NotProbed, ChangesMeanwhile, [], []);
                else if (_gradients.Exist(group))
                    _writer.Add(group, Verdict.TruncatedToOneStep, "", [], []);
                else
                    _writer.Add(group, Verdict.NotProbed, "only one step of the backward pass was seen", [], []);
            }
            return;
        }
        if (sweeps.Exists(i => _flows[i] == Flow.Unknown && HasSeveralSteps(i, chains)))
        {
            _writer.AddAll(groups, Verdict.NotProbed, chains.TrueForAll(c => !c.IsSimple)
                ? "its backward sums take up entries of several units or gates at once, so that the steps cannot be told apart: compare the index ranges, strides and gate order with the forward pass"
                : "which way the chain runs through time could not be established: give the method a weight gradient, or a nonlinear activation");
            return;
        }

        var alignment = Alignment.Of(_cell, _flows, _gradients.Pairing, _support);
        var identity = Identity.Compare(_cell, _jacobian.Value, _flows, alignment, _cell.Graph, n => n);
        if (identity.IsContradictory)
        {
            _writer.AddAll(groups, Verdict.NotProbed, "one backward quantity stands for two units");
            return;
        }
        bool Own(Entry e) => members.Contains(_cell.GroupOf(e.To)) || members.Contains(_cell.GroupOf(e.From));
        var error = identity.Error(Own);
        if (double.IsNaN(error))
        {
            _writer.AddAll(groups, Verdict.NotProbed, "no two steps of the backward pass could be compared");
            return;
        }

        var wrong = sweeps
            .Where(i => _flows[i] != Flow.Unknown)
            .SelectMany(i => _cell.Sweeps[i].Where(e => IsWrong(e, _flows[i])))
            .ToList();
        var apart = new Lazy<Identity>(() => TapeRepair.Apart(_cell) is var tape ? Identity.Compare(_cell, _jacobian.Value, _flows, alignment, tape.Graph, tape.Map) : identity);
        if (wrong.Count == 0 && !(error <= Holds) && apart.Value.Error(Own) <= Holds)
        {
            (identity, error) = (apart.Value, apart.Value.Error(Own));
            if (!ComparesSkips(identity, Own))
            {
                // What goes round a step was set apart from what goes through it; whether it may shows two steps on.
                _writer.WantSteps();
                _writer.AddAll(groups, Verdict.NotProbed, "too few steps were seen to tell what goes round the matrix from what goes through it", AsWritten(error));
                return;
            }
        }
        if (error <= Holds && (SkipsUnseen(identity, Own) || CarriesUnseen(identity, members, Own)))
            _writer.WantSteps();
        var (differ, isLong) = ComparedPieces(identity, members);
        _writer.ComparesPieces = differ;
        if (_writer.IsPiecewiseLinear && !isLong)
            _writer.WantSteps();
        if (wrong.Count > 0)
            JudgeTransposed(groups, sweeps, wrong, alignment, error, Own);
        else if (error <= Holds)
            JudgeGradients(groups, alignment, error, identity.Events);
        else if (error < Fails)
            JudgeTooClose(groups, error);
        else
            JudgeScaled(groups, sweeps, alignment, identity, apart, error, Own);
    }

    /// <summary>Another random point may be plainer.</summary>
    private void JudgeTooClose(List<int> groups, double error)
    {
        _writer.Discard();
        _writer.AddAll(groups, Verdict.NotProbed, "the gradient deviates too little to be called wrong and too much to be called right", AsWritten(error));
    }

    /// <summary>
    /// True where something gets past a step of the matrix (a leak, a carried sensitivity) and no compared entry spans two steps. Tangents
    /// that start from zero have spent their first steps by then, and whether they go past it too has not been seen.
    /// </summary>
    private bool SkipsUnseen(Identity identity, Func<Entry, bool> own)
    {
        if (ComparesSkips(identity, own))
            return false;
        var chains = _cell.ForwardChains.FindAll(chain => identity.Entries.Any(e => own(e) && _cell.StepOf(e.To)?.Chain == chain));
        var preactivations = _cell.Forward.Preactivations.FindAll(c => _cell.StepOf(c) is { } at && chains.Contains(at.Chain));
        return preactivations.Exists(early => preactivations.Exists(late => Skips(early, late) && _jacobian.Value[late, early] != 0));
    }

    /// <summary>
    /// The same on the other side: true where a tangent takes something past a step of the matrix, and no two steps so far apart were compared. With the forward pass
    /// going through the matrix alone nothing else shows that it should not.
    /// </summary>
    private bool CarriesUnseen(Identity identity, HashSet<int> members, Func<Entry, bool> own)
    {
        var sweeps = Enumerable.Range(0, _cell.Sweeps.Count).Where(i => _flows[i] == Flow.Forward && members.Contains(_cell.Sweeps[i][0].Group)).ToList();
        if (sweeps.Count == 0 || identity.Entries.Any(e => own(e) && Skips(e.From, e.To)))
            return false;
        var cut = new bool[_cell.Graph.Count];
        foreach (var row in sweeps.SelectMany(i => _cell.Sweeps[i]).SelectMany(e => e.Rows))
            cut[row.Root] = true;
        var sweep = new Sweep(_cell.Graph);
        foreach (var i in sweeps)
        {
            var operands = _cell.Sweeps[i].SelectMany(e => e.Rows).SelectMany(_cell.Backward.RecurrentTerms).Select(term => term.Operand).Distinct().ToList();
            foreach (var operand in operands)
            {
                sweep.Run(operand, cut);
                if (operands.Exists(other => other != operand && sweep.Touched(other) && sweep[other] != 0))
                    return true;
            }
        }

        return false;
    }

    private bool ComparesSkips(Identity identity, Func<Entry, bool> own) => identity.Entries.Any(e => own(e) && e.Expected != 0 && Skips(e.From, e.To));

    private bool Skips(int a, int b) =>
        _cell.StepOf(a) is { } x && _cell.StepOf(b) is { } y && x.Chain == y.Chain && Math.Abs(x.Step - y.Step) >= 2;

    /// <summary>
    /// Whether, among the steps whose cotangents were compared with those of the step after, some unit stands on another piece of its activation than it does a
    /// step before or after: only there does it show that σ′ is taken, and of which step. Of two steps alone no more is asked than that units differ. (The
    /// cotangent of a closed unit itself is zero, and leaves no trace.)
    /// </summary>
    /// <returns>IsLong: false where there are no such neighbours, so that a longer sequence would show more.</returns>
    private (bool Differ, bool IsLong) ComparedPieces(Identity identity, HashSet<int> members)
    {
        var steps = identity.Cotangents.Values.Where(c => members.Contains(_cell.GroupOf(c))).Select(c => _cell.StepOf(c)!.Value).ToLookup(at => at.Chain, at => at.Step);
        if (steps.Count == 0)
            return (true, true);
        var compared = _cell.Forward.Preactivations.FindAll(c => _cell.StepOf(c) is { } at && steps[at.Chain].Contains(at.Step) && steps[at.Chain].Max() > at.Step);
        var pairs = compared.SelectMany(c => new[] { -1, 1 }.Select(by => (c, Other: _cell.Neighbour(c, by)))).Where(pair => pair.Other >= 0 && _cell.Neighbour(pair.Other, 1) >= 0).ToList();
        return pairs.Count > 0 ? (pairs.Exists(pair => !Slope(pair.Other).Equals(Slope(pair.c))), true) : (compared.Select(Slope).Distinct().Skip(1).Any(), false);

        double Slope(int c) => _cell.ActivationDerivative(c, ownOnly: true);
    }

    private bool HasSeveralSteps(int sweep, List<Chain> chains)
    {
        var members = new HashSet<Event>(_cell.Sweeps[sweep]);
        return chains.Exists(c => c.Events.Count > 1 && members.Contains(c.Events[0]));
    }

    /// <summary>All that is summed over the wrong index, in this cell or another: of two layers of one class neither shows that their common code is right.</summary>
    private IEnumerable<Event> WrongWay() => Enumerable.Range(0, _cell.Sweeps.Count).SelectMany(i => _cell.Sweeps[i].Where(e => IsWrong(e, _flows[i])));

    private bool IsWrong(Event e, Flow flow) => _cell.Backward.DirectionOf(e) switch
    {
        Direction.OverOut => flow == Flow.Forward,
        Direction.OverIn => flow == Flow.Reverse,
        _ => false,
    };

    /// <summary>Direction wrong somewhere: exchange the leaves of exactly those products and see whether everything holds then.</summary>
    private void JudgeTransposed(List<int> groups, List<int> sweeps, List<Event> wrong, Alignment alignment, double error, Func<Entry, bool> own)
    {
        var accused = wrong.Select(e => e.Group).Distinct().OrderBy(g => g).ToList();
        var repair = TapeRepair.Transpose(_cell, wrong);
        var repaired = double.NaN;
        var curl = double.NaN;
        if (repair is not null)
        {
            repaired = BestError(alignment, repair.Graph, repair.Map, own);
            if (!(repaired <= Holds) && TapeRepair.Transpose(_cell, wrong, apart: true) is { } apart)
                repaired = Math.Min(repaired, BestError(alignment, apart.Graph, apart.Map, own));
            foreach (var group in accused)
                curl = Worse(curl, _gradients.RepairedCurl(group, repair, alignment));
        }
        var errors = AsWritten(error);
        errors.Add(new HypothesisError(Transposed, repaired));
        var gradients = groups.ConvertAll(g => _gradients.Check(g, alignment, GradientTest.Outer).Finding);
        var gradientsRight = gradients.TrueForAll(g => g is GradientFinding.Right or GradientFinding.None);

        // The second witness. An array that is no whole gradient (one loss term left out, σ′ of the output dropped on purpose) has a curl whatever
        // the matrix does; but where cotangents meet the operands of their own steps, entry by entry, it bears witness too.
        var isWitnessed = !(curl > Holds) || accused.TrueForAll(g => gradients[groups.IndexOf(g)] == GradientFinding.Right);
        if (error >= Fails && repaired <= Holds && gradientsRight && isWitnessed)
        {
            _writer.AlsoAccused = WrongWay().SelectMany(_writer.Products).ToList();
            foreach (var group in groups)
            {
                if (accused.Contains(group))
                    _writer.Add(group, Verdict.TransposedRecurrentMatrix, "", wrong.Where(e => e.Group == group).SelectMany(_writer.Products).ToList(), errors, wrong.Count);
                else
                    _writer.Add(group, Verdict.Verified, "", [], errors, wrong.Count);
                _writer.Confirm(curl <= Holds || gradients[groups.IndexOf(group)] == GradientFinding.Right);
            }
            return;
        }
        if (_obstacles.Clipping(wrong) is { } clipping)
            _writer.AddAll(groups, Verdict.NotProbed, clipping, errors);
        else if (error < Fails)
            _writer.AddAll(groups, Verdict.NotProbed, "at this point the matrix and its transpose cannot be told apart", errors);
        else if (!(repaired <= Holds) && RunsBeside(sweeps))
            _writer.AddAll(groups, Verdict.NotProbed, AnotherRecurrence, errors);
        else if (repair is null)
            _writer.AddAll(groups, Verdict.UnexplainedGradient, NoMirrorImage, errors, wrong.SelectMany(_writer.Products).ToList());
        else
            _writer.AddAll(groups, Verdict.UnexplainedGradient, repaired <= Holds ? "a transposed recurrent matrix and a second fault" : "", errors, wrong.SelectMany(_writer.Products).ToList());
    }

    private double BestError(Alignment alignment, Graph graph, Func<int, int> map, Func<Entry, bool> own)
    {
        var error = Identity.Compare(_cell, _jacobian.Value, _flows, alignment, graph, map).Error(own);
        for (var shift = -2; shift <= 2 && !(error <= Holds) && !alignment.IsCertain; shift++)
        {
            if (shift == 0)
                continue;
            var shifted = Alignment.Of(_cell, _flows, _gradients.Pairing, _support, shift);
            var identity = Identity.Compare(_cell, _jacobian.Value, _flows, shifted, graph, map);
            if (identity.Error(own) <= Holds)
                error = identity.Error(own);
        }
        return error;
    }

    /// <summary>Directions right, identity broken: a scaling by the activation derivative, another alignment, or neither.</summary>
    private void JudgeScaled(List<int> groups, List<int> sweeps, Alignment alignment, Identity identity, Lazy<Identity> apart, double error, Func<Entry, bool> own)
    {
        var errors = AsWritten(error);
        if (identity.Entries.Where(own).All(e => e.Implemented == 0))
        {
            if (_obstacles.Clipping(_cell.Backward.Events) is { } all)
                _writer.AddAll(groups, Verdict.NotProbed, all, errors);
            else if (groups.Exists(_gradients.Exist))
                _writer.AddAll(groups, Verdict.TruncatedToOneStep, "", errors);
            else
                _writer.AddAll(groups, Verdict.NotProbed, "nothing is carried from one step to another", errors);
            return;
        }
        if (!alignment.IsCertain)
        {
            for (var shift = -2; shift <= 2; shift++)
            {
                if (shift == 0)
                    continue;
                var other = Alignment.Of(_cell, _flows, _gradients.Pairing, _support, shift);
                var shifted = Identity.Compare(_cell, _jacobian.Value, _flows, other, _cell.Graph, n => n);
                if (!(shifted.Error(own) <= Holds) || shifted.IsContradictory || LooksAhead(other))
                    continue;

                // A product with σ′ of the step after looks the same as a right one that starts a step later, for which there may be no
                // step: then only the weight gradient tells.
                if (other.Count >= alignment.Count || groups.TrueForAll(g => _gradients.Check(g, other, GradientTest.Whole).Finding is GradientFinding.Right or GradientFinding.Reversed))
                    JudgeGradients(groups, other, shifted.Error(own), shifted.Events);
                else
                    _writer.AddAll(groups, Verdict.NotProbed, UncertainSteps, errors);
                return;
            }
        }

        // One weight gradient with the operands of another step misleads the alignment; in plain order everything else may hold.
        var inOrder = Alignment.Of(_cell, _flows, new Pairing(), _support);
        var ordered = Identity.Compare(_cell, _jacobian.Value, _flows, inOrder, _cell.Graph, n => n);
        if (inOrder.Count >= alignment.Count && ordered.Error(own) <= Holds && !ordered.IsContradictory)
        {
            if (groups.TrueForAll(g => _gradients.HasSomethingOfCotangents(g) && _gradients.Check(g, inOrder, GradientTest.Whole).Finding == GradientFinding.None))
                _writer.AddAll(groups, Verdict.NotProbed, UncertainSteps, errors);
            else
                JudgeGradients(groups, inOrder, ordered.Error(own), ordered.Events);
            return;
        }

        var gradients = groups.ConvertAll(g => _gradients.Check(g, alignment, GradientTest.Scaled).Finding);
        var gradientsRight = gradients.TrueForAll(g => g is GradientFinding.Right or GradientFinding.None);

        var first = new Lazy<FirstFault?>(() => FirstFault.Of(_cell, identity.Cotangents));
        var fault = gradientsRight ? Scaling(identity, apart, own) : null;
        if ((fault is null || fault.IsVague) && RunsBeside(sweeps))
        {
            _writer.AddAll(groups, Verdict.NotProbed, AnotherRecurrence, errors);
            return;
        }
        if (_obstacles.PossibleClipping(_cell.Backward.Events) is { } clipping)
        {
            _writer.AddAll(groups, Verdict.NotProbed, clipping, errors);
            return;
        }
        if (fault is not null)
        {
            if (!alignment.IsCertain && fault.NeedsAlignment)
            {
                _writer.AddAll(groups, Verdict.NotProbed, UncertainSteps, errors);
                return;
            }
            var lacking = new HashSet<int>(identity.Cotangents.Where(cotangent => fault.Preactivations.Contains(cotangent.Value)).Select(cotangent => cotangent.Key));
            _writer.AlsoAccused = _cell.Backward.Events.FindAll(e => e.Terms.Any(t => lacking.Contains(t.Operand))).SelectMany(_writer.Products).ToList();
            foreach (var group in groups)
            {
                if (!fault.Preactivations.Any(c => _cell.GroupOf(c) == group))
                {
                    _writer.Add(group, Verdict.Verified, "", [], errors, identity.Events);
                    continue;
                }

                bool IsFaulty(int c) => fault.Preactivations.Contains(c) && _cell.GroupOf(c) == group;
                _writer.AddWrongDerivative(group, fault.Cause, errors, identity.Events, node => identity.Cotangents.TryGetValue(node, out var c) && IsFaulty(c));
                if (first.Value?.IsComputed(IsFaulty) == true)
                    _writer.LocateAtProduct();
                else if (first.Value?.Find(IsFaulty, only: true) is { IsSum: false } known)
                    _writer.Locate(known);
                _writer.Confirm(gradients[groups.IndexOf(group)] == GradientFinding.Right || CarriedSensitivities.AreOf(_cell, group, alignment));
            }
            return;
        }
        var at = first.Value?.Find(c => groups.Contains(_cell.GroupOf(c)));
        foreach (var group in groups)
        {
            _writer.Add(group, Verdict.UnexplainedGradient, "", [], errors);
            _writer.Locate(at);
        }
    }

    /// <summary>
    /// A fault of σ′ that scales all that comes to a unit; or all but what goes round its activation (a leak of the pre-activation itself). Without σ′ a
    /// cotangent may be the very number that goes round, and has to be set apart to be seen.
    /// </summary>
    private RowScaling.Fault? Scaling(Identity identity, Lazy<Identity> apart, Func<Entry, bool> own)
    {
        var plain = RowScaling.Explain(_cell, identity.Entries.Where(own));
        if (plain is { IsVague: false })
            return plain;
        var round = Jacobian.Of(_cell.Graph, _cell.Forward.Preactivations, _cell.Forward.Events.SelectMany(e => e.Terms).Select(t => t.Operand));
        var others = new[]
        {
            RowScaling.Explain(_cell, apart.Value.Entries.Where(own)),
            _flows.Contains(Flow.Forward) ? null : RowScaling.Explain(_cell, identity.Entries.Where(own).Select(e => e.Without(round[e.From, e.To])).Where(e => e.Implemented != 0 || e.Expected != 0)),
        };
        return Array.Find(others, fault => fault is { IsVague: false, NeedsAlignment: false })
            ?? Array.Find(others, fault => fault is { IsVague: false }) ?? plain;
    }

    /// <summary>
    /// True where all that could be a derivative runs along with the forward pass and takes nothing from it: a tangent of a linear
    /// pass looks like this, and so does a second recurrence over the same data.
    /// </summary>
    private bool RunsBeside(List<int> sweeps) => sweeps.TrueForAll(i => _flows[i] == Flow.Forward
        && !_cell.Sweeps[i].SelectMany(e => e.Rows).Any(row => _cell.Forward.Preactivations.Exists(c => _cell.Reach.Depends(row.Root, c))));

    /// <summary>True where some cotangent would depend directly on a step after its own: then the alignment is not the code's.</summary>
    private bool LooksAhead(Alignment alignment) =>
        _cell.BackwardChains.Exists(chain => chain.Events.Exists(e =>
            alignment.ForwardOf(e, chain.Block) is { } forward
            && _support.LatestStep(e) is { } latest
            && _cell.ForwardChains.Find(c => c.Block == chain.Block && c.Events.Contains(forward)) is { } steps
            && steps.Events.IndexOf(forward) < latest));

    /// <summary>The hidden gradient holds: now the weight gradient.</summary>
    private void JudgeGradients(List<int> groups, Alignment alignment, double error, int events)
    {
        var errors = AsWritten(error);
        var findings = groups.ConvertAll(g => _gradients.Check(g, alignment, GradientTest.Whole));
        _writer.AlsoAccused = findings.FindAll(f => f.Finding == GradientFinding.Reversed).SelectMany(f => Truncation.GradientProducts(_cell, f.Grid!)).ToList();
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
                    _writer.Add(groups[i], Verdict.ReversedWeightGradient, "", Truncation.GradientProducts(_cell, grid!), own, events);
                    break;
                case GradientFinding.Wrong when _gradients.CurlOf(grid!) <= Holds:
                    _writer.Add(groups[i], Verdict.Verified, "", [], own, events);
                    break;
                case GradientFinding.Wrong when _gradients.IsWindowed(groups[i]):
                    _writer.Add(groups[i], Verdict.NotProbed, "the weight gradient is summed over windows of several steps: probe with a window as long as the sequence", [], own, events);
                    break;
                case GradientFinding.Wrong:
                    _writer.Add(groups[i], Verdict.UnexplainedGradient, "the recurrent weight gradient multiplies the wrong quantities", Truncation.GradientProducts(_cell, grid!), own, events);
                    break;
                default:
                    JudgeCoverage(groups[i], grid, alignment, own, events);
                    break;
            }
        }
        if (!_flows.Contains(Flow.Forward) && findings.TrueForAll(f => f.Finding is GradientFinding.Right or GradientFinding.None))
            JudgeParameters(groups, alignment, findings);
    }

    /// <summary>The hidden gradient and those of the recurrent matrices hold: now the gradients of all other parameters.</summary>
    private void JudgeParameters(List<int> groups, Alignment alignment, List<(GradientFinding Finding, GradientGrid? Grid, double Direct, double Reversed)> findings)
    {
        if (groups.Exists(_gradients.IsWindowed))
            return;
        var parameters = new ParameterGradients(_cell, _gradients, alignment);
        var found = parameters.Of(groups, mayAccuse: findings.TrueForAll(f => f.Finding == GradientFinding.Right));

        // The matrix whose gradient is a true one, loss and all, bears witness for what comes after it.
        if (findings.Find(f => f is { Finding: GradientFinding.Right, Grid: { } grid } && _gradients.CurlOf(grid) <= Holds).Grid is { } proven)
            found.AddRange(parameters.OfOutputs(proven));
        foreach (var parameter in found.Where(parameter => !parameter.IsRight))
            _writer.AddParameter(parameter);
        var right = found.Where(parameter => parameter.IsRight && !groups.Contains(parameter.Group)).ToList();
        _writer.NoteGradients(
            groups,
            right.Select(parameter => parameter.Name).Distinct().ToList(),
            right.Where(parameter => Math.Abs(parameter.Factor - 1) > ParameterGradients.SameFactor).Select(parameter => (parameter.Name, Math.Round(parameter.Factor, FactorDigits))).Distinct().ToList());
    }

    private void JudgeCoverage(int group, GradientGrid? grid, Alignment alignment, List<HypothesisError> errors, int events)
    {
        if (grid is not null && _gradients.CurlOf(grid) > Incomplete && Truncation.StopsEarly(_cell, grid))
        {
            _writer.Add(group, Verdict.UnexplainedGradient, "the backward pass stops before the first step", [], errors, events);
            return;
        }
        if (grid is null && _flows.Contains(Flow.Reverse) && LostGradient.LeftEmpty(_cell, group))
        {
            if (LostGradient.Products(_cell, alignment, group) is { Count: > 0 } lost)
                _writer.Add(group, Verdict.UnexplainedGradient, "the recurrent weight gradient is overwritten at every step instead of added up", lost, errors, events);
            else
                _writer.Add(group, Verdict.NotProbed, "the hidden gradient holds, but the array in the shape of the matrix is empty at the end: the weight gradient is lost, or kept where it was not found", [], errors, events);
            return;
        }
        if (grid is null && _flows.Contains(Flow.Forward) && _gradients.ReversedByCurl(group) is { } reversed)
        {
            _writer.Add(group, Verdict.ReversedWeightGradient, "", Truncation.GradientProducts(_cell, reversed), errors, events);
            return;
        }
        if (grid is null && _flows.Contains(Flow.Forward) && JudgeSensitivities(group, alignment, errors, events))
            return;
        if (LeavesOutAMatrix(group))
            _writer.Add(group, Verdict.NotProbed, "what goes back is right, but through one of the matrices that share this name, as those of layers in one array do, nothing goes back", [], errors, events);
        else
            _writer.Add(group, Verdict.Verified, "", [], errors, events);
    }

    /// <summary>True where one of several matrices goes forward through time and has no part in what goes back.</summary>
    private bool LeavesOutAMatrix(int group)
    {
        var back = new HashSet<int>(_cell.Backward.Events.Concat(_cell.Backward.Lone).SelectMany(e => e.Rows).SelectMany(_cell.Backward.RecurrentTerms).Select(term => term.Leaf));
        return _cell.ForwardChains.Where(chain => chain.Group == group && chain.Events.Count > 1)
            .Select(chain => chain.Events.SelectMany(e => e.Terms).Select(term => term.Leaf).Where(_cell.Forward.IsRecurrent).ToList())
            .Any(leaves => leaves.Count > 0 && !leaves.Exists(back.Contains));
    }

    /// <summary>What is carried in forward mode is right: now what it takes up on its way, where no array bears witness that a gradient comes of it.</summary>
    /// <returns>True where something was said.</returns>
    private bool JudgeSensitivities(int group, Alignment alignment, List<HypothesisError> errors, int events)
    {
        var candidates = _gradients.Of(group);
        if (candidates.Exists(g => _gradients.CurlOf(g) <= Holds))
            return false;
        if (candidates.FindAll(g => CarriedSensitivities.TakeUpNothing(_cell, group, g)) is { Count: > 0 } empty)
        {
            // What the matrix learns from is meant to be its gradient; anything else may be the derivative by another beginning.
            if (empty.Exists(g => g.IsUpdate))
                _writer.Add(group, Verdict.UnexplainedGradient, LacksDirectPart, [], errors, events);
            else
                _writer.Add(group, Verdict.NotProbed, "an array in its shape sums up what is carried along for each entry, which never takes up what the entry multiplies: the gradient lacks its direct part, or is that of something else", [], errors, events);
            return true;
        }

        // The derivatives by another parameter may be kept in the same shape, but the matrix does not learn from them.
        if (!candidates.Exists(g => g.IsUpdate && CarriedSensitivities.DirectError(_cell, group, g, alignment) > Fails))
            return false;
        _writer.Add(group, Verdict.UnexplainedGradient, "what is carried along for each entry of the matrix takes up something else than what the entry multiplies", [], errors, events);
        return true;
    }

    private static double Worse(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Math.Max(a, b);

    private static List<HypothesisError> AsWritten(double error) => [new HypothesisError("as written", error)];
}
