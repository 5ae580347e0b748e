using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>An instance of a class, struct or record declared in source; its fields and automatic properties in declaration order.</summary>
public sealed class Instance(INamedTypeSymbol type) : HeapObject(type)
{
    /// <summary>As many members as are sooner looked through than looked up.</summary>
    private const int Few = 8;

    private ISymbol[] _members = Array.Empty<ISymbol>();
    private Slot[] _slots = Array.Empty<Slot>();
    private int _count;
    private Dictionary<ISymbol, Slot>? _index;

    public new INamedTypeSymbol Type => (INamedTypeSymbol)base.Type!;

    /// <summary>The slot of a field or automatic property (its original definition); null where none was made.</summary>
    public Slot? Find(ISymbol member)
    {
        if (_count > Few)
            return (_index ??= Index()).TryGetValue(member, out var known) ? known : null;
        for (var i = 0; i < _count; i++)
        {
            if (ReferenceEquals(_members[i], member))
                return _slots[i];
        }

        for (var i = 0; i < _count; i++)
        {
            if (SymbolEqualityComparer.Default.Equals(_members[i], member))
                return _slots[i];
        }

        return null;
    }

    public Slot Add(ISymbol member, Value value)
    {
        if (_count == _members.Length)
        {
            Array.Resize(ref _members, Math.Max(4, 2 * _count));
            Array.Resize(ref _slots, _members.Length);
        }

        var slot = new Slot(value);
        _members[_count] = member;
        _slots[_count++] = slot;
        _index?.Add(member, slot);
        return slot;
    }

    public override IEnumerable<HeapSlot> Slots()
    {
        for (var i = 0; i < _count; i++)
            yield return new HeapSlot(_members[i], _members[i].Name, ImmutableArray<int>.Empty, _slots[i]);
    }

    /// <summary>What the slots hold, in order.</summary>
    public IEnumerable<Value> Values => _slots.Take(_count).Select(slot => slot.Value);

    public override HeapObject CopyOnStore() => Type.IsValueType ? Clone() : this;

    /// <summary>A shallow copy; fields of value types are copied along.</summary>
    public Instance Clone()
    {
        // Copies share the list of members: who adds one makes a longer list of its own.
        if (_members.Length > _count)
            Array.Resize(ref _members, _count);
        var copy = new Instance(Type) { _members = _members, _slots = new Slot[_count], _count = _count };
        for (var i = 0; i < _count; i++)
            copy._slots[i] = new Slot(_slots[i].Value.CopyOnStore());
        return copy;
    }

    private Dictionary<ISymbol, Slot> Index()
    {
        var index = new Dictionary<ISymbol, Slot>(SymbolEqualityComparer.Default);
        for (var i = 0; i < _count; i++)
            index.Add(_members[i], _slots[i]);
        return index;
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
