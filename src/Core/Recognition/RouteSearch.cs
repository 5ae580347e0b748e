using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>A route and what probing found on it.</summary>
/// <param name="Stop">Why tracing ended early, where it did.</param>
/// <param name="Unknowns">Library members that were neither source nor modelled.</param>
public sealed record RouteResult(Route Route, ProbeResult Probe, TraceStop? Stop, ImmutableArray<string> Unknowns);

/// <summary>
/// Tries the routes of a candidate until its members are accounted for. What a whole pass of the code's own says counts for more
/// than what two members say that RnnLint put together itself; and that a gradient is missing or could not be judged is said of a
/// matrix only where no route found one.
/// </summary>
public sealed class RouteSearch(RouteTracer tracer, Candidate candidate, Func<CallerIndex> callers, NumberCarriers carriers, CancellationToken cancellation)
{
    private const int MostFailing = 3, MostReadying = 4, MostEndless = 2, MostScalarPairs = 6;

    private readonly HashSet<IMethodSymbol> _covered = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, Survey> _surveys = new(SymbolEqualityComparer.Default);
    private readonly List<RouteResult> _decided = new();
    private readonly List<RouteResult> _weak = new();

    /// <summary>Members that took more steps than there are when called alone: after a few tries, what RnnLint puts together of them is not worth another.</summary>
    private readonly HashSet<IMethodSymbol> _endless = new(SymbolEqualityComparer.Default);
    private int _endlessRoutes;

    /// <summary>Calls of single members that stopped, or that something was missing for, before a cell showed.</summary>
    private readonly List<RouteResult> _obstructed = new();

    /// <summary>Pairs of members that stopped, and all members that some route ran through to its end.</summary>
    private readonly List<RouteResult> _stoppedPairs = new();
    private readonly HashSet<IMethodSymbol> _ran = new(SymbolEqualityComparer.Default);
    private IMethodSymbol? _preparation;

    public IReadOnlyList<RouteResult> Results()
    {
        foreach (var route in RoutePlan.Singles(candidate))
            Try(route);
        if (_decided.Count == 0)
            Prepare();
        var pairs = new Queue<Route>(RoutePlan.Pairs(candidate, _surveys));
        while (pairs.Count > 0 && !tracer.IsHalfSpent)
            Try(pairs.Dequeue());
        var repeated = new Queue<Route>(RoutePlan.Repeated(candidate, _surveys));
        while (repeated.Count > 0 && _decided.Count == 0 && !tracer.IsHalfSpent)
            Try(repeated.Dequeue());

        if (_decided.Count == 0 && candidate.Multiplies && (candidate.MultipliesWhenMade || _surveys.Values.Any(survey => !survey.Completed || survey.Factors.Count > 0)))
        {
            var driven = callers().RoutesInto(candidate, carriers, cancellation).ToArray();

            // What is near is tried to the end before anything farther away: every level of callers costs more than the one below.
            foreach (var near in driven.GroupBy<Route, INamedTypeSymbol>(route => route.Type, SymbolEqualityComparer.Default))
            {
                foreach (var route in near)
                    Try(route);
                if (_decided.Count == 0)
                {
                    foreach (var route in DriverPairs(near.Key, driven))
                        Try(route);
                }
            }
        }

        foreach (var route in pairs)
            Try(route);
        while (repeated.Count > 0 && _decided.Count == 0)
            Try(repeated.Dequeue());
        foreach (var route in RoutePlan.ScalarPairs(candidate, _surveys).Take(MostScalarPairs))
        {
            if (_decided.Count + _weak.Count == 0)
                Try(route);
        }

        return _decided.Count + _weak.Count == 0 && Untraced() is { } untraced ? new[] { untraced } : _decided.Concat(Remaining()).ToArray();
    }

    /// <summary>What goes through time for all to see, but could not be traced, is not passed over in silence.</summary>
    private RouteResult? Untraced()
    {
        if (_obstructed.Count == 0 || (TimeRecursion.Find(candidate, carriers, cancellation) is { } member
            ? _obstructed.OrderBy(result => result.Route.Steps[0].Method.Equals(member, SymbolEqualityComparer.Default) ? 0 : 1).First()
            : StoppedInTime()) is not { } result)
            return null;
        var causes = new[] { result.Unknowns.IsEmpty ? null : "it needs what is not here, such as " + result.Unknowns[0], result.Stop?.Reason };
        var finding = new ProbeFinding(Verdict.NotProbed) { Cause = string.Join("; ", causes.Where(cause => cause is not null)) };
        return result with { Probe = new ProbeResult(true, ImmutableArray.Create(finding), ImmutableArray<Draw>.Empty) };
    }

    /// <summary>What got nearest to a loop backwards through time, where nothing got through it.</summary>
    private RouteResult? StoppedInTime() =>
        TimeLoops.Find(candidate, carriers, cancellation) is not { } member || _ran.Contains(member) ? null
            : _stoppedPairs.Concat(_obstructed).FirstOrDefault(result => result.Stop is not null && result.Route.Steps.Any(step => candidate.Knows(step.Method) && candidate.Reach(step.Method).Contains(member)));

    /// <summary>A layer that keeps one cell object a step has a forward and a backward member of its own.</summary>
    private IEnumerable<Route> DriverPairs(INamedTypeSymbol type, IReadOnlyCollection<Route> driven)
    {
        if (Candidate.Of(type, carriers, cancellation) is not { } driver)
            return Enumerable.Empty<Route>();
        var surveys = driven.Select(route => route.Steps[0].Method).Where(method => _surveys.ContainsKey(method) && driver.Knows(method))
            .ToDictionary<IMethodSymbol, IMethodSymbol, Survey>(method => method, method => _surveys[method], SymbolEqualityComparer.Default);
        return RoutePlan.Pairs(driver, surveys).Select(route => route with { Shown = candidate.Type });
    }

    /// <summary>
    /// Where members fail on a fresh object, the object may want to be readied first. The first member without parameters after which one of
    /// them runs to its end is called first from then on.
    /// </summary>
    private void Prepare()
    {
        var failing = candidate.Members.Where(member => !member.IsStatic && _surveys.TryGetValue(member, out var survey) && !survey.Completed).Take(MostFailing).ToArray();
        var readying = candidate.Type.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsAbstract: false, IsExtern: false, ReturnsVoid: true, Parameters.Length: 0 }).Take(MostReadying);
        foreach (var first in readying)
        {
            foreach (var member in failing.Where(member => !SymbolEqualityComparer.Default.Equals(member, first)))
            {
                var readied = new Route(candidate.Type, ImmutableArray.Create(new RouteStep(member))) { Preparation = first };
                if (Readings.Plain(readied).All(reading => tracer.Run(readied, CellProber.FirstDraw, reading).Stop is not null))
                    continue;
                _preparation = first;
                foreach (var again in failing)
                    Try(new Route(candidate.Type, ImmutableArray.Create(new RouteStep(again))));
                return;
            }
        }
    }

    private void Try(Route route)
    {
        if (SymbolEqualityComparer.Default.Equals(route.Type, candidate.Type))
            route = route with { Preparation = _preparation };
        if (tracer.IsExhausted || route.Steps.All(step => _covered.Contains(step.Method)))
            return;
        if (_endlessRoutes >= MostEndless && route.Steps.Any(step => _endless.Contains(step.Method)))
            return;
        var attempt = new RouteAttempt(tracer, route, cancellation);
        var result = attempt.Probe();
        if (route.IsOwnCall)
            _surveys[route.Steps[0].Method] = attempt.Survey;
        if (result.Stop is { Kind: StopKind.OutOfFuel })
        {
            _endlessRoutes++;
            if (route.Steps.Length == 1)
                _endless.Add(route.Steps[0].Method);
        }

        if (result.Stop is null)
            _ran.UnionWith(route.Steps.SelectMany(step => candidate.Knows(step.Method) ? candidate.Reach(step.Method) : ImmutableHashSet.Create<IMethodSymbol>(SymbolEqualityComparer.Default, step.Method)));
        if (!result.Probe.Recognised)
        {
            if (route.Steps.Length > 1 && result.Stop is not null)
                _stoppedPairs.Add(result);
            if (route.Shown is null && route.IsOwnCall && (result.Stop is not null || !result.Unknowns.IsEmpty))
                _obstructed.Add(result);
            return;
        }

        var strong = result.Probe.Findings.Where(finding => IsStrong(finding.Verdict)).ToImmutableArray();
        if (strong.Length < result.Probe.Findings.Length)
            _weak.Add(result with { Probe = result.Probe with { Findings = result.Probe.Findings.RemoveRange(strong) } });
        if (strong.IsEmpty)
            return;
        _decided.Add(result with { Probe = result.Probe with { Findings = strong } });
        foreach (var step in route.Steps)
            _covered.UnionWith(candidate.Knows(step.Method) ? candidate.Reach(step.Method) : ImmutableHashSet.Create<IMethodSymbol>(SymbolEqualityComparer.Default, step.Method));
    }

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
        foreach (var verdict in new[] { Verdict.TruncatedToOneStep, Verdict.NotProbed })
        {
            foreach (var result in weak.OrderByDescending(Compared))
            {
                var left = result.Probe.Findings.Where(finding => finding.Verdict == verdict && (finding.ForwardUse is null || !used.Contains(finding.ForwardUse.Syntax)) && named.Add(finding.Matrix?.Name ?? "")).ToImmutableArray();
                if (!left.IsEmpty)
                    yield return result with { Probe = result.Probe with { Findings = left } };
            }
        }
    }

    /// <summary>How much of a backward pass a route showed: what it lacks says more than what a call of the forward pass alone lacks.</summary>
    private static int Compared(RouteResult result) => result.Probe.Findings.Max(finding => finding.ComparedEvents);

    private static bool IsStrong(Verdict verdict) => verdict is not (Verdict.NotProbed or Verdict.TruncatedToOneStep);
}
