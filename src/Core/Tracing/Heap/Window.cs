using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>
/// A run of cells within an array: Span, ReadOnlySpan, Memory, ReadOnlyMemory, ArraySegment, and (with <see cref="Start"/> as the
/// position) a pointer. It is immutable; what it points at is not.
/// </summary>
public sealed class Window(ITypeSymbol? type, ITypeSymbol? elementType, Value[] cells, int start, int length) : HeapObject(type)
{
    public ITypeSymbol? ElementType { get; } = elementType;

    public Value[] Cells { get; } = cells;

    /// <summary>Index in <see cref="Cells"/> of element 0; a pointer may stand outside of the array as long as it is not read.</summary>
    public int Start { get; } = start;

    public int Length { get; } = length;

    // A window may be said to be longer than what it is on: what is not there cannot be read.
    public override IEnumerable<HeapSlot> Slots() =>
        Enumerable.Range(0, Start < 0 ? 0 : Math.Max(0, Math.Min(Length, Cells.Length - Start))).Select(i => new HeapSlot(null, "", Position.Of(i), new CellLocation(Cells, Start + i)));
}
