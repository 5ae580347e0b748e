using System;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>What a <see cref="Value"/> holds. Integers keep their own width; an enum is its underlying integer.</summary>
public enum ValueKind : byte
{
    Null,
    Boolean,
    Char,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    NativeInt,
    NativeUInt,
    Single,
    Double,

    /// <summary>decimal, traced as a double: its own rounding is not kept.</summary>
    Decimal,

    /// <summary>A string, a <see cref="HeapObject"/> or a <see cref="Location"/>.</summary>
    Object,
}

/// <summary>
/// A value of the interpreted program. Boxing is free: a boxed value is the value. A nullable value type is its value or null.
/// </summary>
public readonly struct Value
{
    private readonly object? _object;
    private readonly long _bits;
    private readonly int _node;

    private Value(ValueKind kind, object? reference, long bits, int node)
    {
        Kind = kind;
        _object = reference;
        _bits = bits;
        _node = node;
    }

    public ValueKind Kind { get; }

    public static Value Null => default;

    public static Value True { get; } = Of(true);

    public static Value False { get; } = Of(false);

    /// <summary>The (absent) result of a void member.</summary>
    public static Value Void => default;

    public static Value Of(bool value) => new(ValueKind.Boolean, null, value ? 1 : 0, 0);

    public static Value Of(char value) => new(ValueKind.Char, null, value, 0);

    public static Value Of(int value) => new(ValueKind.Int32, null, value, 0);

    public static Value Of(long value) => new(ValueKind.Int64, null, value, 0);

    public static Value Of(double value) => new(ValueKind.Double, null, BitConverter.DoubleToInt64Bits(value), Traced.NoNode);

    public static Value Of(float value) => Of(Traced.Constant(value), ValueKind.Single);

    public static Value Of(string? value) => value is null ? default : new(ValueKind.Object, value, 0, 0);

    public static Value Of(object? reference) => reference switch
    {
        null => default,
        string or HeapObject or Location => new(ValueKind.Object, reference, 0, 0),
        _ => throw new ArgumentException("not a reference of the interpreted program: " + reference.GetType().Name, nameof(reference)),
    };

    /// <summary>An integer of any width; <paramref name="bits"/> must already be in range (sign-extended, or the raw bits of an unsigned 64-bit one).</summary>
    public static Value Integer(ValueKind kind, long bits) => new(kind, null, bits, 0);

    /// <summary>An integer that RnnLint made up.</summary>
    public static Value Integer(ValueKind kind, long bits, int mark) => new(kind, null, bits, mark);

    /// <summary>The same integer, cut from a traced number.</summary>
    public Value CutFrom(int node) => new(Kind, null, _bits, ~node);

    /// <summary>A floating-point number; its value is rounded to float for <see cref="ValueKind.Single"/>.</summary>
    public static Value Of(Traced number, ValueKind kind)
    {
        var value = kind == ValueKind.Single ? (float)number.Value : number.Value;
        return new(kind, null, BitConverter.DoubleToInt64Bits(value), number.Node);
    }

    public bool IsNull => Kind == ValueKind.Null;

    /// <summary>float, double or decimal.</summary>
    public bool IsReal => Kind is ValueKind.Single or ValueKind.Double or ValueKind.Decimal;

    /// <summary>An integer or char.</summary>
    public bool IsInteger => Kind is >= ValueKind.Char and <= ValueKind.NativeUInt;

    /// <summary>Tells which made-up integer this is; 0 for all others.</summary>
    public int Mark => IsInteger && _node > 0 ? _node : 0;

    /// <summary>The node of the traced number that this integer was cut from; −1 for all others.</summary>
    public int MadeOf => IsInteger && _node < 0 ? ~_node : -1;

    public bool IsUnsigned => Kind is ValueKind.Char or ValueKind.Byte or ValueKind.UInt16 or ValueKind.UInt32 or ValueKind.UInt64 or ValueKind.NativeUInt;

    public object? AsObject => _object;

    public string? AsString => _object as string;

    /// <exception cref="TraceStoppedException">if the value is not a bool.</exception>
    public bool AsBoolean => Kind == ValueKind.Boolean ? _bits != 0 : throw Mismatch("a bool");

    /// <summary>The bits of an integer, char or bool.</summary>
    /// <exception cref="TraceStoppedException">if the value is none of these.</exception>
    public long AsInteger => IsInteger || Kind == ValueKind.Boolean ? _bits : throw Mismatch("an integer");

    /// <summary>An integer that must fit an index.</summary>
    /// <exception cref="TraceStoppedException">if it does not, or is not an integer.</exception>
    public int AsInt32 => AsInteger is >= int.MinValue and <= int.MaxValue and var value ? (int)value : throw Mismatch("an index");

    /// <summary>A real, or an integer converted to a constant.</summary>
    /// <exception cref="TraceStoppedException">if the value is not a number.</exception>
    public Traced AsTraced =>
        IsReal ? new Traced(BitConverter.Int64BitsToDouble(_bits), _node)
        : Kind is ValueKind.UInt64 or ValueKind.NativeUInt ? Traced.Constant((ulong)_bits)
        : IsInteger ? Traced.Constant(_bits)
        : throw Mismatch("a number");

    /// <summary>The object as a <typeparamref name="T"/>.</summary>
    /// <exception cref="TraceStoppedException">if it is something else.</exception>
    public T As<T>() where T : class => _object as T ?? throw Mismatch("a " + typeof(T).Name);

    public static bool IsRealKind(ValueKind kind) => kind is ValueKind.Single or ValueKind.Double or ValueKind.Decimal;

    /// <summary>True for the built-in integers, char, and enums.</summary>
    public static bool IsIntegerType(ITypeSymbol type) => KindOf(type) is { } kind && !IsRealKind(kind) && kind != ValueKind.Boolean;

    /// <summary>The kind of a built-in numeric type (or enum), else null.</summary>
    public static ValueKind? KindOf(ITypeSymbol? type) => type switch
    {
        null => null,
        INamedTypeSymbol { EnumUnderlyingType: { } underlying } => KindOf(underlying),
        _ => type.SpecialType switch
        {
            SpecialType.System_Boolean => ValueKind.Boolean,
            SpecialType.System_Char => ValueKind.Char,
            SpecialType.System_SByte => ValueKind.SByte,
            SpecialType.System_Byte => ValueKind.Byte,
            SpecialType.System_Int16 => ValueKind.Int16,
            SpecialType.System_UInt16 => ValueKind.UInt16,
            SpecialType.System_Int32 => ValueKind.Int32,
            SpecialType.System_UInt32 => ValueKind.UInt32,
            SpecialType.System_Int64 => ValueKind.Int64,
            SpecialType.System_UInt64 => ValueKind.UInt64,
            SpecialType.System_IntPtr => ValueKind.NativeInt,
            SpecialType.System_UIntPtr => ValueKind.NativeUInt,
            SpecialType.System_Single => ValueKind.Single,
            SpecialType.System_Double => ValueKind.Double,
            SpecialType.System_Decimal => ValueKind.Decimal,
            _ => null,
        },
    };

    public override string ToString() => Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Boolean => _bits != 0 ? "true" : "false",
        ValueKind.Char => ((char)_bits).ToString(),
        ValueKind.Object => _object!.ToString() ?? "",
        _ when IsReal => AsTraced.Value.ToString("R", CultureInfo.InvariantCulture),
        ValueKind.UInt64 or ValueKind.NativeUInt => ((ulong)_bits).ToString(CultureInfo.InvariantCulture),
        _ => _bits.ToString(CultureInfo.InvariantCulture),
    };

    private TraceStoppedException Mismatch(string wanted) =>
        new(StopKind.Unsupported, "expected " + wanted + ", found " + (Kind == ValueKind.Object ? _object!.GetType().Name : Kind.ToString()));
}
