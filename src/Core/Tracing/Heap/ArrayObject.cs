using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>An array of any rank, its cells in row-major order.</summary>
public sealed class ArrayObject(ITypeSymbol? type, ITypeSymbol? elementType, int[] lengths, Value[] cells) : HeapObject(type)
{
    public ITypeSymbol? ElementType { get; } = elementType;

    public int[] Lengths { get; } = lengths;

    public Value[] Cells { get; } = cells;

    /// <summary>The marks of its lengths, dimension by dimension, where some were made up; else null.</summary>
    public int[]? LengthMarks { get; set; }

    /// <summary>The tensor whose lengths it lists, where it is a tensor's shape.</summary>
    public TensorObject? ShapeOf { get; set; }

    public int Rank => Lengths.Length;

    public int Length => Cells.Length;

    /// <summary>Row-major offset of the indices, or −1 where one is out of range.</summary>
    public int Offset(params int[] indices)
    {
        var offset = 0;
        for (var dimension = 0; dimension < Lengths.Length; dimension++)
        {
            if ((uint)indices[dimension] >= (uint)Lengths[dimension])
                return -1;
            offset = (offset * Lengths[dimension]) + indices[dimension];
        }

        return offset;
    }

    public ImmutableArray<int> IndicesOf(int offset)
    {
        if (Lengths.Length == 1)
            return Position.Of(offset);
        var indices = new int[Lengths.Length];
        for (var dimension = Lengths.Length - 1; dimension >= 0; dimension--)
        {
            indices[dimension] = offset % Lengths[dimension];
            offset /= Lengths[dimension];
        }

        return indices.ToImmutableArray();
    }

    public override IEnumerable<HeapSlot> Slots() =>
        Enumerable.Range(0, Cells.Length).Select(i => new HeapSlot(null, "", IndicesOf(i), new CellLocation(Cells, i)));
}
