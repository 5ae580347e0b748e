using System;
using System.Collections.Generic;

namespace RnnLint.Tracing.Models;

/// <summary>Norms of vectors, and of a matrix's rows and columns; always doubles, as in the library.</summary>
internal static class MathNetNorms
{
    /// <summary>(Σ |x|ᵖ)^(1/p); the largest |x| for an infinite p.</summary>
    public static Value Norm(ModelCall call, IReadOnlyList<Value> cells, double p)
    {
        var arithmetic = call.Arithmetic;
        if (double.IsPositiveInfinity(p))
            return ToDouble(Largest(call, cells));
        var exponent = MathNetCalls.Number(ValueKind.Double, p);
        Func<Value, Value> term = p == 1 ? arithmetic.Abs
            : p == 2 ? x => arithmetic.Multiply(x, x)
            : x => arithmetic.Binary(TapeOp.Power, ToDouble(arithmetic.Abs(x)), exponent);
        var sum = ToDouble(call.Sum(ValueKind.Double, cells.Count, i => term(cells[i])));
        return p == 1 ? sum
            : p == 2 ? arithmetic.Unary(TapeOp.Sqrt, sum)
            : arithmetic.Binary(TapeOp.Power, sum, MathNetCalls.Number(ValueKind.Double, 1 / p));
    }

    public static Value Largest(ModelCall call, IReadOnlyList<Value> cells)
    {
        var largest = MathNetCalls.Number(ValueKind.Double, 0);
        for (var i = 0; i < cells.Count; i++)
        {
            var x = call.Arithmetic.Abs(cells[i]);
            largest = i == 0 ? x : call.Arithmetic.Max(largest, x);
        }

        return largest;
    }

    public static Value ToDouble(Value x) => Value.Of(x.AsTraced, ValueKind.Double);
}
