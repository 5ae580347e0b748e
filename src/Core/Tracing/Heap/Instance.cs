using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>An instance of a class, struct or record declared in source; its fields and automatic properties in declaration order.</summary>
public sealed class Instance(INamedTypeSymbol type) : HeapObject(type)
{
    private readonly Dictionary<ISymbol, Slot> _slots = new(SymbolEqualityComparer.Default);
    private readonly List<ISymbol> _order = new();

    public new INamedTypeSymbol Type => (INamedTypeSymbol)base.Type!;

    /// <summary>The slot of a field or automatic property (its original definition); null where none was made.</summary>
    public Slot? Find(ISymbol member) => _slots.TryGetValue(member, out var slot) ? slot : null;

    public Slot Add(ISymbol member, Value value)
    {
        var slot = new Slot(value);
        _slots.Add(member, slot);
        _order.Add(member);
        return slot;
    }

    public override IEnumerable<HeapSlot> Slots() =>
        _order.Select(member => new HeapSlot(member, member.Name, ImmutableArray<int>.Empty, _slots[member]));

    /// <summary>What the slots hold, in order.</summary>
    public IEnumerable<Value> Values => _order.Select(member => _slots[member].Value);

    public override HeapObject CopyOnStore() => Type.IsValueType ? Clone() : this;

    /// <summary>A shallow copy; fields of value types are copied along.</summary>
    public Instance Clone()
    {
        var copy = new Instance(Type);
        foreach (var member in _order)
            copy.Add(member, _slots[member].Value.CopyOnStore());
        return copy;
    }
}

/// <summary>A value tuple, or a <c>System.Tuple</c>, <c>KeyValuePair</c> (key, value).</summary>
public sealed class TupleObject(ITypeSymbol? type, Value[] items) : HeapObject(type)
{
    public Value[] Items { get; } = items;

    public override IEnumerable<HeapSlot> Slots() =>
        Items.Select((_, i) => new HeapSlot(null, "Item" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), ImmutableArray<int>.Empty, new CellLocation(Items, i)));

    public override HeapObject CopyOnStore() => new TupleObject(Type, Items.Select(item => item.CopyOnStore()).ToArray());
}

/// <summary>An object that nothing is known of: the result of a call that could not be interpreted. <paramref name="origin"/> names that call.</summary>
public sealed class OpaqueObject(ITypeSymbol? type, string origin) : HeapObject(type)
{
    public string Origin { get; } = origin;

    public override string ToString() => "the result of " + Origin;
}
