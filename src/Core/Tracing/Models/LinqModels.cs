using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>Enumerable, and ParallelEnumerable and what ImmutableArray has of it as the same thing in order. Queries are as lazy as the real ones.</summary>
internal static class LinqModels
{
    public static void Register(ModelTable table)
    {
        string[] types = ["System.Linq.Enumerable", "System.Linq.ParallelEnumerable"];
        foreach (var name in types)
        {
            var type = table.Type(name);
            AddSources(type);
            AddQueries(type);
            AddOrders(type);
            AddGroups(type);
            AddElements(type);
            AddSums(type);
            AddConversions(type);
        }

        string[] ofImmutableArrays =
        [
            "Aggregate", "All", "Any", "ElementAt", "ElementAtOrDefault", "First", "FirstOrDefault", "Last", "LastOrDefault", "Select", "SelectMany", "SequenceEqual",
            "Single", "SingleOrDefault", "ToArray", "ToDictionary", "Where",
        ];
        foreach (var name in ofImmutableArrays)
            table.Type("System.Linq.ImmutableArrayExtensions").Add(name, table.Type("System.Linq.Enumerable").Find(name));
    }

    private static void AddSources(TypeModels type) => type
        .Add("Range", static call => call.Int(1) < 0 ? throw call.OutOfRange("count") : Lazy(call, () => Enumerable.Range(call.Int(0), call.Int(1)).Select(i => Value.Of(i))))
        .Add("Repeat", static call => call.Int(1) < 0 ? throw call.OutOfRange("count") : Lazy(call, () => Enumerable.Repeat(call[0], call.Int(1))))
        .Add("Empty", static call => Lazy(call, static () => []))
        .Add(["AsEnumerable", "AsParallel", "AsOrdered", "AsUnordered", "AsSequential", "WithDegreeOfParallelism", "WithExecutionMode", "WithCancellation", "WithMergeOptions"], static call => call[0]);

    private static void AddQueries(TypeModels type) => type
        .Add("Select", static call => Lazy(call, () => call.Arity(1) == 2
            ? call.Items(0).Select((item, i) => call.Call(call[1], item, Value.Of(i)))
            : call.Items(0).Select(call.Function(call[1]))))
        .Add("Where", static call => Lazy(call, () => call.Arity(1) == 2
            ? call.Items(0).Where((item, i) => call.Call(call[1], item, Value.Of(i)).AsBoolean)
            : call.Items(0).Where(call.Predicate(call[1]))))
        .Add("SelectMany", static call => Lazy(call, () => SelectMany(call)))
        .Add("Zip", static call => Lazy(call, () => Zip(call)))
        .Add("Concat", static call => Lazy(call, () => call.Items(0).Concat(call.Items(1))))
        .Add("Append", static call => Lazy(call, () => call.Items(0).Concat([call[1]])))
        .Add("Prepend", static call => Lazy(call, () => new[] { call[1] }.Concat(call.Items(0))))
        .Add("Reverse", static call => Lazy(call, () => call.Items(0).Reverse()))
        .Add("Skip", static call => Lazy(call, () => call.Items(0).Skip(call.Int(1))))
        .Add("Take", static call => Lazy(call, () => call[1].IsInteger ? call.Items(0).Take(call.Int(1)) : TakeRange(call)))
        .Add("SkipLast", static call => Lazy(call, () => Buffer(call) is var items ? items.Take(Math.Max(0, items.Length - Math.Max(0, call.Int(1)))) : []))
        .Add("TakeLast", static call => Lazy(call, () => Buffer(call) is var items ? items.Skip(Math.Max(0, items.Length - Math.Max(0, call.Int(1)))) : []))
        .Add("SkipWhile", static call => Lazy(call, () => call.Arity(1) == 2
            ? call.Items(0).SkipWhile((item, i) => call.Call(call[1], item, Value.Of(i)).AsBoolean)
            : call.Items(0).SkipWhile(call.Predicate(call[1]))))
        .Add("TakeWhile", static call => Lazy(call, () => call.Arity(1) == 2
            ? call.Items(0).TakeWhile((item, i) => call.Call(call[1], item, Value.Of(i)).AsBoolean)
            : call.Items(0).TakeWhile(call.Predicate(call[1]))))
        .Add("DefaultIfEmpty", static call => Lazy(call, () => call.Items(0).DefaultIfEmpty(call.Count > 1 ? call[1] : call.Machine.DefaultOf(call.TypeArgument(0)))))
        .Add("Distinct", static call => Lazy(call, () => call.Items(0).Distinct(call.Equality(call.Named("comparer")))))
        .Add("DistinctBy", static call => Lazy(call, () => DistinctBy(call)))
        .Add("Union", static call => Lazy(call, () => call.Items(0).Union(call.Items(1), call.Equality(call.Named("comparer")))))
        .Add("Intersect", static call => Lazy(call, () => call.Items(0).Intersect(call.Items(1), call.Equality(call.Named("comparer")))))
        .Add("Except", static call => Lazy(call, () => call.Items(0).Except(call.Items(1), call.Equality(call.Named("comparer")))))
        .Add("Chunk", static call => call.Int(1) < 1 ? throw call.OutOfRange("size") : Lazy(call, () => Chunks(call)))
        .Add("Index", static call => Lazy(call, () => call.Items(0).Select((item, i) => Tuple(call, Value.Of(i), item))))
        .Add("Cast", static call => Lazy(call, () => call.Items(0)))
        .Add("OfType", static call => Lazy(call, () => call.Items(0).Where(item => Is(call, item, call.TypeArgument(0)))));

    private static void AddOrders(TypeModels type) => type
        .Add("Order", static call => Order(call, static item => item, call.Named("comparer"), false))
        .Add("OrderDescending", static call => Order(call, static item => item, call.Named("comparer"), true))
        .Add("OrderBy", static call => Order(call, call.Function(call[1]), call.Named("comparer"), false))
        .Add("OrderByDescending", static call => Order(call, call.Function(call[1]), call.Named("comparer"), true))
        .Add("ThenBy", static call => Refine(call, false))
        .Add("ThenByDescending", static call => Refine(call, true));

    private static void AddGroups(TypeModels type) => type
        .Add("GroupBy", static call => Lazy(call, () => Groups(call)))
        .Add("ToLookup", static call =>
        {
            var lookup = new DictionaryObject(call.Method.ReturnType, call.Equality(call.Named("comparer"))) { HoldsKeysOnly = false };
            foreach (var group in Groups(call))
                lookup.Set(group.As<GroupingObject>().Key, group);
            return Value.Of(lookup);
        })
        .Add("ToDictionary", ToDictionary)
        .Add("Join", static call => Lazy(call, () => call.Items(0).Join(
            call.Items(1), call.Function(call[2]), call.Function(call[3]), (outer, inner) => call.Call(call[4], outer, inner), call.Equality(call.Named("comparer")))));

    private static void AddElements(TypeModels type) => type
        .Add("First", static call => First(Filtered(call)) ?? throw call.Empty())
        .Add("FirstOrDefault", static call => First(Filtered(call)) ?? Otherwise(call))
        .Add("Last", static call => Filtered(call).ToArray() is { Length: > 0 } items ? items[items.Length - 1] : throw call.Empty())
        .Add("LastOrDefault", static call => Filtered(call).ToArray() is { Length: > 0 } items ? items[items.Length - 1] : Otherwise(call))
        .Add("Single", static call => Only(call) ?? throw call.Empty())
        .Add("SingleOrDefault", static call => Only(call) ?? Otherwise(call))
        .Add("ElementAt", static call => At(call) ?? throw call.OutOfRange("Index"))
        .Add("ElementAtOrDefault", static call => At(call) ?? call.Machine.DefaultOf(call.Method.ReturnType))
        .Add("Any", static call => Value.Of(Filtered(call).Any()))
        .Add("All", static call => Value.Of(call.Items(0).All(call.Predicate(call[1]))))
        .Add("Contains", static call => Value.Of(call.Items(0).Contains(call[1], call.Equality(call.Named("comparer")))))
        .Add("Count", static call => Value.Of(Filtered(call).Count()))
        .Add("LongCount", static call => Value.Of((long)Filtered(call).Count()))
        .Add("TryGetNonEnumeratedCount", static call => { var count = Sequences.Count(call[0]); call.Out(1).Store(Value.Of(Math.Max(0, count))); return Value.Of(count >= 0); })
        .Add("SequenceEqual", static call => Value.Of(call.Items(0).SequenceEqual(call.Items(1), call.Equality(call.Named("comparer")))));

    private static void AddSums(TypeModels type) => type
        .Add("Sum", static call => Sum(call, Selected(call)))
        .Add("Average", Average)
        .Add("Max", static call => Extreme(call, 1))
        .Add("Min", static call => Extreme(call, -1))
        .Add("MaxBy", static call => ExtremeBy(call, 1))
        .Add("MinBy", static call => ExtremeBy(call, -1))
        .Add("Aggregate", Aggregate);

    private static void AddConversions(TypeModels type) => type
        .Add("ToArray", static call => call.ToArray(call.Items(0)))
        .Add("ToList", static call => call.ToList(call.Items(0)))
        .Add("ToHashSet", static call =>
        {
            var set = new DictionaryObject(call.Method.ReturnType, call.Equality(call.Named("comparer"))) { HoldsKeysOnly = true };
            foreach (var item in call.Stored(call.Items(0)))
                set.Set(item, Value.Null);
            return Value.Of(set);
        })
        .Add("ForAll", static call => { foreach (var item in call.Items(0)) call.Call(call[1], item); return Value.Void; });

    /// <summary>A null source throws at the call, not when enumerated.</summary>
    private static Value Lazy(ModelCall call, Func<IEnumerable<Value>> items)
    {
        CheckSource(call);
        return call.ToSequence(items);
    }

    private static void CheckSource(ModelCall call)
    {
        if (call.Count > 0 && call[0].IsNull && call.Method.Parameters[0].Name is "source" or "first" or "outer")
            throw call.Throw("ArgumentNullException", "Value cannot be null. (Parameter 'source')");
    }

    private static Value[] Buffer(ModelCall call) => call.Items(0).ToArray();

    private static Value Tuple(ModelCall call, params Value[] items) =>
        Value.Of(new TupleObject(Sequences.ElementType(call.Method.ReturnType), items));

    private static IEnumerable<Value> SelectMany(ModelCall call)
    {
        var index = 0;
        foreach (var item in call.Items(0))
        {
            var inner = call.Arity(1) == 2 ? call.Call(call[1], item, Value.Of(index++)) : call.Call(call[1], item);
            foreach (var part in call.Paid(call.Machine.Enumerate(inner)))
                yield return call.Count > 2 ? call.Call(call[2], item, part) : part;
        }
    }

    private static IEnumerable<Value> Zip(ModelCall call)
    {
        if (call[0].AsObject is ArrayObject { Length: > 0 } first && call[1].AsObject is ArrayObject { Length: > 0 } second
            && first.Length != second.Length && first.Cells[0].IsReal && second.Cells[0].IsReal)
            call.Machine.NoteUnequalLengths();
        if (call.Has("third"))
            return call.Items(0).Zip(call.Items(1), (x, y) => (x, y)).Zip(call.Items(2), (pair, z) => Tuple(call, pair.x, pair.y, z));
        return call.Items(0).Zip(call.Items(1), (x, y) => call.Count > 2 ? call.Call(call[2], x, y) : Tuple(call, x, y));
    }

    private static IEnumerable<Value> TakeRange(ModelCall call)
    {
        var items = Buffer(call);
        var ends = call[1].As<TupleObject>().Items;
        int start = Math.Max(0, IndexModels.Offset(ends[0], items.Length)), end = Math.Min(items.Length, IndexModels.Offset(ends[1], items.Length));
        return items.Skip(start).Take(end - start);
    }

    private static IEnumerable<Value> DistinctBy(ModelCall call)
    {
        var seen = new HashSet<Value>(call.Equality(call.Named("comparer")));
        foreach (var item in call.Items(0))
        {
            if (seen.Add(call.Call(call[1], item)))
                yield return item;
        }
    }

    private static IEnumerable<Value> Chunks(ModelCall call)
    {
        var items = Buffer(call);
        for (var start = 0; start < items.Length; start += call.Int(1))
            yield return call.ToArray(Calls.Window(items, start, Math.Min(call.Int(1), items.Length - start)), call.TypeArgument(0));
    }

    private static bool Is(ModelCall call, Value item, ITypeSymbol type)
    {
        if (item.IsNull)
            return false;
        if (Value.KindOf(type) is { } kind)
            return item.Kind == kind;
        return item.AsObject switch
        {
            string => type.SpecialType is SpecialType.System_String or SpecialType.System_Object,
            HeapObject { Type: { } actual } => call.Machine.Compilation.HasImplicitConversion(actual, type),
            null => type.SpecialType == SpecialType.System_Object,
            _ => throw call.Unsupported(),
        };
    }

    private static Value Order(ModelCall call, Func<Value, Value> key, Value comparer, bool descending)
    {
        CheckSource(call);
        return Ordered(call, () => call.Items(0), ImmutableArray.Create(Key(call, key, comparer, descending)));
    }

    private static Value Refine(ModelCall call, bool descending)
    {
        var coarse = call[0].As<OrderedSequenceObject>();
        return Ordered(call, coarse.Source, coarse.Keys.Add(Key(call, call.Function(call[1]), call.Named("comparer"), descending)));
    }

    private static SortKey Key(ModelCall call, Func<Value, Value> key, Value comparer, bool descending)
    {
        var order = call.Order(comparer);
        return new SortKey(key, descending ? (x, y) => order(y, x) : order);
    }

    private static Value Ordered(ModelCall call, Func<IEnumerable<Value>> source, ImmutableArray<SortKey> keys)
    {
        return Value.Of(new OrderedSequenceObject(call.Method.ReturnType, source, keys, () => Calls.Nested(call.Machine.Fuel, Sort)));

        IEnumerable<Value> Sort()
        {
            // Each key is computed once an item, as LINQ does.
            var keyed = source().Select(item => (Item: item, Keys: keys.Select(key => key.Of(item)).ToArray())).ToArray();
            return Calls.MergeSort(keyed, (x, y) =>
            {
                call.Machine.Fuel.Step();
                for (var level = 0; level < keys.Length; level++)
                {
                    if (keys[level].Order(x.Keys[level], y.Keys[level]) is not 0 and var order)
                        return order;
                }

                return 0;
            }).Select(entry => entry.Item);
        }
    }

    private static IEnumerable<Value> Groups(ModelCall call)
    {
        var groupType = Sequences.ElementType(call.Method.ReturnType);
        var element = call.Has("elementSelector") ? call.Function(call.Named("elementSelector")) : static item => item;
        foreach (var group in call.Items(0).GroupBy(call.Function(call[1]), element, call.Equality(call.Named("comparer"))))
        {
            var made = Value.Of(new GroupingObject(groupType, group.Key, call.Stored(group).ToList()));
            yield return call.Has("resultSelector") ? call.Call(call.Named("resultSelector"), group.Key, made) : made;
        }
    }

    private static Value ToDictionary(ModelCall call)
    {
        var made = new DictionaryObject(call.Method.ReturnType, call.Equality(call.Named("comparer")));
        foreach (var item in call.Items(0))
        {
            // The overloads without selectors take pairs.
            var (key, value) = !call.Has("keySelector") ? (item.As<TupleObject>().Items[0], item.As<TupleObject>().Items[1])
                : (call.Call(call[1], item), call.Has("elementSelector") ? call.Call(call.Named("elementSelector"), item) : item);
            if (!DictionaryModels.TryAdd(call, made, key, value))
                throw call.Throw("ArgumentException", "An item with the same key has already been added. Key: " + key);
        }

        return Value.Of(made);
    }

    private static IEnumerable<Value> Filtered(ModelCall call) =>
        call.Has("predicate") ? call.Items(0).Where(call.Predicate(call.Named("predicate"))) : call.Items(0);

    private static Value? First(IEnumerable<Value> items)
    {
        foreach (var item in items)
            return item;
        return null;
    }

    private static Value? Only(ModelCall call)
    {
        var items = Filtered(call).Take(2).ToArray();
        return items.Length < 2 ? First(items) : throw call.Throw("InvalidOperationException", "Sequence contains more than one element");
    }

    private static Value Otherwise(ModelCall call) =>
        call.Has("defaultValue") ? call.Named("defaultValue") : call.Machine.DefaultOf(call.Method.ReturnType);

    private static Value? At(ModelCall call)
    {
        var items = Buffer(call);
        var index = IndexModels.Offset(call[1], items.Length);
        return (uint)index < (uint)items.Length ? items[index] : null;
    }

    private static IEnumerable<Value> Selected(ModelCall call) =>
        call.Has("selector") ? call.Items(0).Select(call.Function(call.Named("selector"))) : call.Items(0);

    /// <summary>The type that the numbers of Sum, Average, Max and Min have.</summary>
    private static ValueKind? SummandKind(ITypeSymbol type) =>
        Value.KindOf(type is INamedTypeSymbol { Name: "Nullable" } nullable ? nullable.TypeArguments[0] : type);

    private static Value Sum(ModelCall call, IEnumerable<Value> items)
    {
        var kind = SummandKind(call.Method.ReturnType) ?? throw call.Unsupported();
        return Value.IsRealKind(kind) ? Total(call, items, kind, out _) : Integer();

        Value Integer()
        {
            var sum = 0L;
            foreach (var item in items)
            {
                if (!item.IsNull)
                    sum += item.AsInteger;
            }

            return Numbers.Fits(Value.Of(sum), kind) ? Value.Integer(kind, sum) : throw call.Throw("OverflowException", "Arithmetic operation resulted in an overflow.");
        }
    }

    /// <summary>A sum of reals; .NET adds floats up in double precision and rounds once.</summary>
    private static Value Total(ModelCall call, IEnumerable<Value> items, ValueKind kind, out int count)
    {
        var sum = Numbers.Zero(ValueKind.Double);
        count = 0;
        foreach (var item in items)
        {
            if (item.IsNull)
                continue;
            sum = call.Arithmetic.Add(sum, Value.Of(item.AsTraced, ValueKind.Double));
            count++;
        }

        return Value.Of(sum.AsTraced, kind);
    }

    private static Value Average(ModelCall call)
    {
        // The mean of floats is rounded after the division, not before.
        var sum = Total(call, Selected(call), ValueKind.Double, out var count);
        if (count == 0)
            return call.Method.ReturnType is INamedTypeSymbol { Name: "Nullable" } ? Value.Null : throw call.Empty();
        var mean = call.Arithmetic.Divide(sum, Value.Of((double)count));
        return Value.Of(mean.AsTraced, SummandKind(call.Method.ReturnType) ?? ValueKind.Double);
    }

    private static Value Extreme(ModelCall call, int sign)
    {
        var order = call.Order(call.Named("comparer"));
        Value? best = null;
        foreach (var item in Selected(call))
        {
            if (item.IsNull)
                continue;
            if (best is not { } held)
                best = item;
            else if (item.IsReal && held.IsReal)
                best = Pick(call, held, item, sign);
            else if (sign * order(item, held) > 0)
                best = item;
        }

        return best ?? (SummandKind(call.Method.ReturnType) is not null && call.Method.ReturnType.Name != "Nullable" ? throw call.Empty() : Value.Null);
    }

    /// <summary>Max passes NaN over where it can, Min returns it; among equals the first stays.</summary>
    private static Value Pick(ModelCall call, Value held, Value item, int sign)
    {
        double x = held.AsTraced.Value, y = item.AsTraced.Value;
        if (double.IsNaN(x) || double.IsNaN(y))
            return double.IsNaN(x) == (sign < 0) ? held : item;
        return sign > 0 ? call.Arithmetic.Max(held, item) : call.Arithmetic.Min(held, item);
    }

    private static Value ExtremeBy(ModelCall call, int sign)
    {
        var order = call.Order(call.Named("comparer"));
        (Value Item, Value Key)? best = null;
        foreach (var item in call.Items(0))
        {
            var key = call.Call(call[1], item);
            if (best is null || sign * order(key, best.Value.Key) > 0)
                best = (item, key);
        }

        return best?.Item ?? (call.Method.ReturnType.IsValueType ? throw call.Empty() : Value.Null);
    }

    private static Value Aggregate(ModelCall call)
    {
        if (call.Has("seed"))
        {
            var result = call.Items(0).Aggregate(call.Named("seed"), (sum, item) => call.Call(call.Named("func"), sum, item));
            return call.Has("resultSelector") ? call.Call(call.Named("resultSelector"), result) : result;
        }

        var items = call.Items(0).ToArray();
        return items.Length == 0 ? throw call.Empty() : items.Skip(1).Aggregate(items[0], (sum, item) => call.Call(call[1], sum, item));
    }
}
