using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>A route and what probing found on it.</summary>
/// <param name="Stop">Why tracing ended early, where it did.</param>
/// <param name="Unknowns">Library members that were neither source nor modelled.</param>
public sealed record RouteResult(Route Route, ProbeResult Probe, TraceStop? Stop, ImmutableArray<string> Unknowns)
{
    /// <summary>What was said to be not probed of a matrix that went round in a trace which a limit ended before any backward pass; null where there was none.</summary>
    public ProbeFinding? Begun { get; init; }
}

/// <summary>
/// Tries the routes of a candidate until its members are accounted for. What a whole pass of the code's own says counts for more
/// than what two members say that RnnLint put together itself; and that a gradient is missing or could not be judged is said of a
/// matrix only where no route found one.
/// </summary>
public sealed class RouteSearch(RouteTracer tracer, Candidate candidate, Func<CallerIndex> callers, NumberCarriers carriers, CancellationToken cancellation)
{
    private const int MostFailing = 3, MostReadying = 4, MostEndless = 2, MostScalarPairs = 6, MostSetUp = 4;

    private readonly HashSet<IMethodSymbol> _covered = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, Survey> _surveys = new(SymbolEqualityComparer.Default);
    private readonly List<RouteResult> _decided = new();
    private readonly List<RouteResult> _weak = new();

    /// <summary>What is right or not as a flag is set: a caller that sets it knows better, and nothing else that RnnLint puts together of these members.</summary>
    private readonly List<RouteResult> _flagged = new();

    /// <summary>Members that took more steps than there are when called alone: after a few tries, what RnnLint puts together of them is not worth another.</summary>
    private readonly HashSet<IMethodSymbol> _endless = new(SymbolEqualityComparer.Default);
    private int _endlessRoutes;

    /// <summary>Calls of single members that stopped, or that something was missing for, before a cell showed.</summary>
    private readonly List<RouteResult> _obstructed = new();

    /// <summary>Calls of single members that ran to their end, and multiplied nothing by numbers that are kept.</summary>
    private readonly List<RouteResult> _idle = new();

    /// <summary>Pairs of members that stopped, and all members that some route ran through to its end.</summary>
    private readonly List<RouteResult> _stoppedPairs = new();
    private readonly HashSet<IMethodSymbol> _ran = new(SymbolEqualityComparer.Default);

    private readonly IMethodSymbol[] _forward = Marked(candidate, HintKind.Forward, cancellation), _backward = Marked(candidate, HintKind.Backward, cancellation);
    private readonly List<RouteResult> _hinted = new();

    /// <summary>Marked members whose partner is known: what else RnnLint might put together with them is not what the author means.</summary>
    private readonly HashSet<IMethodSymbol> _paired = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _factors = new(StringComparer.Ordinal);
    private IMethodSymbol? _preparation;

    /// <summary>What came of the routes that the author marked.</summary>
    public IReadOnlyList<RouteResult> Hinted => _hinted;

    /// <summary>All that was found on any route.</summary>
    public IEnumerable<ProbeFinding> Findings => _decided.Concat(_flagged).Concat(_weak).SelectMany(result => result.Probe.Findings);

    /// <summary>Names of what was multiplied by.</summary>
    public IReadOnlyCollection<string> Factors => _factors;

    /// <summary>True where some route ran to its end; otherwise <see cref="FirstStop"/> is where the first one stopped.</summary>
    public bool RanToTheEnd { get; private set; }

    public TraceStop? FirstStop { get; private set; }

    /// <summary>True for a member that a route ran through on which something was found.</summary>
    public bool Covers(IMethodSymbol method) => _covered.Contains(method);

    public bool HasMarked(HintKind kind) => (kind == HintKind.Forward ? _forward : _backward).Length > 0;

    public IReadOnlyList<RouteResult> Results()
    {
        TryHinted();
        foreach (var route in RoutePlan.Singles(candidate))
            Try(route);
        if (_decided.Count == 0)
            Prepare();
        if (_preparation is not null)
            TryHinted();
        var pairs = new Queue<Route>(RoutePlan.Pairs(candidate, _surveys, MayWait));
        while (pairs.Count > 0 && !tracer.IsHalfSpent)
            Try(pairs.Dequeue());
        var repeated = new Queue<Route>(RoutePlan.Repeated(candidate, _surveys));
        while (repeated.Count > 0 && _decided.Count == 0 && !tracer.IsHalfSpent)
            Try(repeated.Dequeue());

        if (_decided.Count == 0 && candidate.Multiplies && (candidate.MultipliesWhenMade || _surveys.Values.Any(survey => !survey.Completed || survey.Factors.Count > 0)))
            TryDrivers(_ => true);

        foreach (var route in pairs)
            Try(route);
        while (repeated.Count > 0 && _decided.Count == 0)
            Try(repeated.Dequeue());
        foreach (var route in RoutePlan.ScalarPairs(candidate, _surveys).Take(MostScalarPairs))
        {
            if (_decided.Count + _flagged.Count + _weak.Count == 0)
                Try(route);
        }

        return _decided.Count + _flagged.Count + _weak.Count == 0 && Untraced() is { } untraced ? new[] { untraced } : _decided.Concat(Remaining()).ToArray();
    }

    /// <summary>What members of other types show that drive the candidate, and nothing that it does not.</summary>
    /// <param name="isWanted">False for drivers that were tried before.</param>
    public IReadOnlyList<RouteResult> Driven(Func<Route, bool> isWanted)
    {
        TryDrivers(isWanted);
        return _decided;
    }

    /// <summary>What is near is tried to the end before anything farther away: every level of callers costs more than the one below.</summary>
    private void TryDrivers(Func<Route, bool> isWanted)
    {
        var driven = callers().RoutesInto(candidate, carriers, cancellation).Where(isWanted).ToArray();
        foreach (var near in driven.GroupBy<Route, INamedTypeSymbol>(route => route.Type, SymbolEqualityComparer.Default))
        {
            foreach (var route in near)
                Try(route);
            if (_decided.Count > 0)
                continue;
            foreach (var route in DriverPairs(near.Key, driven))
                Try(route);
        }
    }

    /// <summary>
    /// False for a member that is given nothing but single numbers, and reads nothing but such as are no results: what another member was called before makes no difference to it.
    /// </summary>
    private bool MayWait(IMethodSymbol member) => candidate.Reach(member).Any(method =>
        method.Parameters.Any(parameter => Value.KindOf(parameter.Type) is null && !IsPlain(parameter.Type))
        || tracer.Code.Body(method, cancellation) is not { } body || body.OriginalOperation.Descendants().Any(operation => operation switch
        {
            IFieldReferenceOperation { Field.IsConst: false } or IPropertyReferenceOperation => !IsPlain(operation.Type),
            IInvocationOperation { TargetMethod: var called } => !called.DeclaringSyntaxReferences.IsEmpty && called.MethodKind != MethodKind.LocalFunction && !candidate.Knows(called.OriginalDefinition),
            IObjectCreationOperation or IDynamicInvocationOperation or IDynamicMemberReferenceOperation => !IsPlain(operation.Type),
            _ => false,
        }));

    /// <summary>True for sizes, texts and sources of random numbers.</summary>
    private static bool IsPlain(ITypeSymbol? type) => Value.KindOf(type) is { } kind ? !Value.IsRealKind(kind) : type is { SpecialType: SpecialType.System_String } or { Name: nameof(Random), ContainingNamespace.Name: nameof(System) };

    /// <summary>What the author says belongs together comes first: it is what is to be judged. It takes nothing from what is tried after it.</summary>
    private void TryHinted()
    {
        tracer.IsOnMarked = true;
        foreach (var route in RoutePlan.Hinted(candidate, _forward, _backward))
            Try(route);
        tracer.IsOnMarked = false;
    }

    private static IMethodSymbol[] Marked(Candidate candidate, HintKind kind, CancellationToken cancellation) => candidate.WithBodies.Where(method => Hints.Mark(method, kind, cancellation)).ToArray();

    /// <summary>What goes through time for all to see, but could not be traced, is not passed over in silence.</summary>
    private RouteResult? Untraced()
    {
        var result = _obstructed.Count > 0 && TimeRecursion.Find(candidate, carriers, cancellation) is { } member
            ? _obstructed.OrderBy(result => result.Route.Steps[0].Method.Equals(member, SymbolEqualityComparer.Default) ? 0 : 1).First()
            : StoppedInTime() ?? _obstructed.Concat(_stoppedPairs).FirstOrDefault(result => result.Begun is not null);
        if (result is null)
            return null;
        var causes = new[] { result.Unknowns.IsEmpty ? null : "it needs what is not here, such as " + result.Unknowns[0], result.Stop?.Reason };
        var finding = (result.Begun ?? new ProbeFinding(Verdict.NotProbed)) with { Cause = string.Join("; ", causes.Where(cause => cause is not null)) };
        return result with { Probe = new ProbeResult(true, ImmutableArray.Create(finding), ImmutableArray<Draw>.Empty) };
    }

    /// <summary>What got nearest to a loop backwards through time, where nothing got through it.</summary>
    private RouteResult? StoppedInTime()
    {
        if (_stoppedPairs.Count + _obstructed.Count + _idle.Count == 0 || TimeLoops.Find(candidate, carriers, cancellation) is not { Member: var member, Loop: var loop })
            return null;
        if (!_ran.Contains(member))
            return _stoppedPairs.Concat(_obstructed).FirstOrDefault(ReachesIt);
        return tracer.HasEntered(loop) || _idle.FirstOrDefault(ReachesIt) is not { } idle ? null
            : idle with { Stop = new TraceStop(StopKind.Unsupported, "no run came into the loop that goes back through time, for what it goes through was empty: a method that runs the forward pass before would fill it", loop) };

        bool ReachesIt(RouteResult result) => result.Route.Steps.Any(step => candidate.Knows(step.Method) && candidate.Reach(step.Method).Contains(member));
    }

    /// <summary>A layer that keeps one cell object a step has a forward and a backward member of its own.</summary>
    private IEnumerable<Route> DriverPairs(INamedTypeSymbol type, IReadOnlyCollection<Route> driven)
    {
        if (Candidate.Of(type, carriers, cancellation) is not { } driver)
            return Enumerable.Empty<Route>();
        var surveys = driven.Select(route => route.Steps[0].Method).Where(method => _surveys.ContainsKey(method) && driver.Knows(method))
            .ToDictionary<IMethodSymbol, IMethodSymbol, Survey>(method => method, method => _surveys[method], SymbolEqualityComparer.Default);
        return RoutePlan.Pairs(driver, surveys, _ => true).Select(route => route with { Shown = candidate.Type });
    }

    /// <summary>
    /// Where members fail on a fresh object, the object may want to be readied first; so it may where they ran through because what they use was made up for them. The first member
    /// without parameters, or with such as say how large or of what it is to be made, after which one of them runs to its end is called first from then on.
    /// </summary>
    private void Prepare()
    {
        // What another of them calls fails where that does: a forward pass is not to be left out for the parts of a backward pass.
        var all = candidate.Members.Where(member => _surveys.TryGetValue(member, out var survey) && (!survey.Completed || survey.EmptySize is not null || survey.LacksValues)).ToArray();
        var unready = all.OrderBy(member => all.Any(other => candidate.Reach(other).Contains(member) && !candidate.Reach(member).Contains(other)) ? 1 : 0).Take(MostFailing).ToArray();
        var methods = candidate.Type.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method is { MethodKind: MethodKind.Ordinary, IsAbstract: false, IsExtern: false, IsGenericMethod: false, ReturnsVoid: true } && !ProgramStart.Is(method)).ToArray();
        var readying = methods.Where(method => method.Parameters.IsEmpty).Take(MostReadying)
            .Concat(methods.Where(SetsUp).OrderBy(method => method.Parameters.Length).Take(MostReadying));
        foreach (var first in readying)
        {
            foreach (var member in unready.Where(member => (first.IsStatic || !member.IsStatic) && !SymbolEqualityComparer.Default.Equals(member, first)))
            {
                // What was made up for a member is not worth another run where nothing is set.
                var isMadeUp = _surveys[member] is { Completed: true, EmptySize: null };
                if (isMadeUp && !Sets(first))
                    continue;
                var readied = new Route(candidate.Type, ImmutableArray.Create(new RouteStep(member))) { Preparation = first };
                var readings = Readings.Plain(readied);
                if (!first.Parameters.IsEmpty)
                    readings = readings.Concat(readings.Select(reading => reading with { FillsGaps = true }));
                if (!readings.Any(reading => Survey.Of(tracer.Run(readied, CellProber.First(tracer.Settings), reading)) is { Completed: true, EmptySize: null } survey && !(isMadeUp && survey.LacksValues)))
                    continue;
                _preparation = first;
                foreach (var again in unready)
                    Try(new Route(candidate.Type, ImmutableArray.Create(new RouteStep(again))));
                if (_decided.Count > 0)
                    _covered.Add(first);
                return;
            }
        }
    }

    /// <summary>True for a member that is given no numbers of a network's, and sets members of its object: sizes, and arrays of them.</summary>
    private bool SetsUp(IMethodSymbol method) =>
        !method.Parameters.IsEmpty && method.Parameters.Length <= MostSetUp && method.Parameters.All(parameter => parameter.RefKind == RefKind.None && (Value.KindOf(parameter.Type) is not null || !carriers.Carries(parameter.Type)))
        && Sets(method);

    /// <summary>True for a member that sets members of its object, which a base class may declare.</summary>
    private bool Sets(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax(cancellation).DescendantNodes().OfType<AssignmentExpressionSyntax>())
            .Any(assignment => assignment.Left is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                && HasMember((assignment.Left as IdentifierNameSyntax ?? (SimpleNameSyntax)((MemberAccessExpressionSyntax)assignment.Left).Name).Identifier.ValueText));

    private bool HasMember(string name)
    {
        for (var type = candidate.Type; type is { DeclaringSyntaxReferences.IsEmpty: false }; type = type.BaseType)
        {
            if (type.GetMembers(name).Any(member => member is IFieldSymbol or IPropertySymbol))
                return true;
        }

        return false;
    }

    private void Try(Route route)
    {
        if (SymbolEqualityComparer.Default.Equals(route.Type, candidate.Type))
            route = route with { Preparation = _preparation };
        if (tracer.IsExhausted || route.Steps.All(step => _covered.Contains(step.Method)))
            return;
        if (!route.IsHinted && route.Steps.Length > 1 && route.Steps.Any(step => _paired.Contains(step.Method)))
            return;
        if (_endlessRoutes >= MostEndless && route.Steps.Any(step => _endless.Contains(step.Method)))
            return;
        var attempt = new RouteAttempt(tracer, route, cancellation);
        var result = attempt.Probe();
        if (result.Stop is null && attempt.Survey.EmptySize is { } size)
            result = result with { Stop = new TraceStop(StopKind.Unsupported, $"its arrays have no elements, for '{size}' is 0 where nothing else was called before", null) };
        if (route.IsHinted)
            _hinted.Add(result);
        _factors.UnionWith(attempt.Survey.Factors);
        RanToTheEnd |= result.Stop is null;
        FirstStop ??= result.Stop;
        if (route.IsOwnCall)
            _surveys[route.Steps[0].Method] = attempt.Survey;
        if (!route.IsHinted && result.Stop is { Kind: StopKind.OutOfFuel })
        {
            _endlessRoutes++;
            if (route.Steps.Length == 1)
                _endless.Add(route.Steps[0].Method);
        }

        if (result.Stop is null && (result.Unknowns.IsEmpty || attempt.Survey.Factors.Count > 0))
            _ran.UnionWith(route.Steps.SelectMany(step => Run(step)));
        if (!result.Probe.Recognised)
        {
            if (route.Steps.Length > 1 && result.Stop is not null)
                _stoppedPairs.Add(result);
            if (result.Stop is null && route.Shown is null && route.IsOwnCall && attempt.Survey.Factors.Count == 0)
                _idle.Add(result);
            if (route.Shown is null && route.IsOwnCall && (result.Stop is not null || !result.Unknowns.IsEmpty))
                _obstructed.Add(result);
            return;
        }

        var strong = result.Probe.Findings.Where(finding => IsStrong(finding.Verdict)).ToImmutableArray();
        var flagged = result.Probe.Findings.RemoveAll(finding => finding.Flag is null);
        if (strong.Length + flagged.Length < result.Probe.Findings.Length)
            _weak.Add(result with { Probe = result.Probe with { Findings = result.Probe.Findings.RemoveRange(strong).RemoveRange(flagged) } });
        if (!flagged.IsEmpty)
            _flagged.Add(result with { Probe = result.Probe with { Findings = flagged } });
        if (strong.IsEmpty && flagged.IsEmpty)
            return;
        if (!strong.IsEmpty)
            _decided.Add(result with { Probe = result.Probe with { Findings = strong } });
        if (route.IsHinted)
            _paired.UnionWith(route.Steps.Select(step => step.Method));
        foreach (var step in route.Steps)
            _covered.UnionWith(Run(step));
    }

    /// <summary>The members that a step may run.</summary>
    private IEnumerable<IMethodSymbol> Run(RouteStep step) => candidate.Knows(step.Method) ? candidate.Reach(step.Method) : new[] { step.Method };

    /// <summary>
    /// The most telling weak finding on each matrix that nothing else was found on, under this or (seen from a caller) another name;
    /// a truncated gradient before one not probed.
    /// </summary>
    private IEnumerable<RouteResult> Remaining()
    {
        var decided = _decided.SelectMany(result => result.Probe.Findings).ToArray();
        var named = new HashSet<string>(decided.Select(finding => finding.Matrix?.Name ?? ""), StringComparer.Ordinal);
        var used = new HashSet<SyntaxNode?>(decided.Select(finding => finding.ForwardUse?.Syntax));

        // A driver shows how the members belong together: what RnnLint's own pairs of them lack says nothing any more.
        var weak = _decided.Any(result => result.Route.Shown is not null) ? _weak.Where(result => result.Route.IsOwnCall) : _weak;
        foreach (var (results, verdict) in new[] { (_flagged, Verdict.NotProbed), (weak, Verdict.TruncatedToOneStep), (weak, Verdict.NotProbed) })
        {
            foreach (var result in results.OrderByDescending(Compared))
            {
                var left = result.Probe.Findings.Where(finding => finding.Verdict == verdict && (finding.ForwardUse is null || !used.Contains(finding.ForwardUse.Syntax)) && named.Add(finding.Matrix?.Name ?? "")).ToImmutableArray();
                if (!left.IsEmpty)
                    yield return result with { Probe = result.Probe with { Findings = left } };
            }
        }
    }

    /// <summary>How much of a backward pass a route showed: what it lacks says more than what a call of the forward pass alone lacks.</summary>
    private static int Compared(RouteResult result) => result.Probe.Findings.Max(finding => finding.ComparedEvents);

    internal static bool IsStrong(Verdict verdict) => verdict is not (Verdict.NotProbed or Verdict.TruncatedToOneStep);
}
