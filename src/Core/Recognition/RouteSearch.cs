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
/// than what two members say that RnnLint put together itself.
/// </summary>
public sealed class RouteSearch(RouteTracer tracer, Candidate candidate, Func<CallerIndex> callers, NumberCarriers carriers, CancellationToken cancellation)
{
    private readonly HashSet<IMethodSymbol> _covered = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, Survey> _surveys = new(SymbolEqualityComparer.Default);
    private readonly List<RouteResult> _decided = new();
    private readonly List<RouteResult> _undecided = new();

    public IReadOnlyList<RouteResult> Results()
    {
        foreach (var route in RoutePlan.Singles(candidate))
            Try(route);
        foreach (var route in RoutePlan.Pairs(candidate, _surveys))
            Try(route);
        if (_decided.Count == 0 && _surveys.Values.Any(survey => survey.Factors.Count > 0))
        {
            foreach (var route in callers().RoutesInto(candidate, carriers, cancellation))
                Try(route);
        }

        return _decided.Count > 0 ? _decided : _undecided.Take(1).ToArray();
    }

    private void Try(Route route)
    {
        if (route.Steps.All(step => _covered.Contains(step.Method)))
            return;
        var attempt = new RouteAttempt(tracer, route, cancellation);
        var result = attempt.Probe();
        if (route.IsOwnCall)
            _surveys[route.Steps[0].Method] = attempt.Survey;
        if (!result.Probe.Recognised)
            return;
        if (result.Probe.Findings.All(finding => finding.Verdict == Verdict.NotProbed))
        {
            _undecided.Add(result);
            return;
        }

        _decided.Add(result);
        foreach (var step in route.Steps)
            _covered.UnionWith(candidate.Knows(step.Method) ? candidate.Reach(step.Method) : ImmutableHashSet.Create<IMethodSymbol>(SymbolEqualityComparer.Default, step.Method));
    }
}
