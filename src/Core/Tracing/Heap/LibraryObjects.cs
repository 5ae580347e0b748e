using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>A library object without any state that matters to a trace: a Random, a Stopwatch, a lock, an options object.</summary>
public sealed class PlainObject(ITypeSymbol? type, string name) : HeapObject(type)
{
    public string Name { get; } = name;

    public override string ToString() => Name;
}

/// <summary>An exception of a library type.</summary>
public sealed class ExceptionObject(ITypeSymbol? type, string message, Value inner = default) : HeapObject(type)
{
    public string Message { get; } = message;

    public Value Inner { get; } = inner;

    public override string ToString() => Message;
}

/// <summary>A task, which has always run to its end already.</summary>
public sealed class TaskObject(ITypeSymbol? type, Value result) : HeapObject(type)
{
    /// <summary>Set once by a TaskCompletionSource, else fixed.</summary>
    public Value Result { get; set; } = result;
}

/// <summary>A Lazy, ThreadLocal or AsyncLocal: made on first use.</summary>
public sealed class LazyObject(ITypeSymbol? type, Func<Value>? factory) : HeapObject(type)
{
    private Func<Value>? _factory = factory;
    private readonly Slot _slot = new();

    public bool IsMade => _factory is null;

    public Value Value
    {
        get
        {
            if (_factory is { } make)
            {
                _factory = null;
                _slot.Value = make();
            }

            return _slot.Value;
        }

        set
        {
            _factory = null;
            _slot.Value = value;
        }
    }

    public override IEnumerable<HeapSlot> Slots() =>
        IsMade ? [new HeapSlot(null, "Value", ImmutableArray<int>.Empty, _slot)] : [];
}

/// <summary>A StringBuilder, StringWriter or interpolated string handler.</summary>
public sealed class TextObject(ITypeSymbol? type, string text) : HeapObject(type)
{
    public StringBuilder Text { get; } = new(text);

    public override string ToString() => Text.ToString();
}

/// <summary>The result of <c>typeof</c> or <c>GetType</c>.</summary>
public sealed class TypeObject(ITypeSymbol represented) : HeapObject(null)
{
    public ITypeSymbol Represented { get; } = represented;

    public override string ToString() => Represented.ToDisplayString();
}

/// <summary>A comparer that orders or equates by a delegate of the interpreted program; null for the default one.</summary>
public sealed class ComparerObject(ITypeSymbol? type, Func<Value, Value, int>? compare) : HeapObject(type)
{
    public Func<Value, Value, int>? Compare { get; } = compare;
}

/// <summary>A System.Numerics vector: a fixed number of lanes, a value type.</summary>
public sealed class VectorObject(ITypeSymbol? type, Value[] lanes) : HeapObject(type)
{
    public Value[] Lanes { get; } = lanes;

    public override IEnumerable<HeapSlot> Slots() =>
        Lanes.Select((_, i) => new HeapSlot(null, "", ImmutableArray.Create(i), new CellLocation(Lanes, i)));

    public override HeapObject CopyOnStore() => new VectorObject(Type, (Value[])Lanes.Clone());
}

/// <summary>A span of numbers seen as a span of vectors, as <c>MemoryMarshal.Cast</c> gives it.</summary>
public sealed class VectorWindow(ITypeSymbol? type, ITypeSymbol? vectorType, Value[] cells, int start, int length, int width) : HeapObject(type)
{
    public ITypeSymbol? VectorType { get; } = vectorType;

    public Value[] Cells { get; } = cells;

    public int Start { get; } = start;

    /// <summary>Number of vectors.</summary>
    public int Length { get; } = length;

    /// <summary>Lanes in each.</summary>
    public int Width { get; } = width;

    /// <summary>The place of one vector among the numbers.</summary>
    public Location Place(int index) => VectorPlace(VectorType, Cells, Start + (index * Width), Width);

    /// <summary>A vector read from and written to a run of numbers.</summary>
    public static Location VectorPlace(ITypeSymbol? vectorType, Value[] cells, int start, int width) => new AccessorLocation(
        () => Value.Of(new VectorObject(vectorType, Enumerable.Range(start, width).Select(i => new CellLocation(cells, i).Load()).ToArray())),
        value =>
        {
            var lanes = value.As<VectorObject>().Lanes;
            for (var lane = 0; lane < lanes.Length; lane++)
                new CellLocation(cells, start + lane).Store(lanes[lane]);
        });
}

/// <summary>A node of a LinkedList, found by its position.</summary>
public sealed class LinkedNodeObject(ITypeSymbol? type, ListObject list, int index) : HeapObject(type)
{
    private readonly int _count = list.Items.Count;

    public ListObject List { get; } = list;

    /// <exception cref="TraceStoppedException">if the list changed since: positions no longer tell nodes apart.</exception>
    public int Index => List.Items.Count == _count
        ? index
        : throw new TraceStoppedException(StopKind.Unsupported, "a linked list changed while one of its nodes was held");
}

/// <summary>What a Parallel loop's body may stop it with.</summary>
public sealed class LoopStateObject(ITypeSymbol? type) : HeapObject(type)
{
    public bool IsStopped { get; set; }
}
