using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>How a MathNet matrix or vector stores its numbers; it decides what may be written and which cells a Map visits.</summary>
public enum LinearStorage
{
    Dense,
    Sparse,
    Diagonal,
}

/// <summary>A vector or matrix of MathNet.Numerics. Every cell is kept, whatever the storage.</summary>
/// <param name="type">The run-time type, for instance <c>MathNet.Numerics.LinearAlgebra.Double.DenseMatrix</c>.</param>
/// <param name="storage">Dense, sparse or diagonal.</param>
/// <param name="data">The cells, float or double; the array that <c>AsArray</c>, <c>Values</c> and the constructors share.</param>
public abstract class LinearObject(ITypeSymbol? type, LinearStorage storage, ArrayObject data) : HeapObject(type)
{
    public LinearStorage Storage { get; } = storage;

    public ArrayObject Data { get; } = data;

    public Value[] Cells => Data.Cells;

    /// <summary><see cref="ValueKind.Single"/> or <see cref="ValueKind.Double"/>.</summary>
    public ValueKind Kind { get; } = Value.KindOf(data.ElementType) ?? ValueKind.Double;

    public abstract bool HasShapeOf(LinearObject other);

    /// <summary>An object of the same shape around other cells.</summary>
    public abstract LinearObject With(ITypeSymbol? type, LinearStorage storage, ArrayObject data);

    /// <summary>True where the storage has no room for the cell: off the diagonal of a diagonal matrix.</summary>
    public virtual bool IsFixed(int cell) => false;
}
