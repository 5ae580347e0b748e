using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing;

/// <summary>
/// The variables that hold whole arrays of leaves. Code that changes a weight may write into its array, or put a new array into the variable: then what
/// stands in the new one was meant for the leaves of the old.
/// </summary>
internal sealed class HeldArrays
{
    private const int MostNumbers = 10_000;
    private const int MostSlots = 1_000;

    private readonly List<Holder> _holders = new();
    private readonly HashSet<HeapObject> _visited = new();
    private readonly Tape _tape;
    private readonly Func<LeafOrigin, bool> _isHeld;

    /// <param name="roots">Where to look for them.</param>
    /// <param name="tape">The trace, the leaves already in place.</param>
    /// <param name="isHeld">Whether a leaf is to keep its place: states are there to be replaced.</param>
    public HeldArrays(IEnumerable<HeapRoot> roots, Tape tape, Func<LeafOrigin, bool> isHeld)
    {
        (_tape, _isHeld) = (tape, isHeld);
        foreach (var root in roots)
        {
            if (root.Location.Load().AsObject is Instance receiver && root.Name.Length == 0)
                Open(receiver);
            else
                Note(root.Location);
        }
    }

    /// <summary>Puts the arrays back that others were put in the place of: of each its leaf, and what it was to become.</summary>
    public IEnumerable<(Value Leaf, Value Now)> PutBack()
    {
        foreach (var holder in _holders)
        {
            var now = holder.Variable.Load();
            if (ReferenceEquals(now.AsObject, holder.Held.AsObject))
                continue;
            var numbers = NumbersOf(now);
            holder.Variable.Store(holder.Held);
            if (numbers.Count != holder.Leaves.Count)
                continue;
            for (var i = 0; i < numbers.Count; i++)
            {
                if (holder.Leaves[i] is { } leaf)
                    yield return (leaf, numbers[i].Location.Load());
            }
        }
    }

    private void Open(HeapObject held)
    {
        if (held is DelegateObject or SequenceObject or EnumeratorObject || !_visited.Add(held) || held is ArrayObject { Length: > 0 } array && array.Cells[0].IsReal)
            return;
        foreach (var slot in held.Slots().Take(MostSlots))
            Note(slot.Location);
    }

    private void Note(Location variable)
    {
        var held = variable.Load();
        if (held.AsObject is not HeapObject inner)
            return;
        var numbers = NumbersOf(held);
        var leaves = numbers.Count > MostNumbers ? [] : numbers.ConvertAll(number => LeafIn(number.Location));
        if (leaves.Exists(leaf => leaf is not null))
            _holders.Add(new Holder(variable, held, leaves));
        Open(inner);
    }

    private Value? LeafIn(Location cell) =>
        cell.Load() is { IsReal: true } value && value.AsTraced is { IsConstant: false, Node: var node } && _tape.Op(node) == TapeOp.Leaf && _isHeld(_tape.Origin(node)!) ? value : null;

    private static List<HeapNumber> NumbersOf(Value value) => HeapWalk.Numbers([new HeapRoot("", null, LeafGroupKind.Storage, new Slot(value))]);

    private sealed record Holder(Location Variable, Value Held, List<Value?> Leaves);
}
