using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>Span, Memory and ArraySegment, all of them windows on cells; MemoryExtensions, MemoryMarshal and Unsafe.</summary>
internal static class SpanModels
{
    public static void Register(ModelTable table)
    {
        string[] spans = ["System.Span`1", "System.ReadOnlySpan`1"];
        foreach (var name in spans)
        {
            AddWindow(table.Type(name))
                .Add("get_Item", static call => Value.Of(Place(call)))
                .Add("GetEnumerator", static call => call.ToEnumerator(Places(call)))
                .Add("GetPinnableReference", static call => Value.Of(Sequences.Place(call.Receiver, 0)));
        }

        string[] memories = ["System.Memory`1", "System.ReadOnlyMemory`1"];
        foreach (var name in memories)
            AddWindow(table.Type(name)).Add("get_Span", static call => Retyped(call, call.Receiver)).Add("Pin", static call => call.Receiver);
        table.Type("System.Buffers.MemoryHandle").Add("get_Pointer", static call => call.Receiver);

        AddWindow(SequenceModels.AddShared(table.Type("System.ArraySegment`1")))
            .Add("get_Item", static call => Place(call).Load())
            .Add("set_Item", static call => { Place(call).Store(call[1].CopyOnStore()); return Value.Void; })
            .Add("get_Count", SequenceModels.Count)
            .Add("get_Offset", static call => Value.Of(call.Receiver.As<Window>().Start))
            .Add("get_Array", static call => call.Receiver.AsObject is Window window
                ? Value.Of(new ArrayObject(call.Method.ReturnType, window.ElementType, [window.Cells.Length], window.Cells)) : call.Unknown());

        AddMemoryExtensions(table.Type("System.MemoryExtensions"));
        AddMarshalling(table);
    }

    /// <summary>A window on an array, a span or nothing, of the member's result type.</summary>
    public static Value Retyped(ModelCall call, Value source) => Slice(call, source, 0, null);

    /// <summary>A vector's width in lanes: that of 256-bit hardware.</summary>
    public static int Width(ITypeSymbol? elementType) => Numbers.Size(Value.KindOf(elementType)) is > 0 and var size ? 32 / size : 0;

    private static TypeModels AddWindow(TypeModels type) => type
        .Add(".ctor", New)
        .Add("op_Implicit", static call => Retyped(call, call[0]))
        .Add("get_Empty", static call => Retyped(call, Value.Null))
        .Add("get_Length", SequenceModels.Count)
        .Add("get_IsEmpty", static call => Value.Of(Sequences.Count(call.Receiver) == 0))
        .Add("Slice", static call => Slice(call, call.Receiver, call.Int(0), call.Count > 1 ? call.Int(1) : null))
        .Add("ToArray", static call => call.ToArray(call.Machine.Enumerate(call.Receiver)))
        .Add("CopyTo", static call => CopyTo(call, call.Receiver, call[0]) ? Value.Void : throw call.Throw("ArgumentException", "Destination is too short."))
        .Add("TryCopyTo", static call => Value.Of(CopyTo(call, call.Receiver, call[0])))
        .Add("Fill", Fill)
        .Add("Clear", Clear)
        .Add("GetEnumerator", SequenceModels.GetEnumerator)
        .Add("op_Equality", static call => Value.Of(SameCells(call[0], call[1])))
        .Add("op_Inequality", static call => Value.Of(!SameCells(call[0], call[1])))
        .Add("Equals", static call => Value.Of(SameCells(call.Receiver, call[0])));

    private static void AddMemoryExtensions(TypeModels type) => type
        .Add(["AsSpan", "AsMemory"], AsSpan)
        .Add("CopyTo", static call => CopyTo(call, call[0], call[1]) ? Value.Void : throw call.Throw("ArgumentException", "Destination is too short."))
        .Add("Reverse", static call => { Sequences.TryCells(call[0], out var cells, out var start, out var length); Array.Reverse(cells, start, length); return Value.Void; })
        .Add("Sort", Sort)
        .Add("Contains", static call => Value.Of(call.Items(0).Any(item => call.Machine.AreEqual(item, call[1]))))
        .Add("IndexOf", static call => Value.Of(call.Items(0).ToList().FindIndex(item => call.Machine.AreEqual(item, call[1]))))
        .Add("SequenceEqual", static call => Value.Of(call.Items(0).SequenceEqual(call.Items(1), call.Machine.EqualityComparer)));

    private static void AddMarshalling(ModelTable table)
    {
        table.Type("System.Runtime.InteropServices.MemoryMarshal")
            .Add(["GetReference", "GetArrayDataReference"], static call => Value.Of(Sequences.Place(call[0], 0)))
            .Add(["CreateSpan", "CreateReadOnlySpan"], static call => call[0].AsObject is CellLocation cell
                ? Slice(call, Value.Of(new Window(null, call.TypeArgument(0), cell.Cells, cell.Index, call.Int(1))), 0, null) : throw call.Unsupported())
            .Add("Cast", Cast)
            .Add("TryGetArray", static call =>
            {
                var window = call[0].As<Window>();
                call.Out(1).Store(Value.Of(new Window(call.Method.Parameters[1].Type, window.ElementType, window.Cells, window.Start, window.Length)));
                return Value.True;
            })
            .Add("AsBytes", static call => throw call.Unsupported())
            .Add("ToEnumerable", static call => call[0])
            .Add("AsMemory", static call => Retyped(call, call[0]));
        table.Type("System.Runtime.InteropServices.CollectionsMarshal")
            .Add("AsSpan", static call => throw Calls.Unsupported("a span over a list"))
            .Add("GetValueRefOrNullRef", static call => Value.Of(call[0].As<DictionaryObject>().Find(call[1]) ?? throw call.Unsupported()))
            .Add("GetValueRefOrAddDefault", static call =>
            {
                var map = call[0].As<DictionaryObject>();
                call.Out(2).Store(Value.Of(map.Find(call[1]) is not null));
                DictionaryModels.TryAdd(call, map, call[1], call.Machine.DefaultOf(call.Method.TypeArguments[1]));
                return Value.Of(map.Find(call[1]));
            })
            .Add("SetCount", static call =>
            {
                var items = call[0].As<ListObject>().Items;
                while (items.Count < call.Int(1))
                    items.AddRange(call.Stored([call.Machine.DefaultOf(call.TypeArgument(0))]));
                items.RemoveRange(call.Int(1), items.Count - call.Int(1));
                return Value.Void;
            });
        table.Type("System.Runtime.CompilerServices.Unsafe")
            .Add("Add", static call => Shift(call, 1))
            .Add("Subtract", static call => Shift(call, -1))
            .Add(["As", "AsRef"], As)
            .Add("SizeOf", static call => Value.Of(Numbers.Size(Value.KindOf(call.TypeArgument(0))) is > 0 and var size ? size : call.TypeArgument(0).Name == "Vector" ? 32 : 8))
            .Add("Read", static call => call[0].AsObject is Window pointer ? new CellLocation(pointer.Cells, pointer.Start).Load() : call.Out(0).Load())
            .Add("Write", static call => { call.Out(0).Store(call[1]); return Value.Void; })
            .Add("IsNullRef", static _ => Value.False)
            .Ignore("SkipInit")
            .Add("AreSame", static call => Value.Of(call[0].AsObject is CellLocation x && call[1].AsObject is CellLocation y && ReferenceEquals(x.Cells, y.Cells) && x.Index == y.Index));
        table.Type("System.GC")
            .Add(["AllocateUninitializedArray", "AllocateArray"], static call => Value.Of(call.Machine.NewArray(call.TypeArgument(0), call.Int(0))));
    }

    private static Value New(ModelCall call)
    {
        // new Span<T>(ref value) and new Span<T>(pointer, length) besides the array overloads.
        if (call[0].AsObject is CellLocation cell)
            return Value.Of(new Window(call.ResultType(), call.Method.ContainingType.TypeArguments[0], cell.Cells, cell.Index, 1));
        var source = call[0].AsObject is NativeBlock block ? Whole(call, block) : call[0].AsObject;
        if (source is Window pointer && call.Method.Parameters[0].Type is IPointerTypeSymbol)
        {
            return call.Int(1) >= 0 && pointer.Start >= 0 && call.Int(1) <= pointer.Cells.Length - pointer.Start
                ? Value.Of(new Window(call.ResultType(), call.Method.ContainingType.TypeArguments[0], pointer.Cells, pointer.Start, call.Int(1)))
                : throw call.Unsupported();
        }

        return call.Count == 1 ? Retyped(call, call[0]) : Slice(call, call[0], call.Int(1), call.Int(2));
    }

    /// <summary>A block of native memory as a pointer to the span's items.</summary>
    private static Window Whole(ModelCall call, NativeBlock block)
    {
        var item = call.Method.ContainingType.TypeArguments[0];
        var cells = block.Cells(Numbers.Size(Value.KindOf(item)) is > 0 and var size ? size : throw call.Unsupported(), length => call.Machine.NewArray(item, length).Cells);
        return new Window(null, item, cells, 0, cells.Length);
    }

    private static Value AsSpan(ModelCall call)
    {
        if (call.Count == 1)
            return Retyped(call, call[0]);
        var length = Math.Max(0, Sequences.Count(call[0]));
        if (call[1].AsObject is TupleObject ends && ends.Items[0].AsObject is TupleObject)
        {
            var (start, count) = IndexModels.Span(call[1], length);
            return Slice(call, call[0], start, count);
        }

        return Slice(call, call[0], IndexModels.Offset(call[1], length), call.Count > 2 ? call.Int(2) : null);
    }

    private static Value Slice(ModelCall call, Value source, int start, int? length)
    {
        var type = call.ResultType();
        if (source.AsObject is VectorWindow vectors)
        {
            var left = length ?? vectors.Length - start;
            return start < 0 || left < 0 || left > vectors.Length - start ? throw call.OutOfRange("Start or length")
                : Value.Of(new VectorWindow(type, vectors.VectorType, vectors.Cells, vectors.Start + (start * vectors.Width), left, vectors.Width));
        }

        if (source.AsString is { } text)
            source = Value.Of(new ArrayObject(null, null, [text.Length], text.Select(Value.Of).ToArray()));
        if (!Sequences.TryCells(source, out var cells, out var first, out var room))
            return call.Unknown();
        var count = length ?? room - start;
        if (start < 0 || count < 0 || count > room - start)
            throw call.OutOfRange("Start or length").Beyond(cells, first + start + count - 1);
        var elementType = source.AsObject switch
        {
            ArrayObject array => array.ElementType,
            Window window => window.ElementType,
            _ => null,
        };
        return Value.Of(new Window(type, elementType ?? Sequences.ElementType(type), cells, first + start, count));
    }

    private static bool CopyTo(ModelCall call, Value source, Value target)
    {
        if (source.AsObject is VectorWindow || target.AsObject is VectorWindow)
            throw call.Unsupported();
        if (!Sequences.TryCells(source, out var cells, out var from, out var count) || !Sequences.TryCells(target, out var others, out var at, out var room))
            throw call.Unsupported();
        if (count > room)
            return false;
        ArrayModels.Move(call.Machine, cells, from, others, at, count, null);
        return true;
    }

    private static Value Fill(ModelCall call)
    {
        var count = Sequences.Count(call.Receiver);
        call.Machine.Fuel.Step(count);
        for (var i = 0; i < count; i++)
            Sequences.Place(call.Receiver, i)!.Store(call[0].CopyOnStore());
        return Value.Void;
    }

    private static Value Clear(ModelCall call)
    {
        switch (call.Receiver.AsObject)
        {
            case Window window:
                ArrayModels.Reset(call.Machine, window.Cells, window.Start, window.Length, window.ElementType);
                return Value.Void;
            case VectorWindow vectors:
                ArrayModels.Reset(call.Machine, vectors.Cells, vectors.Start, vectors.Length * vectors.Width, null);
                return Value.Void;
            default:
                return call.Unknown();
        }
    }

    private static Value Sort(ModelCall call)
    {
        if (call.Has("items") || !Sequences.TryCells(call[0], out var cells, out var start, out _))
            throw call.Unsupported();
        var order = call.Order(call.Has("comparison") ? call.Named("comparison") : call.Named("comparer"));
        foreach (var item in call.Sorted(call.Sequence(0).ToArray(), order))
            cells[start++] = item;
        return Value.Void;
    }

    /// <summary>Numbers as numbers of the same size, and numbers as vectors and back.</summary>
    private static Value Cast(ModelCall call)
    {
        var (from, to) = (call.Method.TypeArguments[0], call.Method.TypeArguments[1]);
        if (SymbolEqualityComparer.Default.Equals(from, to))
            return Retyped(call, call[0]);
        var type = call.Method.ReturnType;
        switch (call[0].AsObject)
        {
            case Window window when to is INamedTypeSymbol { Name: "Vector", TypeArguments.Length: 1 } vector && SymbolEqualityComparer.Default.Equals(vector.TypeArguments[0], from):
                var width = Width(from);
                return Value.Of(new VectorWindow(type, vector, window.Cells, window.Start, window.Length / width, width));
            case VectorWindow vectors when vectors.VectorType is INamedTypeSymbol vector && SymbolEqualityComparer.Default.Equals(vector.TypeArguments[0], to):
                return Value.Of(new Window(type, to, vectors.Cells, vectors.Start, vectors.Length * vectors.Width));
            default:
                throw call.Unsupported();
        }
    }

    private static Value As(ModelCall call)
    {
        if (call[0].AsObject is not CellLocation cell || call.Method.TypeArguments.LastOrDefault() is not INamedTypeSymbol { Name: "Vector", TypeArguments.Length: 1 } vector)
            return call[0];
        return Value.Of(VectorWindow.VectorPlace(vector, cell.Cells, cell.Index, Width(vector.TypeArguments[0])));
    }

    private static Value Shift(ModelCall call, int sign) => call[0].AsObject switch
    {
        CellLocation cell => Value.Of(new CellLocation(cell.Cells, cell.Index + (sign * (int)call[1].AsInteger))),
        Window pointer => Value.Of(new Window(pointer.Type, pointer.ElementType, pointer.Cells, pointer.Start + (sign * (int)call[1].AsInteger), pointer.Length)),
        _ => throw call.Unsupported(),
    };

    private static Location Place(ModelCall call)
    {
        var count = Sequences.Count(call.Receiver);
        var index = IndexModels.Offset(call[0], count);
        return (uint)index < (uint)count ? Sequences.Place(call.Receiver, index)!
            : throw (Sequences.TryCells(call.Receiver, out var cells, out var start, out _) ? call.IndexOutside().Beyond(cells, start + index) : call.IndexOutside());
    }

    private static IEnumerable<Value> Places(ModelCall call)
    {
        var count = Sequences.Count(call.Receiver);
        for (var i = 0; i < count; i++)
        {
            call.Machine.Fuel.Step();
            yield return Value.Of(Sequences.Place(call.Receiver, i));
        }
    }

    private static bool SameCells(Value x, Value y) =>
        Sequences.TryCells(x, out var cells, out var start, out var length) && Sequences.TryCells(y, out var others, out var from, out var count)
        && length == count && (length == 0 || (ReferenceEquals(cells, others) && start == from));
}
