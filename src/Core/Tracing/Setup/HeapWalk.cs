using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>A named object to start from: the receiver (no name), a static field's owner, an argument, a local.</summary>
internal readonly record struct HeapRoot(string Name, ISymbol? Symbol, LeafGroupKind Kind, Location Location);

/// <summary>A number found in the heap: the path that leads to it, indices taken out, and the place that holds it.</summary>
internal readonly record struct HeapNumber(string Path, ISymbol? Symbol, LeafGroupKind Kind, ImmutableArray<int> Indices, Location Location, HeapObject? Holder);

/// <summary>
/// Finds every floating-point number that can be reached from the roots, each once, nearest path first. <c>Whh.data[3]</c> of a
/// matrix class that holds nothing but its numbers is <c>Whh[3]</c>; the rows of a jagged array share its path.
/// </summary>
internal static class HeapWalk
{
    private const int MostNumbers = 60_000;

    // So that one huge array does not crowd out what lies beside it.
    private const int MostOfOne = 30_000;

    // Each link of a list of thousands has a longer path than the one before.
    private const int MostLevels = 100;

    public static List<HeapNumber> Numbers(IEnumerable<HeapRoot> roots, HashSet<HeapObject>? visited = null) => Numbers(roots, new List<HeapNumber>(), visited);

    /// <param name="roots">Where to start.</param>
    /// <param name="found">The list to fill: cleared first.</param>
    /// <param name="visited">What was walked through already.</param>
    public static List<HeapNumber> Numbers(IEnumerable<HeapRoot> roots, List<HeapNumber> found, HashSet<HeapObject>? visited = null)
    {
        found.Clear();
        visited ??= new HashSet<HeapObject>();
        var level = new List<Visit>();
        foreach (var root in roots)
            Meet(new Visit(root.Name, root.Symbol, root.Kind, ImmutableArray<int>.Empty, root.Location.Load(), null), root.Location, found, level);
        for (var depth = 0; depth < MostLevels && level.Count > 0 && found.Count < MostNumbers; depth++)
        {
            var next = new List<Visit>();
            foreach (var visit in level)
                Open(visit, visited, found, next);
            level = next;
        }

        return found;
    }

    /// <summary>Takes down a number; puts off what may hold some to the next level.</summary>
    private static void Meet(Visit visit, Location location, List<HeapNumber> found, List<Visit> next)
    {
        var value = visit.Value;
        for (; value.AsObject is Location inner; value = inner.Load())
            location = inner;
        if (value.IsReal)
            found.Add(new HeapNumber(visit.Path.TrimEnd('[', ']'), visit.Symbol, visit.Kind, visit.Indices, location, visit.Holder));
        else if (value.AsObject is HeapObject)
            next.Add(visit with { Value = value });
    }

    private static void Open(Visit visit, HashSet<HeapObject> visited, List<HeapNumber> found, List<Visit> next)
    {
        var held = (HeapObject)visit.Value.AsObject!;
        if (held is DelegateObject or SequenceObject or EnumeratorObject or Window { Type: IPointerTypeSymbol } || !visited.Add(held))
            return;
        if (held is ArrayObject array)
        {
            OpenArray(array, visit, found, next);
            return;
        }

        var wraps = held is Instance && visit.Path.Length > 0 && HoldsOneArray(held);
        foreach (var slot in (held is ComponentsObject components ? components.SlotsWithin(visit.Location) : held.Slots()).Take(MostOfOne))
        {
            // An array of arrays fills a level before the first number is found.
            if (next.Count + found.Count >= MostNumbers)
                return;
            var child = slot.Location.Load();
            if (!child.IsReal && child.AsObject is not (HeapObject or Location))
                continue;
            Meet(
                slot.Name.Length == 0
                    ? new Visit(visit.Path + "[]", visit.Symbol, visit.Kind, visit.Indices.AddRange(slot.Indices), child, held)
                    : wraps
                        ? visit with { Value = child, Holder = held }
                        : new Visit(Join(visit.Path, slot), slot.Symbol ?? visit.Symbol, visit.Kind, visit.Indices, child, held),
                slot.Location,
                found,
                next);
        }
    }

    /// <summary>Most numbers are in arrays, and most arrays hold none: no slot is made for what is no number.</summary>
    private static void OpenArray(ArrayObject array, Visit visit, List<HeapNumber> found, List<Visit> next)
    {
        string? path = null, name = null;
        for (var i = 0; i < array.Cells.Length && i < MostOfOne && next.Count + found.Count < MostNumbers; i++)
        {
            var child = array.Cells[i];
            if (child.IsReal)
                found.Add(new HeapNumber(name ??= visit.Path.TrimEnd('[', ']'), visit.Symbol, visit.Kind, visit.Indices.AddRange(array.IndicesOf(i)), new CellLocation(array.Cells, i), array));
            else if (child.AsObject is HeapObject or Location)
                Meet(new Visit(path ??= visit.Path + "[]", visit.Symbol, visit.Kind, visit.Indices.AddRange(array.IndicesOf(i)), child, array), new CellLocation(array.Cells, i), found, next);
        }
    }

    private static string Join(string path, HeapSlot slot) =>
        slot.Symbol is null && !slot.Name.StartsWith("Item", StringComparison.Ordinal) ? path + "[\"" + slot.Name + "\"]"
        : path.Length == 0 ? slot.Name
        : path + "." + slot.Name;

    /// <summary>True for a home-made vector or matrix: beside one container of numbers it has only sizes and the like.</summary>
    private static bool HoldsOneArray(HeapObject held)
    {
        var containers = 0;
        foreach (var slot in held.Slots())
        {
            var value = slot.Location.Load();
            if (value.IsReal)
                return false;
            if (value.AsObject is ArrayObject or ListObject or Window || value.AsObject is HeapObject and not (Instance or DelegateObject or TypeObject or OpaqueObject))
                containers++;
            else if (value.AsObject is Instance)
                return false;
        }

        return containers == 1;
    }

    private readonly record struct Visit(string Path, ISymbol? Symbol, LeafGroupKind Kind, ImmutableArray<int> Indices, Value Value, HeapObject? Holder)
    {
        /// <summary>The place that holds the value; what is part of a value in a variable is reached through the variable.</summary>
        public Location? Location { get; init; }
    }
}
