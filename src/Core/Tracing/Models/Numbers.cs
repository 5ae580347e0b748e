using System;
using System.Globalization;

namespace RnnLint.Tracing.Models;

/// <summary>Arithmetic over values of any built-in numeric kind: reals on the tape, integers in their own width.</summary>
public static class Numbers
{
    public static Value Zero(ValueKind kind) => Constant(kind, 0);

    /// <summary>A small whole number of this kind.</summary>
    public static Value Constant(ValueKind kind, int value) =>
        Value.IsRealKind(kind) ? Value.Of(Traced.Constant(value), kind) : Value.Integer(kind, value);

    public static Value Add(Arithmetic arithmetic, Value x, Value y) =>
        x.IsReal || y.IsReal ? arithmetic.Add(x, y) : Wrap(Kind(x, y), unchecked(x.AsInteger + y.AsInteger));

    public static Value Subtract(Arithmetic arithmetic, Value x, Value y) =>
        x.IsReal || y.IsReal ? arithmetic.Subtract(x, y) : Wrap(Kind(x, y), unchecked(x.AsInteger - y.AsInteger));

    public static Value Multiply(Arithmetic arithmetic, Value x, Value y) =>
        x.IsReal || y.IsReal ? arithmetic.Multiply(x, y) : Wrap(Kind(x, y), unchecked(x.AsInteger * y.AsInteger));

    /// <summary>Division; the caller has checked that an integer divisor is not zero.</summary>
    public static Value Divide(Arithmetic arithmetic, Value x, Value y)
    {
        if (x.IsReal || y.IsReal)
            return arithmetic.Divide(x, y);
        var kind = Kind(x, y);
        if (kind is ValueKind.UInt64 or ValueKind.NativeUInt)
            return Wrap(kind, (long)((ulong)x.AsInteger / (ulong)y.AsInteger));
        return Wrap(kind, y.AsInteger == -1 ? unchecked(-x.AsInteger) : x.AsInteger / y.AsInteger);
    }

    public static Value Remainder(Arithmetic arithmetic, Value x, Value y)
    {
        if (x.IsReal || y.IsReal)
            return arithmetic.Remainder(x, y);
        var kind = Kind(x, y);
        if (kind is ValueKind.UInt64 or ValueKind.NativeUInt)
            return Wrap(kind, (long)((ulong)x.AsInteger % (ulong)y.AsInteger));
        return Wrap(kind, y.AsInteger == -1 ? 0 : x.AsInteger % y.AsInteger);
    }

    /// <summary>True for the smallest integer divided by −1, which throws in every context.</summary>
    public static bool QuotientOverflows(long x, long y, ValueKind kind) =>
        y == -1 && (kind == ValueKind.Int32 && x == int.MinValue || kind is ValueKind.Int64 or ValueKind.NativeInt && x == long.MinValue);

    public static Value Negate(Arithmetic arithmetic, Value x) =>
        x.IsReal ? arithmetic.Negate(x) : Wrap(x.Kind, unchecked(-x.AsInteger));

    public static Value Max(Arithmetic arithmetic, Value x, Value y) =>
        x.IsReal || y.IsReal ? arithmetic.Max(x, y) : Chosen(Compare(x, y) >= 0 ? x : y, Kind(x, y));

    public static Value Min(Arithmetic arithmetic, Value x, Value y) =>
        x.IsReal || y.IsReal ? arithmetic.Min(x, y) : Chosen(Compare(x, y) <= 0 ? x : y, Kind(x, y));

    private static Value Chosen(Value integer, ValueKind kind) => integer.MadeOf is var node and >= 0 ? Wrap(kind, integer.AsInteger).CutFrom(node) : Wrap(kind, integer.AsInteger);

    public static Value Abs(Arithmetic arithmetic, Value x) =>
        x.IsReal ? arithmetic.Abs(x) : x.IsUnsigned || x.AsInteger >= 0 ? x : Negate(arithmetic, x);

    /// <summary>The order of two numbers; NaN comes first, as in <c>double.CompareTo</c>.</summary>
    public static int Compare(Value x, Value y)
    {
        if (x.IsReal || y.IsReal)
            return x.AsTraced.Value.CompareTo(y.AsTraced.Value);
        return x.Kind is ValueKind.UInt64 or ValueKind.NativeUInt
            ? ((ulong)x.AsInteger).CompareTo((ulong)y.AsInteger)
            : x.AsInteger.CompareTo(y.AsInteger);
    }

    /// <summary>What GetHashCode of the number's own type returns.</summary>
    public static int HashOf(Value x) => x.Kind switch
    {
        ValueKind.Single => ((float)x.AsTraced.Value).GetHashCode(),
        ValueKind.Double or ValueKind.Decimal => x.AsTraced.Value.GetHashCode(),
        ValueKind.Int64 or ValueKind.UInt64 or ValueKind.NativeInt or ValueKind.NativeUInt => x.AsInteger.GetHashCode(),
        ValueKind.Char => ((char)x.AsInteger).GetHashCode(),
        _ => unchecked((int)x.AsInteger),
    };

    /// <summary>True for an integer 0, by which division throws.</summary>
    public static bool IsIntegerZero(Value x) => x.IsInteger && x.AsInteger == 0;

    /// <summary>The integer that keeps the low bits of <paramref name="bits"/>.</summary>
    public static Value Wrap(ValueKind kind, long bits) => Value.Integer(kind, kind switch
    {
        ValueKind.Char => unchecked((char)bits),
        ValueKind.SByte => unchecked((sbyte)bits),
        ValueKind.Byte => unchecked((byte)bits),
        ValueKind.Int16 => unchecked((short)bits),
        ValueKind.UInt16 => unchecked((ushort)bits),
        ValueKind.Int32 => unchecked((int)bits),
        ValueKind.UInt32 => unchecked((uint)bits),
        _ => bits,
    });

    /// <summary>Bytes that one number of this kind takes; 0 for what has no fixed size.</summary>
    public static int Size(ValueKind? kind) => kind switch
    {
        ValueKind.Boolean or ValueKind.SByte or ValueKind.Byte => 1,
        ValueKind.Char or ValueKind.Int16 or ValueKind.UInt16 => 2,
        ValueKind.Int32 or ValueKind.UInt32 or ValueKind.Single => 4,
        ValueKind.Int64 or ValueKind.UInt64 or ValueKind.NativeInt or ValueKind.NativeUInt or ValueKind.Double => 8,
        ValueKind.Decimal => 16,
        _ => 0,
    };

    /// <summary>The unchecked conversion of C#; a real outside of an integer's range is cut to it, as .NET does since version 9.</summary>
    public static Value Convert(Value x, ValueKind kind)
    {
        // By way of a double, a long would be rounded twice.
        if (kind == ValueKind.Single && x.IsInteger)
            return Value.Of(IsUnsigned64(x.Kind) ? (float)(ulong)x.AsInteger : (float)x.AsInteger);
        if (Value.IsRealKind(kind))
            return Value.Of(x.AsTraced, kind);
        return x.IsReal ? Saturate(x, kind) : Wrap(kind, x.AsInteger);
    }

    /// <summary>True for the integers that operators widen to int first.</summary>
    public static bool IsSmall(ValueKind kind) => kind is >= ValueKind.Char and < ValueKind.Int32;

    private static bool IsUnsigned64(ValueKind kind) => kind is ValueKind.UInt64 or ValueKind.NativeUInt;

    /// <summary>The number cut to the range of <paramref name="kind"/>, and toward zero for an integer kind.</summary>
    public static Value Saturate(Value x, ValueKind kind)
    {
        if (Value.IsRealKind(kind))
            return Value.Of(x.AsTraced, kind);
        var (low, high) = Range(kind);
        if (x.IsReal)
        {
            var value = Math.Truncate(x.AsTraced.Value);
            return double.IsNaN(value) ? Zero(kind)
                : value <= low ? Value.Integer(kind, (long)low)
                : value >= high ? Value.Integer(kind, kind is ValueKind.UInt64 or ValueKind.NativeUInt ? -1 : high >= long.MaxValue ? long.MaxValue : (long)high)
                : value >= long.MaxValue ? Value.Integer(kind, (long)(ulong)value)
                : Value.Integer(kind, (long)value);
        }

        var exact = (decimal)(x.Kind is ValueKind.UInt64 or ValueKind.NativeUInt ? (ulong)x.AsInteger : x.AsInteger);
        var cut = Math.Min(Math.Max(exact, (decimal)Exact(kind).Low), Exact(kind).High);
        return Value.Integer(kind, cut > long.MaxValue ? (long)(ulong)cut : (long)cut);
    }

    /// <summary>True where a checked conversion succeeds.</summary>
    public static bool Fits(Value x, ValueKind kind)
    {
        if (Value.IsRealKind(kind))
            return true;
        var (low, high) = Exact(kind);
        if (x.IsReal)
        {
            var value = Math.Truncate(x.AsTraced.Value);
            return value >= (double)low && (kind is ValueKind.Int64 or ValueKind.UInt64 or ValueKind.NativeInt or ValueKind.NativeUInt
                ? value < (double)high
                : value <= (double)high);
        }

        var exact = x.Kind is ValueKind.UInt64 or ValueKind.NativeUInt ? (decimal)(ulong)x.AsInteger : x.AsInteger;
        return exact >= low && exact <= high;
    }

    /// <summary>Reads a number as its type's Parse does, culture aside; null where the text is none.</summary>
    public static Value? Parse(string? text, ValueKind kind)
    {
        if (Value.IsRealKind(kind))
        {
            return double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var real)
                ? Value.Of(Traced.Constant(real), kind)
                : null;
        }

        if (!decimal.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var exact))
            return null;
        var (low, high) = Exact(kind);
        return exact < low || exact > high ? null : Value.Integer(kind, exact > long.MaxValue ? (long)(ulong)exact : (long)exact);
    }

    /// <summary>The smallest and largest integer of a kind.</summary>
    public static (decimal Low, decimal High) Exact(ValueKind kind) => kind switch
    {
        ValueKind.Char => (char.MinValue, char.MaxValue),
        ValueKind.SByte => (sbyte.MinValue, sbyte.MaxValue),
        ValueKind.Byte => (byte.MinValue, byte.MaxValue),
        ValueKind.Int16 => (short.MinValue, short.MaxValue),
        ValueKind.UInt16 => (ushort.MinValue, ushort.MaxValue),
        ValueKind.Int32 => (int.MinValue, int.MaxValue),
        ValueKind.UInt32 => (uint.MinValue, uint.MaxValue),
        ValueKind.UInt64 or ValueKind.NativeUInt => (ulong.MinValue, ulong.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };

    private static (double Low, double High) Range(ValueKind kind)
    {
        var (low, high) = Exact(kind);
        return ((double)low, (double)high);
    }

    private static ValueKind Kind(Value x, Value y) => x.Kind >= y.Kind ? x.Kind : y.Kind;
}
