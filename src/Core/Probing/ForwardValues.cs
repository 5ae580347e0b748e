using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>What a cell computes at a fixed random point: tells whether a changed code still has the forward pass that it had.</summary>
public sealed class ForwardValues
{
    private const int Attempts = 3;

    private readonly double[] _preactivations;
    private readonly HashSet<double> _all;

    private ForwardValues(double[] preactivations, HashSet<double> all) => (_preactivations, _all) = (preactivations, all);

    internal static ForwardValues None { get; } = new([], []);

    /// <summary>False where the cell could not be traced once more.</summary>
    public bool AreKnown => _preactivations.Length > 0;

    /// <summary>
    /// True where all gates, layers and steps have the pre-activations of <paramref name="before"/>, to the last bit: the same sums are made in the same order.
    /// False where one of the two is not known.
    /// </summary>
    public bool Keep(ForwardValues before) => before.AreKnown && before._preactivations.All(_all.Contains);

    /// <exception cref="System.OperationCanceledException">when the analysis was cancelled.</exception>
    internal static ForwardValues Of(ProbeResult probe)
    {
        if (probe.Retrace is not { } retrace)
            return None;
        foreach (var draw in Enumerable.Range(1, Attempts).SelectMany(seed => new[] { CellProber.FirstDraw with { Seed = seed }, CellProber.LongDraw with { Seed = seed } }))
        {
            if (retrace(draw) is { } trace && DrawJudge.CellOf(trace) is { } cell)
                return new ForwardValues(
                    cell.Forward.Preactivations.Select(cell.Graph.TapeNode).Select(trace.Tape.Value).ToArray(),
                    new HashSet<double>(Enumerable.Range(0, trace.Tape.Count).Select(trace.Tape.Value)));
        }

        return None;
    }
}
