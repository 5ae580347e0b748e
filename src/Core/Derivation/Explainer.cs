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

    /// <summary>T of a trace that shows how gradients drift apart where index forms do not, and the most nodes that such a trace may be expected to have.</summary>
    private const int ManySteps = GradientDrift.ManySteps, SomeSteps = 12, LargestLongTrace = 30_000;

    private readonly ProbeResult _probe;
    private readonly Func<Draw, Trace?> _retrace;
    private readonly Dictionary<Draw, Cell?> _cells = new();

    private Explainer(ProbeResult probe, Func<Draw, Trace?> retrace) => (_probe, _retrace) = (probe, retrace);

    /// <exception cref="OperationCanceledException">when the analysis was cancelled.</exception>
    public static Explanation Explain(ProbeResult probe)
    {
        if (probe.Retrace is not { } retrace)
            return new Explanation([], "nothing of it was traced");
        try
        {
            return new Explainer(probe, retrace).Explanation();
        }
        catch (NotLiftedException exception)
        {
            return new Explanation([], exception.Message);
        }
    }

    private Explanation Explanation()
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
                    return new ExplanationWriter(equations, _probe, RnnLint.Derivation.Explanation.FewestUnits, () => Longer(pair[0].Cell, share)).Write()
                        with { Again = units => new ExplanationWriter(equations, _probe, units, () => Longer(pair[0].Cell, share)).Write() };
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
    private IReadOnlyList<(Cell Cell, Draw Draw)> Pair(int smaller, int larger, double share)
    {
        var found = new List<(Cell Cell, Draw Draw)>();
        for (var seed = 1; seed <= Attempts && found.Count < 2; seed++)
        {
            var draw = new Draw(found.Count == 0 ? smaller : larger, Steps, seed, share);
            if (CellOf(draw) is { } cell)
                found.Add((cell, draw));
        }

        return found.Count == 2 ? found : throw new NotLiftedException("it could not be traced once more");
    }

    /// <summary>A trace of many steps; null where it cannot be had at little cost, and where the cell has as many steps whatever is asked for.</summary>
    private (Cell Cell, Draw Draw)? Longer(Cell known, double share) => !_probe.GrowsTo(Steps, known.Forward.Events.Count) ? null : new[] { ManySteps, SomeSteps }
        .Where(steps => (long)known.Trace.Tape.Count * steps <= (long)LargestLongTrace * Steps)
        .Select(steps => new Draw(Size, steps, 1, share)).Select(draw => CellOf(draw) is { } cell ? (cell, draw) : ((Cell, Draw)?)null).FirstOrDefault(found => found is not null);

    private Cell? CellOf(Draw draw)
    {
        if (!_cells.TryGetValue(draw, out var cell))
            _cells.Add(draw, cell = _retrace(draw) is { } trace ? DrawJudge.CellOf(trace) : null);
        return cell;
    }
}
