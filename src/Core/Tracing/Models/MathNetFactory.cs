using System;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>Makes vectors and matrices of MathNet with the run-time types that the library would give them.</summary>
public static class MathNetFactory
{
    internal const string Algebra = "MathNet.Numerics.LinearAlgebra.";

    /// <summary>A zero vector of <paramref name="count"/> elements; spends fuel for them.</summary>
    /// <param name="kind"><see cref="ValueKind.Single"/> or <see cref="ValueKind.Double"/>.</param>
    public static MathVectorObject NewVector(IMachine machine, ValueKind kind, int count, LinearStorage storage = LinearStorage.Dense) =>
        new(TypeOf(machine, kind, storage, "Vector"), storage, NewData(machine, kind, count));

    /// <summary>A zero matrix, <paramref name="rows"/> × <paramref name="columns"/>; spends fuel for its cells.</summary>
    /// <param name="kind"><see cref="ValueKind.Single"/> or <see cref="ValueKind.Double"/>.</param>
    public static MatrixObject NewMatrix(IMachine machine, ValueKind kind, int rows, int columns, LinearStorage storage = LinearStorage.Dense)
    {
        var count = (long)rows * columns;
        if (count > int.MaxValue)
            machine.Fuel.Allocate(count);
        return new(TypeOf(machine, kind, storage, "Matrix"), storage, rows, columns, NewData(machine, kind, (int)count));
    }

    /// <summary>A vector around an array, without copying it.</summary>
    public static MathVectorObject VectorAround(IMachine machine, ArrayObject data)
    {
        var kind = Value.KindOf(data.ElementType) ?? ValueKind.Double;
        return new(TypeOf(machine, kind, LinearStorage.Dense, "Vector"), LinearStorage.Dense, data);
    }

    /// <summary>A matrix around an array in column-major order, without copying it.</summary>
    public static MatrixObject MatrixAround(IMachine machine, int rows, int columns, ArrayObject data)
    {
        var kind = Value.KindOf(data.ElementType) ?? ValueKind.Double;
        return new(TypeOf(machine, kind, LinearStorage.Dense, "Matrix"), LinearStorage.Dense, rows, columns, data);
    }

    /// <summary>A zero vector or matrix for a variable of this type, abstract or not; null where the type is neither, or holds complex numbers.</summary>
    public static LinearObject? NewFor(IMachine machine, ITypeSymbol type, int rows, int columns)
    {
        if (type is not INamedTypeSymbol named || KindOf(named) is not { } kind)
            return null;
        var storage = named.Name.StartsWith("Sparse", StringComparison.Ordinal) ? LinearStorage.Sparse
            : named.Name.StartsWith("Diagonal", StringComparison.Ordinal) ? LinearStorage.Diagonal
            : LinearStorage.Dense;
        return named.Name switch
        {
            "Vector" or "DenseVector" or "SparseVector" => NewVector(machine, kind, rows, storage),
            "Matrix" or "DenseMatrix" or "SparseMatrix" or "DiagonalMatrix" => NewMatrix(machine, kind, rows, columns, storage),
            _ => null,
        };
    }

    /// <summary>The element kind of a MathNet vector, matrix or builder type; null where it is neither float nor double.</summary>
    internal static ValueKind? KindOf(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        if (space is { Name: "Double" or "Single", ContainingNamespace.Name: "LinearAlgebra" })
            return space.Name == "Single" ? ValueKind.Single : ValueKind.Double;
        if (space.Name != "LinearAlgebra" || type.TypeArguments.Length == 0)
            return null;
        return RealKind(type.TypeArguments[0]);
    }

    internal static ValueKind? RealKind(ITypeSymbol type) =>
        Value.KindOf(type) is { } kind && kind is (ValueKind.Single or ValueKind.Double) ? kind : null;

    internal static LinearObject Like(this IMachine machine, LinearObject like, LinearStorage storage, ValueKind? kind = null)
    {
        var resultKind = kind ?? like.Kind;
        var type = storage == like.Storage && resultKind == like.Kind && like.Type is not { IsAbstract: true }
            ? like.Type
            : TypeOf(machine, resultKind, storage, like is MatrixObject ? "Matrix" : "Vector");
        return like.With(type, storage, NewData(machine, resultKind, like.Cells.Length));
    }

    internal static ITypeSymbol ElementType(this IMachine machine, ValueKind kind) =>
        machine.Compilation.GetSpecialType(kind == ValueKind.Single ? SpecialType.System_Single : SpecialType.System_Double);

    internal static ArrayObject NewData(this IMachine machine, ValueKind kind, int count) =>
        machine.NewArray(machine.ElementType(kind), count);

    private static ITypeSymbol? TypeOf(IMachine machine, ValueKind kind, LinearStorage storage, string shape)
    {
        var space = kind == ValueKind.Single ? "Single." : "Double.";
        return machine.Compilation.TypeNamed(Algebra + space + storage + shape);
    }
}
