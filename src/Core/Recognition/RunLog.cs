using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>Keeps of every run what can be told without its tape.</summary>
internal sealed class RunLog
{
    private readonly ImmutableArray<TracedRun>.Builder _runs = ImmutableArray.CreateBuilder<TracedRun>();

    public ImmutableArray<TracedRun> Runs => _runs.ToImmutable();

    public void Add(Route route, RouteReading reading, Draw point, RouteTrace run)
    {
        var tape = run.Trace.Tape;
        var cell = DrawJudge.CellOf(run.Trace);
        _runs.Add(new TracedRun(
            route.ToString(), Text(reading), point, run.Steps, tape.Count, Enumerable.Range(0, tape.Count).Count(node => tape.Op(node) == TapeOp.Leaf),
            cell is null ? null : (cell.Forward.Events.Count, cell.Backward.Events.Count), run.Stop, run.Unknowns.OrderBy(name => name, System.StringComparer.Ordinal).ToImmutableArray()));
    }

    /// <summary>The parts in which a reading differs from the likeliest one.</summary>
    private static string Text(RouteReading reading)
    {
        var (plain, parts) = (new RouteReading(), new List<string>());
        Add(reading.IsSquare, "T = n");
        Add(reading.Shape != plain.Shape, "matrices that are " + reading.Shape);
        Add(reading.IsFlat, "flat arrays");
        Add(reading.Rank != plain.Rank, "tensors of rank " + Number(reading.Rank));
        Add(reading.Integer is not null, "integers are " + Number(reading.Integer ?? 0));
        Add(reading.Span != plain.Span, "integers span the sequence: " + reading.Span);
        Add(reading.IntegersAreSizes, "arrays of integers hold sizes");
        Add(reading.Offsets, "objects hold offsets");
        Add(reading.HandsOn, "the first result is handed on");
        Add(reading.Flags, "flags are true");
        Add(reading.LeavesOut, "optional arguments are left out");
        Add(reading.Choice != plain.Choice, "choice " + Number(reading.Choice));
        Add(reading.Functions != plain.Functions, "functions: " + reading.Functions);
        Add(reading.FillsGaps, "members that nobody sets are filled");
        Add(reading.IsSecondPass, "second pass");
        Add(reading.Forced is not null, "a condition is taken for true");
        Add(reading.Raised is not null, "'" + reading.Raised + "' is true");
        Add(reading.DrawsLow is not null, "what is drawn by chance is " + (reading.DrawsLow == true ? "low" : "high"));
        Add(!reading.Frozen.IsEmpty, "held still: " + string.Join(" ", reading.Frozen.OrderBy(name => name, System.StringComparer.Ordinal)));
        return string.Join(", ", parts);

        void Add(bool differs, string text)
        {
            if (differs)
                parts.Add(text);
        }

        static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
