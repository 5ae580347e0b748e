using System;

namespace RnnLint.Tracing.Models;

/// <summary>Gaussian elimination with row pivoting, done on the tape; the pivots follow the concrete values.</summary>
internal static class MathNetElimination
{
    public static Value Determinant(ModelCall call, MatrixObject a)
    {
        var cells = (Value[])a.Cells.Clone();
        var swaps = Eliminate(call, cells, a.Rows, []);
        var product = MathNetCalls.Number(a.Kind, 1);
        for (var i = 0; i < a.Rows; i++)
            product = call.Arithmetic.Multiply(product, cells[(i * a.Rows) + i]);
        return swaps % 2 == 0 ? product : call.Arithmetic.Negate(product);
    }

    /// <summary>A⁻¹ times the column-major <paramref name="right"/>, whose columns are as long as A's.</summary>
    public static Value[] Solve(ModelCall call, MatrixObject a, Value[] right)
    {
        var (cells, result) = ((Value[])a.Cells.Clone(), (Value[])right.Clone());
        var arithmetic = call.Arithmetic;
        var n = a.Rows;
        Eliminate(call, cells, n, result);
        for (var start = 0; start < result.Length; start += n)
        {
            for (var row = n - 1; row >= 0; row--)
            {
                var x = result[start + row];
                for (var k = row + 1; k < n; k++)
                    x = arithmetic.Subtract(x, arithmetic.Multiply(cells[(k * n) + row], result[start + k]));
                result[start + row] = arithmetic.Divide(x, cells[(row * n) + row]);
            }
        }

        return result;
    }

    /// <summary>Brings a column-major n × n matrix to upper triangular form, and the right-hand sides along; returns the number of row swaps.</summary>
    private static int Eliminate(ModelCall call, Value[] cells, int n, Value[] right)
    {
        var swaps = 0;
        for (var step = 0; step < n; step++)
        {
            call.Machine.Fuel.Step(((n - step) * (n - step)) + right.Length);
            var pivot = step;
            for (var row = step + 1; row < n; row++)
            {
                if (Math.Abs(cells[(step * n) + row].AsTraced.Value) > Math.Abs(cells[(step * n) + pivot].AsTraced.Value))
                    pivot = row;
            }

            if (pivot != step)
            {
                Swap(cells, n, step, pivot);
                Swap(right, n, step, pivot);
                swaps++;
            }

            // A zero pivot means that the whole column below is zero too.
            if (cells[(step * n) + step].AsTraced.Value == 0)
                continue;
            for (var row = step + 1; row < n; row++)
            {
                var factor = call.Arithmetic.Divide(cells[(step * n) + row], cells[(step * n) + step]);
                Reduce(call, cells, n, step, row, factor, from: step + 1);
                Reduce(call, right, n, step, row, factor, from: 0);
            }
        }

        return swaps;
    }

    private static void Swap(Value[] cells, int n, int first, int second)
    {
        for (var start = 0; start < cells.Length; start += n)
            (cells[start + first], cells[start + second]) = (cells[start + second], cells[start + first]);
    }

    private static void Reduce(ModelCall call, Value[] cells, int n, int step, int row, Value factor, int from)
    {
        for (var start = from * n; start < cells.Length; start += n)
            cells[start + row] = call.Arithmetic.Subtract(cells[start + row], call.Arithmetic.Multiply(factor, cells[start + step]));
    }
}
