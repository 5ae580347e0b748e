using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>What most models need of a call: arguments by name, fresh objects, the usual exceptions.</summary>
internal static class Calls
{
    public static TraceStoppedException Unsupported(string what) => new(StopKind.Unsupported, what + " is not modelled");

    public static TraceStoppedException Unsupported(this ModelCall call) =>
        Unsupported(call.Method.ContainingType?.Name + "." + call.Method.Name);

    public static InterpretedException Throw(this ModelCall call, string exception, string message) =>
        call.Machine.Throw("System." + exception, message);

    public static InterpretedException OutOfRange(this ModelCall call, string what) =>
        call.Throw("ArgumentOutOfRangeException", what + " was out of range.");

    public static InterpretedException IndexOutside(this ModelCall call) =>
        call.Throw("IndexOutOfRangeException", "Index was outside the bounds of the array.");

    /// <summary>The same exception, with the cells beyond whose end it was that the code reached: the array on them may be one that was made up too short.</summary>
    public static InterpretedException Beyond(this InterpretedException thrown, Value[] cells, int index) =>
        index < cells.Length ? thrown : new(thrown.Exception, thrown.TypeName, thrown.Message, thrown.Syntax) { OutOfRange = (new ArrayObject(null, null, [cells.Length], cells), [index]) };

    public static InterpretedException Empty(this ModelCall call) =>
        call.Throw("InvalidOperationException", "Sequence contains no elements");

    /// <summary>Position of the parameter of this name, or −1.</summary>
    public static int Position(this ModelCall call, string parameter)
    {
        for (var i = 0; i < call.Method.Parameters.Length && i < call.Count; i++)
        {
            if (call.Method.Parameters[i].Name == parameter)
                return i;
        }

        return -1;
    }

    public static bool Has(this ModelCall call, string parameter) => call.Position(parameter) >= 0;

    /// <summary>The argument for the parameter of this name; null where the overload has none.</summary>
    public static Value Named(this ModelCall call, string parameter)
    {
        var position = call.Position(parameter);
        return position < 0 ? Value.Null : call[position];
    }

    public static int IntOr(this ModelCall call, string parameter, int otherwise)
    {
        var position = call.Position(parameter);
        return position < 0 ? otherwise : call.Int(position);
    }

    /// <summary>Number of values that the delegate passed at this position takes.</summary>
    public static int Arity(this ModelCall call, int position) =>
        (call.Method.Parameters[position].Type as INamedTypeSymbol)?.DelegateInvokeMethod?.Parameters.Length ?? 1;

    /// <summary>The model's result where the receiver is not what the model knows: unknown if the receiver is.</summary>
    public static Value Unknown(this ModelCall call) =>
        call.Receiver.AsObject is OpaqueObject
            ? call.Machine.Opaque(call.Method.ReturnType, call.Method.ContainingType.Name + "." + call.Method.Name, call.Arguments)
            : throw call.Unsupported();

    /// <summary>An array around cells that the caller just made; its type is the member's result type.</summary>
    public static Value ToArray(this ModelCall call, Value[] cells) =>
        call.ToArray(cells, (call.Method.ReturnType as IArrayTypeSymbol)?.ElementType);

    public static Value ToArray(this ModelCall call, Value[] cells, ITypeSymbol? elementType)
    {
        call.Machine.Fuel.Allocate(cells.Length);
        var type = elementType is null ? null : call.Machine.Compilation.ArrayOf(elementType);
        return Value.Of(new ArrayObject(type, elementType, [cells.Length], cells));
    }

    public static Value ToArray(this ModelCall call, IEnumerable<Value> items) => call.ToArray(call.Stored(items).ToArray());

    /// <summary>A list, queue, stack … of the member's result type, or of its containing type for a constructor.</summary>
    public static Value ToList(this ModelCall call, IEnumerable<Value> items) => Value.Of(new ListObject(call.ResultType(), call.Stored(items).ToList()));

    public static Value ToSequence(this ModelCall call, Func<IEnumerable<Value>> items)
    {
        var fuel = call.Machine.Fuel;
        return Value.Of(new SequenceObject(call.Method.ReturnType, () => Nested(fuel, items)));
    }

    /// <summary>A query over a query asks the one below for each of its items: that nests like calls do, and is counted like them.</summary>
    public static IEnumerable<Value> Nested(Fuel fuel, Func<IEnumerable<Value>> items)
    {
        IEnumerator<Value>? going = null;
        try
        {
            while (Next())
                yield return going!.Current;
        }
        finally
        {
            going?.Dispose();
        }

        bool Next()
        {
            fuel.Enter();
            try
            {
                return (going ??= items().GetEnumerator()).MoveNext();
            }
            finally
            {
                fuel.Leave();
            }
        }
    }

    public static Value ToTuple(this ModelCall call, params Value[] items) => Value.Of(new TupleObject(call.ResultType(), items));

    public static Value ToEnumerator(this ModelCall call, IEnumerable<Value> items) =>
        Value.Of(new EnumeratorObject(call.Method.ReturnType, items.GetEnumerator()));

    public static Value ToPlain(this ModelCall call) => Value.Of(new PlainObject(call.ResultType(), call.ResultType()?.Name ?? call.Method.Name));

    public static ITypeSymbol? ResultType(this ModelCall call) =>
        call.Method.MethodKind == MethodKind.Constructor ? call.Method.ContainingType : call.Method.ReturnType;

    /// <summary>The items as they are put into storage: structs copied, each paid for.</summary>
    public static IEnumerable<Value> Stored(this ModelCall call, IEnumerable<Value> items)
    {
        foreach (var item in items)
        {
            call.Machine.Fuel.Allocate(1);
            call.Machine.Fuel.Step();
            yield return item.CopyOnStore();
        }
    }

    /// <summary>The items, each paid for.</summary>
    public static IEnumerable<Value> Items(this ModelCall call, int position)
    {
        if (call[position].IsNull)
            throw call.Throw("ArgumentNullException", "Value cannot be null.");
        return call.Paid(call.Sequence(position));
    }

    public static IEnumerable<Value> Paid(this ModelCall call, IEnumerable<Value> items)
    {
        foreach (var item in items)
        {
            call.Machine.Fuel.Step();
            yield return item;
        }
    }

    /// <summary>A predicate given as a delegate.</summary>
    public static Func<Value, bool> Predicate(this ModelCall call, Value function)
    {
        var machine = call.Machine;
        return item => machine.Invoke(function, item).AsBoolean;
    }

    public static Func<Value, Value> Function(this ModelCall call, Value function)
    {
        var machine = call.Machine;
        return item => machine.Invoke(function, item);
    }

    /// <summary>The order that an <c>IComparer</c> or <c>Comparison</c> argument stands for; the default where it is null.</summary>
    public static Comparison<Value> Order(this ModelCall call, Value comparer)
    {
        var machine = call.Machine;
        return comparer.AsObject switch
        {
            null or ComparerObject { Compare: null } => machine.Compare,
            ComparerObject { Compare: { } compare } => (x, y) => compare(x, y),
            OpaqueObject or Instance => throw Unsupported("a comparer of one's own"),
            _ => (x, y) => machine.Invoke(comparer, x, y).AsInt32,
        };
    }

    /// <summary>The equality that an <c>IEqualityComparer</c> argument stands for.</summary>
    public static IEqualityComparer<Value> Equality(this ModelCall call, Value comparer) => comparer.AsObject switch
    {
        null or ComparerObject { Compare: null } => call.Machine.EqualityComparer,
        ComparerObject { Compare: { } compare } => new DelegateEquality(compare),
        _ => throw Unsupported("a comparer of one's own"),
    };

    /// <summary>A stable sort.</summary>
    public static List<Value> Sorted(this ModelCall call, IEnumerable<Value> items, Comparison<Value> order) =>
        MergeSort(call.Paid(items).ToArray(), order).ToList();

    /// <summary>
    /// A stable sort of our own: .NET's would wrap what the interpreted comparison throws into another exception.
    /// </summary>
    public static T[] MergeSort<T>(T[] items, Comparison<T> order)
    {
        if (items.Length < 2)
            return items;
        var middle = items.Length / 2;
        T[] left = MergeSort(items.Take(middle).ToArray(), order), right = MergeSort(items.Skip(middle).ToArray(), order), merged = new T[items.Length];
        for (int i = 0, x = 0, y = 0; i < merged.Length; i++)
            merged[i] = y == right.Length || (x < left.Length && order(left[x], right[y]) <= 0) ? left[x++] : right[y++];
        return merged;
    }

    public static Value[] Window(Value[] cells, int start, int length)
    {
        var copy = new Value[length];
        for (var i = 0; i < length; i++)
            copy[i] = cells[start + i].CopyOnStore();
        return copy;
    }

    private sealed class DelegateEquality(Func<Value, Value, int> compare) : IEqualityComparer<Value>
    {
        public bool Equals(Value x, Value y) => compare(x, y) == 0;

        public int GetHashCode(Value value) => 0;
    }
}
