using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

public sealed record Explanation(IReadOnlyList<string> Lines, string? Cause);

internal static class Explainer
{
    private const int Steps = 6;
    private const double Open = 0.97;

    public static Explanation Explain(ProbeResult probe)
    {
        try
        {
            var equations = Lift(probe);
            var text = new UnicodeFormulas();
            return new Explanation(equations.Lines.Select(line => text.Write(line.Left) + " = " + text.Write(line.Body)).ToList(), null);
        }
        catch (NotLiftedException exception)
        {
            return new Explanation([], exception.Message);
        }
    }

    private static CellEquations Lift(ProbeResult probe)
    {
        if (probe.Retrace is not { } retrace)
            throw new NotLiftedException("nothing was traced");
        string? cause = null;

        // A sequence whose length is known by the number of units alone is long enough only where there are more of them.
        foreach (var (size, share) in new[] { (3, 0.5), (5, 0.5), (3, Open), (5, Open) })
        {
            try
            {
                return CellEquations.Of(Cell(retrace, size, share), Cell(retrace, size + 1, share));
            }
            catch (NotLiftedException exception)
            {
                cause ??= exception.Message;
            }
        }

        throw new NotLiftedException(cause!);
    }

    private static (Cell, int) Cell(System.Func<Draw, Trace?> retrace, int size, double share)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            if (retrace(new Draw(size, Steps, seed, share)) is { } trace && DrawJudge.CellOf(trace) is { } cell)
                return (cell, size);
        }

        throw new NotLiftedException("it could not be traced again");
    }
}
