namespace RnnLint.Tracing.Models;

/// <summary>
/// The products of vectors and matrices. Every sum starts from its first product and runs in index order, so that the tape
/// holds W[j,k]·v[k] and nothing else.
/// </summary>
internal static class MathNetProducts
{
    /// <summary><c>Multiply</c> and <c>*</c>, by what the operands are; of two vectors, their dot product.</summary>
    public static Value Multiply(ModelCall call) => (call.LinearOrNull(0), call.LinearOrNull(1)) switch
    {
        (MatrixObject a, MatrixObject b) => call.Deliver(Product(call, a, false, b, false), 2),
        (MatrixObject a, MathVectorObject v) => call.Deliver(Apply(call, a, false, v), 2),
        (MathVectorObject v, MatrixObject a) => call.Deliver(Apply(call, a, true, v), 2),
        (MathVectorObject x, MathVectorObject y) => Dot(call, x, y),
        _ => MathNetElementwiseModels.Zip(call, call.Arithmetic.Multiply),
    };

    public static Value DotProduct(ModelCall call) => Dot(call, call.Vector(0), call.Vector(1));

    /// <summary>v·M, the same numbers as Mᵀ·v.</summary>
    public static Value LeftMultiply(ModelCall call) => call.Deliver(Apply(call, call.Matrix(0), true, call.Vector(1)), 2);

    /// <summary>Mᵀ times a vector or matrix.</summary>
    public static Value TransposeThisAndMultiply(ModelCall call) => call.Deliver(
        call.LinearOrNull(1) is MathVectorObject v ? Apply(call, call.Matrix(0), true, v) : Product(call, call.Matrix(0), true, call.Matrix(1), false), 2);

    /// <summary>A·Bᵀ.</summary>
    public static Value TransposeAndMultiply(ModelCall call) => call.Deliver(Product(call, call.Matrix(0), false, call.Matrix(1), true), 2);

    /// <summary>u·vᵀ, [u.Count, v.Count].</summary>
    public static Value OuterProduct(ModelCall call)
    {
        MathVectorObject u = call.Vector(0), v = call.Vector(1);
        var result = call.NewMatrix(u.Kind, u.Count, v.Count, MathNetCalls.Combine(u, v));
        call.Machine.Fuel.Step(result.Cells.Length);
        for (var column = 0; column < v.Count; column++)
        {
            for (var row = 0; row < u.Count; row++)
                call.Put(result, result.Offset(row, column), call.Arithmetic.Multiply(u[row], v[column]));
        }

        return call.Deliver(result, 2);
    }

    /// <summary>op(A)·op(B), [rows, columns].</summary>
    public static MatrixObject Product(ModelCall call, MatrixObject a, bool transposeA, MatrixObject b, bool transposeB)
    {
        var (rows, inner) = transposeA ? (a.Columns, a.Rows) : (a.Rows, a.Columns);
        var (innerB, columns) = transposeB ? (b.Columns, b.Rows) : (b.Rows, b.Columns);
        call.Require(inner == innerB, call.Method is { Name: "op_Multiply", ContainingType: { Name: "DenseMatrix", ContainingNamespace.Name: "Double" } } ? MathNetCalls.Range : MathNetCalls.Argument);
        var result = call.NewMatrix(a.Kind, rows, columns, MathNetCalls.Combine(a, b));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                call.Put(result, result.Offset(row, column), call.Dot(
                    a.Kind, inner, k => transposeA ? a[k, row] : a[row, k], k => transposeB ? b[column, k] : b[k, column]));
            }
        }

        return result;
    }

    /// <summary>M·v, or Mᵀ·v.</summary>
    private static MathVectorObject Apply(ModelCall call, MatrixObject a, bool transpose, MathVectorObject v)
    {
        var (rows, inner) = transpose ? (a.Columns, a.Rows) : (a.Rows, a.Columns);
        call.Require(inner == v.Count);
        var result = call.NewVector(a.Kind, rows, MathNetCalls.Combine(a, v));
        for (var row = 0; row < rows; row++)
            call.Put(result, row, call.Dot(a.Kind, inner, k => transpose ? a[k, row] : a[row, k], k => v[k]));
        return result;
    }

    private static Value Dot(ModelCall call, MathVectorObject x, MathVectorObject y)
    {
        call.Require(x.Count == y.Count);
        return call.Dot(x.Kind, x.Count, k => x[k], k => y[k]);
    }
}
