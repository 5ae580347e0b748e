using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>Numbers computed from a whole matrix: sums, norms, powers, determinant, inverse.</summary>
internal static class MathNetMatrixFunctionModels
{
    private static readonly string[] Factorizations =
    [
        "Cholesky", "LU", "QR", "GramSchmidt", "Svd", "Evd", "PseudoInverse", "ConditionNumber", "Rank", "Nullity", "Kernel", "Range", "L2Norm",
        "SolveIterative", "TrySolveIterative", "PermuteRows", "PermuteColumns",
    ];

    public static void Add(GuardedModels models)
    {
        models
            .Add("RowSums", call => Sums(call, row: true, x => x))
            .Add("ColumnSums", call => Sums(call, row: false, x => x))
            .Add("RowAbsoluteSums", call => Sums(call, row: true, call.Arithmetic.Abs))
            .Add("ColumnAbsoluteSums", call => Sums(call, row: false, call.Arithmetic.Abs))
            .Add("RowNorms", call => Value.Of(Norms(call, row: true)))
            .Add("ColumnNorms", call => Value.Of(Norms(call, row: false)))
            .Add("NormalizeRows", call => Normalize(call, row: true))
            .Add("NormalizeColumns", call => Normalize(call, row: false))
            .Add("FrobeniusNorm", call => MathNetNorms.Norm(call, call.Matrix(0).Cells, 2))
            .Add("L1Norm", call => LargestSum(call, row: false))
            .Add("InfinityNorm", call => LargestSum(call, row: true))
            .Add("Trace", Trace)
            .Add("IsSymmetric", call => Value.Of(IsSymmetric(call.Matrix(0))))
            .Add("IsHermitian", call => Value.Of(IsSymmetric(call.Matrix(0))))
            .Add("Power", Power)
            .Add("KroneckerProduct", Kronecker)
            .Add("Determinant", Determinant)
            .Add("Inverse", Inverse)
            .Add("Solve", Solve)
            .Add(Factorizations, call => call.Unmodelled());
    }

    private static IEnumerable<Value[]> Lines(MatrixObject a, bool row) => row
        ? Enumerable.Range(0, a.Rows).Select(i => Enumerable.Range(0, a.Columns).Select(j => a[i, j]).ToArray())
        : Enumerable.Range(0, a.Columns).Select(j => Enumerable.Range(0, a.Rows).Select(i => a[i, j]).ToArray());

    private static MathVectorObject Collect(ModelCall call, ValueKind kind, IEnumerable<Value> numbers)
    {
        var cells = numbers.ToArray();
        var result = call.NewVector(kind, cells.Length, LinearStorage.Dense);
        call.Move(cells, result);
        return result;
    }

    private static Value Sums(ModelCall call, bool row, Func<Value, Value> term)
    {
        var a = call.Matrix(0);
        return Value.Of(Collect(call, a.Kind, Lines(a, row).Select(line => call.Sum(a.Kind, line.Length, i => term(line[i])))));
    }

    private static MathVectorObject Norms(ModelCall call, bool row)
    {
        var power = call[0].AsTraced.Value;
        call.Require(power > 0, MathNetCalls.Range);
        return Collect(call, ValueKind.Double, Lines(call.Matrix(0), row).Select(line => MathNetNorms.Norm(call, line, power)));
    }

    private static Value Normalize(ModelCall call, bool row)
    {
        var a = call.Matrix(0);
        var one = MathNetCalls.Number(ValueKind.Double, 1);
        var scales = Norms(call, row).Cells.Select(norm => norm.AsTraced.Value == 0 ? one : call.Arithmetic.Divide(one, norm)).ToArray();
        var result = call.NewMatrix(a.Kind, a.Rows, a.Columns, a.Storage);
        for (var cell = 0; cell < a.Cells.Length; cell++)
            call.Put(result, cell, call.Arithmetic.Multiply(scales[row ? cell % a.Rows : cell / a.Rows], a.Cells[cell]));
        return Value.Of(result);
    }

    private static Value LargestSum(ModelCall call, bool row) =>
        MathNetNorms.ToDouble(MathNetNorms.Largest(call, Lines(call.Matrix(0), row).Select(line => MathNetNorms.Norm(call, line, 1)).ToArray()));

    private static Value Trace(ModelCall call)
    {
        var a = call.Matrix(0);
        call.Require(a.Rows == a.Columns);
        return call.Sum(a.Kind, a.Rows, i => a[i, i]);
    }

    private static bool IsSymmetric(MatrixObject a) =>
        a.Rows == a.Columns && Enumerable.Range(0, a.Cells.Length).All(i => a.Cells[i].AsTraced.Value == a[i / a.Rows, i % a.Rows].AsTraced.Value);

    /// <summary>A whole power, by repeated squaring as the library does.</summary>
    private static Value Power(ModelCall call)
    {
        var a = call.Matrix(0);
        var exponent = call.Int(0);
        call.Require(a.Rows == a.Columns && exponent >= 0);
        if (exponent == 1 && call.Count == 1)
            return call.Receiver;
        MatrixObject? result = null;
        for (var (square, left) = (a, exponent); left > 0; left >>= 1)
        {
            if ((left & 1) != 0)
                result = result is null ? square : MathNetProducts.Product(call, result, false, square, false);
            if (left > 1)
                square = MathNetProducts.Product(call, square, false, square, false);
        }

        return call.Deliver(result ?? Identity(call, a), 2);
    }

    private static MatrixObject Identity(ModelCall call, MatrixObject like)
    {
        var identity = call.NewMatrix(like.Kind, like.Rows, like.Columns, LinearStorage.Diagonal);
        for (var i = 0; i < like.Rows; i++)
            identity.Cells[identity.Offset(i, i)] = MathNetCalls.Number(like.Kind, 1);
        return identity;
    }

    private static Value Kronecker(ModelCall call)
    {
        var (a, b) = (call.Matrix(0), call.Matrix(1));
        var result = call.NewMatrix(a.Kind, a.Rows * b.Rows, a.Columns * b.Columns, MathNetCalls.Combine(a, b));
        for (var cell = 0; cell < result.Cells.Length; cell++)
        {
            var (row, column) = (cell % result.Rows, cell / result.Rows);
            if (!result.IsFixed(cell))
                call.Put(result, cell, call.Arithmetic.Multiply(a[row / b.Rows, column / b.Columns], b[row % b.Rows, column % b.Columns]));
        }

        return call.Deliver(result, 2, MathNetCalls.Range);
    }

    private static Value Determinant(ModelCall call)
    {
        var a = call.Matrix(0);
        call.Require(a.Rows == a.Columns);
        return MathNetElimination.Determinant(call, a);
    }

    private static Value Inverse(ModelCall call)
    {
        var a = call.Matrix(0);
        call.Require(a.Rows == a.Columns);
        var result = call.NewMatrix(a.Kind, a.Rows, a.Columns, a.Storage);
        call.Move(MathNetElimination.Solve(call, a, Identity(call, a).Cells), result);
        return Value.Of(result);
    }

    /// <summary>Solves A·x = b; a system that is not square is a fit, which is left opaque.</summary>
    private static Value Solve(ModelCall call)
    {
        var (a, b) = (call.Matrix(0), call.Linear(1));
        call.Require((b is MatrixObject matrix ? matrix.Rows : b.Cells.Length) == a.Rows);
        if (a.Rows != a.Columns)
            return call.Unmodelled();
        var result = call.Machine.Like(b, LinearStorage.Dense);
        call.Move(MathNetElimination.Solve(call, a, b.Cells), result);
        return call.Deliver(result, 2);
    }
}
