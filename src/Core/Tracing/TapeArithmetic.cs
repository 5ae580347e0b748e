using System;

namespace RnnLint.Tracing;

/// <summary>The meaning of each <see cref="TapeOp"/>: its value and its partial derivatives.</summary>
public static class TapeArithmetic
{
    /// <summary>The value of the operation; <paramref name="y"/> is ignored by unary ones.</summary>
    /// <exception cref="ArgumentOutOfRangeException">for a constant or leaf, which compute nothing.</exception>
    public static double Apply(TapeOp op, double x, double y) => op switch
    {
        TapeOp.Add => x + y,
        TapeOp.Subtract => x - y,
        TapeOp.Multiply => x * y,
        TapeOp.Divide => x / y,
        TapeOp.Power => Math.Pow(x, y),
        TapeOp.Atan2 => Math.Atan2(x, y),
        TapeOp.Negate => -x,
        TapeOp.Exp => Math.Exp(x),
        TapeOp.Log => Math.Log(x),
        TapeOp.Sqrt => Math.Sqrt(x),
        TapeOp.Cbrt => x < 0 ? -Math.Pow(-x, 1.0 / 3) : Math.Pow(x, 1.0 / 3),
        TapeOp.Tanh => Math.Tanh(x),
        TapeOp.Sinh => Math.Sinh(x),
        TapeOp.Cosh => Math.Cosh(x),
        TapeOp.Sin => Math.Sin(x),
        TapeOp.Cos => Math.Cos(x),
        TapeOp.Tan => Math.Tan(x),
        TapeOp.Asin => Math.Asin(x),
        TapeOp.Acos => Math.Acos(x),
        TapeOp.Atan => Math.Atan(x),
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    /// <summary>∂/∂x and ∂/∂y of the operation at (x, y), given its <paramref name="result"/> there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">for a constant or leaf.</exception>
    public static (double Dx, double Dy) Derivatives(TapeOp op, double x, double y, double result) => op switch
    {
        TapeOp.Add => (1, 1),
        TapeOp.Subtract => (1, -1),
        TapeOp.Multiply => (y, x),
        TapeOp.Divide => (1 / y, -result / y),
        TapeOp.Power => (y * Math.Pow(x, y - 1), x > 0 ? result * Math.Log(x) : 0),
        TapeOp.Atan2 => (y / ((x * x) + (y * y)), -x / ((x * x) + (y * y))),
        TapeOp.Negate => (-1, 0),
        TapeOp.Exp => (result, 0),
        TapeOp.Log => (1 / x, 0),
        TapeOp.Sqrt => (0.5 / result, 0),
        TapeOp.Cbrt => (result / (3 * x), 0),
        TapeOp.Tanh => (1 - (result * result), 0),
        TapeOp.Sinh => (Math.Cosh(x), 0),
        TapeOp.Cosh => (Math.Sinh(x), 0),
        TapeOp.Sin => (Math.Cos(x), 0),
        TapeOp.Cos => (-Math.Sin(x), 0),
        TapeOp.Tan => (1 + (result * result), 0),
        TapeOp.Asin => (1 / Math.Sqrt(1 - (x * x)), 0),
        TapeOp.Acos => (-1 / Math.Sqrt(1 - (x * x)), 0),
        TapeOp.Atan => (1 / (1 + (x * x)), 0),
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };
}
