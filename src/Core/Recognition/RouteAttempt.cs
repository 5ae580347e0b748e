using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>
/// Probes one route under the readings of its unknown sizes: sequences of T steps and n units, or both n where the code keeps
/// them in one square array; plain integers as sizes, or as positions.
/// </summary>
public sealed class RouteAttempt(RouteTracer tracer, Route route, CancellationToken cancellation)
{
    private const double Repaired = 1e-6;

    /// <summary>So many conditions can be looked behind: each takes as long as the code around it is large.</summary>
    private const int MostUntaken = 500;

    /// <summary>So many flags are tried the other way: each may take as long as the code around it.</summary>
    private const int MostFlags = 4;

    private static readonly string TooManyConditions = $"it has more than {MostUntaken} conditions that went one way only, too many to look behind each of them";

    private readonly Draw _firstDraw = CellProber.First(tracer.Settings);
    private readonly HashSet<ulong> _judged = new();
    private readonly long _spentBefore = tracer.StepsSpent;
    private RouteTrace? _stopped;
    private RouteResult? _best;
    private RouteReading _bestReading = new();
    private bool _bestLeavesOut;
    private bool _lacksValues;

    /// <summary>What the first reading that runs to its end does; or, where none does, the first one.</summary>
    public Survey Survey { get; private set; } = null!;

    public RouteResult Probe()
    {
        if (!Walk(fillsGaps: false) && _lacksValues && _stopped is not { Stop.Kind: StopKind.OutOfFuel } && (_best is null || Weight(_best) < 2))
            Walk(fillsGaps: true);
        return _best is null ? Stopped(_stopped!) : _best.Probe.Recognised ? WithOtherChoices(_best) : _best;
    }

    /// <summary>
    /// A class may hold several cells and be told by an enum which to be. Each is judged; of what the others say that is kept which is not said
    /// already.
    /// </summary>
    private RouteResult WithOtherChoices(RouteResult result)
    {
        foreach (var choice in Readings.OtherChoices(route, _bestReading.Choice))
        {
            if (tracer.IsHalfSpent)
                break;
            var reading = _bestReading with { Choice = choice };
            var first = tracer.Run(route, _firstDraw, reading);
            if (first.Stop is not null || !_judged.Add(first.Trace.Fingerprint()))
                continue;
            var other = Judge(reading, first);
            var known = result.Probe.Findings;

            // Cells that share the name of a matrix, or the array it is kept in, are told apart by where they use it.
            var added = other.Probe.Findings.Where(finding => !known.Any(said => said.Matrix?.Name == finding.Matrix?.Name
                && (finding.Verdict is Verdict.NotProbed or Verdict.Verified ? said.ForwardUse?.Syntax == finding.ForwardUse?.Syntax : said.Verdict == finding.Verdict && said.Place?.Syntax == finding.Place?.Syntax)));
            result = result with { Probe = result.Probe with { Findings = known.AddRange(added), Draws = result.Probe.Draws.AddRange(other.Probe.Draws) } };
        }

        return result;
    }

    /// <summary>Tries one reading after the other; true once one of them decides.</summary>
    private bool Walk(bool fillsGaps)
    {
        var traced = new List<(RouteReading Reading, ReadingParts Asked)>();
        foreach (var reading in Readings.Of(route).Select(reading => reading with { FillsGaps = fillsGaps }))
        {
            if ((tracer.IsExhausted || tracer.HasHadItsShare(_spentBefore)) && _stopped is not null | _best is not null)
                break;

            // A reading that differs only in what an earlier one was never asked for traces the same.
            if (traced.Exists(earlier => earlier.Reading.IsAlike(reading, earlier.Asked)))
                continue;
            var first = tracer.Run(route, _firstDraw, reading);
            traced.Add((reading, first.Asked));
            tracer.HasMultiplied = tracer.HasMultiplied || first.Trace.Tape.Multiplies;
            tracer.IsPromising = tracer.IsPromising || CellProber.MayHoldCell(first.Trace);
            _lacksValues |= first.LacksValues;
            if (first.Stop is not null)
            {
                Survey ??= Survey.Of(first);
                _stopped ??= first;
                if (first.Stop.Kind != StopKind.Threw)
                    break;
                continue;
            }

            var survey = Survey.Of(first);
            if (Survey is not { Completed: true } || survey.Factors.Count > Survey.Factors.Count)
                Survey = survey;

            // What the code does not ask for makes no difference: most readings trace what another has traced already.
            if (!_judged.Add(first.Trace.Fingerprint()))
                continue;
            var result = Judge(reading, first);

            // Sizes under which nothing is left out are the better guess.
            if (_best is null || Weight(result) > Weight(_best) || Weight(result) == Weight(_best) && _bestLeavesOut && !first.LengthsDisagree)
                (_best, _bestReading, _bestLeavesOut) = (result, reading, first.LengthsDisagree);
            if (result.Probe.Recognised && (IsAboutTheMatrix(result.Probe) || result.Probe.Findings.Any(finding => finding.Flag is not null)) && !first.LengthsDisagree)
                return true;
            if (!survey.Factors.Any())
                break;
        }

        return false;
    }

    /// <summary>A fault found says more than a doubt, and a doubt more than nothing.</summary>
    private static int Weight(RouteResult result) =>
        !result.Probe.Recognised ? 0 : result.Probe.Findings.Any(finding => finding.Flag is not null || finding.Verdict is not (Verdict.NotProbed or Verdict.TruncatedToOneStep)) ? 2 : 1;

    private RouteResult Judge(RouteReading reading, RouteTrace first)
    {
        var result = Probe(reading, first);
        if (!result.Recognised && !first.Trace.OneSteps.IsEmpty)
            result = StepJacobian.Probe(draw => tracer.Run(route, draw, reading) is { Stop: null } run ? run.Trace : null, tracer.Settings);
        if (!result.Recognised && (ExternalRecurrence.Find(first.Trace.Tape) ?? (IsAsWritten ? ScalarRecurrence.Find(first.Trace.Tape) : null)) is { } seen)
            result = new ProbeResult(true, ImmutableArray.Create(seen with { ForwardUse = WhereBothMeet(seen) }), ImmutableArray.Create(_firstDraw));
        if (!RunsShown(first.Trace.Tape) || IsForgotten(result, first))
            result = ProbeResult.NothingRecurrent;
        result = WithStaleCopies(result, reading, first);
        result = WithoutOutsiders(result, first.Trace.Tape);
        if (first.MadeUpFunctions > 0)
            result = WithMadeUpFunctions(result, reading, first);
        if (tracer.IsExhausted)
            result = Doubt(result, "trying all that may belong together takes too many steps", Verdict.NotProbed);
        if (first.Shrinks)
            result = DoubtUnlessRepaired(result, "the sizes it sets are too large to trace, and with smaller ones the gradient does not match; sizes that are parameters could be tried as they are");
        if (first.AssumesConditions)
            result = DoubtUnlessRepaired(result, "conditions on names that nothing here declares were taken as false, and that way the gradient does not match; with the missing files or packages it can be probed");
        if (first.MakesUpMembers)
            result = DoubtUnlessRepaired(result, "members that nothing here sets were made up, and tried that way the gradient does not match; a caller that sets them would show what they hold");
        result = WithUntakenCode(result, reading, first);
        result = result with { Draws = result.Draws.Select(draw => RouteTracer.Point(draw, reading)).ToImmutableArray(), PointOf = draw => RouteTracer.Point(draw, reading) };
        return new RouteResult(route, Trust(result, first), null, first.Unknowns.ToImmutableArray());
    }

    /// <summary>
    /// Where steps are objects of a class of their own, that class alone shows no recurrence: it is told of in the class that makes the forward and the
    /// backward pass, which is this route's or the one in which the calls of both part.
    /// </summary>
    private Site? WhereBothMeet(ProbeFinding seen)
    {
        if (seen.ForwardUse is not { } forward || seen.Place is not { } backward || route.Shown is not null)
            return seen.ForwardUse;
        var members = new HashSet<ISymbol?>(backward.Frames().Select(frame => frame.Member), SymbolEqualityComparer.Default);
        var meeting = forward.Frames().FirstOrDefault(frame => members.Contains(frame.Member)) ?? forward.Frames().Last();
        return SymbolEqualityComparer.Default.Equals(meeting.Member?.ContainingType?.OriginalDefinition, route.Type.OriginalDefinition) ? meeting : forward;
    }

    /// <summary>Called again and again by RnnLint alone, many a member makes a number of what it made before.</summary>
    private bool IsAsWritten => route.Steps.All(step => step.Times == StepTimes.Once);

    /// <summary>True where a later member fills a matrix anew: it is no part of a pass, and what the pass had learnt is lost for comparison.</summary>
    private bool IsForgotten(ProbeResult result, RouteTrace first) =>
        route.Steps.Length > 1 && result.Findings.Any(finding => finding.Matrix is { Kind: LeafGroupKind.Storage, Name: var name } && first.FilledAnew.Contains(name));

    /// <summary>False where a caller that is to show a class computes nothing in it: it may know another class by the same base.</summary>
    private bool RunsShown(Tape tape)
    {
        if (route.Shown is not { } shown || !shown.GetMembers().Any(member => member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsAbstract: false }))
            return true;
        return Enumerable.Range(0, tape.Count).Select(tape.FirstSite).OfType<Site>().Distinct().SelectMany(site => site.Frames())
            .Any(frame => SymbolEqualityComparer.Default.Equals(frame.Member?.ContainingType?.OriginalDefinition, shown.OriginalDefinition));
    }

    private ProbeResult Probe(RouteReading reading, RouteTrace first)
    {
        var result = Probe(reading, first.Stop is null ? first.Trace : null);

        // Where units are dropped by chance too few may be left to compare. Any draw may come out either way, and one of these ways drops none.
        if (first.HasTossed && reading.DrawsLow is null && !IsTelling(result))
            return new[] { true, false }.Select(low => Probe(reading with { DrawsLow = low }, (Trace?)null)).FirstOrDefault(IsTelling) ?? result;

        // Weights that change while the gradient is still flowing are not one matrix any more: hold them still and look again. So too where what
        // changed them was not seen to be their gradient.
        if (!first.Updated.IsEmpty && !(IsConclusive(result) && result.Findings.All(HasWitness)))
        {
            var frozen = Probe(reading with { Frozen = first.Updated }, (Trace?)null);
            if (frozen.Recognised && (IsConclusive(frozen) || !IsConclusive(result) && !FindsFault(result) && FindsFault(frozen) || !result.Recognised))
                result = frozen;
        }

        // A state that the object was made with as zeros may be taken for zero by the backward pass: what is plain from there is so.
        return FindsFault(result) && !first.Overwritten.IsEmpty && Probe(reading with { AtZero = first.Overwritten }, (Trace?)null) is var fromZero && IsConclusive(fromZero) ? fromZero : result;
    }

    /// <summary>What a fresh object shows is looked for in its second pass as well, where the first one leaves copies of its matrices behind as they were.</summary>
    private ProbeResult WithStaleCopies(ProbeResult result, RouteReading reading, RouteTrace first)
    {
        var copies = StaleCopies.Of(result, first);
        if (copies.Count == 0)
            return result;
        foreach (var frozen in new[] { reading.Frozen, first.Updated })
        {
            var second = reading with { IsSecondPass = true, Frozen = frozen };
            if (tracer.Run(route, _firstDraw, second) is not { Stop: null } run)
                continue;
            var renewed = ProbeSecond(second, trace => new TraceCopy(trace.Trace, twins: trace.Twins).Trace);
            if (copies.Exists(copy => StaleCopies.Holds(renewed, copy)))
                return StaleCopies.Judge(result, ProbeSecond(second, trace => trace.Trace), renewed, StaleCopies.Used(copies, run.Trace.Tape), copy => StaleCopies.CanBeRenewed(copy, route));
        }

        return result;

        ProbeResult ProbeSecond(RouteReading second, Func<RouteTrace, Trace> trace) => CellProber.Probe(draw => tracer.Run(route, draw, second) is { Stop: null } run ? trace(run) : null, tracer.Settings);
    }

    /// <summary>
    /// Code that is for more units than are traced is traced all the same, as if there were as many, and what it does must be right too. Other code with the
    /// matrix that no trace came to is told of.
    /// </summary>
    private ProbeResult WithUntakenCode(ProbeResult result, RouteReading reading, RouteTrace first)
    {
        if (!result.Findings.Any(finding => finding.Verdict == Verdict.Verified))
            return result;
        var traces = new List<Branches> { first.Branches };
        result = WithRaisedFlags(result, reading, first, traces);
        if (!result.Findings.Any(finding => finding.Verdict == Verdict.Verified))
            return result;
        var unseen = new List<UntakenBranch>();
        var untaken = first.Branches.Untaken().Take(MostUntaken + 1).ToList();
        if (untaken.Count > MostUntaken)
            return result with { Findings = result.Findings.Select(finding => finding.Verdict == Verdict.Verified ? finding with { Verdict = Verdict.NotProbed, Cause = TooManyConditions } : finding).ToImmutableArray() };
        foreach (var branch in untaken)
        {
            var forced = reading with { Forced = new ForcedBranch(branch.Condition.Syntax, branch.Outcome) };
            if (tracer.IsExhausted || !Behind(branch).IsForLargerSizes || tracer.Run(route, _firstDraw, forced) is not { Stop: null } run)
            {
                unseen.Add(branch);
                continue;
            }

            // Most such code computes the same in another way.
            var other = run.Trace.Fingerprint() == first.Trace.Fingerprint() ? null : Probe(forced, run.Trace);
            if (other is not null && other.Findings.Any(finding => finding.Verdict == Verdict.TransposedRecurrentMatrix))
                return other with { Findings = other.Findings.Select(finding => finding.Verdict == Verdict.TransposedRecurrentMatrix ? finding with { Condition = branch } : finding).ToImmutableArray() };
            if (other is not null && (!other.Recognised || other.Findings.Any(finding => finding.Verdict != Verdict.Verified)))
            {
                unseen.Add(branch);
                continue;
            }

            traces.Add(run.Branches);
            unseen.AddRange(run.Branches.Untaken());
        }

        return result with
        {
            Findings = result.Findings.Select(finding => finding is { Verdict: Verdict.Verified, Matrix.Symbol: { } matrix }
                ? finding with { Unseen = unseen.Where(branch => Behind(branch).ComputesWith(matrix)).GroupBy(branch => branch.Block).Select(same => same.First()).ToImmutableArray() }
                : finding).ToImmutableArray(),
        };

        UntakenCode Behind(UntakenBranch branch) => new(tracer.Code, branch, traces, cancellation);
    }

    /// <summary>
    /// A flag that nothing sets is left false, and what is right then need not be with the flag set. Where it is wrong nothing shows that both passes are ever run
    /// with it (a forward pass may be told that nothing goes back), so that it is in doubt; only a matrix that is transposed in code for the flag alone is so whatever else is meant.
    /// </summary>
    /// <param name="traces">Gets those that show more code that is right.</param>
    private ProbeResult WithRaisedFlags(ProbeResult result, RouteReading reading, RouteTrace first, List<Branches> traces)
    {
        var unprobed = ImmutableArray.CreateBuilder<string>();
        foreach (var flag in first.Flags.Where(flag => !IsSetByItsOwn(flag)).Take(MostFlags))
        {
            var (other, run) = Raise(flag, reading, first);
            if (run is null)
                continue;
            if (other is null)
            {
                unprobed.Add(flag.Name);
                continue;
            }

            if (other.Findings.Any(finding => finding.Verdict == Verdict.TransposedRecurrentMatrix && !HasRun(finding.Place, first.Trace.Tape)))
            {
                var condition = first.Branches.Untaken().FirstOrDefault(run.Branches.Took);
                return other with { Findings = other.Findings.Select(finding => finding.Verdict == Verdict.TransposedRecurrentMatrix ? finding with { Condition = condition } : finding).ToImmutableArray() };
            }

            if (FindsFault(other))
                result = result with { Findings = result.Findings.Select(finding => finding.Verdict == Verdict.Verified && other.Findings.Any(wrong => IsFault(wrong) && (wrong.Matrix is null || wrong.Matrix.Name == finding.Matrix?.Name)) ? InDoubt(finding, flag) : finding).ToImmutableArray() };
            else
                traces.Add(run.Branches);
        }

        return unprobed.Count == 0 ? result : result with { Findings = result.Findings.Select(finding => finding.Verdict == Verdict.Verified ? finding with { Unprobed = unprobed.ToImmutable() } : finding).ToImmutableArray() };

        static ProbeFinding InDoubt(ProbeFinding finding, ISymbol flag) => finding with
        {
            Verdict = Verdict.NotProbed,
            Flag = flag.Name,
            Cause = $"the gradient matches while '{flag.Name}' is false, and not with it set; code that sets it, or never does, would show which of them counts",
        };
    }

    /// <summary>What is said of the code with a flag set: that all is right, or that something is wrong.</summary>
    /// <returns>No run where the flag changes no number; no result where nothing could be told.</returns>
    private (ProbeResult? Result, RouteTrace? Run) Raise(ISymbol flag, RouteReading reading, RouteTrace first)
    {
        var raised = reading with { Raised = flag.Name };
        if (tracer.IsHalfSpent)
            return (null, first);
        var run = tracer.Run(route, _firstDraw, raised);
        if (run.Stop is null && run.Trace.Fingerprint() == first.Trace.Fingerprint())
            return (null, null);
        return run.Stop is null && Probe(raised, run) is var result && IsTelling(result) ? (result, run) : (null, run);
    }

    /// <summary>True for a member that the code's own methods set, as it gets ready or is done: nobody's to choose.</summary>
    private static bool IsSetByItsOwn(ISymbol flag) => flag is not IParameterSymbol && flag.ContainingType.DeclaringSyntaxReferences
        .SelectMany(part => part.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>())
        .Any(assignment => (assignment.Left as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText == flag.Name || (assignment.Left as IdentifierNameSyntax)?.Identifier.ValueText == flag.Name);

    private static bool HasRun(Site? place, Tape tape) => Enumerable.Range(0, tape.Count).SelectMany(tape.Sites).Any(site => site.Syntax == place?.Syntax);

    /// <summary>With σ and σ′ unknown only the matrix can be judged, under whichever reading of σ′ makes sense of the code.</summary>
    private ProbeResult WithMadeUpFunctions(ProbeResult result, RouteReading reading, RouteTrace first)
    {
        if (result.Recognised && !IsAboutTheMatrix(result))
        {
            reading = reading with { Functions = FunctionReading.DerivativeOfOutput };
            var other = Probe(reading, tracer.Run(route, _firstDraw, reading));
            if (other.Recognised && IsAboutTheMatrix(other))
                return other;
        }

        return DoubtUnlessRepaired(result, "its activation and derivative come from outside, and no reading of them makes the gradient match; a caller that passes them would show what they are");
    }

    /// <summary>A gradient that is not seen to go back through a matrix may do so in an external function that is handed the matrix.</summary>
    private static ProbeResult WithoutOutsiders(ProbeResult result, Tape tape) => result with
    {
        Findings = result.Findings.Select(finding => finding.Verdict == Verdict.TruncatedToOneStep && Outsider(tape, finding.Matrix) is { } function
            ? finding with { Verdict = Verdict.NotProbed, Cause = $"the matrix is handed to {function}, whose code is not here and which may carry the gradient back" }
            : finding).ToImmutableArray(),
    };

    private static string? Outsider(Tape tape, LeafGroup? matrix) => Enumerable.Range(0, tape.Count)
        .Where(node => tape.OpaqueInputs(node).Any(input => tape.Origin(input)?.Group.Name == matrix?.Name))
        .Select(node => tape.Origin(node)?.Group.Name).FirstOrDefault();

    /// <summary>Where a repair of the matrix makes the gradient match, what was made up for the trace has done no harm there.</summary>
    private static ProbeResult DoubtUnlessRepaired(ProbeResult result, string cause) => Doubt(result, cause, isSure: IsRepaired);

    private static bool HasWitness(ProbeFinding finding) => finding.Verdict != Verdict.Verified || finding.Errors.Length > 1;

    private static bool IsRepaired(ProbeFinding finding) => finding.Errors.Skip(1).Any(error => error.Error < Repaired);

    private static bool IsAboutTheMatrix(ProbeResult result) =>
        result.Findings.All(finding => finding.IsBeside || finding.Verdict is Verdict.Verified or Verdict.TransposedRecurrentMatrix or Verdict.ReversedWeightGradient);

    /// <summary>
    /// Between members that RnnLint itself put together a mismatch may lie in how it did so; only what two independent witnesses
    /// agree on is kept.
    /// </summary>
    private ProbeResult Trust(ProbeResult result, RouteTrace first)
    {
        if (route.IsOwnCall || !result.Recognised)
            return result;

        // What is carried along by a matrix in one member and back by its transpose in another need not be a pass and its gradient: points are turned there
        // and back. An activation on the way, or a weight gradient, makes a network of it; so does an author who says so.
        if (route is { Steps.Length: > 1, IsHinted: false })
        {
            var cause = "no code here calls " + route + ", and without an activation or a weight gradient nothing shows that they belong together";
            result = Doubt(Doubt(result, cause, isSure: IsNetwork), cause, Verdict.TransposedRecurrentMatrix, IsNetwork);
            bool IsNetwork(ProbeFinding finding) => finding.IsConfirmed || result.ShowsSeveralPieces || !LinearRecurrence.Is(first.Trace.Tape, finding.Matrix);
        }

        if (route.Steps.All(step => step.Times == StepTimes.Once) && FreshArrays(first.HandedOn) <= 1)
            return result;

        // Handed its own output, any layer seems recurrent, and its gradient truncated.
        if (route.Steps.Any(step => step.Feedback >= 0))
            result = Doubt(result, "nothing here hands " + route.Steps[0].Method.Name + " its own result, so that nothing may be recurrent at all", Verdict.TruncatedToOneStep);

        // One member that nothing is handed to but data is called as anybody would call it, where what goes back through time comes out right.
        return Doubt(result, "no code here calls " + route + ", and tried that way the gradient does not match; a method that runs both would show how they belong together",
            isSure: route.Steps.Length == 1 && route.Steps[0].Feedback < 0 ? GoesBackRight : null);
    }

    private static bool GoesBackRight(ProbeFinding finding) =>
        finding.Verdict == Verdict.UnexplainedGradient && finding.Errors.Length > 0 && finding.Errors[0] is { Hypothesis: "as written", Error: < Repaired };

    private static ProbeResult Doubt(ProbeResult result, string cause, Verdict? doubted = null, Func<ProbeFinding, bool>? isSure = null) => result with
    {
        // A gradient beside the point is said to be wrong only where nothing is in doubt.
        Findings = result.Findings.Where(finding => !finding.IsBeside || doubted is not null).Select(finding => isSure?.Invoke(finding) != true && (finding.Verdict == doubted || doubted is null && !finding.IsConfirmed && finding.Verdict is Verdict.UnexplainedGradient or Verdict.WrongActivationDerivative or Verdict.TruncatedToOneStep)
            ? finding with { Verdict = Verdict.NotProbed, Cause = cause }
            : finding).ToImmutableArray(),
    };

    /// <summary>Arguments of later members that the earlier ones neither took nor gave.</summary>
    private int FreshArrays(ImmutableHashSet<string> handedOn)
    {
        var known = route.Steps[0].Method.Parameters.Select(parameter => parameter.Name).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        return route.Steps.Skip(1).SelectMany(step => step.Method.Parameters)
            .Count(parameter => !known.Contains(parameter.Name) && !handedOn.Contains(parameter.Name) && Value.KindOf(parameter.Type) is null && parameter.RefKind == RefKind.None);
    }

    private static bool IsConclusive(ProbeResult result) =>
        result.Recognised && result.Findings.All(finding => finding.IsBeside || finding.Verdict is not (Verdict.NotProbed or Verdict.UnexplainedGradient or Verdict.TruncatedToOneStep));

    private static bool FindsFault(ProbeResult result) => result.Recognised && result.Findings.Any(IsFault);

    /// <summary>True where all is right, or something is wrong.</summary>
    private static bool IsTelling(ProbeResult result) => FindsFault(result) || result.Recognised && result.Findings.All(finding => finding.Verdict == Verdict.Verified);

    private static bool IsFault(ProbeFinding finding) => finding.Verdict is not (Verdict.Verified or Verdict.NotProbed or Verdict.TruncatedToOneStep);

    /// <param name="reading">How what the code leaves open is filled in.</param>
    /// <param name="first">The trace of the first draw, where it is there already.</param>
    private ProbeResult Probe(RouteReading reading, Trace? first)
    {
        var result = CellProber.Probe(At, tracer.Settings);
        return result.Recognised || first is null || ComputedMatrices.AsLeaves(first) is null ? result
            : CellProber.Probe(draw => At(draw) is { } trace ? ComputedMatrices.AsLeaves(trace) : null, tracer.Settings);

        Trace? At(Draw draw)
        {
            cancellation.ThrowIfCancellationRequested();
            if (first is not null && draw == _firstDraw)
                return first;
            if (tracer.IsExhausted)
                return null;
            var run = tracer.Run(route, draw, reading);
            return run.Stop is null ? run.Trace : null;
        }
    }

    /// <summary>What had been traced before the stop still shows whether there is a cell at all, and one fault can be seen in it already.</summary>
    private RouteResult Stopped(RouteTrace run)
    {
        var partial = CellProber.Probe(draw => draw == _firstDraw ? run.Trace : run.Stop!.Kind == StopKind.OutOfFuel ? null : tracer.Run(route, draw, new RouteReading()).Trace, tracer.Settings);
        var unknowns = run.Unknowns.ToImmutableArray();
        if (!partial.Recognised || !RunsShown(run.Trace.Tape))
            return new RouteResult(route, ProbeResult.NothingRecurrent, run.Stop, unknowns) { Begun = run.Stop!.Kind == StopKind.OutOfFuel && RunsShown(run.Trace.Tape) ? DrawJudge.RecurrentMatrix(run.Trace) : null };
        return new RouteResult(
            route,
            partial with
            {
                Findings = partial.Findings.Select(finding => finding.Verdict is Verdict.TransposedRecurrentMatrix
                    ? finding
                    : finding with { Verdict = Verdict.NotProbed, Cause = run.Stop!.Reason }).ToImmutableArray(),
            },
            run.Stop,
            unknowns);
    }
}
