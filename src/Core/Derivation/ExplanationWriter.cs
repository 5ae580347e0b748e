using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Reporting;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>
/// Writes the ten steps from the forward pass to what a transposed matrix changes. The reasoning is that of the well-known discussion of equation 5 of
/// Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks" (arXiv:1211.5063), in the names of the code at hand.
/// </summary>
internal sealed class ExplanationWriter
{
    private readonly int _units;
    private readonly Func<(Cell Cell, Draw Draw)?> _longer;
    private readonly CellEquations _equations;
    private readonly BackwardEquations _backward;
    private readonly Verifier _verifier;
    private readonly ProbeFinding? _finding;
    private readonly Equation _line;
    private readonly Element _weight;
    private readonly Element _input;
    private readonly Differentiation _differentiation;
    private readonly List<(Quantity By, Formula Entry)> _entries = new();
    private readonly bool _growsWithSteps;

    /// <param name="units">How many units are written out by their numbers.</param>
    /// <param name="longer">Traces many steps; null where that cannot be had.</param>
    public ExplanationWriter(CellEquations equations, ProbeResult probe, int units, Func<(Cell Cell, Draw Draw)?> longer)
    {
        _units = units;
        _longer = longer;
        _equations = equations;
        _verifier = new Verifier(equations.Elements);
        _backward = new BackwardEquations(equations, equations.Elements, _verifier);
        _differentiation = Differentiation.OfForwardPass(equations);
        _growsWithSteps = probe.GrowsTo(equations.Traces[0].Draw.Steps, equations.Traces[0].Cell.Forward.Events.Count);
        _finding = probe.Findings.FirstOrDefault(finding => finding.Verdict is not (Verdict.Verified or Verdict.NotProbed)) ?? probe.Findings.FirstOrDefault();
        (_line, _weight, _input) = Primary(_finding?.Matrix?.Name);
        foreach (var by in equations.Lines.Where(line => line.Of.Kind == QuantityKind.Preactivation).Select(line => line.Of))
        {
            var entry = _differentiation.Of(_line, by, 1);
            if (!entry.IsZero)
                _entries.Add((by, entry));
        }

        if (_entries.Count == 0)
            throw new NotLiftedException("its derivative goes by way of more than one step");
    }

    public Explanation Write() => new([Forward(), Activation(), Inner(), Chain(), Jacobian(), Entry(), Code(), Layout(), Backward(), Consequences()], null);

    private ExplanationStep Forward()
    {
        var blocks = new List<Block> { Say("In index form, for unit ", Math(Unit(Free.To)), " at step t, the forward pass is") };
        blocks.AddRange(_equations.Lines.Select(line => new Relation([line.Left, line.Body])));
        if (_equations.OnlyCount is { } count)
            blocks.Add(Say("The code has " + count.ToString(CultureInfo.InvariantCulture) + " units, whatever it is given, so that all was checked for so many alone; what grows with their number stands there as a number."));
        blocks.Add(Say("The weight ", Math(_weight), " leads from unit ", Math(Unit(BoundOf(_weight))), " one step ago to unit ", Math(Unit(Free.To)),
            IsRow ? ": row " : ": column ", Math(Unit(Free.To)), " of ", Code(_weight.Of), " holds the weights of all connections into that unit."));
        return Step(StepKind.Forward, "The forward pass, index by index", blocks, _equations.Lines.SelectMany(line => line.Sites));
    }

    private ExplanationStep Activation()
    {
        var blocks = new List<Block>();
        if (_input.Of.Kind == QuantityKind.Preactivation)
        {
            blocks.Add(Say("What the matrix multiplies is ", Math(Now(_input.Of, Free.From)), " itself: there is no activation in between, or its slope is 1 where it was probed."));
            return Step(StepKind.Activation, "What the matrix multiplies", blocks, []);
        }

        var state = _equations.LineOf(_input.Of);
        blocks.Add(_input.Of.IsNamed
            ? Say("What the matrix multiplies is made unit by unit:")
            : Say("What the matrix multiplies is made unit by unit. The code has no name for it; here it is called ", Code(_input.Of), ":"));
        blocks.Add(At(Free.From, state.Left, state.Body));
        foreach (var by in _entries.Select(entry => entry.By))
        {
            var slope = Formulas.At(_differentiation.Of(state, by, 0), Free.To, IndexForm.Of(Free.From));
            slope = WithoutDelta(slope);
            if (slope.IsZero)
                continue;
            var written = Differentiation.WrittenOut(slope);
            blocks.Add(new Relation(written.Equals(slope) ? [new Partial(Now(_input.Of, Free.From), Now(by, Free.From)), slope] : [new Partial(Now(_input.Of, Free.From), Now(by, Free.From)), slope, written]));
        }

        return Step(StepKind.Activation, "What the matrix multiplies, and its slope", blocks, state.Sites);
    }

    private ExplanationStep Inner()
    {
        var by = Before(_input.Of, Free.From);
        return Step(StepKind.Inner, "The delta that ends the sum",
        [
            Say("Of all the terms of ", Math(_line.Left), " only those with ", Math(by), " change with it, and a sum that is differentiated by one of its elements keeps one term. With δ = 1 where both indices are equal and 0 elsewhere:"),
            new Relation([new Partial(_line.Left, by), Differentiation.Direct(_line, _input.Of, 1, keepsDeltas: true), Differentiation.Direct(_line, _input.Of, 1, keepsDeltas: false)]),
        ], _line.Sites);
    }

    private ExplanationStep Chain()
    {
        var blocks = new List<Block> { Say("By the chain rule, through ", Math(Before(_input.Of, Free.From)), _entries.Count > 1 ? ", with all other pre-activations held fixed:" : ":") };
        blocks.AddRange(_entries.Select(entry => new Relation([new Partial(_line.Left, Before(entry.By, Free.From)), entry.Entry])));
        return Step(StepKind.Chain, "The chain rule", blocks, []);
    }

    private ExplanationStep Jacobian()
    {
        var (by, entry) = _entries[0];
        var blocks = new List<Block>
        {
            Say("The Jacobian has ", Math(new Partial(_line.Left, Before(by, Free.From))), " in row ", Math(Unit(Free.To)), " and column ", Math(Unit(Free.From)), ": the matrix ", Code(_weight.Of),
                IsRow ? " as it stands" : ", transposed because the code keeps the unit that a weight leads to in the last index", ", with column ", Math(Unit(Free.From)), " multiplied by what belongs to unit ", Math(Unit(Free.From)),
                (_units, _equations.OnlyCount) switch { (2, null) => ". For two units", (2, _) => ". For the first two units", (_, null) => ". For three units", _ => ". For the first three units" }, ", numbered from 0 as in the code:"),
            _verifier.Matrix(new Partial(Whole(_line.Of, 0), Whole(by, 1)), new Partial(_line.Left, Before(by, Free.From)), entry, _units),
        };
        return Step(StepKind.Jacobian, "The Jacobian as a matrix", blocks, []);
    }

    private ExplanationStep Entry()
    {
        var (by, entry) = _entries[0];
        return Step(StepKind.Entry, "One entry, read aloud",
        [
            _verifier.Instance([new Partial(_line.Left, Before(by, Free.From)), entry], _units, 0, 1),
            Say("How unit 0 now depends on unit 1 one step ago is set by ", Math(Numbered(Weight(Free.To, Free.From), 0, 1)), ", the weight of the connection from unit 1 to unit 0, and by the slope at unit 1, where the signal set out. That is sensible: ",
                Math(Numbered(Weight(Free.To, Free.From), 1, 0)), " is the weight of the opposite connection, which nothing passes through on the way from unit 1 to unit 0."),
            Connections(),
        ], []);
    }

    private ExplanationStep Code()
    {
        var blocks = new List<Block>();
        var own = _backward.Of(_weight.Of, [_line.Of, _entries[0].By]).ToList();
        foreach (var found in own)
            blocks.Add(found.Relation);
        if (!_backward.Uses(Group))
            blocks.Add(Say("The code multiplies by ", Code(_weight.Of), " in the forward pass, and nowhere else."));
        else if (own.Count == 0)
            blocks.Add(Say("What the code does with ", Code(_weight.Of), " besides the forward pass has no index form that could be found. The verdict does not hang on it: it was reached by numbers."));
        switch (_finding?.Verdict)
        {
            case not null when IsTransposed:
                blocks.Add(Say(own.Exists(found => found.IsJacobian) ? "The two indices of the weight have changed places: the code takes " : "The index that is summed over, and the one that stays, have changed places: the code takes ", Math(Weight(Free.From, Free.To)), " where the forward pass demands ", Math(Weight(Free.To, Free.From)),
                    ". The shapes agree because the matrix is square. The entry that gives it away is any off the diagonal: between unit 1 and unit 0 the code takes ", Math(Numbered(Weight(Free.From, Free.To), 0, 1)), " for ", Math(Numbered(Weight(Free.To, Free.From), 0, 1)), "."));
                break;
            case Verdict.Verified:
                blocks.Add(Say("This is what the forward pass demands: over every pair of units, at every step and several random points the two agree (relative error " + Messages.Figure(_finding.Errors.Length > 0 ? _finding.Errors[0].Error : 0) + ")."));
                break;
            case not null:
                blocks.AddRange(Difference());
                blocks.Add(Say("RnnLint's verdict: " + Sentence(Messages.Of(_finding))));
                break;
        }

        if ((IsOfFinding || _finding?.Verdict == Verdict.Verified) && JacobianFigures.Of(_equations, _backward, own, _finding, _line.Of, _entries[0].By) is { } numbers)
        {
            blocks.Add(Say("In numbers, at one step of a trace, with ", Math(numbers.Entry), " in row ", Math(Unit(Free.To)), " and column ", Math(Unit(Free.From)), ":"));
            blocks.Add(numbers);
        }

        if (_finding is { Errors.Length: > 0 })
        {
            if (_finding.Verdict == Verdict.TransposedRecurrentMatrix && own.Exists(found => found.IsJacobian))
                blocks.Add(Say("Nothing in the code says which of the two layouts (step 8) it keeps. The error as written is that of the nearer one, the smaller of the two:"));
            blocks.Add(new HypothesisTable(_finding.Errors.Select(error => new Hypothesis(error.Hypothesis, error.Error, error.Error <= CellJudge.Holds)).ToList()));
        }

        return Step(StepKind.Code, "What the code computes", blocks, own.SelectMany(found => found.Sites));
    }

    /// <summary>What the code has and what the forward pass demands, one under the other.</summary>
    private IEnumerable<Block> Difference()
    {
        var (by, entry) = _entries[0];
        var demanded = new Relation([new Partial(_line.Left, Before(by, Free.From)), entry]);
        if (_finding?.Verdict == Verdict.ReversedWeightGradient)
        {
            Element weight = (Element)Weight(Free.To, Free.From), input = (Element)Formulas.At(_input, BoundOf(_weight), IndexForm.Of(Free.From));
            yield return Say("The weight ", Math(weight), " has a part in unit ", Math(Unit(Free.To)), ", by way of what it multiplies:");
            yield return new Relation([new Partial(_line.Left, weight), input]);
            yield return Say("Its gradient is therefore the sum, over all steps, of what comes back to ", Math(_line.Left), " times ", Math(input), ". The code stores that sum for the opposite weight, ", Math(Weight(Free.From, Free.To)), ".");
        }
        else if (!_backward.Uses(Group))
        {
            yield return Say("Nothing of what comes back to ", Math(_line.Left), " gets to ", Math(Before(by, Free.From)), " through it. The forward pass demands");
            yield return demanded;
        }
        else if (_backward.Carried(_line.Of, by) is { } carried)
        {
            yield return Say("From one step to the one before, the code carries");
            yield return carried;
            yield return Say("and the forward pass demands");
            yield return demanded;
            if (new Differences(_verifier).Of(carried.Sides[1], entry) is { } sentence)
                yield return sentence;
        }
        else if (_backward.Of(_weight.Of, []).FirstOrDefault(found => found.IsJacobian) is { } formed)
        {
            // In the other layout both units have changed places.
            var isSwapped = Formulas.Elements(formed.Right).Any(element => element.Equals(Weight(Free.From, Free.To)));
            yield return Say("The forward pass demands");
            yield return demanded;
            if (new Differences(_verifier).Of(isSwapped ? Swapped(formed.Right) : formed.Right, entry) is { } sentence)
                yield return sentence;
        }
    }

    private ExplanationStep Layout()
    {
        var (by, entry) = _entries[0];
        return Step(StepKind.Layout, "The other layout does not change it",
        [
            Say("Some write derivatives the other way round, with ", Math(new Partial(Formulas.At(_line.Left, Free.To, IndexForm.Of(Free.From)) as Element ?? _line.Left, Before(by, Free.To))), " in row ", Math(Unit(Free.To)), " and column ", Math(Unit(Free.From)), ":"),
            new Relation([Swapped(new Partial(_line.Left, Before(by, Free.From))), Swapped(entry)]),
            Say("There the weight is ", Math(Weight(Free.From, Free.To)), ", and the slope has moved to unit ", Math(Unit(Free.To)), " with it. A weight that is turned round while the slope stays where it was is an entry of neither: the same connection has to be meant by both, in whichever layout. ",
                "Code that keeps to the other layout throughout, slope and all, is right, and RnnLint says so."),
        ], []);
    }

    private ExplanationStep Backward()
    {
        var (by, entry) = _entries[0];
        var cotangents = new Cotangents(_equations, _backward.Passes);
        Element now = Free.Member(cotangents.Of(_line.Of), 0, Free.To), before = Free.Member(cotangents.Of(by), 1, Free.From);
        var sum = OverAll(Make.Product(entry, now));

        // What goes round the matrix, and other gates, send something back too.
        var isAll = _verifier.Holds([before, sum]);
        return Step(StepKind.Backward, "Going back, and where the transpose belongs",
        [
            isAll
                ? Say("Going back, unit ", Math(Unit(Free.From)), " collects what each unit that it led to sends back, through the same connection:")
                : Say("Going back, unit ", Math(Unit(Free.From)), " collects what each unit that it led to sends back, through the same connection. Of all that comes back to ", Math(Before(by, Free.From)), ", with ", Math(now), " for what has come back to ", Math(_line.Left), ", this is the part that takes one step through ", Code(_weight.Of), ":"),
            new Relation([isAll ? before : OverAll(Make.Product(new Partial(_line.Left, Before(by, Free.From)), now)), sum]),
            Say("Now the sum runs over the index that stood still before. Written with matrices, that is a product with the transposed Jacobian, and this is where the transpose belongs: into the product with a cotangent, not into the Jacobian itself. ",
                "Who puts it into both has it twice, which is as good as not at all."),
        ], []);
    }

    /// <summary>Summed over all units that were led to.</summary>
    private Formula OverAll(Formula formula)
    {
        var bound = new IndexVariable(IndexKind.Bound, _equations.Count);
        return Make.Sum(bound, Formulas.At(formula, Free.To, IndexForm.Of(bound)));
    }

    private ExplanationStep Consequences() => Step(StepKind.Consequences, RnnLint.Derivation.Consequences.Title(_finding?.Verdict),
        [.. RnnLint.Derivation.Consequences.Of(_finding?.Verdict, _weight.Of), .. RnnLint.Derivation.Consequences.Of(Drift())], []);

    /// <summary>Of right code the traces at hand say all there is to say.</summary>
    private IReadOnlyList<GradientDrift> Drift()
    {
        var near = GradientDrift.Of(_equations.Traces[1].Cell, _backward.Passes[1].Identity);
        if (near.Count == 0)
            return DriftOfJacobians();
        if (near.All(one => one.Angle == 0 && one.Ratio == 1))
            return near;
        if (_growsWithSteps && GradientDrift.OfLines(_equations, _backward) is { } lines)
            return lines;
        if (_longer() is not { } longer)
            return near;
        var far = GradientDrift.Of(longer.Cell, PassComparison.Of(longer.Cell).Identity);
        return far.Count > near.Count ? far : near;
    }

    /// <summary>Of code that forms the Jacobian and multiplies no gradient by it: what that one would do, step after step.</summary>
    private IReadOnlyList<GradientDrift> DriftOfJacobians()
    {
        var (by, entry) = _entries[0];
        var left = new Partial(_line.Left, Before(by, Free.From));
        if (by != _line.Of || _backward.Of(_weight.Of, []).FirstOrDefault(found => found.IsJacobian) is not { } formed)
            return [];

        // In the other layout, rows and columns would have to be exchanged first.
        var isRight = _verifier.Holds([left, formed.Right]);
        if (!isRight && !_verifier.Holds([left, Exchanged(formed.Right)]))
            return [];
        if (!isRight && _growsWithSteps && GradientDrift.OfJacobians(_equations, formed.Right, entry, _line.Of) is { } far)
            return far;
        var elements = !isRight && _longer() is { } longer ? new TracedElements(new TraceValues(longer.Cell, longer.Draw), _equations) : _equations.Elements[1];
        return GradientDrift.Of(elements, elements.NodesOf(_line.Of).Keys.Max(key => key.Step), elements.NodesOf(_line.Of).Keys.Max(key => key.Unit) + 1, formed.Right, entry);
    }

    /// <summary>With the opposite weight.</summary>
    private Formula Exchanged(Formula formula) => formula.Equals(Weight(Free.From, Free.To)) ? Weight(Free.To, Free.From) : Formulas.With(formula, Exchanged);

    /// <summary>The line with the matrix that is told of, the weight and what it multiplies.</summary>
    private (Equation Line, Element Weight, Element Input) Primary(string? matrix)
    {
        foreach (var wanted in new[] { matrix, null })
        {
            foreach (var line in _equations.Lines.Where(line => line.Of.Kind == QuantityKind.Preactivation && (wanted is null || line.Matrices.Contains(wanted))))
            {
                foreach (var total in Formulas.All(line.Body).OfType<Total>())
                {
                    var factors = total.Body is Times times ? times.Factors : [total.Body];
                    var weight = factors.OfType<Element>().FirstOrDefault(element => element.Of.Kind == QuantityKind.Matrix && element.Indices.Any(index => index.Mentions(total.Over))
                        && element.Indices.Any(index => index.Mentions(Free.To)) && (wanted is null || _equations.GroupOf(element.Of) == wanted));
                    var input = factors.OfType<Element>().FirstOrDefault(element => element.Of.Kind is QuantityKind.State or QuantityKind.Preactivation);
                    if (weight is not null && input is not null && factors.Count == 2 && Free.Lag(input) == 1 && input.Indices[2].Alone == total.Over)
                        return (line, weight, input);
                }
            }
        }

        throw new NotLiftedException("its recurrent products have no plain form, a weight times a state of the step before");
    }

    private string Group => _equations.GroupOf(_weight.Of);

    /// <summary>False where the matrix that is told of has no plain form, and the steps are those of another one.</summary>
    private bool IsOfFinding => _finding?.Matrix is null || _finding.Matrix.Name == Group;

    private bool IsTransposed => IsOfFinding && _finding?.Verdict is (Verdict.TransposedRecurrentMatrix or Verdict.HarmlessTranspose);

    /// <summary>The units that are written out; where the code has another weight for the entry that is read aloud, that connection is marked.</summary>
    private Network Connections() => new(_units,
        (from to in Enumerable.Range(0, _units)
         from unit in Enumerable.Range(0, _units)
         let isDisputed = IsTransposed && to == 0 && unit == 1
         select new Connection(unit, to, Numbered(Weight(Free.To, Free.From), to, unit), isDisputed ? Numbered(Weight(Free.From, Free.To), to, unit) : null)).ToList());

    /// <summary>True where the unit that is written to has the first of the indices that run.</summary>
    private bool IsRow => _weight.Indices.First(index => index.Mentions(Free.To) || index.Mentions(BoundOf(_weight))) is var first
        && (!first.Mentions(BoundOf(_weight)) || (first.Mentions(Free.To) && first.Terms.First(term => term.Variable == Free.To).Stride != new Extent(1)));

    private static IndexVariable BoundOf(Element weight) => weight.Indices.SelectMany(index => index.Terms).Select(term => term.Variable).First(variable => variable.Kind == IndexKind.Bound);

    /// <summary>The weight that leads to one unit from another.</summary>
    private Formula Weight(IndexVariable to, IndexVariable from)
    {
        var held = new IndexVariable(IndexKind.Unit, default);
        return Formulas.At(Formulas.At(Formulas.At(_weight, Free.To, IndexForm.Of(held)), BoundOf(_weight), IndexForm.Of(from)), held, IndexForm.Of(to));
    }

    /// <summary>With both units exchanged.</summary>
    private static Formula Swapped(Formula formula)
    {
        var held = new IndexVariable(IndexKind.Unit, default);
        return Formulas.At(Formulas.At(Formulas.At(formula, Free.To, IndexForm.Of(held)), Free.From, IndexForm.Of(Free.To)), held, IndexForm.Of(Free.From));
    }

    private Formula Numbered(Formula formula, int to, int from) => Verifier.Numbered(formula, _units, to, from);

    private static Formula WithoutDelta(Formula formula) => formula switch
    {
        Delta { First.Alone: { } first, Second.Alone: { } second } when first == second => Formula.One,
        Delta => formula,
        _ => Formulas.With(formula, WithoutDelta),
    };

    private static Element Now(Quantity of, IndexVariable unit) => Free.Member(of, 0, unit);

    private static Element Before(Quantity of, IndexVariable unit) => Free.Member(of, 1, unit);

    /// <summary>All units at once.</summary>
    private Element Whole(Quantity of, int lag) => new(of, Free.Member(of, lag, Free.To).Indices.Take(_equations.ItemPosition is null ? 1 : 2).ToList());

    private static Formula Unit(IndexVariable unit) => new Element(new Quantity("", QuantityKind.Given), [IndexForm.Of(unit)]);

    private static Relation At(IndexVariable unit, params Formula[] sides) => new(sides.Select(side => Formulas.At(side, Free.To, IndexForm.Of(unit))).ToList());

    private static Prose Say(params object[] parts) => new(parts.Select(part => part as Inline ?? new Words((string)part)).ToList());

    private static Inline Math(Formula formula) => new Maths(formula);

    private static Inline Code(Quantity quantity) => new InCode(quantity.Name);

    private static string Sentence(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text.Substring(1);

    /// <summary>The only way to make a step: nothing is said in formulas that was not evaluated.</summary>
    /// <exception cref="NotLiftedException">where a relation does not hold.</exception>
    private ExplanationStep Step(StepKind kind, string title, List<Block> blocks, IEnumerable<Site> sites)
    {
        blocks.ForEach(_verifier.Check);
        return new(kind, title, blocks, sites.Distinct().ToList());
    }
}
