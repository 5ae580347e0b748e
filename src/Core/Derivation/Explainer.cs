using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>Traces a probed cell again, at two sizes, and has the derivation written.</summary>
internal static class Explainer
{
    /// <summary>T: what starts from zeros needs two steps until its equations are whole, and two more show how they go along with time.</summary>
    private const int Steps = 6;

    private const int Attempts = 3;

    /// <exception cref="OperationCanceledException">when the analysis was cancelled.</exception>
    public static Explanation Explain(ProbeResult probe)
    {
        try
        {
            var equations = Lift(probe);
            return new ExplanationWriter(equations, probe, Explanation.FewestUnits).Write() with { Again = units => new ExplanationWriter(equations, probe, units).Write() };
        }
        catch (NotLiftedException exception)
        {
            return new Explanation([], exception.Message);
        }
    }

    private static CellEquations Lift(ProbeResult probe)
    {
        if (probe.Retrace is not { } retrace)
            throw new NotLiftedException("nothing of it was traced");
        string? cause = null;

        // A sequence whose length is known by the number of units alone is long enough only where there are more of them.
        foreach (var (size, share) in new[] { (3, 0.5), (6, 0.5), (3, CellProber.Open), (6, CellProber.Open) })
        {
            try
            {
                return CellEquations.Of(Trace(retrace, size, share), Trace(retrace, size + 1, share));
            }
            catch (NotLiftedException exception)
            {
                cause ??= exception.Message;
            }
        }

        throw new NotLiftedException(cause!);
    }

    private static (Cell Cell, int Size) Trace(Func<Draw, Trace?> retrace, int size, double share)
    {
        for (var seed = 1; seed <= Attempts; seed++)
        {
            if (retrace(new Draw(size, Steps, seed, share)) is { } trace && DrawJudge.CellOf(trace) is { } cell)
                return (cell, size);
        }

        throw new NotLiftedException("it could not be traced once more");
    }
}
