using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>List, Queue, Stack, LinkedList, ImmutableArray …: an ordered run of items; the model of each type says what its members do to it.</summary>
public sealed class ListObject(ITypeSymbol? type, List<Value> items) : HeapObject(type)
{
    public List<Value> Items { get; } = items;

    /// <summary>The cells that it was made up from; null for a list of the code's own.</summary>
    public Value[]? MadeOf { get; init; }

    public override IEnumerable<HeapSlot> Slots() =>
        Enumerable.Range(0, Items.Count).Select(i => new HeapSlot(
            null, "", Position.Of(i), new AccessorLocation(() => i < Items.Count ? Items[i] : Value.Null, value => Put(i, value))));

    /// <summary>Items may have been taken out since the place was handed out.</summary>
    private void Put(int index, Value value)
    {
        if (index < Items.Count)
            Items[index] = value;
    }
}

/// <summary>Dictionary, HashSet (null values) and their kin, in order of insertion.</summary>
public sealed class DictionaryObject(ITypeSymbol? type, IEqualityComparer<Value> comparer) : HeapObject(type)
{
    private readonly Dictionary<Value, Slot> _slots = new(comparer);
    private readonly List<Value> _order = new();
    private readonly List<Slot> _orderedSlots = new();
    private readonly HashSet<Value> _madeUp = new(comparer);

    /// <summary>True for HashSet and SortedSet: enumerating gives the keys alone.</summary>
    public bool HoldsKeysOnly { get; init; }

    /// <summary>The order of the keys in SortedDictionary, SortedList and SortedSet; null where it is that of insertion.</summary>
    public Comparison<Value>? Order { get; init; }

    /// <summary>What stands under a key that is asked for and missing; null for a dictionary of the code's own.</summary>
    public Func<Value, Value?>? MakesUp { get; init; }

    public IReadOnlyList<Value> Keys => _order;

    public int Count => _order.Count;

    public Slot? Find(Value key) => _slots.TryGetValue(key, out var slot) ? slot : null;

    /// <summary>True for a key whose item is not the code's own.</summary>
    public bool IsMadeUp(Value key) => _madeUp.Contains(key);

    /// <summary>Puts in an item that the code takes for granted.</summary>
    public void MakeUp(Value key, Value value)
    {
        Set(key, value);
        _madeUp.Add(key);
    }

    public void Set(Value key, Value value)
    {
        _madeUp.Remove(key);
        if (_slots.TryGetValue(key, out var slot))
        {
            slot.Value = value;
            return;
        }

        _slots.Add(key, slot = new Slot(value));
        var position = _order.Count;
        if (Order is { } order)
        {
            while (position > 0 && order(_order[position - 1], key) > 0)
                position--;
        }

        _order.Insert(position, key);
        _orderedSlots.Insert(position, slot);
    }

    public bool Remove(Value key)
    {
        if (!_slots.TryGetValue(key, out var removed))
            return false;
        _slots.Remove(key);
        var position = _orderedSlots.IndexOf(removed);
        _order.RemoveAt(position);
        _orderedSlots.RemoveAt(position);
        return true;
    }

    public void Clear()
    {
        _slots.Clear();
        _order.Clear();
        _orderedSlots.Clear();
    }

    // No key is compared here: comparing may run interpreted code, and the heap is also read when the fuel is spent.
    public override IEnumerable<HeapSlot> Slots() => _order.Select((key, i) => key.IsInteger && key.AsInteger is >= int.MinValue and <= int.MaxValue
        ? new HeapSlot(null, "", ImmutableArray.Create(key.AsInt32), _orderedSlots[i])
        : new HeapSlot(null, key.ToString(), ImmutableArray<int>.Empty, _orderedSlots[i]));
}

/// <summary>A lazy sequence: a LINQ query or an iterator. Each enumeration evaluates it anew, as C# does.</summary>
public class SequenceObject(ITypeSymbol? type, Func<IEnumerable<Value>> items) : HeapObject(type)
{
    /// <summary>The items, nothing evaluated before the first is asked for: a query over a query twice over doubles with each level.</summary>
    public IEnumerable<Value> Items()
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var item in items())
            yield return item;
    }
}

/// <summary>The result of OrderBy, which ThenBy refines.</summary>
public sealed class OrderedSequenceObject(
    ITypeSymbol? type, Func<IEnumerable<Value>> source, ImmutableArray<SortKey> keys, Func<IEnumerable<Value>> items) : SequenceObject(type, items)
{
    /// <summary>The items before sorting.</summary>
    public Func<IEnumerable<Value>> Source { get; } = source;

    /// <summary>What they are sorted by, the most significant first.</summary>
    public ImmutableArray<SortKey> Keys { get; } = keys;
}

/// <summary>One OrderBy or ThenBy.</summary>
public readonly record struct SortKey(Func<Value, Value> Of, Comparison<Value> Order);

/// <summary>One group of GroupBy or ToLookup.</summary>
public sealed class GroupingObject(ITypeSymbol? type, Value key, List<Value> items) : HeapObject(type)
{
    public Value Key { get; } = key;

    public List<Value> Items { get; } = items;
}

/// <summary>An enumerator handed out by any sequence.</summary>
public sealed class EnumeratorObject(ITypeSymbol? type, IEnumerator<Value> items) : HeapObject(type)
{
    public IEnumerator<Value> Items { get; } = items;
}
