using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Configuration;

namespace RnnLint.Tracing;

/// <summary>Traces one route at one draw: an object is made, its numbers become leaves, the members are called on it.</summary>
public sealed class RouteTracer(CodeBase code, Implementations implementations, CancellationToken cancellation)
{
    private const int MostGrowth = 12;

    /// <summary>A type of which no trace has shown anything that could be a cell gets this part. Of those that hold cells, few need a fortieth of it to show one.</summary>
    private const int PartWithoutPromise = 16;

    /// <summary>And one of which no trace has even multiplied two numbers, this.</summary>
    private const int PartWithoutProduct = 64;

    /// <summary>Of a trace that is begun again with other sizes this part counts: a route that needs several is not to have much less than others.</summary>
    private const int ShareOfRepetition = 4;

    private readonly LargeConstants _constants = new();
    private readonly LeafBuffers _buffers = new();

    /// <summary>Members at the start of a route that did not end with the code's constants as they are.</summary>
    private readonly HashSet<IMethodSymbol> _tooLarge = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(ITypeSymbol Type, bool FillsGaps), RouteTrace> _unmakeable = new(new MakingComparer());

    /// <summary>Traces that ended before their first member returned: whatever a route calls after it, it ends there.</summary>
    private readonly Dictionary<Start, RouteTrace> _stoppedStarts = new();

    /// <summary>What sizes had been learnt when the first member of a route returned for the first time, and in how many tries: routes that go on from there need not learn it again.</summary>
    private readonly Dictionary<Start, (ArraySizes Sizes, Guesses Guesses, int Attempt)> _learnt = new();

    private readonly HashSet<SyntaxNode> _held = new();

    public CodeBase Code => code;

    public CellSettings Settings { get; init; } = CellSettings.Default;

    /// <summary>True where some run came into a loop.</summary>
    public bool HasEntered(ForStatementSyntax loop) => loop.Condition is null || loop.Condition.DescendantNodesAndSelf().Any(_held.Contains);

    /// <summary>Told of every run: the route, how what it leaves open was filled in, and at which sizes; null where nobody wants to know.</summary>
    public Action<Route, RouteReading, Draw, RouteTrace>? Ran { get; init; }

    /// <summary>Evaluations that all runs together have spent.</summary>
    public long StepsSpent { get; private set; }

    /// <summary>True while what the author marked is tried: it has as much of its own as all else together, so that no mark keeps anything else from being traced.</summary>
    public bool IsOnMarked { get; set; }

    private long _spentOnMarked;

    private long Spent => IsOnMarked ? _spentOnMarked : StepsSpent - _spentOnMarked;

    /// <summary>True once a trace has shown what could be a cell.</summary>
    public bool IsPromising { get; set; }

    /// <summary>True once a trace has multiplied two numbers.</summary>
    public bool HasMultiplied { get; set; }

    /// <summary>What one type may cost, all routes and draws together: counted, so that the answer is the same on every machine.</summary>
    private long MostSteps => 10L * Settings.Fuel;

    private long MostStepsOfRoute => 15L * Settings.Fuel / 4;

    private long Granted => MostSteps / Part;

    private int Part => IsPromising ? 1 : HasMultiplied ? PartWithoutPromise : PartWithoutProduct;

    /// <summary>True once a route that was begun when so much was spent has had its share: others are to have a turn.</summary>
    public bool HasHadItsShare(long spentBefore) => StepsSpent - spentBefore > MostStepsOfRoute / Part;

    /// <summary>True once the runs together have spent what a type may cost.</summary>
    public bool IsExhausted => Spent > Granted;

    /// <summary>True once half of it is spent: time for another kind of route.</summary>
    public bool IsHalfSpent => Spent > Granted / 2;

    /// <summary>Grants all of it once more, for what a person asks for besides.</summary>
    public void Renew() => (StepsSpent, _spentOnMarked, IsPromising) = (0, 0, true);

    private void Spend(long steps)
    {
        StepsSpent += steps;
        if (IsOnMarked)
            _spentOnMarked += steps;
    }

    /// <param name="route">What to call.</param>
    /// <param name="draw">Sizes and the random point.</param>
    /// <param name="reading">How what the code leaves open is filled in.</param>
    /// <exception cref="OperationCanceledException">when cancelled.</exception>
    public RouteTrace Run(Route route, Draw draw, RouteReading reading)
    {
        if (_unmakeable.TryGetValue((route.Type, reading.FillsGaps), out var known) && route.Steps.Any(step => !step.Method.IsStatic))
            return known;
        var point = Point(draw, reading);
        var asked = ReadingParts.None;
        var start = new Start(route.Type, route.Shown, route.Preparation, route.Steps[0], route.Steps.Any(step => !step.Method.IsStatic), draw, reading, _tooLarge.Contains(route.Steps[0].Method));
        if (_stoppedStarts.TryGetValue(start, out var stopped))
            return stopped;
        var (sizes, guesses, begun) = _learnt.TryGetValue(start, out var learnt) ? (learnt.Sizes.Copy(), learnt.Guesses.Copy(), learnt.Attempt) : (new ArraySizes(), new Guesses(), 0);
        for (var attempt = begun; ; attempt++)
        {
            _constants.Begin(point.Size + 1, _tooLarge.Contains(route.Steps[0].Method));
            var fuel = _constants.Shrinks ? new Fuel(Settings.Fuel / 2, Settings.Fuel / 2) : new Fuel(Settings.Fuel, Settings.Fuel);
            var interpreter = new Interpreter(code, point, fuel, cancellation) { Size = _constants.Of, Guesses = guesses, Branches = new Branches(reading.Forced) };
            var run = new RouteRun(interpreter, implementations, route, point, reading, sizes, guesses, _buffers, cancellation);
            TraceStop? stop = null;
            var isToBeRepeated = false;
            try
            {
                run.Go();
                Remember(attempt);
            }
            catch (TraceStoppedException ended)
            {
                stop = new TraceStop(ended.Kind, ended.Message, ended.Syntax);
                isToBeRepeated = ended.Kind == StopKind.OutOfFuel && _constants.CanShrink && _tooLarge.Add(route.Steps[0].Method);
                if (isToBeRepeated)
                    (sizes, guesses) = (new ArraySizes(), new Guesses());
                else
                    isToBeRepeated = ended.OutOfRange is { } access && sizes.Learn(access.Array, access.Indices, point.Steps, _constants);
            }
            catch (InterpretedException thrown)
            {
                Remember(attempt);
                stop = new TraceStop(StopKind.Threw, "the code throws " + thrown.TypeName.Substring(thrown.TypeName.LastIndexOf('.') + 1) + ": " + thrown.Message, thrown.Syntax);
                isToBeRepeated = thrown.TooFewDimensions is { } use ? sizes.Learn(use.Tensor, use.Rank)
                    : thrown.OutOfRange is { } access ? sizes.Learn(access.Array, access.Indices, point.Steps, _constants) || guesses.Learn(access.Array, access.Indices, thrown.Syntax)
                    : guesses.Learn(thrown.Syntax);
            }

            asked |= _constants.Shrinks ? run.Asked | ReadingParts.Sizes : run.Asked;
            if (attempt < MostGrowth && (isToBeRepeated || _constants.HasChanged))
            {
                Spend(fuel.Used / ShareOfRepetition);
                continue;
            }

            var trace = run.Finish(stop) with { Shrinks = _constants.Shrinks, Asked = asked };
            Spend(trace.Steps);
            _held.UnionWith(trace.Branches.Held());
            Ran?.Invoke(route, reading, point, trace);
            if (stop is { Kind: StopKind.OutOfFuel } && !run.HasReceiver)
                _unmakeable[(route.Type, reading.FillsGaps)] = trace;
            if (stop is not null && !run.IsPastFirstStep)
                _stoppedStarts.Add(start, trace);
            return trace;

            void Remember(int number)
            {
                if (run.IsPastFirstStep && !_learnt.ContainsKey(start))
                    _learnt.Add(start, (sizes.Copy(), guesses.Copy(), number));
            }
        }
    }

    /// <summary>The sizes under a reading: sequences no longer than there are units need more of both to show a step behind a step.</summary>
    public static Draw Point(Draw draw, RouteReading reading) =>
        reading.IsSquare ? draw with { Size = draw.Size + 1, Steps = draw.Size + 1 } : draw;

    /// <summary>All that a route's first call depends on.</summary>
    private sealed record Start(ITypeSymbol Type, ITypeSymbol? Shown, IMethodSymbol? Preparation, RouteStep Step, bool IsOnObject, Draw Draw, RouteReading Reading, bool IsShrunk);

    private sealed class MakingComparer : IEqualityComparer<(ITypeSymbol Type, bool FillsGaps)>
    {
        public bool Equals((ITypeSymbol Type, bool FillsGaps) x, (ITypeSymbol Type, bool FillsGaps) y) =>
            x.FillsGaps == y.FillsGaps && SymbolEqualityComparer.Default.Equals(x.Type, y.Type);

        public int GetHashCode((ITypeSymbol Type, bool FillsGaps) key) => SymbolEqualityComparer.Default.GetHashCode(key.Type);
    }
}
