using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>Traces one route at one draw: an object is made, its numbers become leaves, the members are called on it.</summary>
public sealed class RouteTracer(CodeBase code, Implementations implementations, CancellationToken cancellation)
{
    private const int MostGrowth = 12;

    // What one type may cost, all routes and draws together: counted, so that the answer is the same on every machine.
    private const long MostSteps = 4_000_000, MostStepsOfRoute = 1_500_000;

    private readonly LargeConstants _constants = new();

    /// <summary>Members at the start of a route that did not end with the code's constants as they are.</summary>
    private readonly HashSet<IMethodSymbol> _tooLarge = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(ITypeSymbol Type, bool FillsGaps), RouteTrace> _unmakeable = new(new MakingComparer());

    /// <summary>Evaluations that all runs together have spent.</summary>
    public long StepsSpent { get; private set; }

    /// <summary>True once a route that was begun when so much was spent has had its share: others are to have a turn.</summary>
    public bool HasHadItsShare(long spentBefore) => StepsSpent - spentBefore > MostStepsOfRoute;

    /// <summary>True once the runs together have spent what a type may cost.</summary>
    public bool IsExhausted => StepsSpent > MostSteps;

    /// <summary>True once half of it is spent: time for another kind of route.</summary>
    public bool IsHalfSpent => StepsSpent > MostSteps / 2;

    /// <param name="route">What to call.</param>
    /// <param name="draw">Sizes and the random point.</param>
    /// <param name="reading">How what the code leaves open is filled in.</param>
    /// <exception cref="OperationCanceledException">when cancelled.</exception>
    public RouteTrace Run(Route route, Draw draw, RouteReading reading)
    {
        if (_unmakeable.TryGetValue((route.Type, reading.FillsGaps), out var known) && route.Steps.Any(step => !step.Method.IsStatic))
            return known;
        var point = Point(draw, reading);
        var sizes = new ArraySizes();
        var guesses = new Guesses();
        for (var attempt = 0; ; attempt++)
        {
            _constants.Begin(point.Size + 1, _tooLarge.Contains(route.Steps[0].Method));
            var fuel = _constants.Shrinks ? new Fuel(steps: 200_000, elements: 200_000) : new Fuel();
            var interpreter = new Interpreter(code, point, fuel, cancellation) { Size = _constants.Of, Guesses = guesses };
            var run = new RouteRun(interpreter, implementations, route, point, reading, sizes, guesses, cancellation);
            TraceStop? stop = null;
            var isToBeRepeated = false;
            try
            {
                run.Go();
            }
            catch (TraceStoppedException stopped)
            {
                stop = new TraceStop(stopped.Kind, stopped.Message, stopped.Syntax);
                isToBeRepeated = stopped.Kind == StopKind.OutOfFuel && _constants.CanShrink && _tooLarge.Add(route.Steps[0].Method);
                if (isToBeRepeated)
                    (sizes, guesses) = (new ArraySizes(), new Guesses());
                else
                    isToBeRepeated = stopped.OutOfRange is { } access && sizes.Learn(access.Array, access.Indices, point.Steps, _constants);
            }
            catch (InterpretedException thrown)
            {
                stop = new TraceStop(StopKind.Threw, "the code throws " + thrown.TypeName.Substring(thrown.TypeName.LastIndexOf('.') + 1) + ": " + thrown.Message, thrown.Syntax);
                isToBeRepeated = thrown.TooFewDimensions is { } use ? sizes.Learn(use.Tensor, use.Rank)
                    : thrown.OutOfRange is { } access ? sizes.Learn(access.Array, access.Indices, point.Steps, _constants) : guesses.Learn(thrown.Syntax);
            }

            if (attempt < MostGrowth && (isToBeRepeated || _constants.HasChanged))
                continue;
            var trace = run.Finish(stop) with { Shrinks = _constants.Shrinks };
            StepsSpent += trace.Steps;
            if (stop is { Kind: StopKind.OutOfFuel } && !run.HasReceiver)
                _unmakeable[(route.Type, reading.FillsGaps)] = trace;
            return trace;
        }
    }

    /// <summary>The sizes under a reading: sequences no longer than there are units need more of both to show a step behind a step.</summary>
    public static Draw Point(Draw draw, RouteReading reading) =>
        reading.IsSquare ? draw with { Size = draw.Size + 1, Steps = draw.Size + 1 } : draw;

    private sealed class MakingComparer : IEqualityComparer<(ITypeSymbol Type, bool FillsGaps)>
    {
        public bool Equals((ITypeSymbol Type, bool FillsGaps) x, (ITypeSymbol Type, bool FillsGaps) y) =>
            x.FillsGaps == y.FillsGaps && SymbolEqualityComparer.Default.Equals(x.Type, y.Type);

        public int GetHashCode((ITypeSymbol Type, bool FillsGaps) key) => SymbolEqualityComparer.Default.GetHashCode(key.Type);
    }
}
