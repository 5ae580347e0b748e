using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// A cell whose recurrent product is an external function's, so that no matrix shows on the tape. What shows is the way through time: results of
/// the function come back to it, and afterwards something that depends on the last of them comes back to itself as well.
/// </summary>
internal static class ExternalRecurrence
{
    /// <summary>Of four steps the last may go nowhere.</summary>
    private const int FewestReturns = 3;

    private const int LargestTape = 100_000;

    /// <summary>The finding on a tape in which nothing else was recognised; null where there is no such cell either.</summary>
    public static ProbeFinding? Find(Tape tape)
    {
        if (tape.Count > LargestTape)
            return null;
        foreach (var place in Places(tape, node => tape.Origin(node)?.Group.Symbol is IMethodSymbol))
        {
            if (Chain(tape, place, _ => true) is not { } forward)
                continue;
            var after = DependsOn(tape, forward);
            foreach (var other in Places(tape, node => node > forward && after[node] && IsStep(tape, node)))
            {
                if (other == place || Chain(tape, other, node => after[node]) is not { } backward || AreMixed(tape, place, forward, backward))
                    continue;
                var function = Enumerable.Range(0, tape.Count).Select(node => tape.FirstSite(node) == place ? tape.Origin(node) : null).First(origin => origin is not null)!.Group.Name;
                return new ProbeFinding(Verdict.NotProbed) { ForwardUse = place, Cause = $"its recurrent product is made by {function}, whose code is not here" };
            }
        }

        return null;
    }

    private static List<Site> Places(Tape tape, Func<int, bool> chosen) =>
        Enumerable.Range(0, tape.Count).Where(chosen).Select(tape.FirstSite).Where(site => site is not null).Select(site => site!).Distinct().ToList();

    private static bool IsStep(Tape tape, int node) => tape.Op(node) == TapeOp.Multiply || tape.OpaqueInputs(node).Any();

    /// <summary>The first number of this place that the place itself has led to often enough; null where it does not come back to itself.</summary>
    private static int? Chain(Tape tape, Site place, Func<int, bool> chosen)
    {
        var returns = new int[tape.Count];
        for (var node = 0; node < returns.Length; node++)
        {
            var own = tape.FirstSite(node) == place && chosen(node) && IsStep(tape, node) ? 1 : 0;
            foreach (var input in Inputs(tape, node))
            {
                // An array that a function may have changed and is handed again untouched, as its matrix is, is no state.
                var isHandedOn = own == 1 && tape.Op(node) == TapeOp.Leaf && tape.Op(input) == TapeOp.Leaf;
                returns[node] = Math.Max(returns[node], returns[input] - (isHandedOn ? 1 : 0));
            }

            returns[node] += own;
            if (own == 1 && returns[node] >= FewestReturns)
                return node;
        }

        return null;
    }

    private static bool[] DependsOn(Tape tape, int source)
    {
        var depends = new bool[tape.Count];
        for (var node = source; node < depends.Length; node++)
            depends[node] = node == source || Inputs(tape, node).Any(input => depends[input]);
        return depends;
    }

    /// <summary>True where the one still goes on while the other is on its way: gates of one pass, or a power iteration.</summary>
    private static bool AreMixed(Tape tape, Site place, int forward, int backward)
    {
        var last = Enumerable.Range(forward, backward - forward).Last(node => tape.FirstSite(node) == place);
        return Enumerable.Range(forward, last - forward).Any(node => tape.FirstSite(node) == tape.FirstSite(backward));
    }

    private static IEnumerable<int> Inputs(Tape tape, int node)
    {
        if (tape.Left(node) < 0)
            return tape.OpaqueInputs(node);
        return tape.Right(node) < 0 ? new[] { tape.Left(node) } : new[] { tape.Left(node), tape.Right(node) };
    }
}
