using Microsoft.CodeAnalysis;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Models;

/// <summary>Runs models without the interpreter: delegates are .NET functions, and nothing has user-defined equality or order.</summary>
internal sealed class FakeMachine(Compilation compilation) : IMachine
{
    private readonly LeafGroup _random = new("random", LeafGroupKind.Random);
    private int _draws;

    public Compilation Compilation { get; } = compilation;

    public Tape Tape { get; } = new();

    public Arithmetic Arithmetic => field ??= new Arithmetic(Tape);

    public Fuel Fuel { get; } = new();

    public IEqualityComparer<Value> EqualityComparer => field ??= new Equality(this);

    public Value Invoke(Value function, params Value[] arguments) =>
        function.AsObject is LibraryFunction library ? library.Call(arguments) : function.As<FunctionObject>().Body(arguments);

    public IEnumerable<Value> Enumerate(Value sequence) =>
        Sequences.Items(this, sequence) ?? throw new TraceStoppedException(StopKind.Unsupported, "not enumerable");

    public bool AreEqual(Value x, Value y) => (x.AsObject, y.AsObject) switch
    {
        (string a, string b) => a == b,
        (TupleObject a, TupleObject b) => a.Items.Zip(b.Items).All(pair => AreEqual(pair.First, pair.Second)),
        (not null, _) or (_, not null) => ReferenceEquals(x.AsObject, y.AsObject),
        _ when x.IsNull || y.IsNull => x.IsNull && y.IsNull,
        _ when x.IsReal => x.Kind == y.Kind && x.AsTraced.Value.Equals(y.AsTraced.Value),
        _ => x.Kind == y.Kind && x.AsInteger == y.AsInteger,
    };

    public int Compare(Value x, Value y) => (x.AsObject, y.AsObject) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (TupleObject a, TupleObject b) => a.Items.Zip(b.Items).Select(pair => Compare(pair.First, pair.Second)).FirstOrDefault(order => order != 0),
        _ when x.IsNull || y.IsNull => (x.IsNull ? 0 : 1) - (y.IsNull ? 0 : 1),
        _ when x.Kind == ValueKind.Boolean => x.AsInteger.CompareTo(y.AsInteger),
        _ => Numbers.Compare(x, y),
    };

    public Value DefaultOf(ITypeSymbol type) =>
        Value.KindOf(type) is { } kind ? kind == ValueKind.Boolean ? Value.False : Numbers.Zero(kind)
        : type is INamedTypeSymbol { IsTupleType: true } tuple ? Value.Of(new TupleObject(tuple, tuple.TupleElements.Select(e => DefaultOf(e.Type)).ToArray()))
        : type is INamedTypeSymbol { Name: "KeyValuePair" } pair ? Value.Of(new TupleObject(pair, pair.TypeArguments.Select(DefaultOf).ToArray()))
        : RnnLint.Tracing.Models.ComponentLayouts.NewFor(type) is { } zero ? Value.Of(zero)
        : Value.Null;

    public ArrayObject NewArray(ITypeSymbol elementType, params int[] lengths)
    {
        var cells = Enumerable.Range(0, lengths.Aggregate(1, (x, y) => x * y)).Select(_ => DefaultOf(elementType)).ToArray();
        return new ArrayObject(Compilation.CreateArrayTypeSymbol(elementType, lengths.Length), elementType, lengths, cells);
    }

    public Value RandomLeaf(double low, double high, ValueKind kind) =>
        Value.Of(Tape.Leaf(new LeafOrigin(_random, [_draws]), low + ((high - low) * (++_draws * 0.618 % 1))), kind);

    public long RandomInteger(long low, long high) => low + (++_draws * 7919L % (high - low));

    public Value Opaque(ITypeSymbol? type, string what, params Value[] inputs) => Value.Of(new OpaqueObject(type, what));

    public void NoteUnequalLengths()
    {
    }

    public InterpretedException Throw(string exceptionType, string message) => new(Value.Null, exceptionType, message, null);

    private sealed class Equality(FakeMachine machine) : IEqualityComparer<Value>
    {
        public bool Equals(Value x, Value y) => machine.AreEqual(x, y);

        public int GetHashCode(Value value) => value.AsObject switch
        {
            string text => text.Length,
            TupleObject or null => 0,
            var reference => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(reference),
        };
    }
}

/// <summary>A delegate.</summary>
internal sealed class FunctionObject(Func<Value[], Value> body) : HeapObject(null)
{
    public Func<Value[], Value> Body { get; } = body;
}
