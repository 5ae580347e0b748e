using System.Globalization;

namespace RnnLint.Fuzzing.Generation;

/// <summary>A simple type of C#, its literals, and what converts to it by itself.</summary>
internal sealed class Scalar
{
    public static readonly Scalar SByte = new("sbyte"), Byte = new("byte"), Int16 = new("short"), UInt16 = new("ushort"), Char = new("char"), Int32 = new("int"), UInt32 = new("uint"),
        Int64 = new("long"), UInt64 = new("ulong"), Single = new("float"), Double = new("double"), Decimal = new("decimal"), Boolean = new("bool"), Text = new("string");

    private Scalar(string name) => Name = name;

    public string Name { get; }

    public static IReadOnlyList<Scalar> Integers { get; } = [SByte, Byte, Int16, UInt16, Char, Int32, UInt32, Int64, UInt64];

    /// <summary>Those that operators are defined for: smaller ones are widened to int first.</summary>
    public static IReadOnlyList<Scalar> Wide { get; } = [Int32, UInt32, Int64, UInt64];

    public static IReadOnlyList<Scalar> Reals { get; } = [Single, Double];

    public static IReadOnlyList<Scalar> Numbers { get; } = [.. Integers, .. Reals, Decimal];

    public static IReadOnlyList<Scalar> All { get; } = [.. Numbers, Boolean, Text];

    public bool IsInteger => Integers.Contains(this);

    public bool IsReal => Reals.Contains(this);

    public bool IsNumber => IsInteger || IsReal || this == Decimal;

    public bool IsWide => Wide.Contains(this);

    public bool IsSmall => IsInteger && !IsWide;

    public bool IsUnsigned => this == Byte || this == UInt16 || this == Char || this == UInt32 || this == UInt64;

    /// <summary>Number types that convert to this one implicitly, itself not among them.</summary>
    public IReadOnlyList<Scalar> Narrower => Name switch
    {
        "short" => [SByte, Byte],
        "ushort" => [Byte, Char],
        "int" => [SByte, Byte, Int16, UInt16, Char],
        "uint" => [Byte, UInt16, Char],
        "long" => [SByte, Byte, Int16, UInt16, Char, Int32, UInt32],
        "ulong" => [Byte, UInt16, Char, UInt32],
        "float" => [.. Integers],
        "double" => [.. Integers, Single],
        "decimal" => [SByte, Byte, Int16, UInt16],
        _ => [],
    };

    /// <summary>A constant of exactly this type; edge cases are frequent.</summary>
    public string Literal(Draws draws) => Name switch
    {
        "sbyte" => $"((sbyte){draws.Pick(["1", "(-1)", "127", "(-128)", "7", "0"])})",
        "byte" => $"((byte){draws.Pick(["1", "0", "255", "128", "7"])})",
        "short" => $"((short){draws.Pick(["1", "(-1)", "32767", "(-32768)", "300"])})",
        "ushort" => $"((ushort){draws.Pick(["1", "0", "65535", "256"])})",
        "char" => draws.Pick(["'a'", "'0'", "'Z'", "'\\0'", "'\\uffff'"]),
        "int" => draws.Pick(["0", "1", "2", "3", "(-1)", "7", "100", "31", "33", "int.MaxValue", "int.MinValue", "65536", "(-17)"]),
        "uint" => draws.Pick(["0u", "1u", "5u", "uint.MaxValue", "2147483648u", "31u"]),
        "long" => draws.Pick(["0L", "1L", "(-1L)", "12L", "long.MaxValue", "long.MinValue", "4294967296L", "9007199254740993L", "(-63L)"]),
        "ulong" => draws.Pick(["0UL", "1UL", "ulong.MaxValue", "9223372036854775808UL", "77UL", "18446744073709549569UL"]),
        "float" => draws.Pick(["0f", "1f", "0.1f", "(-2.5f)", "3f", "1e10f", "float.MaxValue", "float.Epsilon", "float.NaN", "float.PositiveInfinity", "(-0f)", "16777216f", "0.5f"]),
        "double" => draws.Pick(["0.0", "1.0", "0.1", "(-2.5)", "3.0", "1e10", "1e300", "double.Epsilon", "double.NaN", "double.NegativeInfinity", "(-0.0)", "0.5", "4.5", "9007199254740992.0", "2.0"]),
        "decimal" => draws.Pick(["0m", "1m", "0.5m", "(-2.25m)", "7m", "100m"]),
        "bool" => draws.Pick(["true", "false"]),
        _ => draws.Pick(["\"\"", "\"x\"", "\"rnn\"", "\"W h\""]),
    };

    /// <summary>A value of a field to begin with: mostly an ordinary one.</summary>
    public string Initial(Draws draws) => Name switch
    {
        "float" when draws.Chance(70) => (draws.Between(-40, 40) / 8.0).ToString(CultureInfo.InvariantCulture) + "f",
        "double" when draws.Chance(70) => (draws.Between(-4000, 4000) / 1000.0).ToString("0.0##", CultureInfo.InvariantCulture),
        "int" when draws.Chance(60) => draws.Between(-20, 20).ToString(CultureInfo.InvariantCulture),
        _ => Literal(draws),
    };

    public override string ToString() => Name;
}
