namespace RnnLint.Core.Tests.Models;

internal static partial class Rows
{
    private static string[] Unary =>
        ["Exp", "Sqrt", "Cbrt", "Tanh", "Sinh", "Cosh", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Log", "Log10", "Log2", "Asinh", "Atanh"];

    private static string[] Rounding => ["Floor", "Ceiling", "Truncate", "Round", "Abs", "Sign", "BitIncrement", "BitDecrement"];

    private static IEnumerable<string> Mathematics =>
    [
        .. Unary.SelectMany(name => new[] { $"~Math.{name}(p)", $"~MathF.{name}((float)p)" }),
        .. Rounding.SelectMany(name => new[] { $"Math.{name}(x * 3)", $"MathF.{name}(f * 3)" }),
        "Math.Exp(x)", "Math.Tanh(x)", "Math.Sqrt(p)", "Math.Log(p)", "MathF.Tanh(f)", "MathF.Exp(f)", "MathF.Sqrt((float)p)",
        "~Math.Pow(p, y)", "~MathF.Pow((float)p, f)", "Math.Pow(x, 2)", "Math.Atan2(x, y)", "~MathF.Atan2(f, g)", "~Math.Log(p, 3)", "~Math.Acosh(1 + p)", "~MathF.Acosh(1 + (float)p)",
        "Math.Max(x, y)", "Math.Min(x, y)", "Math.Max(i, j)", "Math.Min(i, j)", "Math.Max(k, i)", "Math.Max(u, 7u)", "Math.Max(f, g)", "Math.Min(x, i)", "MathF.Max(f, g)", "MathF.Min(f, g)",
        "Math.Max(double.NaN, x)", "Math.Max(x, double.NaN)", "Math.Min(x, double.NaN)",
        "Math.Clamp(x, -0.5, 0.5)", "Math.Clamp(j, -3, 3)", "Math.Clamp(x, 1.0, -1.0)", "Math.Abs(j)", "Math.Abs(int.MinValue)", "Math.Abs((short)j)", "Math.Sign(j)", "Math.Sign(double.NaN)",
        "Math.MaxMagnitude(x, y)", "Math.MinMagnitude(x, y)", "MathF.MaxMagnitude(f, g)", "MathF.MinMagnitude(f, g)", "Math.CopySign(x, y)", "MathF.CopySign(f, g)",
        "Math.Round(x, 2)", "Math.Round(2.5)", "Math.Round(2.5, MidpointRounding.AwayFromZero)", "Math.Round(x * 10, 1, MidpointRounding.ToZero)", "~MathF.Round(f, 2)",
        "~Math.FusedMultiplyAdd(x, y, p)", "~MathF.FusedMultiplyAdd(f, g, 0.5f)", "Math.IEEERemainder(x * 5, 1.5)", "~MathF.IEEERemainder(f * 5, 1.5f)", "Math.ScaleB(x, 3)", "MathF.ScaleB(f, 3)",
        "Math.ILogB(x)", "MathF.ILogB(f)", "Math.SinCos(x)", "~MathF.SinCos(f)", "Math.DivRem(j, i)", "Math.DivRem(j, 0)", "int rest; int quotient = Math.DivRem(j, i, out rest); return (quotient, rest);",
        "Math.BigMul(i, j)",
    ];

    private static IEnumerable<string> NumberMembers =>
    [
        .. Unary.SelectMany(name => new[] { $"~double.{name}(p)", $"~float.{name}((float)p)" }),
        .. Rounding.Take(6).SelectMany(name => new[] { $"double.{name}(x * 3)", $"float.{name}(f * 3)" }),
        .. new[] { "IsNaN", "IsFinite", "IsInfinity", "IsPositiveInfinity", "IsNegativeInfinity", "IsNegative", "IsPositive", "IsInteger", "IsEvenInteger", "IsOddInteger", "IsRealNumber" }
            .SelectMany(name => new[] { $"double.{name}(x)", $"float.{name}(g)", $"double.{name}(1.0 / 0)", $"double.{name}(0.0 / 0)", $"double.{name}(3)" }),
        .. new[] { "CreateChecked", "CreateSaturating", "CreateTruncating" }
            .SelectMany(name => new[] { $"double.{name}(i)", $"double.{name}(f)", $"float.{name}(x)", $"int.{name}(x * 3)", $"byte.{name}(i)", $"int.{name}(k)", $"byte.{name}(j)", $"byte.{name}(300.0)", $"uint.{name}(j)", $"long.{name}(u)" }),
        .. new[] { "Max", "Min" }.SelectMany(name => new[] { $"double.{name}(x, y)", $"float.{name}(f, g)", $"int.{name}(i, j)" }),
        "~double.Pow(p, y)", "~double.Atan2(x, y)", "~double.Exp2(x)", "~double.Exp10(x)", "~double.ExpM1(x)", "~double.LogP1(p)", "~double.Hypot(x, y)", "~double.RootN(p, 3)", "~double.Lerp(x, y, p)", "~double.Acosh(1 + p)",
        "~double.SinCos(x)", "~double.DegreesToRadians(x)", "~double.RadiansToDegrees(x)", "~double.FusedMultiplyAdd(x, y, p)", "~double.MultiplyAddEstimate(x, y, p)", "double.Clamp(x, -1, 1)", "double.CopySign(x, y)",
        "double.MaxMagnitude(x, y)", "double.MinMagnitude(x, y)", "double.MaxNumber(x, y)", "double.MinNumber(x, y)", "double.ScaleB(x, 2)", "double.ILogB(x)", "double.Ieee754Remainder(x, y)",
        "int.Abs(j)", "int.Sign(j)", "int.Clamp(j, -3, 3)", "int.Log2(j * j + 1)", "int.DivRem(j, i)",
        "double.Parse(\"1.5\")", "int.Parse(\"-12\")", "int.Parse(\"x\")", "double v; bool ok = double.TryParse(\"2.5e3\", out v); return (ok, v);", "int v; bool ok = int.TryParse(\"no\", out v); return (ok, v);", "float.Parse(\"0.1\")", "byte.Parse(\"77\")", "long.Parse(\"123456789012\")", "bool.Parse(\"True\")",
        "x.CompareTo(y)", "x.CompareTo(x)", "f.CompareTo(g)", "i.CompareTo(j)", "x.Equals(x)", "x.Equals(y)", "i.Equals(i)", "f.Equals(g)", "k.CompareTo(3L)", "u.Equals(u)",
        "x.ToString(\"F3\")", "i.ToString()", "j.ToString(\"D5\")", "1.5.ToString()", "f.ToString(\"E2\")", "true.ToString()", "true.Equals(false)", "true.CompareTo(false)",
        "(double)(decimal)0.5", "(decimal)x > 0m", "~(decimal)x + (decimal)y", "~(decimal)x - 1m", "~(decimal)x * 2m", "~(decimal)x / 3m", "~-(decimal)x", "(int)(decimal)j", "(decimal)j == 3m", "(decimal)j != 3m", "(decimal)j < 3m", "(decimal)j <= 3m", "(decimal)j >= 3m", "(decimal)j % 4m",
        "Convert.ToDouble(i)", "Convert.ToDouble(\"2.25\")", "Convert.ToSingle(x)", "Convert.ToInt32(x * 10)", "Convert.ToInt32(2.5)", "Convert.ToInt64(x * 1e10)", "Convert.ToByte(i)", "Convert.ToByte(1000)", "Convert.ToInt16(j)", "Convert.ToUInt32(i)", "Convert.ToUInt64(i)", "Convert.ToUInt16(i)", "Convert.ToSByte(j)",
        "Convert.ToBoolean(i)", "Convert.ToBoolean(\"true\")", "Convert.ToString(i)", "Convert.ToInt32(\"41\")", "Convert.ToInt32(true)", "Convert.ToChar(65)", "~Convert.ToDecimal(x)", "Convert.ChangeType(x, typeof(float))",
        "BitConverter.DoubleToInt64Bits(1.5)", "BitConverter.Int64BitsToDouble(4609434218613702656L)", "BitConverter.SingleToInt32Bits(1.5f)", "BitConverter.Int32BitsToSingle(1069547520)", "BitConverter.DoubleToUInt64Bits(-1.5)", "BitConverter.SingleToUInt32Bits(-1.5f)", "BitConverter.UInt64BitsToDouble(4609434218613702656UL)", "BitConverter.UInt32BitsToSingle(1069547520u)",
    ];
}
