using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>List and the types that behave like one: Collection, ReadOnlyCollection, ArrayList, LinkedList.</summary>
internal static class ListModels
{
    public static void Register(ModelTable table)
    {
        string[] lists =
        [
            "System.Collections.Generic.List`1", "System.Collections.ArrayList", "System.Collections.ObjectModel.Collection`1",
            "System.Collections.ObjectModel.ObservableCollection`1", "System.Collections.ObjectModel.ReadOnlyCollection`1",
        ];
        foreach (var name in lists)
            AddList(table.Type(name));

        // A read-only view sees later changes of its list.
        table.Type("System.Collections.ObjectModel.ReadOnlyCollection`1").Add(".ctor", static call => View(call, call[0]));
        table.Type("System.Collections.ObjectModel.Collection`1").Add(".ctor", static call => call.Count == 0 ? call.ToList([]) : View(call, call[0]));
        AddLinked(table);
    }

    /// <summary>Entered by every type whose object is a <see cref="ListObject"/>.</summary>
    public static TypeModels AddList(TypeModels type) => SequenceModels.AddShared(type)
        .Add(".ctor", New)
        .Add("get_Capacity", static call => Value.Of(Math.Max(4, Items(call).Count)))
        .Ignore("set_Capacity", "TrimExcess")
        .Add("EnsureCapacity", static call => call[0])
        .Add("Add", Add)
        .Add("AddRange", static call => InsertAll(call, Items(call).Count, call.Sequence(call.Count - 1)))
        .Add("InsertRange", static call => InsertAll(call, At(call, 0, Items(call).Count), call.Sequence(1)))
        .Add("RemoveRange", static call => Void(call, Part(call).Remove))
        .Add("RemoveAll", static call => Value.Of(Items(call).RemoveAll(item => call.Call(call[0], item).AsBoolean)))
        .Add("GetRange", static call => call.ToList(Part(call).Items))
        .Add("Slice", static call => call.ToList(Part(call).Items))
        .Add("Reverse", static call => Void(call, Part(call).Reverse))
        .Add("Sort", Sort)
        .Add("ToArray", static call => call.ToArray(Items(call)))
        .Add("AsReadOnly", static call => View(call, call.Receiver))
        .Add("ForEach", ForEach)
        .Add("ConvertAll", static call => call.ToList(Items(call).ToArray().Select(call.Function(call[0]))))
        .Add("Find", static call => First(call, Items(call), call.Method.ReturnType))
        .Add("FindLast", static call => First(call, Enumerable.Reverse(Items(call)), call.Method.ReturnType))
        .Add("FindAll", static call => call.ToList(call.Paid(Items(call)).Where(call.Predicate(call[0]))))
        .Add("FindIndex", static call => Value.Of(FindIndex(call, Items(call))))
        .Add("FindLastIndex", static call => Value.Of(Items(call).FindLastIndex(item => call.Call(call[call.Count - 1], item).AsBoolean)))
        .Add("Exists", static call => Value.Of(call.Paid(Items(call)).Any(call.Predicate(call[0]))))
        .Add("TrueForAll", static call => Value.Of(call.Paid(Items(call)).All(call.Predicate(call[0]))))
        .Add("LastIndexOf", static call => Value.Of(Items(call).FindLastIndex(item => call.Machine.AreEqual(item, call[0]))))
        .Add("BinarySearch", static call => Value.Of(BinarySearch(call, Items(call), call[0])));

    public static Value Add(ModelCall call)
    {
        if (call.Receiver.AsObject is ArrayObject)
            throw call.Throw("NotSupportedException", "Collection was of a fixed size.");
        if (call.Receiver.AsObject is not ListObject list)
            return call.Unknown();
        call.Machine.Fuel.Allocate(1);
        list.Items.Add(call[0].CopyOnStore());

        // Only the non-generic IList.Add has a result.
        return call.Method.ReturnsVoid ? Value.Void : Value.Of(list.Items.Count - 1);
    }

    public static Value Insert(ModelCall call)
    {
        call.Machine.Fuel.Allocate(1);
        Items(call).Insert(At(call, 0, Items(call).Count), call[1].CopyOnStore());
        return Value.Void;
    }

    public static Value RemoveAt(ModelCall call)
    {
        Items(call).RemoveAt(At(call, 0, Items(call).Count - 1));
        return Value.Void;
    }

    public static Value Remove(ModelCall call)
    {
        var index = Items(call).FindIndex(item => call.Machine.AreEqual(item, call[0]));
        if (index >= 0)
            Items(call).RemoveAt(index);
        return Value.Of(index >= 0);
    }

    /// <summary>FindIndex([start[, count],] match) of a list, or of an array with the array first.</summary>
    public static int FindIndex(ModelCall call, IReadOnlyList<Value> items)
    {
        var start = call.IntOr("startIndex", 0);
        var count = call.IntOr("count", items.Count - start);
        if (start < 0 || count < 0 || count > items.Count - start)
            throw call.OutOfRange("Index");
        for (var i = start; i < start + count; i++)
        {
            if (call.Call(call[call.Count - 1], items[i]).AsBoolean)
                return i;
        }

        return -1;
    }

    /// <summary>The first item that the last argument accepts, else the type's default.</summary>
    public static Value First(ModelCall call, IEnumerable<Value> items, Microsoft.CodeAnalysis.ITypeSymbol type)
    {
        foreach (var item in call.Paid(items))
        {
            if (call.Call(call[call.Count - 1], item).AsBoolean)
                return item;
        }

        return call.Machine.DefaultOf(type);
    }

    public static int BinarySearch(ModelCall call, IReadOnlyList<Value> items, Value sought)
    {
        var order = call.Order(call.Named("comparer"));
        int low = call.IntOr("index", 0), high = low + call.IntOr("count", call.IntOr("length", items.Count)) - 1;
        while (low <= high)
        {
            call.Machine.Fuel.Step();
            var middle = low + ((high - low) / 2);
            var side = order(items[middle], sought);
            if (side == 0)
                return middle;
            if (side < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }

    private static Value New(ModelCall call)
    {
        if (call.Count == 0)
            return call.ToList([]);
        if (!call[0].IsInteger)
            return call.ToList(call.Items(0));
        return call.Int(0) >= 0 ? call.ToList([]) : throw call.OutOfRange("capacity");
    }

    private static Value View(ModelCall call, Value list) => list.AsObject switch
    {
        ListObject items => Value.Of(new ListObject(call.ResultType(), items.Items)),
        null => throw call.Throw("ArgumentNullException", "Value cannot be null."),
        _ => call.ToList(call.Machine.Enumerate(list)),
    };

    private static Value InsertAll(ModelCall call, int at, IEnumerable<Value> items)
    {
        Items(call).InsertRange(at, call.Stored(items).ToArray());
        return Value.Void;
    }

    private static Value Sort(ModelCall call)
    {
        var part = Part(call);
        var order = call.Order(call.Has("comparison") ? call.Named("comparison") : call.Named("comparer"));
        part.Replace(call.Sorted(part.Items, order));
        return Value.Void;
    }

    private static Value ForEach(ModelCall call)
    {
        foreach (var item in call.Paid(call.Machine.Enumerate(call.Receiver)))
            call.Call(call[0], item);
        return Value.Void;
    }

    private static void AddLinked(ModelTable table)
    {
        var list = AddList(table.Type("System.Collections.Generic.LinkedList`1"));
        list
            .Add("AddLast", static call => Link(call, Items(call).Count, call[0]))
            .Add("AddFirst", static call => Link(call, 0, call[0]))
            .Add("AddAfter", static call => Link(call, call[0].As<LinkedNodeObject>().Index + 1, call[1]))
            .Add("AddBefore", static call => Link(call, call[0].As<LinkedNodeObject>().Index, call[1]))
            .Add("RemoveFirst", static call => Unlink(call, 0))
            .Add("RemoveLast", static call => Unlink(call, Items(call).Count - 1))
            .Add("Remove", static call => call[0].AsObject is LinkedNodeObject node ? Unlink(call, node.Index) : Remove(call))
            .Add("get_First", static call => Node(call, call.Receiver.As<ListObject>(), 0))
            .Add("get_Last", static call => Node(call, call.Receiver.As<ListObject>(), Items(call).Count - 1))
            .Add("Find", static call => Node(call, call.Receiver.As<ListObject>(), Items(call).FindIndex(item => call.Machine.AreEqual(item, call[0]))));
        table.Type("System.Collections.Generic.LinkedListNode`1")
            .Add("get_Value", static call => Held(call).List.Items[Held(call).Index])
            .Add("set_Value", static call => { Held(call).List.Items[Held(call).Index] = call[0].CopyOnStore(); return Value.Void; })
            .Add("get_ValueRef", static call => Value.Of(Sequences.Place(Value.Of(Held(call).List), Held(call).Index)))
            .Add("get_Next", static call => Node(call, Held(call).List, Held(call).Index + 1))
            .Add("get_Previous", static call => Node(call, Held(call).List, Held(call).Index - 1))
            .Add("get_List", static call => Value.Of(Held(call).List));

        static LinkedNodeObject Held(ModelCall call) => call.Receiver.As<LinkedNodeObject>();

        static Value Node(ModelCall call, ListObject list, int index) =>
            (uint)index < (uint)list.Items.Count ? Value.Of(new LinkedNodeObject(call.Method.ReturnType, list, index)) : Value.Null;

        static Value Link(ModelCall call, int at, Value item)
        {
            if (item.AsObject is LinkedNodeObject)
                throw call.Unsupported();
            call.Machine.Fuel.Allocate(1);
            Items(call).Insert(at, item.CopyOnStore());
            return call.Method.ReturnsVoid ? Value.Void : Node(call, call.Receiver.As<ListObject>(), at);
        }

        static Value Unlink(ModelCall call, int at)
        {
            if ((uint)at >= (uint)Items(call).Count)
                throw call.Throw("InvalidOperationException", "The LinkedList is empty.");
            Items(call).RemoveAt(at);
            return Value.Void;
        }
    }

    private static List<Value> Items(ModelCall call) => call.Receiver.As<ListObject>().Items;

    private static int At(ModelCall call, int argument, int last)
    {
        var index = IndexModels.Offset(call[argument], Items(call).Count);
        return (uint)index <= (uint)last && last >= 0 ? index : throw call.OutOfRange("Index");
    }

    private static Value Void(ModelCall call, Action change)
    {
        call.Machine.Fuel.Step(Items(call).Count);
        change();
        return Value.Void;
    }

    private static Run Part(ModelCall call)
    {
        var items = Items(call);
        var start = call.IntOr("index", call.IntOr("start", 0));
        var count = call.IntOr("count", call.IntOr("length", items.Count - start));
        if (start < 0 || count < 0)
            throw call.OutOfRange("Index");
        return count <= items.Count - start ? new Run(items, start, count) : throw call.Throw("ArgumentException", "Offset and length were out of bounds.");
    }

    /// <summary>The part of a list that an overload with index and count works on.</summary>
    private readonly record struct Run(List<Value> List, int Start, int Count)
    {
        public List<Value> Items => List.GetRange(Start, Count);

        public void Remove() => List.RemoveRange(Start, Count);

        public void Reverse() => List.Reverse(Start, Count);

        public void Replace(List<Value> items)
        {
            for (var i = 0; i < Count; i++)
                List[Start + i] = items[i];
        }
    }
}
