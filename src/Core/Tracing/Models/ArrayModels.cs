using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>System.Array, Buffer and ArrayPool. Arrays of any rank are treated flat, as .NET does in these members.</summary>
internal static class ArrayModels
{
    public static void Register(ModelTable table)
    {
        SequenceModels.AddShared(table.Type("System.Array"))
            .Add(["get_Length"], static call => This(call) is var array ? Value.Integer(ValueKind.Int32, array.Length, array.Rank == 1 ? array.LengthMarks?[0] ?? 0 : 0) : default)
            .Add("get_LongLength", static call => Value.Of((long)This(call).Length))
            .Add("get_Rank", static call => Value.Of(This(call).Rank))
            .Add("GetLength", static call => Value.Integer(ValueKind.Int32, Dimension(call), This(call).LengthMarks?[call.Int(0)] ?? 0))
            .Add("GetLongLength", static call => Value.Of((long)Dimension(call)))
            .Add("GetUpperBound", static call => Value.Of(Dimension(call) - 1))
            .Add("GetLowerBound", static call => Value.Of(0))
            .Add("GetValue", static call => This(call).Cells[Offset(call, 0)])
            .Add("SetValue", static call => { This(call).Cells[Offset(call, 1)] = call[0].CopyOnStore(); return Value.Void; })
            .Add("Clone", Clone)
            .Add("Initialize", static _ => Value.Void)
            .Add("Clear", Clear)
            .Add(["Copy", "ConstrainedCopy"], Copy)
            .Add("Resize", Resize)
            .Add("Fill", Fill)
            .Add("Empty", static call => call.ToArray(Array.Empty<Value>()))
            .Add("Reverse", Reverse)
            .Add("Sort", Sort)
            .Add("IndexOf", static call => call.Method.IsStatic ? Value.Of(IndexOf(call, last: false)) : SequenceModels.IndexOf(call))
            .Add("LastIndexOf", static call => Value.Of(IndexOf(call, last: true)))
            .Add("BinarySearch", static call => Value.Of(ListModels.BinarySearch(call, Cells(call), call.Named("value"))))
            .Add("ConvertAll", static call => call.ToArray(Cells(call).Select(call.Function(call[1]))))
            .Add("ForEach", static call => { foreach (var item in call.Paid(Cells(call))) call.Call(call[1], item); return Value.Void; })
            .Add("Find", static call => ListModels.First(call, Cells(call), call.Method.ReturnType))
            .Add("FindLast", static call => ListModels.First(call, Enumerable.Reverse(Cells(call)), call.Method.ReturnType))
            .Add("FindAll", static call => call.ToArray(Cells(call).Where(call.Predicate(call[1]))))
            .Add("FindIndex", static call => Value.Of(ListModels.FindIndex(call, Cells(call))))
            .Add("FindLastIndex", static call => Value.Of(Array.FindLastIndex(Cells(call), item => call.Call(call[call.Count - 1], item).AsBoolean)))
            .Add("Exists", static call => Value.Of(call.Paid(Cells(call)).Any(call.Predicate(call[1]))))
            .Add("TrueForAll", static call => Value.Of(call.Paid(Cells(call)).All(call.Predicate(call[1]))))
            .Add("AsReadOnly", static call => call.ToList(Cells(call)))
            .Add("CreateInstance", CreateInstance)
            .Add("get_MaxLength", static _ => Value.Of(0x7FFFFFC7));
        table.Type("System.ICloneable").Add("Clone", static call => call.Receiver.AsObject is ArrayObject ? Clone(call) : call.Receiver.AsString is not null ? call.Receiver : call.Unknown());

        table.Type("System.Buffer")
            .Add("BlockCopy", BlockCopy)
            .Add("MemoryCopy", MemoryCopy)
            .Add("ByteLength", static call => Value.Of(call[0].As<ArrayObject>() is var array ? array.Length * Size(call, array.ElementType) : 0));

        table.Type("System.Buffers.ArrayPool`1")
            .Add(["get_Shared", "Create"], static call => call.ToPlain())
            .Add("Rent", static call => Value.Of(call.Machine.NewArray(call.Method.ContainingType.TypeArguments[0], call.Int(0))))
            .Add("Return", static call =>
            {
                if (call.Count > 1 && call.Bool(1) && call[0].AsObject is ArrayObject array)
                    Reset(call.Machine, array.Cells, 0, array.Length, array.ElementType);
                return Value.Void;
            });
    }

    /// <summary>Sets cells to the default of their type.</summary>
    public static void Reset(IMachine machine, Value[] cells, int start, int length, ITypeSymbol? elementType)
    {
        machine.Fuel.Step(length);
        for (var i = start; i < start + length; i++)
            cells[i] = Default(machine, elementType, cells[i]);
    }

    /// <summary>The default of the element type; where that is not known, of what the cell holds.</summary>
    public static Value Default(IMachine machine, ITypeSymbol? elementType, Value held) =>
        elementType is not null ? machine.DefaultOf(elementType)
        : held.IsReal || held.IsInteger ? Numbers.Zero(held.Kind)
        : held.Kind == ValueKind.Boolean ? Value.False : Value.Null;

    /// <summary>Copies as if through a buffer, so that the two may overlap.</summary>
    public static void Move(IMachine machine, Value[] source, int from, Value[] target, int at, int count, ITypeSymbol? targetType)
    {
        machine.Fuel.Step(count);
        var kind = Value.KindOf(targetType);
        var moved = Calls.Window(source, from, count);
        for (var i = 0; i < count; i++)
        {
            // Array.Copy widens: int[] to double[].
            var item = moved[i];
            target[at + i] = kind is { } wanted && wanted != item.Kind && (item.IsReal || item.IsInteger) ? Numbers.Convert(item, wanted) : item;
        }
    }

    private static Value Clone(ModelCall call)
    {
        var array = This(call);
        call.Machine.Fuel.Allocate(array.Length);
        return Value.Of(new ArrayObject(array.Type, array.ElementType, (int[])array.Lengths.Clone(), Calls.Window(array.Cells, 0, array.Length)) { LengthMarks = array.LengthMarks });
    }

    private static Value Clear(ModelCall call)
    {
        // ICollection.Clear on an array comes here too.
        if (!call.Method.IsStatic)
            return SequenceModels.Clear(call);
        var array = Target(call, 0);
        int start = call.Count > 1 ? call.Int(1) : 0, length = call.Count > 1 ? call.Int(2) : array.Length;
        if (start < 0 || length < 0 || length > array.Length - start)
            throw call.IndexOutside();
        Reset(call.Machine, array.Cells, start, length, array.ElementType);
        return Value.Void;
    }

    private static Value Copy(ModelCall call)
    {
        var whole = call.Count == 3;
        ArrayObject source = Target(call, 0), target = Target(call, whole ? 1 : 2);
        int from = whole ? 0 : call.Int(1), at = whole ? 0 : call.Int(3), count = call.Int(call.Count - 1);
        if (from < 0 || at < 0 || count < 0)
            throw call.OutOfRange("An index or length");
        if (count > source.Length - from || count > target.Length - at)
            throw call.Throw("ArgumentException", (count > source.Length - from ? "Source" : "Destination") + " array was not long enough.").Beyond(source.Cells, from + count - 1).Beyond(target.Cells, at + count - 1);
        Move(call.Machine, source.Cells, from, target.Cells, at, count, target.ElementType);
        return Value.Void;
    }

    private static Value Resize(ModelCall call)
    {
        var elementType = (call.Method.Parameters[0].Type as IArrayTypeSymbol)?.ElementType;
        if (call.Int(1) < 0)
            throw call.OutOfRange("newSize");
        var made = call.Machine.NewArray(elementType ?? call.TypeArgument(0), call.Int(1));
        if (call.Out(0).Load().AsObject is ArrayObject old)
        {
            // Resizing to the same length keeps the array.
            if (old.Length == made.Length)
                return Value.Void;
            Move(call.Machine, old.Cells, 0, made.Cells, 0, Math.Min(old.Length, made.Length), null);
        }

        call.Out(0).Store(Value.Of(made));
        return Value.Void;
    }

    private static Value Fill(ModelCall call)
    {
        var array = Target(call, 0);
        int start = call.Count > 2 ? call.Int(2) : 0, count = call.Count > 2 ? call.Int(3) : array.Length;
        if (start < 0 || count < 0 || count > array.Length - start)
            throw call.OutOfRange("Index");
        call.Machine.Fuel.Step(count);
        for (var i = start; i < start + count; i++)
            array.Cells[i] = call[1].CopyOnStore();
        return Value.Void;
    }

    private static Value Reverse(ModelCall call)
    {
        var (array, start, length) = Part(call);
        call.Machine.Fuel.Step(length);
        Array.Reverse(array.Cells, start, length);
        return Value.Void;
    }

    private static Value Sort(ModelCall call)
    {
        var (array, start, length) = Part(call);
        var order = call.Order(call.Has("comparison") ? call.Named("comparison") : call.Named("comparer"));
        var sorted = call.Sorted(Enumerable.Range(start, length).Select(i => Value.Of(i)), (x, y) => order(array.Cells[x.AsInt32], array.Cells[y.AsInt32]))
            .Select(index => index.AsInt32).ToArray();
        Permute(array.Cells);
        if (call.Named("items").AsObject is ArrayObject items)
            Permute(items.Cells);
        return Value.Void;

        void Permute(Value[] cells)
        {
            var old = (Value[])cells.Clone();
            for (var i = 0; i < length; i++)
                cells[start + i] = old[sorted[i]];
        }
    }

    private static int IndexOf(ModelCall call, bool last)
    {
        var cells = Cells(call);
        var sought = call.Named("value");
        if (last)
            return call.Count > 2 ? throw call.Unsupported() : Array.FindLastIndex(cells, item => call.Machine.AreEqual(item, sought));
        var start = call.IntOr("startIndex", 0);
        var count = call.IntOr("count", cells.Length - start);
        if (start < 0 || count < 0 || count > cells.Length - start)
            throw call.OutOfRange("Index");
        return Array.FindIndex(cells, start, count, item => call.Machine.AreEqual(item, sought));
    }

    private static Value CreateInstance(ModelCall call)
    {
        if (call[0].AsObject is not TypeObject { Represented: var elementType })
            throw call.Unsupported();
        var lengths = call[1].AsObject is ArrayObject given ? given.Cells.Select(length => length.AsInt32) : call.Arguments.Skip(1).Select(length => length.AsInt32);
        return Value.Of(call.Machine.NewArray(elementType, lengths.ToArray()));
    }

    private static Value BlockCopy(ModelCall call)
    {
        ArrayObject source = Target(call, 0), target = Target(call, 2);
        int size = Size(call, source.ElementType), targetSize = Size(call, target.ElementType);
        int from = call.Int(1), at = call.Int(3), count = call.Int(4);
        if (size != targetSize || from % size != 0 || at % size != 0 || count % size != 0)
            throw Calls.Unsupported("Buffer.BlockCopy of parts of numbers");
        if (from < 0 || at < 0 || count < 0)
            throw call.OutOfRange("An offset or count");
        if ((long)from + count > (long)source.Length * size || (long)at + count > (long)target.Length * size)
            throw call.Throw("ArgumentException", "Offset and length were out of bounds for the array.").Beyond(source.Cells, ((from + count) / size) - 1).Beyond(target.Cells, ((at + count) / size) - 1);
        Move(call.Machine, source.Cells, from / size, target.Cells, at / size, count / size, null);
        return Value.Void;
    }

    private static Value MemoryCopy(ModelCall call)
    {
        Window source = call[0].As<Window>(), target = call[1].As<Window>();
        var size = Size(call, source.ElementType ?? target.ElementType);
        var (room, count) = (call[2].AsInteger, call[3].AsInteger);
        if (count > room)
            throw call.OutOfRange("sourceBytesToCopy");
        if (count % size != 0 || source.Start < 0 || source.Start + (count / size) > source.Cells.Length || target.Start < 0 || target.Start + (count / size) > target.Cells.Length)
            throw call.Unsupported();
        Move(call.Machine, source.Cells, source.Start, target.Cells, target.Start, (int)(count / size), null);
        return Value.Void;
    }

    private static int Size(ModelCall call, ITypeSymbol? elementType) =>
        Numbers.Size(Value.KindOf(elementType)) is > 0 and var size ? size : throw call.Throw("ArgumentException", "Object must be an array of primitives.");

    private static (ArrayObject Array, int Start, int Length) Part(ModelCall call)
    {
        var array = Target(call, 0);
        int start = call.IntOr("index", 0), length = call.IntOr("length", array.Length - start);
        if (start < 0 || length < 0)
            throw call.OutOfRange("Index");
        return length <= array.Length - start ? (array, start, length) : throw call.Throw("ArgumentException", "Offset and length were out of bounds.").Beyond(array.Cells, start + length - 1);
    }

    private static int Dimension(ModelCall call) =>
        (uint)call.Int(0) < (uint)This(call).Rank ? This(call).Lengths[call.Int(0)] : throw call.IndexOutside();

    private static int Offset(ModelCall call, int first)
    {
        var indices = call[first].AsObject is ArrayObject given ? given.Cells.Select(index => index.AsInt32) : call.Arguments.Skip(first).Select(index => index.AsInt32);
        var offset = This(call).Offset(indices.ToArray());
        return offset >= 0 ? offset : throw call.IndexOutside();
    }

    private static ArrayObject This(ModelCall call) => call.Receiver.As<ArrayObject>();

    private static ArrayObject Target(ModelCall call, int argument) =>
        call[argument].IsNull ? throw call.Throw("ArgumentNullException", "Value cannot be null.") : call[argument].As<ArrayObject>();

    private static Value[] Cells(ModelCall call) => Target(call, 0).Cells;
}
