using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>Dictionaries and sets, sorted, concurrent or immutable or not.</summary>
internal static class DictionaryModels
{
    public static void Register(ModelTable table)
    {
        const string generic = "System.Collections.Generic.";
        string[] maps = [generic + "Dictionary`2", "System.Collections.Concurrent.ConcurrentDictionary`2", "System.Collections.Hashtable", "System.Collections.ObjectModel.ReadOnlyDictionary`2", generic + "OrderedDictionary`2"];
        foreach (var name in maps)
            AddMap(table.Type(name)).Add(".ctor", static call => New(call, keysOnly: false, sorted: false));
        string[] sortedMaps = [generic + "SortedDictionary`2", generic + "SortedList`2"];
        foreach (var name in sortedMaps)
            AddMap(table.Type(name)).Add(".ctor", static call => New(call, keysOnly: false, sorted: true));

        AddSet(table.Type(generic + "HashSet`1")).Add(".ctor", static call => New(call, keysOnly: true, sorted: false));
        AddSet(table.Type(generic + "SortedSet`1")).Add(".ctor", static call => New(call, keysOnly: true, sorted: true));
        AddSet(table.Type(generic + "ISet`1"));

        string[] parts = [generic + "Dictionary`2+", generic + "SortedDictionary`2+"];
        foreach (var name in parts)
        {
            SequenceModels.AddShared(table.Type(name + "KeyCollection"));
            SequenceModels.AddShared(table.Type(name + "ValueCollection"));
        }

        table.Type(generic + "CollectionExtensions")
            .Add("GetValueOrDefault", static call => Map(call, call[0]).Find(call[1]) is { } slot ? slot.Value : call.Count > 2 ? call[2] : call.Machine.DefaultOf(call.Method.ReturnType))
            .Add("TryAdd", static call => Value.Of(TryAdd(call, Map(call, call[0]), call[1], call[2])))
            .Add("AddRange", static call => { call[0].As<ListObject>().Items.AddRange(call.Stored(call.Sequence(1))); return Value.Void; })
            .Add("AsReadOnly", static call => call[0]);
        table.Type(generic + "KeyValuePair`2")
            .Add(".ctor", static call => call.ToTuple(call[0], call[1]))
            .Add("get_Key", static call => call.Receiver.As<TupleObject>().Items[0])
            .Add("get_Value", static call => call.Receiver.As<TupleObject>().Items[1])
            .Add("Deconstruct", static call => { call.Out(0).Store(call.Receiver.As<TupleObject>().Items[0]); call.Out(1).Store(call.Receiver.As<TupleObject>().Items[1]); return Value.Void; });
        table.Type(generic + "KeyValuePair").Add("Create", static call => call.ToTuple(call[0], call[1]));
    }

    public static Value Get(ModelCall call)
    {
        if (call.Receiver.AsObject is not DictionaryObject map)
            return call.Unknown();
        if (call[0].IsNull)
            throw call.Throw("ArgumentNullException", "Value cannot be null. (Parameter 'key')");
        if (map.Find(call[0]) is { } slot)
            return slot.Value;
        if (map.MakesUp?.Invoke(call[0]) is { } made)
        {
            map.MakeUp(call[0], made);
            return made;
        }

        throw call.Machine.Throw("System.Collections.Generic.KeyNotFoundException", "The given key '" + call[0] + "' was not present in the dictionary.");
    }

    public static Value Add(ModelCall call)
    {
        var map = Map(call, call.Receiver);
        var (key, value) = call.Count == 1 && call[0].AsObject is TupleObject entry ? (entry.Items[0], entry.Items[1]) : (call[0], call[1]);
        if (key.IsNull)
            throw call.Throw("ArgumentNullException", "Value cannot be null. (Parameter 'key')");
        if (!TryAdd(call, map, key, value))
            throw call.Throw("ArgumentException", "An item with the same key has already been added. Key: " + key);
        return Value.Void;
    }

    /// <summary>Add of a set: true where the key was new.</summary>
    public static Value AddKey(ModelCall call) => Value.Of(TryAdd(call, Map(call, call.Receiver), call[0], Value.Null));

    public static Value Remove(ModelCall call)
    {
        var map = Map(call, call.Receiver);
        var key = call[0].AsObject is TupleObject entry && call.Method.Parameters[0].Type.Name == "KeyValuePair" ? entry.Items[0] : call[0];
        if (call.Count > 1)
            call.Out(1).Store(map.Find(key) is { } slot ? slot.Value : call.Machine.DefaultOf(call.Method.Parameters[1].Type));
        var removed = map.Remove(key);
        return call.Method.ReturnsVoid ? Value.Void : Value.Of(removed);
    }

    public static Value ContainsKey(ModelCall call) =>
        call.Receiver.AsObject is DictionaryObject map ? Value.Of(map.Find(call[0]) is not null) : call.Unknown();

    public static Value TryGetValue(ModelCall call)
    {
        if (call.Receiver.AsObject is not DictionaryObject map)
            return call.Unknown();
        var slot = map.Find(call[0]);
        var found = map.HoldsKeysOnly && slot is not null ? map.Keys.First(key => call.Machine.AreEqual(key, call[0])) : slot?.Value;
        call.Out(1).Store(found ?? call.Machine.DefaultOf(call.Method.Parameters[1].Type));
        return Value.Of(slot is not null);
    }

    public static Value Keys(ModelCall call) => call.ToList(Map(call, call.Receiver).Keys);

    public static Value Values(ModelCall call)
    {
        var map = Map(call, call.Receiver);
        return call.ToList(map.Keys.Select(key => map.Find(key)!.Value));
    }

    private static TypeModels AddMap(TypeModels type) => SequenceModels.AddShared(type)
        .Add("Add", Add)
        .Add("TryAdd", static call => Value.Of(TryAdd(call, Map(call, call.Receiver), call[0], call[1])))
        .Add("ContainsValue", static call => Value.Of(Map(call, call.Receiver) is var map && map.Keys.Any(key => call.Machine.AreEqual(map.Find(key)!.Value, call[0]))))
        .Add(["Remove", "TryRemove"], Remove)
        .Add("get_IsEmpty", static call => Value.Of(Map(call, call.Receiver).Count == 0))
        .Add("EnsureCapacity", static call => call[0])
        .Ignore("TrimExcess")
        .Add("GetOrAdd", GetOrAdd)
        .Add("AddOrUpdate", AddOrUpdate)
        .Add("ToArray", static call => call.ToArray(call.Sequence(call.Receiver)));

    private static TypeModels AddSet(TypeModels type) => SequenceModels.AddShared(type)
        .Add("Add", AddKey)
        .Add("UnionWith", static call => Each(call, static (_, set, item) => set.Set(item, Value.Null)))
        .Add("ExceptWith", static call => Each(call, static (_, set, item) => set.Remove(item)))
        .Add("IntersectWith", static call =>
        {
            var (set, kept) = (Map(call, call.Receiver), call.Sequence(0).ToArray());
            foreach (var key in set.Keys.Where(key => !kept.Any(other => call.Machine.AreEqual(key, other))).ToArray())
                set.Remove(key);
            return Value.Void;
        })
        .Add("RemoveWhere", static call =>
        {
            var gone = Map(call, call.Receiver).Keys.Where(call.Predicate(call[0])).ToArray();
            foreach (var key in gone)
                Map(call, call.Receiver).Remove(key);
            return Value.Of(gone.Length);
        })
        .Add("Overlaps", static call => Value.Of(call.Sequence(0).Any(item => Map(call, call.Receiver).Find(item) is not null)))
        .Add("IsSupersetOf", static call => Value.Of(call.Sequence(0).All(item => Map(call, call.Receiver).Find(item) is not null)))
        .Add("SetEquals", static call => Value.Of(call.Sequence(0).Distinct(call.Machine.EqualityComparer).ToArray() is var others
            && others.Length == Map(call, call.Receiver).Count && others.All(item => Map(call, call.Receiver).Find(item) is not null)))
        .Add("get_Min", static call => Map(call, call.Receiver).Keys.FirstOrDefault())
        .Add("get_Max", static call => Map(call, call.Receiver).Keys.LastOrDefault())
        .Add("EnsureCapacity", static call => call[0])
        .Ignore("TrimExcess");

    private static Value New(ModelCall call, bool keysOnly, bool sorted)
    {
        var machine = call.Machine;
        IEqualityComparer<Value> equality = machine.EqualityComparer;
        var order = sorted ? machine.Compare : (System.Comparison<Value>?)null;
        for (var i = 0; i < call.Count; i++)
        {
            switch (call.Method.Parameters[i].Type.Name)
            {
                case "IEqualityComparer": equality = call.Equality(call[i]); break;
                case "IComparer": order = call.Order(call[i]); break;
            }
        }

        // A read-only dictionary is a view of another one, and so is the same object here.
        if (call.Method.ContainingType.Name == "ReadOnlyDictionary" && call[0].AsObject is DictionaryObject viewed)
            return Value.Of(viewed);
        var made = new DictionaryObject(call.Method.ContainingType, equality) { HoldsKeysOnly = keysOnly, Order = order };
        if (call.Count == 0 || call[0].IsInteger || call.Method.Parameters[0].Type.Name is "IEqualityComparer" or "IComparer")
            return Value.Of(made);
        foreach (var item in call.Stored(call.Items(0)))
        {
            if (keysOnly)
                made.Set(item, Value.Null);
            else if (!TryAdd(call, made, item.As<TupleObject>().Items[0], item.As<TupleObject>().Items[1]))
                throw call.Throw("ArgumentException", "An item with the same key has already been added.");
        }

        return Value.Of(made);
    }

    public static bool TryAdd(ModelCall call, DictionaryObject map, Value key, Value value)
    {
        // What was made up is no item of the code's own.
        if (map.Find(key) is not null && !map.IsMadeUp(key))
            return false;
        call.Machine.Fuel.Allocate(1);
        map.Set(key, value.CopyOnStore());
        return true;
    }

    private static Value GetOrAdd(ModelCall call)
    {
        var map = Map(call, call.Receiver);
        if (map.Find(call[0]) is { } slot)
            return slot.Value;
        var made = call.Method.Parameters[1].Type.TypeKind != TypeKind.Delegate ? call[1]
            : call.Count > 2 ? call.Call(call[1], call[0], call[2]) : call.Call(call[1], call[0]);
        TryAdd(call, map, call[0], made);
        return made;
    }

    private static Value AddOrUpdate(ModelCall call)
    {
        if (call.Count != 3)
            throw call.Unsupported();
        var map = Map(call, call.Receiver);
        var value = map.Find(call[0]) is { } slot ? call.Call(call[2], call[0], slot.Value)
            : call.Method.Parameters[1].Type.TypeKind == TypeKind.Delegate ? call.Call(call[1], call[0]) : call[1];
        map.Set(call[0], value.CopyOnStore());
        return value;
    }

    private static Value Each(ModelCall call, System.Action<ModelCall, DictionaryObject, Value> change)
    {
        foreach (var item in call.Stored(call.Sequence(0)).ToArray())
            change(call, Map(call, call.Receiver), item);
        return Value.Void;
    }

    private static IEnumerable<Value> Sequence(this ModelCall call, Value value) => call.Machine.Enumerate(value);

    private static DictionaryObject Map(ModelCall call, Value value) =>
        value.AsObject as DictionaryObject ?? throw call.Unsupported();
}
