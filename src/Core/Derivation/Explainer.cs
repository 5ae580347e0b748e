using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>Traces a probed cell again, at two sizes where it has more than one, and has the derivation written.</summary>
internal sealed class Explainer
{
    /// <summary>T: what starts from zeros needs two steps until its equations are whole, and two more show how they go along with time.</summary>
    private const int Steps = 6;

    private const int Attempts = 3;

    /// <summary>n of the smaller trace, and of one that is long enough where a sequence is as long as there are units.</summary>
    private const int Size = 3, LargeSize = 6;

    /// <summary>T of traces that show how gradients drift apart, and the most nodes that such a trace may be expected to have.</summary>
    private const int ManySteps = 22, SomeSteps = 12, LargestLongTrace = 30_000;

    private readonly Func<Draw, Trace?> _retrace;
    private readonly Dictionary<Draw, Cell?> _cells = new();

    private Explainer(Func<Draw, Trace?> retrace) => _retrace = retrace;

    /// <exception cref="OperationCanceledException">when the analysis was cancelled.</exception>
    public static Explanation Explain(ProbeResult probe)
    {
        if (probe.Retrace is not { } retrace)
            return new Explanation([], "nothing of it was traced");
        try
        {
            return new Explainer(retrace).Explanation(probe);
        }
        catch (NotLiftedException exception)
        {
            return new Explanation([], exception.Message);
        }
    }

    private Explanation Explanation(ProbeResult probe)
    {
        NotLiftedException? first = null;
        foreach (var share in new[] { 0.5, CellProber.Open })
        {
            foreach (var (smaller, larger) in new[] { (Size, Size + 1), (Size, Size), (LargeSize, LargeSize + 1) })
            {
                try
                {
                    var pair = Pair(smaller, larger, share);
                    var equations = CellEquations.Of(pair[0], pair[1]);
                    return new ExplanationWriter(equations, probe, RnnLint.Derivation.Explanation.FewestUnits, () => Longer(pair[0].Cell, share)).Write()
                        with { Again = units => new ExplanationWriter(equations, probe, units, () => Longer(pair[0].Cell, share)).Write() };
                }
                catch (NotLiftedException exception)
                {
                    first ??= exception;
                }
            }
        }

        throw first!;
    }

    /// <summary>Two traces, at different random points.</summary>
    private IReadOnlyList<(Cell Cell, int Size)> Pair(int smaller, int larger, double share)
    {
        var found = new List<(Cell Cell, int Size)>();
        for (var seed = 1; seed <= Attempts && found.Count < 2; seed++)
        {
            var size = found.Count == 0 ? smaller : larger;
            if (CellOf(new Draw(size, Steps, seed, share)) is { } cell)
                found.Add((cell, size));
        }

        return found.Count == 2 ? found : throw new NotLiftedException("it could not be traced once more");
    }

    /// <summary>A trace of many steps; null where it cannot be had at little cost.</summary>
    private (Cell Cell, int Size)? Longer(Cell known, double share) => new[] { ManySteps, SomeSteps }
        .Where(steps => (long)known.Trace.Tape.Count * steps <= (long)LargestLongTrace * Steps)
        .Select(steps => CellOf(new Draw(Size, steps, 1, share))).FirstOrDefault(cell => cell is not null) is { } found ? (found, Size) : null;

    private Cell? CellOf(Draw draw)
    {
        if (!_cells.TryGetValue(draw, out var cell))
            _cells.Add(draw, cell = _retrace(draw) is { } trace ? DrawJudge.CellOf(trace) : null);
        return cell;
    }
}
