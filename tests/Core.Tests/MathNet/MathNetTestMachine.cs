using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.MathNet;

/// <summary>A delegate of the interpreted program, written as a function of the test.</summary>
internal sealed class TestDelegate(Func<Value[], Value> body) : HeapObject(null)
{
    public Func<Value[], Value> Body { get; } = body;
}

/// <summary>As much of the interpreter as the MathNet models ask for.</summary>
internal sealed class MathNetTestMachine : IMachine
{
    private static readonly CSharpCompilation SharedCompilation = CSharpCompilation.Create(
        "MathNetModels",
        references: ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Append(typeof(Vector<>).Assembly.Location)
            .Where(path => path.Length > 0)
            .DistinctBy(Path.GetFileName)
            .Select(path => MetadataReference.CreateFromFile(path)));

    private static readonly LeafGroup Group = new("x", LeafGroupKind.Storage);

    public MathNetTestMachine() => Arithmetic = new Arithmetic(Tape);

    public Compilation Compilation => SharedCompilation;

    public Tape Tape { get; } = new();

    public Arithmetic Arithmetic { get; }

    public Fuel Fuel { get; } = new();

    public IEqualityComparer<Value> EqualityComparer => throw new NotSupportedException();

    /// <summary>What was asked for as opaque.</summary>
    public List<string> Unknowns { get; } = [];

    public Value Leaf(double value, ValueKind kind = ValueKind.Double, params int[] indices) =>
        Value.Of(Tape.Leaf(new LeafOrigin(Group, [.. indices]), value), kind);

    public Value Invoke(Value function, params Value[] arguments) => function.As<TestDelegate>().Body(arguments);

    public IEnumerable<Value> Enumerate(Value sequence) => sequence.AsObject switch
    {
        ArrayObject array => array.Cells,
        ListObject list => list.Items,
        MathVectorObject vector => vector.Cells,
        SequenceObject lazy => lazy.Items(),
        _ => throw new NotSupportedException("cannot enumerate " + sequence),
    };

    public bool AreEqual(Value x, Value y) => x.AsTraced.Value.Equals(y.AsTraced.Value);

    public int Compare(Value x, Value y) => x.AsTraced.Value.CompareTo(y.AsTraced.Value);

    public Value DefaultOf(ITypeSymbol type) => Value.KindOf(type) switch
    {
        null => Value.Null,
        { } kind when Value.IsRealKind(kind) => Value.Of(Traced.Constant(0), kind),
        { } kind => Value.Integer(kind, 0),
    };

    public ArrayObject NewArray(ITypeSymbol elementType, params int[] lengths)
    {
        var count = lengths.Aggregate(1, (product, length) => product * length);
        Fuel.Allocate(count);
        return new ArrayObject(Compilation.CreateArrayTypeSymbol(elementType, lengths.Length), elementType, lengths, Enumerable.Repeat(DefaultOf(elementType), count).ToArray());
    }

    public Value RandomLeaf(double low, double high, ValueKind kind) => Leaf((low + high) / 2, kind);

    public long RandomInteger(long low, long high) => low;

    public Value Opaque(ITypeSymbol? type, string what, params Value[] inputs)
    {
        Unknowns.Add(what);
        return Value.KindOf(type) is { } kind && Value.IsRealKind(kind) ? Leaf(0.5, kind) : Value.Of(new OpaqueObject(type, what));
    }

    public void NoteUnequalLengths()
    {
    }

    public InterpretedException Throw(string exceptionType, string message) => new(Value.Of(new OpaqueObject(null, exceptionType)), exceptionType, message, null);
}
