using System;

namespace RnnLint.Tracing;

/// <summary>
/// Floating-point operations of the interpreted program: each records itself on the tape and rounds as its type does. Selections
/// (max, min, abs, clamp) return the chosen operand; roundings and signs are constants, their derivative being zero.
/// </summary>
public sealed class Arithmetic(Tape tape)
{
    public Value Binary(TapeOp op, Value x, Value y) => Value.Of(tape.Binary(op, x.AsTraced, y.AsTraced), ResultKind(x, y));

    public Value Unary(TapeOp op, Value x) => Value.Of(tape.Unary(op, x.AsTraced), ResultKind(x, x));

    public Value Add(Value x, Value y) => Binary(TapeOp.Add, x, y);

    public Value Subtract(Value x, Value y) => Binary(TapeOp.Subtract, x, y);

    public Value Multiply(Value x, Value y) => Binary(TapeOp.Multiply, x, y);

    public Value Divide(Value x, Value y) => Binary(TapeOp.Divide, x, y);

    public Value Negate(Value x) => Unary(TapeOp.Negate, x);

    /// <summary>The C# remainder, which is exact; on the tape x − y·⌊x/y⌉ toward zero, whose slope in x is 1.</summary>
    public Value Remainder(Value x, Value y)
    {
        var quotient = Math.Truncate(x.AsTraced.Value / y.AsTraced.Value);
        return Exactly(x.AsTraced.Value % y.AsTraced.Value, quotient == 0 ? Value.Of(x.AsTraced, ResultKind(x, y)) : Subtract(x, Multiply(Value.Of(Traced.Constant(quotient), ResultKind(x, y)), y)));
    }

    /// <summary>A number whose value is not what rounding after each operation of the <paramref name="traced"/> expression gives.</summary>
    public Value Exactly(double value, Value traced) => Value.Of(traced.AsTraced with { Value = value }, traced.Kind);

    public Value Max(Value x, Value y) => Select(x, y, IsNaN(x) || x.AsTraced.Value > y.AsTraced.Value || (x.AsTraced.Value == y.AsTraced.Value && (!IsNegative(x) || IsNegative(y))));

    public Value Min(Value x, Value y) => Select(x, y, IsNaN(x) || x.AsTraced.Value < y.AsTraced.Value || (x.AsTraced.Value == y.AsTraced.Value && (IsNegative(x) || !IsNegative(y))));

    public Value Clamp(Value x, Value low, Value high) => Min(Max(x, low), high);

    public Value Abs(Value x) => x.AsTraced.Value < 0 ? Negate(x) : x.AsTraced.Value == 0 ? Exactly(0, x) : x;

    /// <summary>A number computed from reals that no longer varies with them: a rounding, a sign.</summary>
    public Value Constant(Value like, double value) => Value.Of(Traced.Constant(value), ResultKind(like, like));

    /// <summary>x·y + z, rounded twice: a fused one may differ in the last bit.</summary>
    public Value MultiplyAdd(Value x, Value y, Value z) => Add(Multiply(x, y), z);

    private static bool IsNaN(Value x) => double.IsNaN(x.AsTraced.Value);

    // Of two zeros the positive one is the larger.
    private static bool IsNegative(Value x) => BitConverter.DoubleToInt64Bits(x.AsTraced.Value) < 0;

    private Value Select(Value x, Value y, bool first)
    {
        var (kept, discarded) = first ? (x, y) : (y, x);
        if (kept.AsTraced is { IsConstant: true, Value: var value } && discarded.AsTraced is { IsConstant: false } live)
            tape.NoteSaturation(live.Node, value);
        return Value.Of(kept.AsTraced, ResultKind(x, y));
    }

    private static ValueKind ResultKind(Value x, Value y) =>
        x.Kind == ValueKind.Decimal || y.Kind == ValueKind.Decimal ? ValueKind.Decimal
        : x.Kind == ValueKind.Single && (y.Kind == ValueKind.Single || !y.IsReal) || y.Kind == ValueKind.Single && !x.IsReal ? ValueKind.Single
        : ValueKind.Double;
}
