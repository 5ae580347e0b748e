using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>A MathNet matrix, <paramref name="rows"/> × <paramref name="columns"/>, its cells in column-major order as the library keeps them.</summary>
public sealed class MatrixObject(ITypeSymbol? type, LinearStorage storage, int rows, int columns, ArrayObject data)
    : LinearObject(type, storage, data)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public Value this[int row, int column] => Cells[Offset(row, column)];

    public int Offset(int row, int column) => (column * Rows) + row;

    public bool Contains(int row, int column) => (uint)row < (uint)Rows && (uint)column < (uint)Columns;

    public override bool HasShapeOf(LinearObject other) => other is MatrixObject matrix && matrix.Rows == Rows && matrix.Columns == Columns;

    public override LinearObject With(ITypeSymbol? type, LinearStorage storage, ArrayObject data) => new MatrixObject(type, storage, Rows, Columns, data);

    public override bool IsFixed(int cell) => Storage == LinearStorage.Diagonal && cell % Rows != cell / Rows;

    public override IEnumerable<HeapSlot> Slots() =>
        from row in Enumerable.Range(0, Rows)
        from column in Enumerable.Range(0, Columns)
        select new HeapSlot(null, "", ImmutableArray.Create(row, column), new CellLocation(Cells, Offset(row, column)));
}
