using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>One run of a route: the object, the calls, and what they left behind.</summary>
internal sealed class RouteRun
{
    private readonly Interpreter _interpreter;
    private readonly LeafRegistry _leaves;
    private readonly Synthesizer _synthesizer;
    private readonly Route _route;
    private readonly AskedReading _reading;
    private readonly ImmutableHashSet<string> _frozen;
    private readonly bool _isSecondPass;
    private readonly bool? _drawsLow;
    private readonly Gaps? _gaps;

    /// <summary>What the code tried to make of the leaves that are held.</summary>
    private readonly Dictionary<int, Value> _attempts = new();
    private readonly List<HeapRoot> _results = new();
    private readonly HashSet<(string Name, ITypeSymbol Type)> _handedOn = new();
    private readonly List<(Value[] Arguments, Value Result)> _calls = new();
    private readonly Dictionary<int, int> _twins = new();
    private Value _receiver;
    private HeldArrays? _heldArrays;

    /// <summary>The node that the second pass begins with.</summary>
    private int _start;

    /// <summary>The node that the pass that is looked at begins with, behind all leaves that the object holds.</summary>
    private int _begun;

    public RouteRun(Interpreter interpreter, Implementations implementations, Route route, Draw draw, RouteReading reading, ArraySizes sizes, Guesses guesses, LeafBuffers buffers, CancellationToken cancellation)
    {
        _route = route;
        _reading = new AskedReading(reading, draw);
        _frozen = reading.Frozen;
        _isSecondPass = reading.IsSecondPass;
        _drawsLow = reading.DrawsLow;
        _interpreter = interpreter;
        _leaves = new LeafRegistry(_interpreter.Tape, draw, reading.AtZero, _interpreter.Code.LearnedArrays, buffers, cancellation);
        _synthesizer = new Synthesizer(_interpreter, _leaves, implementations, _reading, sizes, guesses, route.Shown);
        _interpreter.Promote = _leaves.Promote;
        _interpreter.PromoteTensor = _leaves.Promote;
        if (reading.FillsGaps)
            _interpreter.Missing = (_gaps = new Gaps(_interpreter, _synthesizer, () => _reading.Steps, () => _leaves.NameAfter(HeapWalk.Numbers(StateRoots())))).Fill;
    }

    /// <summary>What the run has asked of the reading.</summary>
    public ReadingParts Asked => _reading.Asked | (_interpreter.AsksSteps ? ReadingParts.Sizes : ReadingParts.None);

    /// <summary>False until the first member of the route has returned.</summary>
    public bool IsPastFirstStep { get; private set; }

    /// <summary>False while the object that the members are called on is still being made.</summary>
    public bool HasReceiver { get; private set; }

    public void Go()
    {
        if (_route.Steps.Any(step => !step.Method.IsStatic))
            _receiver = _synthesizer.Object(_route.Type, 0);
        if (_route.Preparation is { } preparation && (preparation.IsStatic || !_receiver.IsNull))
            _interpreter.Call(preparation, preparation.IsStatic ? Value.Null : _receiver, preparation.Parameters.Select(parameter => _synthesizer.Argument(parameter, Synthesizer.TakesInteger(parameter) ? _reading.Size : 0)).ToArray());
        if (_gaps is not null)
            _synthesizer.SetSizes(Synthesizer.Settable(_receiver));
        _synthesizer.RaiseFlags(_receiver);
        HasReceiver = true;
        _interpreter.TouchStatics(_route.Type);
        _leaves.Adopt(StateRoots());
        if (_isSecondPass)
        {
            Pass();
            BeginAgain();
        }

        if (_frozen.Count > 0)
        {
            _heldArrays = new HeldArrays(StateRoots(), _interpreter.Tape, IsHeld);
            _interpreter.AfterStatement = Freeze;
        }

        _begun = _interpreter.Tape.Count;
        Pass();
    }

    private void Pass()
    {
        // What was drawn while the object was made is how it begins; a loop there may draw until it has what it wants.
        _interpreter.DrawsLow = _drawsLow;
        _interpreter.HasTossed = false;
        foreach (var step in _route.Steps)
        {
            Call(step);
            IsPastFirstStep = true;
        }
    }

    /// <summary>The numbers that the first pass left in the object become leaves in their turn.</summary>
    private void BeginAgain()
    {
        var numbers = HeapWalk.Numbers(StateRoots());
        var copies = numbers.Select(number => (number.Location, Origin: OriginOf(number))).Where(copy => copy.Origin is not null).ToList();
        _start = _interpreter.Tape.Count;
        _results.Clear();
        _calls.Clear();
        _synthesizer.BeginAgain();
        _leaves.BeginAgain();
        _leaves.Adopt(StateRoots());
        var leaves = _leaves.Held.Select(held => held.Leaf.AsTraced.Node).Distinct().GroupBy(leaf => _interpreter.Tape.Origin(leaf)!.ToString()).ToDictionary(same => same.Key, same => same.First());
        foreach (var (location, origin) in copies)
        {
            if (location.Load().AsTraced is { IsConstant: false } now && leaves.TryGetValue(origin!.ToString(), out var twin) && twin != now.Node)
                _twins[now.Node] = twin;
        }
        if (_route.Preparation is { Parameters.IsEmpty: true, IsStatic: false } preparation && !_receiver.IsNull)
            _interpreter.Call(preparation, _receiver, Array.Empty<Value>());
    }

    /// <summary>The leaf of the object's own that a number is, as it was when the pass began; null for a number that is none.</summary>
    private LeafOrigin? OriginOf(HeapNumber number) =>
        number.Location.Load().AsTraced is { IsConstant: false } traced && _interpreter.Tape.Origin(traced.Node) is { Group.Kind: LeafGroupKind.Storage } origin ? origin : null;

    public RouteTrace Finish(TraceStop? stop)
    {
        var grids = new List<HeapGrid>();
        var oneSteps = stop is null ? OneSteps() : ImmutableArray<OneStep>.Empty;
        var depth = _interpreter.Tape.ProductDepth();
        if (depth > 0 || !oneSteps.IsEmpty)
        {
            var visited = new HashSet<HeapObject>();
            var numbers = HeapWalk.Numbers(StateRoots().Concat(_synthesizer.Roots()).Concat(_results), visited);
            numbers.AddRange(HeapWalk.Numbers(LocalRoots(), visited));
            _leaves.NameAfter(numbers);

            // Where no product is made of another there is nothing for probing to find, and much of what is traced is of this kind.
            if (depth > 1 || !oneSteps.IsEmpty)
                grids = Grids(numbers);
        }

        var trace = new Trace(_interpreter.Tape, grids) { OneSteps = oneSteps };
        IReadOnlyDictionary<int, int> twins = ImmutableDictionary<int, int>.Empty;
        if (_isSecondPass)
        {
            var second = new TraceCopy(trace, start: _start);
            trace = second.Trace;
            twins = _twins.ToDictionary(pair => second[pair.Key].Node, pair => second[pair.Value].Node);
        }
        var changed = depth > 0 ? ChangedArrays.Of(_interpreter.Tape, _leaves, _begun, HeapWalk.Numbers(StateRoots())) : ChangedArrays.None;
        return new RouteTrace(trace, stop, _interpreter.Unknowns, changed.Updated, _synthesizer.Functions, _interpreter.LacksValues || stop is { Kind: StopKind.Threw } && Synthesizer.Settable(_receiver).Any() || _synthesizer.LeavesEmpty, _gaps is not null && (_gaps.HasFilled || Synthesizer.Settable(_receiver).Any()), _interpreter.AssumesConditions, _interpreter.Fuel.Used)
        {
            EmptySize = _interpreter.EmptySize,
            Overwritten = changed.Overwritten,
            FilledAnew = changed.FilledAnew,
            LengthsDisagree = _interpreter.LengthsDisagree,
            Stale = stop is null ? Stale() : ImmutableArray<StaleCopy>.Empty,
            Twins = twins,
            Branches = _interpreter.Branches,
            Flags = _synthesizer.Flags.ToImmutableArray(),
            HasTossed = _interpreter.HasTossed,
            HandedOn = _route.Steps.Skip(1).SelectMany(step => step.Method.Parameters).Where(parameter => _handedOn.Contains((parameter.Name, parameter.Type))).Select(parameter => parameter.Name).ToImmutableHashSet(),
        };
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
        for (var i = 0; i < _reading.Steps; i++)
        {
            var time = step.Times == StepTimes.EachStep ? i : _reading.Steps - 1 - i;
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
        if (!Synthesizer.TakesInteger(parameter))
            return 0;
        var integers = ((IMethodSymbol)parameter.ContainingSymbol).Parameters.Where(other => Value.IsIntegerType(other.Type)).ToList();
        var end = integers.IndexOf(parameter);
        var (plain, span) = _reading.Integers;
        return span == IntegerSpan.None || integers.Count < 2 || end is < 0 or > 1 ? plain
            : end == 0 == (span == IntegerSpan.Up) ? 0 : _reading.Size;
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
        _handedOn.Add((name, type));
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
            if (Attempt(leaf, location.Load()))
                location.Store(leaf);
        }

        foreach (var (leaf, now) in _heldArrays!.PutBack())
            Attempt(leaf, now);
    }

    /// <summary>Takes down what a held leaf was to become; false where it is not held, or stays what it is.</summary>
    private bool Attempt(Value leaf, Value now)
    {
        if (now.IsReal && now.AsTraced.Node == leaf.AsTraced.Node)
            return false;
        var origin = _interpreter.Tape.Origin(leaf.AsTraced.Node)!;
        if (!IsHeld(origin))
            return false;
        _attempts[leaf.AsTraced.Node] = _attempts.TryGetValue(leaf.AsTraced.Node, out var earlier) ? Accumulated(earlier, now, leaf) : now;
        return true;
    }

    private bool IsHeld(LeafOrigin origin) => _frozen.Contains(origin.Group.Name) || _leaves.IsUnnamed(origin);

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

    private ImmutableArray<StaleCopy> Stale()
    {
        var updated = new HashSet<int>(_leaves.Held.Where(held => held.Location.Load() is not { IsReal: true } now || now.AsTraced.Node != held.Leaf.AsTraced.Node).Select(held => held.Leaf.AsTraced.Node));
        if (updated.Count == 0)
            return ImmutableArray<StaleCopy>.Empty;
        return HeapWalk.Numbers(StateRoots()).Where(number => OriginOf(number) is not null && updated.Contains(NodeAt(number)))
            .Select(number => new StaleCopy(number.Path, number.Symbol, OriginOf(number)!.Group.Name)).Distinct().ToImmutableArray();
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
        var cells = numbers.ToList();
        if (IsAscending(cells))
            return [cells];
        var arrays = new List<List<HeapNumber>>();
        var seen = new Dictionary<string, int>();
        foreach (var number in cells)
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

    /// <summary>True where every number stands behind the one before it, as those of one array do.</summary>
    private static bool IsAscending(List<HeapNumber> numbers)
    {
        for (var i = 1; i < numbers.Count; i++)
        {
            var (before, after) = (numbers[i - 1].Indices, numbers[i].Indices);
            var same = 0;
            while (same < before.Length && same < after.Length && before[same] == after[same])
                same++;
            if (same == before.Length || same == after.Length || before[same] > after[same])
                return false;
        }

        return true;
    }

    private static HeapGrid Grid(string path, IEnumerable<HeapNumber> numbers, Func<HeapNumber, Value> value) => new(
        path,
        numbers.First().Symbol,
        numbers.Select(number => (number.Indices, Value: value(number))).Where(cell => cell.Value.IsReal).Select(cell => new HeapCell(cell.Indices, cell.Value.AsTraced)).ToImmutableArray());
}
