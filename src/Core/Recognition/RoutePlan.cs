using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>The routes through a candidate worth trying, the most telling first.</summary>
public static class RoutePlan
{
    private const int MostPairs = 24;

    /// <summary>Of so many members pairs are made: of thousands there would be millions, and only the first few are tried.</summary>
    private const int MostPaired = 400;

    private static readonly string[] BackwardNames = { "back", "bptt", "grad", "adjoint", "update" };

    /// <summary>Members that hold a whole pass: forward and backward in one call.</summary>
    public static IEnumerable<Route> Singles(Candidate candidate) =>
        candidate.Members.Select(member => new Route(candidate.Type, ImmutableArray.Create(new RouteStep(member))));

    /// <summary>Marked members: one that is marked as both passes, and then every forward one before every backward one, in all ways to call them.</summary>
    public static IEnumerable<Route> Hinted(Candidate candidate, IReadOnlyList<IMethodSymbol> forward, IReadOnlyList<IMethodSymbol> backward)
    {
        var both = forward.Where(method => backward.Contains(method, SymbolEqualityComparer.Default)).ToArray();
        var pairs =
            from first in forward.Except(both, SymbolEqualityComparer.Default).Cast<IMethodSymbol>()
            from second in backward.Except(both, SymbolEqualityComparer.Default).Cast<IMethodSymbol>()
            from route in Orders(candidate, first, second)
            select route;
        return both.Select(method => new Route(candidate.Type, ImmutableArray.Create(new RouteStep(method)))).Concat(pairs).Select(route => route with { IsHinted = true });
    }

    /// <summary>Members that learn from one step at a time, the state kept in fields or handed on.</summary>
    public static IEnumerable<Route> Repeated(Candidate candidate, IReadOnlyDictionary<IMethodSymbol, Survey> surveys) =>
        from member in candidate.Members
        where surveys.TryGetValue(member, out var survey) && survey.Completed && survey.Factors.Count > 0
        from step in Feedbacks(member)
        select new Route(candidate.Type, ImmutableArray.Create(step));

    /// <summary>A forward member and then a backward one; neither calls the other.</summary>
    /// <param name="mayWait">False for a member that has nothing to do with what another leaves behind; asked of those that computed nothing.</param>
    public static IEnumerable<Route> Pairs(Candidate candidate, IReadOnlyDictionary<IMethodSymbol, Survey> surveys, Func<IMethodSymbol, bool> mayWait)
    {
        var able = candidate.Members.Where(member => surveys.ContainsKey(member)).Take(MostPaired).ToArray();
        var second = able.Where(member => surveys[member] is not { Completed: true, LacksValues: false, Factors.IsEmpty: true } || mayWait(member)).ToArray();
        var pairs =
            from forward in able
            where surveys[forward].Completed && surveys[forward].Factors.Count > 0
            from backward in second
            where !candidate.Reach(forward).Contains(backward) && !candidate.Reach(backward).Contains(forward)
            where surveys[forward].MayShareWith(surveys[backward])
            select (forward, backward);

        // The order costs or saves time and decides nothing else. A member that stopped early would have come to what those that it calls multiply by.
        return pairs.OrderBy(pair => candidate.Reach(pair.backward).Any(part => surveys.TryGetValue(part, out var survey) && surveys[pair.forward].Factors.Overlaps(survey.Factors)) ? 0 : !surveys[pair.backward].Completed || surveys[pair.backward].LacksValues ? 1 : 2)
            .ThenBy(pair => IsInherited(candidate, pair.forward) || IsInherited(candidate, pair.backward))
            .ThenBy(pair => (LooksBackward(pair.forward) ? 1 : 0) + (LooksBackward(pair.backward) ? 0 : 1))
            .Take(MostPairs).SelectMany(pair => Orders(candidate, pair.forward, pair.backward))
            .OrderBy(route => route.Steps.Any(FeedsOnlyItself));
    }

    /// <summary>A member that carries a single number from step to step, and then one that may learn from it: its weights are plain members.</summary>
    public static IEnumerable<Route> ScalarPairs(Candidate candidate, IReadOnlyDictionary<IMethodSymbol, Survey> surveys) =>
        from forward in candidate.Members.Take(MostPaired)
        where surveys.TryGetValue(forward, out var survey) && survey is { Completed: true, CarriesNumber: true }
        from backward in candidate.Members.Take(MostPaired)
        where surveys.ContainsKey(backward) && !candidate.Reach(forward).Contains(backward) && !candidate.Reach(backward).Contains(forward)
        orderby candidate.Reach(backward).Count descending
        select new Route(candidate.Type, ImmutableArray.Create(new RouteStep(forward), new RouteStep(backward)));

    private static bool IsInherited(Candidate candidate, IMethodSymbol method) => !SymbolEqualityComparer.Default.Equals(method.ContainingType, candidate.Type);

    private static bool LooksBackward(IMethodSymbol method) =>
        BackwardNames.Any(part => method.Name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>True where what is fed back is all that the member takes: more likely one layer of several than a step of time.</summary>
    private static bool FeedsOnlyItself(RouteStep step) =>
        step.Feedback >= 0 && step.Method.Parameters.Count(parameter => Value.KindOf(parameter.Type) is null) == 1;

    private static IEnumerable<Route> Orders(Candidate candidate, IMethodSymbol forward, IMethodSymbol backward)
    {
        yield return new Route(candidate.Type, ImmutableArray.Create(new RouteStep(forward), new RouteStep(backward)));
        var feedbacks = Feedbacks(forward).ToArray();
        foreach (var there in feedbacks)
        {
            yield return new Route(candidate.Type, ImmutableArray.Create(there, new RouteStep(backward)));
            foreach (var back in Feedbacks(backward))
                yield return new Route(candidate.Type, ImmutableArray.Create(there, back with { Times = StepTimes.EachStepBackwards }));
        }
    }

    /// <summary>The ways to call a member once a step: state in fields, or what it returns handed to it again.</summary>
    private static IEnumerable<RouteStep> Feedbacks(IMethodSymbol method)
    {
        if (ProgramStart.Is(method))
            yield break;
        yield return new RouteStep(method, StepTimes.EachStep);
        foreach (var parameter in method.Parameters.Where(parameter => parameter.RefKind == RefKind.None))
        {
            if (SymbolEqualityComparer.Default.Equals(parameter.Type, method.ReturnType))
                yield return new RouteStep(method, StepTimes.EachStep, parameter.Ordinal);
            if (method.ReturnType is not INamedTypeSymbol { IsTupleType: true } tuple)
                continue;
            for (var i = 0; i < tuple.TupleElements.Length; i++)
            {
                if (SymbolEqualityComparer.Default.Equals(parameter.Type, tuple.TupleElements[i].Type))
                    yield return new RouteStep(method, StepTimes.EachStep, parameter.Ordinal, i);
            }
        }
    }
}
