using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>ImmutableArray, ImmutableList and ImmutableDictionary with their builders: each change makes a new object.</summary>
internal static class ImmutableModels
{
    private const string Space = "System.Collections.Immutable.";

    public static void Register(ModelTable table)
    {
        string[] lists = ["ImmutableArray", "ImmutableList"];
        foreach (var name in lists)
        {
            AddStatic(table.Type(Space + name));
            AddImmutable(table.Type(Space + name + "`1"));
            ListModels.AddList(table.Type(Space + name + "`1+Builder"))
                .Add(["ToImmutable", "MoveToImmutable", "DrainToImmutable"], static call => call.ToList(Items(call.Receiver)))
                .Add("set_Count", static call =>
                {
                    var items = Items(call.Receiver);
                    while (items.Count < call.Int(0))
                        items.AddRange(call.Stored([call.Machine.DefaultOf(call.Method.ContainingType.ContainingType.TypeArguments[0])]));
                    items.RemoveRange(call.Int(0), items.Count - call.Int(0));
                    return Value.Void;
                });
        }

        AddImmutable(table.Type(Space + "IImmutableList`1"));
        table.Type(Space + "ImmutableArray`1")
            .Add(["get_IsDefault"], static call => Value.Of(call.Receiver.IsNull))
            .Add(["get_IsDefaultOrEmpty"], static call => Value.Of(call.Receiver.IsNull || Items(call.Receiver).Count == 0))
            .Add("ItemRef", static call => (uint)call.Int(0) < (uint)Items(call.Receiver).Count ? Value.Of(Sequences.Place(call.Receiver, call.Int(0))) : throw call.IndexOutside())
            .Add(["op_Equality"], static call => Value.Of(ReferenceEquals(call[0].AsObject, call[1].AsObject)))
            .Add(["op_Inequality"], static call => Value.Of(!ReferenceEquals(call[0].AsObject, call[1].AsObject)));
        AddMaps(table);
    }

    private static void AddStatic(TypeModels type) => type
        .Add("Create", static call => call.Count == 1 && call[0].AsObject is HeapObject and (ArrayObject or Window) && call.Method.Parameters[0].Type is not ITypeParameterSymbol
            && call.Method.OriginalDefinition.Parameters[0].Type is not ITypeParameterSymbol ? call.ToList(call.Sequence(0)) : call.ToList(call.Arguments))
        .Add("CreateRange", static call => call.Count > 1 ? call.ToList(call.Items(0).Select(call.Function(call[call.Count - 1]))) : call.ToList(call.Items(0)))
        .Add("CreateBuilder", static call => call.ToList([]))
        .Add(["ToImmutableArray", "ToImmutableList"], static call => call.ToList(call.Items(0)));

    private static void AddImmutable(TypeModels type) => ListModels.AddList(type)
        .Add("get_IsEmpty", static call => Value.Of(Items(call.Receiver).Count == 0))
        .Add("Add", static call => Changed(call, items => items.Add(call[0].CopyOnStore())))
        .Add("AddRange", static call => Changed(call, items => items.AddRange(call.Stored(call.Sequence(0)))))
        .Add("Insert", static call => Changed(call, items => items.Insert(Position(call, items.Count), call[1].CopyOnStore())))
        .Add("InsertRange", static call => Changed(call, items => items.InsertRange(Position(call, items.Count), call.Stored(call.Sequence(1)))))
        .Add("SetItem", static call => Changed(call, items => items[Position(call, items.Count - 1)] = call[1].CopyOnStore()))
        .Add("RemoveAt", static call => Changed(call, items => items.RemoveAt(Position(call, items.Count - 1))))
        .Add("Remove", static call => Changed(call, items =>
        {
            var index = items.FindIndex(item => call.Machine.AreEqual(item, call[0]));
            if (index >= 0)
                items.RemoveAt(index);
        }))
        .Add("RemoveAll", static call => Changed(call, items => items.RemoveAll(item => call.Call(call[0], item).AsBoolean)))
        .Add("Clear", static call => call.ToList([]))
        .Add("Reverse", static call => Changed(call, static items => items.Reverse()))
        .Add("Sort", static call => call.ToList(call.Sorted(Items(call.Receiver), call.Order(call.Has("comparison") ? call.Named("comparison") : call.Named("comparer")))))
        .Add("ToBuilder", static call => call.ToList(Items(call.Receiver)))
        .Add("AsSpan", static call => ReadOnly(call))
        .Add("AsMemory", static call => ReadOnly(call));

    private static void AddMaps(ModelTable table)
    {
        table.Type(Space + "ImmutableDictionary")
            .Add(["Create", "CreateBuilder"], static call => Value.Of(Map(call, [])))
            .Add(["CreateRange"], static call => Value.Of(Map(call, call.Sequence(call.Count - 1))))
            .Add("ToImmutableDictionary", static call => Value.Of(Map(call, call.Items(0).Select(item => call.Has("keySelector")
                ? call.ToTuple(call.Call(call[1], item), call.Has("elementSelector") ? call.Call(call.Named("elementSelector"), item) : item) : item))));
        SequenceModels.AddShared(table.Type(Space + "ImmutableDictionary`2"))
            .Add("get_IsEmpty", static call => Value.Of(Sequences.Count(call.Receiver) == 0))
            .Add(["Add", "SetItem"], static call =>
            {
                var made = Map(call, call.Machine.Enumerate(call.Receiver));
                if (call.Method.Name == "Add" && made.Find(call[0]) is not null)
                    throw call.Throw("ArgumentException", "An element with the same key but a different value already exists. Key: " + call[0]);
                made.Set(call[0], call[1].CopyOnStore());
                return Value.Of(made);
            })
            .Add("Remove", static call =>
            {
                var made = Map(call, call.Machine.Enumerate(call.Receiver));
                made.Remove(call[0]);
                return Value.Of(made);
            })
            .Add("ToBuilder", static call => Value.Of(Map(call, call.Machine.Enumerate(call.Receiver))));
        SequenceModels.AddShared(table.Type(Space + "ImmutableDictionary`2+Builder")).Add("ToImmutable", static call => Value.Of(Map(call, call.Machine.Enumerate(call.Receiver))));
    }

    private static DictionaryObject Map(ModelCall call, IEnumerable<Value> entries)
    {
        var made = new DictionaryObject(call.ResultType(), call.Machine.EqualityComparer);
        foreach (var entry in entries)
            DictionaryModels.TryAdd(call, made, entry.As<TupleObject>().Items[0], entry.As<TupleObject>().Items[1]);
        return made;
    }

    /// <summary>A window on a copy: nothing can be written through it.</summary>
    private static Value ReadOnly(ModelCall call)
    {
        var items = Items(call.Receiver);
        call.Machine.Fuel.Allocate(items.Count);
        return Value.Of(new Window(call.Method.ReturnType, Sequences.ElementType(call.Method.ReturnType), items.ToArray(), 0, items.Count));
    }

    private static Value Changed(ModelCall call, System.Action<List<Value>> change)
    {
        var items = Items(call.Receiver).ToList();
        call.Machine.Fuel.Allocate(items.Count + 1);
        change(items);
        return Value.Of(new ListObject(call.Method.ReturnType, items));
    }

    private static int Position(ModelCall call, int last) => call.Int(0) >= 0 && call.Int(0) <= last ? call.Int(0) : throw call.OutOfRange("Index");

    private static List<Value> Items(Value list) => list.As<ListObject>().Items;
}
