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
            }
            catch (InterpretedException thrown)
            {
                stop = new TraceStop(StopKind.Threw, "the code throws " + thrown.TypeName.Substring(thrown.TypeName.LastIndexOf('.') + 1) + ": " + thrown.Message, thrown.Syntax);
                isToBeRepeated = thrown.OutOfRange is { } access ? sizes.Learn(access.Array, access.Indices, point.Steps, _constants) : guesses.Learn(thrown.Syntax);
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

/// <summary>How what the code leaves open is filled in.</summary>
/// <param name="IsSquare">Sequences are as long as there are units: fits code that keeps time and units in one array of unknown shape.</param>
/// <param name="Shape">What a matrix among the arguments is: n×n, a column, or a row.</param>
/// <param name="IsFlat">A plain array of numbers among the arguments holds all steps, T·n numbers.</param>
/// <param name="Integer">What plain integer parameters of the route's members get; null for n.</param>
/// <param name="IntegersAreSizes">Arrays of integers hold sizes or lengths, n; else positions below n.</param>
/// <param name="HandsOn">What one member returns is what the next one's first unnamed parameter of that type gets.</param>
/// <param name="Flags">What plain bool parameters get.</param>
/// <param name="Functions">What unknown functions of one real stand for.</param>
/// <param name="LeavesOut">Parameters that may be null are.</param>
/// <param name="Choice">Which member of an enum a parameter gets.</param>
/// <param name="Span">What a pair of plain integers among a member's parameters stands for: none in particular, or the ends of a stretch of time.</param>
/// <param name="FillsGaps">Members that nobody set are made where the code uses them; static integers left at zero, and those of the object that any caller can set, are sizes; empty lists among the arguments get items.</param>
public sealed record RouteReading(bool IsSquare = false, MatrixShape Shape = MatrixShape.Square, bool IsFlat = false, int? Integer = null, bool IntegersAreSizes = false, bool HandsOn = false, bool Flags = false, FunctionReading Functions = FunctionReading.DerivativeOfInput, bool FillsGaps = false, IntegerSpan Span = IntegerSpan.None, bool LeavesOut = false, int Choice = 0)
{
    /// <summary>Paths of the leaf groups that keep their values whatever the code writes to them.</summary>
    public ImmutableHashSet<string> Frozen { get; init; } = ImmutableHashSet<string>.Empty;
}

/// <summary>How the first two plain integers of a member are read.</summary>
public enum IntegerSpan
{
    None,

    /// <summary>From n down to 0.</summary>
    Down,

    /// <summary>From 0 up to n.</summary>
    Up,
}

/// <summary>How a matrix object among the arguments is read.</summary>
public enum MatrixShape
{
    Square,

    /// <summary>n×1: the code keeps its vectors as columns.</summary>
    Column,

    /// <summary>1×n: the code keeps its vectors as rows.</summary>
    Row,
}

/// <summary>Why and where a trace ended early.</summary>
public sealed record TraceStop(StopKind Kind, string Reason, SyntaxNode? Syntax);

/// <summary>What one run of a route left behind.</summary>
/// <param name="Trace">The arithmetic up to the end, or up to the stop.</param>
/// <param name="Stop">Why it ended early; null where the route was completed.</param>
/// <param name="Unknowns">Library members that were neither source nor modelled.</param>
/// <param name="MadeUpFunctions">Number of unknown functions that stand-ins took the place of.</param>
/// <param name="LacksValues">True where the code used members that nobody had set, or may have failed for want of sizes that a caller sets, or got lists that nobody filled.</param>
/// <param name="MakesUpMembers">True where such members were made up, or given another size.</param>
/// <param name="AssumesConditions">True where conditions on names that nothing here declares were taken as false.</param>
/// <param name="Steps">Evaluations and elements spent.</param>
/// <param name="Updated">Leaf groups that the code changed by adding to them, as weight updates do.</param>
public sealed record RouteTrace(Trace Trace, TraceStop? Stop, IReadOnlyCollection<string> Unknowns, ImmutableHashSet<string> Updated, int MadeUpFunctions, bool LacksValues, bool MakesUpMembers, bool AssumesConditions, long Steps)
{
    /// <summary>True where numbers were paired with fewer numbers: what was made up for the code may not fit together.</summary>
    public bool LengthsDisagree { get; init; }

    /// <summary>True where constants of the code were made smaller, for with them as they are the trace does not end.</summary>
    public bool Shrinks { get; init; }
}

/// <summary>The state of one run.</summary>
internal sealed class RouteRun
{
    private readonly Interpreter _interpreter;
    private readonly LeafRegistry _leaves;
    private readonly Synthesizer _synthesizer;
    private readonly Route _route;
    private readonly Draw _draw;
    private readonly int _integer;
    private readonly ImmutableHashSet<string> _frozen;
    private readonly IntegerSpan _span;
    private readonly Gaps? _gaps;

    /// <summary>What the code tried to make of the leaves that are held.</summary>
    private readonly Dictionary<int, Value> _attempts = new();
    private readonly List<HeapRoot> _results = new();
    private readonly List<(Value[] Arguments, Value Result)> _calls = new();
    private Value _receiver;

    public RouteRun(Interpreter interpreter, Implementations implementations, Route route, Draw draw, RouteReading reading, ArraySizes sizes, Guesses guesses, CancellationToken cancellation)
    {
        _route = route;
        _draw = draw;
        _integer = reading.Integer ?? draw.Size;
        _frozen = reading.Frozen;
        _span = reading.Span;
        _interpreter = interpreter;
        _leaves = new LeafRegistry(_interpreter.Tape, draw, cancellation);
        _synthesizer = new Synthesizer(_interpreter, _leaves, draw, implementations, reading, sizes, guesses, route.Shown);
        _interpreter.Promote = _leaves.Promote;
        if (reading.FillsGaps)
            _interpreter.Missing = (_gaps = new Gaps(_interpreter, _synthesizer, reading.IsSquare ? draw.Size : draw.Steps, () => _leaves.NameAfter(HeapWalk.Numbers(StateRoots())))).Fill;
    }

    /// <summary>False while the object that the members are called on is still being made.</summary>
    public bool HasReceiver { get; private set; }

    public void Go()
    {
        if (_route.Steps.Any(step => !step.Method.IsStatic))
            _receiver = _synthesizer.Object(_route.Type, 0);
        if (_route.Preparation is { } preparation && !_receiver.IsNull)
            _interpreter.Call(preparation, _receiver, Array.Empty<Value>());
        if (_gaps is not null)
            _synthesizer.SetSizes(Synthesizer.Settable(_receiver));
        HasReceiver = true;
        _interpreter.TouchStatics(_route.Type);
        _leaves.Adopt(HeapWalk.Numbers(StateRoots()));
        if (_frozen.Count > 0)
            _interpreter.AfterStatement = Freeze;
        foreach (var step in _route.Steps)
            Call(step);
    }

    public RouteTrace Finish(TraceStop? stop)
    {
        var visited = new HashSet<HeapObject>();
        var numbers = HeapWalk.Numbers(StateRoots().Concat(_synthesizer.Roots()).Concat(_results), visited);
        numbers.AddRange(HeapWalk.Numbers(LocalRoots(), visited));
        _leaves.NameAfter(numbers);
        var grids = Grids(numbers);
        var trace = new Trace(_interpreter.Tape, grids) { OneSteps = stop is null ? OneSteps() : ImmutableArray<OneStep>.Empty };
        return new RouteTrace(trace, stop, _interpreter.Unknowns, Updated(), _synthesizer.Functions, _interpreter.LacksValues || stop is { Kind: StopKind.Threw } && Synthesizer.Settable(_receiver).Any() || _synthesizer.LeavesEmpty, _gaps is not null && (_gaps.HasFilled || Synthesizer.Settable(_receiver).Any()), _interpreter.AssumesConditions, _interpreter.Fuel.Used) { LengthsDisagree = _interpreter.LengthsDisagree };
    }

    private void Call(RouteStep step)
    {
        var receiver = step.Method.IsStatic ? Value.Null : _receiver;
        if (step.Times == StepTimes.Once)
        {
            var arguments = step.Method.Parameters.Select(parameter => _synthesizer.Argument(parameter, IntegerFor(parameter))).ToArray();
            var returned = _interpreter.Call(step.Method, receiver, arguments);
            _calls.Add((arguments, returned));
            Keep(step.Method, returned, arguments);
            return;
        }

        var fed = Value.Null;
        for (var i = 0; i < _draw.Steps; i++)
        {
            var time = step.Times == StepTimes.EachStep ? i : _draw.Steps - 1 - i;
            var arguments = step.Method.Parameters.Select(parameter =>
                parameter.Ordinal == step.Feedback && i > 0 ? fed : _synthesizer.ArgumentAt(parameter, time)).ToArray();
            var result = _interpreter.Call(step.Method, receiver, arguments);
            Keep(step.Method, result, arguments);
            fed = step.Returned >= 0 && result.AsObject is TupleObject tuple && step.Returned < tuple.Items.Length ? tuple.Items[step.Returned] : result;
        }
    }

    /// <summary>The first two plain integers of a member are the ends of a span, where there is one.</summary>
    private int IntegerFor(IParameterSymbol parameter)
    {
        var integers = ((IMethodSymbol)parameter.ContainingSymbol).Parameters.Where(other => Value.IsIntegerType(other.Type)).ToList();
        var end = integers.IndexOf(parameter);
        return _span == IntegerSpan.None || integers.Count < 2 || end is < 0 or > 1 ? _integer
            : end == 0 == (_span == IntegerSpan.Up) ? 0 : _draw.Size;
    }

    /// <summary>What a call handed back can be what the next member asks for, by name or by being the only one of its type.</summary>
    private void Keep(IMethodSymbol method, Value result, Value[] arguments)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind is RefKind.Out or RefKind.Ref && arguments[parameter.Ordinal].AsObject is Location location)
                Offer(parameter.Name, parameter.Type, location.Load());
        }

        if (method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple && result.AsObject is TupleObject items)
        {
            for (var i = 0; i < items.Items.Length && i < tuple.TupleElements.Length; i++)
                Offer(tuple.TupleElements[i].Name, tuple.TupleElements[i].Type, items.Items[i]);
        }
        else if (!method.ReturnsVoid)
        {
            var local = _interpreter.Locals.FirstOrDefault(pair => ReferenceEquals(pair.Value, result.AsObject)).Key;
            Offer(local?.Name ?? method.Name, method.ReturnType, result);
        }
    }

    private void Offer(string name, ITypeSymbol type, Value value)
    {
        _results.Add(new HeapRoot(name, null, LeafGroupKind.Argument, new Slot(value)));
        _synthesizer.Share(name, type, value);
        _synthesizer.OfferByType(type, value);
    }

    /// <summary>Every vector argument and vector result of the first member, with the matrix that the second returned.</summary>
    private ImmutableArray<OneStep> OneSteps()
    {
        if (_calls.Count != 2 || _route.Steps.Any(step => step.Times != StepTimes.Once))
            return ImmutableArray<OneStep>.Empty;
        var (step, jacobian) = (_calls[0], _calls[1]);
        var matrix = CellsOf(jacobian.Result);
        if (matrix.Count == 0 || matrix[0].Indices.Length != 2)
            return ImmutableArray<OneStep>.Empty;
        var grid = Grid(_route.Steps[1].Method.Name, matrix, number => number.Location.Load());
        var outputs = CellsOf(step.Result).Select(number => number.Location.Load().AsTraced).ToImmutableArray();
        return step.Arguments.Select(argument => CellsOf(argument).Select(number => number.Location.Load().AsTraced).ToArray())
            .Where(inputs => inputs.Length == outputs.Length && inputs.All(input => !input.IsConstant && _interpreter.Tape.Op(input.Node) == TapeOp.Leaf))
            .Select(inputs => new OneStep(inputs.Select(input => input.Node).ToImmutableArray(), outputs, grid)).ToImmutableArray();
    }

    private static List<HeapNumber> CellsOf(Value value) =>
        HeapWalk.Numbers(new[] { new HeapRoot("", null, LeafGroupKind.Argument, new Slot(value)) });

    private IEnumerable<HeapRoot> StateRoots()
    {
        if (!_receiver.IsNull)
            yield return new HeapRoot("", null, LeafGroupKind.Storage, new Slot(_receiver));
        foreach (var slot in _interpreter.StaticSlots())
            yield return new HeapRoot(slot.Name, slot.Symbol, LeafGroupKind.Storage, slot.Location);
    }

    /// <summary>Locals of the traced type's own members: a gradient is often one. A helper's are intermediate results.</summary>
    private IEnumerable<HeapRoot> LocalRoots() =>
        _interpreter.Locals.Where(pair => SymbolEqualityComparer.Default.Equals(pair.Key.ContainingType?.OriginalDefinition, _route.Type.OriginalDefinition) || _route.Steps.Any(step => SymbolEqualityComparer.Default.Equals(step.Method.OriginalDefinition, pair.Key.ContainingSymbol)))
            .Select(pair => new HeapRoot(pair.Key.Name, pair.Key, LeafGroupKind.Storage, new Slot(Value.Of(pair.Value))));

    private void Freeze()
    {
        foreach (var (location, leaf) in _leaves.Held)
        {
            var now = location.Load();
            if (now.IsReal && now.AsTraced.Node == leaf.AsTraced.Node)
                continue;
            var origin = _interpreter.Tape.Origin(leaf.AsTraced.Node)!;
            if (!_frozen.Contains(origin.Group.Name) && !_leaves.IsUnnamed(origin))
                continue;
            _attempts[leaf.AsTraced.Node] = _attempts.TryGetValue(leaf.AsTraced.Node, out var earlier) ? Accumulated(earlier, now, leaf) : now;
            location.Store(leaf);
        }
    }

    /// <summary>An update of a held weight added to the earlier ones: as if the weight had not been put back in between.</summary>
    private Value Accumulated(Value earlier, Value now, Value leaf)
    {
        if (!earlier.IsReal || !now.IsReal || now.AsTraced.IsConstant)
            return now;
        var tape = _interpreter.Tape;
        int update = now.AsTraced.Node, held = leaf.AsTraced.Node;
        return tape.Op(update) switch
        {
            TapeOp.Add when tape.Left(update) == held => Again(earlier.AsTraced, tape.Right(update)),
            TapeOp.Add when tape.Right(update) == held => Again(earlier.AsTraced, tape.Left(update)),
            TapeOp.Subtract when tape.Left(update) == held => Again(earlier.AsTraced, tape.Right(update)),
            _ => now,
        };

        Value Again(Traced sum, int term) =>
            Value.Of(tape.Binary(tape.Op(update), sum, new Traced(tape.Value(term), term)), now.Kind);
    }

    /// <summary>The groups of which a cell now is its own leaf plus something.</summary>
    private ImmutableHashSet<string> Updated()
    {
        var tape = _interpreter.Tape;
        return _leaves.Held
            .Where(held => held.Location.Load() is { IsReal: true } now && now.AsTraced is { IsConstant: false } traced && traced.Node != held.Leaf.AsTraced.Node && IsTerm(traced.Node, held.Leaf.AsTraced.Node, 12))
            .Select(held => tape.Origin(held.Leaf.AsTraced.Node)!.Group.Name).ToImmutableHashSet();

        bool IsTerm(int sum, int leaf, int depth) =>
            sum == leaf
            || depth > 0 && tape.Op(sum) switch
            {
                TapeOp.Add or TapeOp.Subtract => IsTerm(tape.Left(sum), leaf, depth - 1) || IsTerm(tape.Right(sum), leaf, depth - 1),
                TapeOp.Multiply => tape.Op(tape.Left(sum)) == TapeOp.Constant && IsTerm(tape.Right(sum), leaf, depth - 1) || tape.Op(tape.Right(sum)) == TapeOp.Constant && IsTerm(tape.Left(sum), leaf, depth - 1),
                _ => false,
            };
    }

    private List<HeapGrid> Grids(List<HeapNumber> numbers)
    {
        var grids = numbers.Where(number => !number.Indices.IsEmpty)
            .GroupBy(number => (number.Path, number.Kind))
            .Where(group => group.Any(number => !number.Location.Load().AsTraced.IsConstant) || group.All(number => number.Location.Load().AsTraced.Value == 0))
            .SelectMany(Apart)
            .Select(array => Grid(array[0].Path, array, number => number.Location.Load()))
            .ToList();
        grids.AddRange(numbers.Where(number => _attempts.ContainsKey(NodeAt(number))).GroupBy(number => number.Path)
            .Select(group => Grid(group.Key, group, number => _attempts[NodeAt(number)])));
        return grids;
    }

    private static int NodeAt(HeapNumber number) => number.Location.Load().AsTraced.Node;

    /// <summary>Two values of one name (a struct and its copy) are two arrays: no array has two cells at the same indices.</summary>
    private static IEnumerable<List<HeapNumber>> Apart(IEnumerable<HeapNumber> numbers)
    {
        var arrays = new List<List<HeapNumber>>();
        var seen = new Dictionary<string, int>();
        foreach (var number in numbers)
        {
            var at = string.Join(",", number.Indices);
            seen.TryGetValue(at, out var earlier);
            seen[at] = earlier + 1;
            if (earlier == arrays.Count)
                arrays.Add(new List<HeapNumber>());
            arrays[earlier].Add(number);
        }

        return arrays;
    }

    private static HeapGrid Grid(string path, IEnumerable<HeapNumber> numbers, Func<HeapNumber, Value> value) => new(
        path,
        numbers.First().Symbol,
        numbers.Select(number => (number.Indices, Value: value(number))).Where(cell => cell.Value.IsReal).Select(cell => new HeapCell(cell.Indices, cell.Value.AsTraced)).ToImmutableArray());
}
