using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>A MathNet vector: neither a row nor a column until a product makes it one.</summary>
public sealed class MathVectorObject(ITypeSymbol? type, LinearStorage storage, ArrayObject data)
    : LinearObject(type, storage, data)
{
    public int Count => Cells.Length;

    public Value this[int index] => Cells[index];

    public override bool HasShapeOf(LinearObject other) => other is MathVectorObject vector && vector.Count == Count;

    public override LinearObject With(ITypeSymbol? type, LinearStorage storage, ArrayObject data) => new MathVectorObject(type, storage, data);

    public override IEnumerable<HeapSlot> Slots() =>
        Enumerable.Range(0, Count).Select(i => new HeapSlot(null, "", Position.Of(i), new CellLocation(Cells, i)));
}
