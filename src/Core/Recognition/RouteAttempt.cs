using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>
/// Probes one route under the readings of its unknown sizes: sequences of T steps and n units, or both n where the code keeps
/// them in one square array; plain integers as sizes, or as positions.
/// </summary>
internal sealed class RouteAttempt(RouteTracer tracer, Route route, CancellationToken cancellation)
{
    private static readonly Reading[] Readings =
    {
        new(false, null), new(true, null), new(false, 0), new(true, 0), new(false, 1),
    };

    /// <summary>What the first reading that runs to its end does; or, where none does, the first one.</summary>
    public Survey Survey { get; private set; } = null!;

    public RouteResult Probe()
    {
        var (reading, first) = ChooseReading();
        Survey = Survey.Of(first);
        if (first.Stop is not null)
            return Stopped(first);
        var result = Probe(reading, ImmutableHashSet<string>.Empty);

        // Weights that change while the gradient is still flowing are not one matrix any more: hold them still and look again.
        if (result.Recognised && !first.Updated.IsEmpty && !IsConclusive(result))
        {
            var frozen = Probe(reading, first.Updated);
            if (IsConclusive(frozen))
                result = frozen;
        }

        return new RouteResult(route, Trust(result), null, first.Unknowns.ToImmutableArray());
    }

    /// <summary>
    /// Between members that RnnLint itself put together a mismatch may lie in how it did so; only what two independent witnesses
    /// agree on is kept.
    /// </summary>
    private ProbeResult Trust(ProbeResult result)
    {
        if (route.IsOwnCall || !result.Recognised || route.Steps.All(step => step.Times == StepTimes.Once) && FreshArrays() <= 1)
            return result;
        return result with
        {
            Findings = result.Findings.Select(finding => finding.Verdict is Verdict.UnexplainedGradient or Verdict.WrongActivationDerivative or Verdict.TruncatedToOneStep
                ? finding with { Verdict = Verdict.NotProbed, Cause = "no code here calls " + route + ", and tried that way the gradient does not match; a method that runs both would show how they belong together" }
                : finding).ToImmutableArray(),
        };
    }

    /// <summary>Arguments of later members that the earlier ones neither took nor gave.</summary>
    private int FreshArrays()
    {
        var known = route.Steps[0].Method.Parameters.Select(parameter => parameter.Name).ToImmutableHashSet(System.StringComparer.OrdinalIgnoreCase);
        return route.Steps.Skip(1).SelectMany(step => step.Method.Parameters)
            .Count(parameter => !known.Contains(parameter.Name) && Value.KindOf(parameter.Type) is null && parameter.RefKind == Microsoft.CodeAnalysis.RefKind.None);
    }

    private static bool IsConclusive(ProbeResult result) =>
        result.Recognised && result.Findings.All(finding => finding.Verdict is not (Verdict.NotProbed or Verdict.UnexplainedGradient));

    private ProbeResult Probe(Reading reading, ImmutableHashSet<string> frozen) => CellProber.Probe(draw =>
    {
        cancellation.ThrowIfCancellationRequested();
        var run = Run(reading, draw, frozen);
        return run.Stop is null ? run.Trace : null;
    });

    private (Reading, RouteTrace) ChooseReading()
    {
        RouteTrace? first = null;
        foreach (var reading in Readings)
        {
            if (reading.Integer is not null && !TakesIntegers)
                continue;
            var run = Run(reading, new Draw(3, 4, 1), ImmutableHashSet<string>.Empty);
            if (run.Stop is null)
                return (reading, run);
            first ??= run;
            if (run.Stop.Kind != StopKind.Threw)
                break;
        }

        return (Readings[0], first!);
    }

    private bool TakesIntegers => route.Steps.Any(step => step.Times == StepTimes.Once && step.Method.Parameters.Any(parameter => Value.KindOf(parameter.Type) is { } kind && !Value.IsRealKind(kind) && kind != ValueKind.Boolean));

    private RouteTrace Run(Reading reading, Draw draw, ImmutableHashSet<string> frozen) =>
        tracer.Run(route, reading.Square ? draw with { Steps = draw.Size } : draw, reading.Integer, frozen);

    /// <summary>What had been traced before the stop still shows whether there is a cell at all, and one fault can be seen in it already.</summary>
    private RouteResult Stopped(RouteTrace run)
    {
        var partial = CellProber.Probe(draw => Run(Readings[0], draw, ImmutableHashSet<string>.Empty).Trace);
        var unknowns = run.Unknowns.ToImmutableArray();
        if (!partial.Recognised)
            return new RouteResult(route, partial, run.Stop, unknowns);
        return new RouteResult(
            route,
            partial with
            {
                Findings = partial.Findings.Select(finding => finding.Verdict is Verdict.TransposedRecurrentMatrix
                    ? finding
                    : finding with { Verdict = Verdict.NotProbed, Cause = run.Stop!.Reason }).ToImmutableArray(),
            },
            run.Stop,
            unknowns);
    }

    /// <param name="Square">T = n.</param>
    /// <param name="Integer">What plain integer parameters get; null for n.</param>
    private sealed record Reading(bool Square, int? Integer);
}
