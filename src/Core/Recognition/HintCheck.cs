using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>A hint that came to nothing, and why, as the rest of a sentence.</summary>
public sealed record VainHint(Hint Hint, string Cause);

/// <summary>Finds the hints of a type that came to nothing: none is passed over in silence.</summary>
/// <param name="type">The type that they stand in.</param>
/// <param name="hints">Its hints.</param>
internal sealed class HintCheck(INamedTypeSymbol type, ImmutableArray<Hint> hints)
{
    /// <summary>Those of a type with nothing to trace.</summary>
    /// <param name="isRead">True for a name that some code mentions.</param>
    public IEnumerable<VainHint> WithoutCandidate(Func<string, bool> isRead) => hints.Select(hint => new VainHint(hint, hint.Objection
        ?? (hint.Kind != HintKind.Weight ? $"nothing in {type.Name} multiplies floating-point numbers" : isRead(hint.On!.Name) ? "" : $"no code reads '{hint.On.Name}'"))).Where(vain => vain.Cause.Length > 0);

    /// <param name="search">What was traced, to its end.</param>
    /// <param name="told">The findings that are reported.</param>
    public IEnumerable<VainHint> After(RouteSearch search, IReadOnlyCollection<RouteResult> told)
    {
        foreach (var hint in hints)
        {
            if ((hint.Objection ?? (hint.Kind == HintKind.Weight ? OfWeight(hint.On!, search) : OfMethod(hint, search, told))) is { } cause)
                yield return new VainHint(hint, cause);
        }
    }

    private string? OfMethod(Hint hint, RouteSearch search, IReadOnlyCollection<RouteResult> told)
    {
        var method = (IMethodSymbol)hint.On!;
        if (told.Any(result => result.Route.Steps.Any(step => SymbolEqualityComparer.Default.Equals(step.Method, method))) || search.Covers(method))
            return null;
        var other = hint.Kind == HintKind.Forward ? HintKind.Backward : HintKind.Forward;
        var tried = search.Hinted.Where(result => result.Route.Steps.Any(step => SymbolEqualityComparer.Default.Equals(step.Method, method))).ToArray();
        if (tried.Length == 0)
            return search.HasMarked(other) ? "trying all that may belong together takes too many steps" : $"no method of {type.Name} is marked [{Hints.NameOf(other)}]";
        if (tried.FirstOrDefault(result => result.Probe.Recognised) is { } recognised)
            return told.SelectMany(result => result.Probe.Findings).Any(finding => recognised.Probe.Findings.Any(own => own.Matrix?.Name == finding.Matrix?.Name)) ? null
                : $"what was found on {recognised.Route} stands in another type; mark the methods there";
        var best = tried.FirstOrDefault(result => result.Stop is null) ?? tried[0];
        return best.Stop is { } stop ? $"{best.Route} was not traced to its end: {stop.Reason}"
            : !best.Unknowns.IsEmpty ? $"on {best.Route} no recurrent matrix was found; it needs what is not here, such as {best.Unknowns[0]}"
            : $"on {best.Route} no recurrent matrix was found: no product with an array comes back, at a later step, to a product with the same array";
    }

    private static string? OfWeight(ISymbol weight, RouteSearch search) =>
        search.Findings.Any(finding => finding.Matrix is { } matrix && (SymbolEqualityComparer.Default.Equals(matrix.Symbol?.OriginalDefinition, weight.OriginalDefinition) || IsCalled(matrix.Name, weight.Name))) ? null
        : search.Factors.Any(name => IsCalled(name, weight.Name)) ? $"what was traced multiplies by '{weight.Name}', but nothing that comes of it is multiplied by it again at a later step"
        : search.FirstStop is { } stop && !search.RanToTheEnd ? $"nothing that uses '{weight.Name}' was traced to its end: {stop.Reason}"
        : $"nothing that was traced multiplies by '{weight.Name}'";

    /// <summary>True for <c>layers[].W</c> and <c>W</c>.</summary>
    private static bool IsCalled(string path, string name) => path.Substring(path.LastIndexOf('.') + 1).Split('[')[0] == name;
}
