using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>
/// The members that collections share, written once against whatever object the receiver is and entered under the collection
/// interfaces and the collection types alike; and the enumerators that <c>foreach</c> uses.
/// </summary>
internal static class SequenceModels
{
    public static void Register(ModelTable table)
    {
        string[] shared =
        [
            "System.Collections.IEnumerable", "System.Collections.ICollection", "System.Collections.IList",
            "System.Collections.Generic.IEnumerable`1", "System.Collections.Generic.ICollection`1", "System.Collections.Generic.IList`1",
            "System.Collections.Generic.IReadOnlyCollection`1", "System.Collections.Generic.IReadOnlyList`1",
            "System.Collections.Generic.IAsyncEnumerable`1",
            "System.Collections.Generic.IDictionary`2", "System.Collections.Generic.IReadOnlyDictionary`2", "System.Collections.IDictionary",
            "System.Collections.Generic.ISet`1", "System.Collections.Generic.IReadOnlySet`1",
            "System.Linq.IGrouping`2", "System.Linq.ILookup`2", "System.Linq.IOrderedEnumerable`1", "System.Linq.ParallelQuery`1",
        ];
        foreach (var name in shared)
            AddShared(table.Type(name));
        table.Type("System.Linq.IGrouping`2").Add("get_Key", static call => call.Receiver.As<GroupingObject>().Key);

        AddEnumerators(table);
    }

    /// <summary>Count, indexer, Contains, CopyTo, enumeration and changes of any collection.</summary>
    public static TypeModels AddShared(TypeModels type) => type
        .Add(["get_Count", "get_Length"], Count)
        .Add("get_Item", GetItem)
        .Add("set_Item", SetItem)
        .Add("Add", Add)
        .Add("Insert", ListModels.Insert)
        .Add("Remove", Remove)
        .Add("RemoveAt", ListModels.RemoveAt)
        .Add("Clear", Clear)
        .Add("Contains", Contains)
        .Add("IndexOf", IndexOf)
        .Add("CopyTo", CopyTo)
        .Add("ContainsKey", DictionaryModels.ContainsKey)
        .Add("TryGetValue", DictionaryModels.TryGetValue)
        .Add("get_Keys", DictionaryModels.Keys)
        .Add("get_Values", DictionaryModels.Values)
        .Add(["get_IsReadOnly", "get_IsFixedSize"], static call => Value.Of(call.Receiver.AsObject is ArrayObject))
        .Add("get_IsSynchronized", static _ => Value.False)
        .Add("get_SyncRoot", static call => call.Receiver)
        .Add(["GetEnumerator", "GetAsyncEnumerator"], GetEnumerator);

    public static Value Count(ModelCall call) => Sequences.Count(call.Receiver) is >= 0 and var count ? Value.Of(count) : call.Unknown();

    public static Value GetItem(ModelCall call)
    {
        if (call.Receiver.AsObject is DictionaryObject { HoldsKeysOnly: false })
            return DictionaryModels.Get(call);
        var index = Position(call);
        return Items(call)[index];
    }

    public static Value SetItem(ModelCall call)
    {
        var value = call[call.Count - 1].CopyOnStore();
        switch (call.Receiver.AsObject)
        {
            case DictionaryObject dictionary:
                call.Machine.Fuel.Allocate(1);
                dictionary.Set(call[0], value);
                return Value.Void;
            case ListObject or ArrayObject or Window or VectorWindow:
                Sequences.Place(call.Receiver, Position(call))!.Store(value);
                return Value.Void;
            default:
                return call.Unknown();
        }
    }

    public static Value GetEnumerator(ModelCall call) => call.ToEnumerator(call.Paid(call.Machine.Enumerate(call.Receiver)));

    public static Value Contains(ModelCall call)
    {
        if (call.Receiver.AsObject is DictionaryObject dictionary)
            return Value.Of(dictionary.Find(call[0] is { AsObject: TupleObject entry } && !dictionary.HoldsKeysOnly ? entry.Items[0] : call[0]) is not null);
        var sought = call[0];
        var machine = call.Machine;
        return Value.Of(call.Paid(machine.Enumerate(call.Receiver)).Any(item => machine.AreEqual(item, sought)));
    }

    public static Value IndexOf(ModelCall call)
    {
        var items = Items(call);
        var start = call.IntOr("index", call.IntOr("startIndex", 0));
        var count = call.IntOr("count", items.Count - start);
        if (start < 0 || count < 0 || count > items.Count - start)
            throw call.OutOfRange("Index or count");
        for (var i = start; i < start + count; i++)
        {
            call.Machine.Fuel.Step();
            if (call.Machine.AreEqual(items[i], call[0]))
                return Value.Of(i);
        }

        return Value.Of(-1);
    }

    /// <summary>CopyTo(array[, arrayIndex]), CopyTo(index, array, arrayIndex, count), CopyTo(span).</summary>
    public static Value CopyTo(ModelCall call)
    {
        var first = call[0].IsInteger ? 1 : 0;
        var source = call.Paid(call.Machine.Enumerate(call.Receiver)).ToArray();
        var from = first == 1 ? call.Int(0) : 0;
        var count = call.Count == 4 ? call.Int(3) : source.Length - from;
        var at = call.Count > first + 1 ? (int)call[first + 1].AsInteger : 0;
        if (!Sequences.TryCells(call[first], out var cells, out var start, out var length))
            throw call.Unsupported();
        if (from < 0 || at < 0 || count < 0)
            throw call.OutOfRange("An index");
        if (count > source.Length - from || count > length - at)
            throw call.Throw("ArgumentException", "Destination array was not long enough.").Beyond(cells, start + at + count - 1);
        for (var i = 0; i < count; i++)
            cells[start + at + i] = source[from + i].CopyOnStore();
        return Value.Void;
    }

    private static void AddEnumerators(ModelTable table)
    {
        const string generic = "System.Collections.Generic.";
        string[] enumerators =
        [
            "System.Collections.IEnumerator", generic + "IEnumerator`1", generic + "IAsyncEnumerator`1", "System.CharEnumerator",
            "System.Collections.IDictionaryEnumerator",
            generic + "List`1+Enumerator", generic + "Queue`1+Enumerator", generic + "Stack`1+Enumerator", generic + "LinkedList`1+Enumerator",
            generic + "HashSet`1+Enumerator", generic + "SortedSet`1+Enumerator",
            generic + "Dictionary`2+Enumerator", generic + "Dictionary`2+KeyCollection+Enumerator", generic + "Dictionary`2+ValueCollection+Enumerator",
            generic + "SortedDictionary`2+Enumerator", generic + "SortedDictionary`2+KeyCollection+Enumerator", generic + "SortedDictionary`2+ValueCollection+Enumerator",
            "System.Numerics.Tensors.Tensor`1+Enumerator", "System.Numerics.Tensors.TensorSpan`1+Enumerator", "System.Numerics.Tensors.ReadOnlyTensorSpan`1+Enumerator",
            "System.Span`1+Enumerator", "System.ReadOnlySpan`1+Enumerator", "System.ArraySegment`1+Enumerator",
            "System.Collections.Immutable.ImmutableArray`1+Enumerator", "System.Collections.Immutable.ImmutableList`1+Enumerator",
            "System.Collections.Immutable.ImmutableDictionary`2+Enumerator", "System.Collections.Immutable.ImmutableHashSet`1+Enumerator",
        ];
        foreach (var name in enumerators)
        {
            table.Type(name)
                .Add("MoveNext", static call => Value.Of(call.Receiver.As<EnumeratorObject>().Items.MoveNext()))
                .Add("MoveNextAsync", static call => Value.Of(new TaskObject(call.Method.ReturnType, Value.Of(call.Receiver.As<EnumeratorObject>().Items.MoveNext()))))
                .Add("get_Current", static call => call.Receiver.As<EnumeratorObject>().Items.Current)
                .Add("Dispose", static call => { call.Receiver.As<EnumeratorObject>().Items.Dispose(); return Value.Void; })
                .Add("DisposeAsync", static call => { call.Receiver.As<EnumeratorObject>().Items.Dispose(); return Value.Of(new TaskObject(call.Method.ReturnType, Value.Void)); })
                .Ignore("Reset");
        }

        // The interpreter runs Dispose of a class of one's own; what arrives here holds nothing to release.
        table.Type("System.IDisposable").Add("Dispose", static call => { (call.Receiver.AsObject as EnumeratorObject)?.Items.Dispose(); return Value.Void; });
        table.Type("System.IAsyncDisposable").Add("DisposeAsync", static call => Value.Of(new TaskObject(call.Method.ReturnType, Value.Void)));
    }

    private static Value Add(ModelCall call)
    {
        switch (call.Receiver.AsObject)
        {
            case DictionaryObject { HoldsKeysOnly: true }:
                return DictionaryModels.AddKey(call);
            case DictionaryObject:
                return DictionaryModels.Add(call);
            default:
                return ListModels.Add(call);
        }
    }

    private static Value Remove(ModelCall call) =>
        call.Receiver.AsObject is DictionaryObject ? DictionaryModels.Remove(call) : ListModels.Remove(call);

    public static Value Clear(ModelCall call)
    {
        switch (call.Receiver.AsObject)
        {
            case DictionaryObject dictionary:
                dictionary.Clear();
                return Value.Void;
            case ListObject list:
                list.Items.Clear();
                return Value.Void;
            case ArrayObject array:
                ArrayModels.Reset(call.Machine, array.Cells, 0, array.Length, array.ElementType);
                return Value.Void;
            default:
                return call.Unknown();
        }
    }

    /// <summary>The receiver's items for random access.</summary>
    private static IReadOnlyList<Value> Items(ModelCall call) => call.Receiver.AsObject switch
    {
        ListObject list => list.Items,
        ArrayObject array => array.Cells,
        OpaqueObject => throw call.Unsupported(),
        _ => call.Machine.Enumerate(call.Receiver).ToArray(),
    };

    private static int Position(ModelCall call)
    {
        var count = Sequences.Count(call.Receiver);
        var index = IndexModels.Offset(call[0], count);
        if ((uint)index < (uint)count)
            return index;
        var thrown = call.Receiver.AsObject is Window or string or ListObject { Type.Name: "ImmutableArray" } ? call.IndexOutside() : call.OutOfRange("Index");
        throw call.Receiver.AsObject is ListObject { MadeOf: { } cells } && cells.Length == count ? thrown.Beyond(cells, index) : thrown;
    }
}
