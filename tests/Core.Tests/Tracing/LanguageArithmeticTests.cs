namespace RnnLint.Core.Tests.Tracing;

public class LanguageArithmeticTests : LanguageTests<LanguageArithmeticTests>, ILanguageProgram
{
    public static string Source => """"
        public static class Cases
        {
            const double Half = 0.5;
            const int Big = int.MaxValue;
            static double d1 = 0.1, d3 = 0.3;
            static float f1 = 0.1f, f3 = 0.3f, f7 = 16777217f;
            static int i7 = 7, im7 = -7, i2 = 2, im2 = -2, zero = 0;
            static long big = long.MaxValue;
            static uint u = 3000000000;
            static ulong ul = 18000000000000000000;
            static byte b = 200;
            static sbyte sb = -100;
            static short s = -30000;
            static ushort us = 60000;
            static char c = 'c';

            public static double Sum() => d1 + d3 - d1 * d3 / 7;
            public static float FloatFma() => f1 * f1 + f1;
            public static double FloatInDouble() => f1 * f3 + d1;
            public static float FloatOfDouble() => (float)(f1 * (double)f3 + f1);
            public static double DoubleOfFloat() => (double)(f1 * f3);
            public static float FloatSum() { float x = 0; for (var i = 0; i < 100; i++) x += 0.1f; return x; }
            public static float FloatPlusDouble() { float x = f1; x += (float)d3; x *= 1.1f; return x; }
            public static float CompoundMixed() { float x = f1; x = (float)(x + d3); x -= i7; return x; }
            public static double CompoundWide() { double x = d1; x += f1; x *= f3; x /= i7; return x; }
            public static int CompoundInt() { int x = 7; x += (int)3.9; x *= 2; x <<= 3; x %= 31; x |= 64; x ^= 5; x &= 127; x >>= 1; return x; }
            public static int CompoundIntByDouble() { int x = 7; x = (int)(x * 1.5); return x; }
            public static int CompoundIntDouble() { int x = 7; x += (int)d3; var y = 10; y *= (int)2.5; return x + y; }
            public static byte CompoundByte() { byte x = 250; x += 10; x++; x *= 3; return x; }
            public static short CompoundShort() { short x = 30000; x += 10000; return x; }
            public static char CompoundChar() { char x = 'a'; x += (char)2; x++; return x; }
            public static sbyte NegateToSbyte() => unchecked((sbyte)-(sbyte)-128);
            public static int ByteSum() => b + b;
            public static int BytePromote() => b * sb + s - us;
            public static long UintMinus() => u - i7;
            public static uint UintWrap() => u + u;
            public static uint UintMinusUint() => 3u - u;
            public static long UintNegate() => -u;
            public static ulong UlongDivide() => ul / 7;
            public static ulong UlongMod() => ul % 1000;
            public static ulong UlongShift() => ul >> 3;
            public static double UlongToDouble() => ul;
            public static float UlongToFloat() => ul;
            public static float LongToFloat() => 123456789123456789L;
            public static double LongToDouble() => big;
            public static bool UlongCompare() => ul > (ulong)big;
            public static ulong DoubleToUlong() => (ulong)1.5e19;
            public static long DoubleToLong() => (long)-1e18;
            public static int IntWrap() => unchecked(Big + i7);
            public static int IntMul() => i7 * 1000000007;
            public static long LongWrap() => big + i7;
            public static int Checked() => checked(Big + i7);
            public static int CheckedMul() { checked { return i7 * 1000000007; } }
            public static int CheckedCast() => checked((int)(big - 5));
            public static int CheckedCastDouble() => checked((int)(d1 + 3e9));
            public static byte CheckedByte() { checked { b += 100; } return b; }
            public static int UncheckedCast() => unchecked((int)big);
            public static int CheckedNegate() { var x = int.MinValue; checked { return -x; } }
            public static long CheckedLong() { checked { return big * 2; } }
            public static uint CheckedUint() { uint x = 3; checked { return x - 4; } }
            public static ulong CheckedUlong() { checked { return ul * 2; } }
            public static int[] Division() => [i7 / i2, im7 / i2, i7 / im2, im7 / im2, i7 % i2, im7 % i2, i7 % im2];
            public static int DivideByZero() => i7 / zero;
            public static int RemainderByZero() => i7 % zero;
            public static int MinByMinusOne() { var x = int.MinValue; return x / im2 * 2; }
            public static double DoubleByZero() => d1 / zero;
            public static double DoubleRemainder() => -7.5 % 2.0 + 5.3 % -1.7;
            public static double RemainderOfZero() => -0.0 % 3;
            public static double RemainderInfinity() => 5.5 % double.PositiveInfinity;
            public static float FloatRemainder() => 10f % f3;
            public static int[] Shifts() => [1 << 31, 1 << 33, -1 >> 1, -1 >>> 28, i7 << i2, im7 >> i2, im7 >>> i2];
            public static long[] LongShifts() => [1L << 63, 1L << 65, -1L >>> 60, big >> 62];
            public static uint[] UintShifts() => [u << 1, u >> 31, u >>> 3];
            public static int ByteShift() => b << 4;
            public static int ByteUnsignedShift() => (sbyte)-3 >>> 1;
            public static long SignExtend() => (long)im7 & 0xFFFFFFFFL;
            public static int[] Bits() => [i7 & im7, i7 | im7, i7 ^ im7, ~i7, b & 0x0F, ~b];
            public static uint NotUint() => ~u;
            public static ulong NotUlong() => ~ul;
            public static double[] Rounding() => [Math.Round(2.5), Math.Round(-3.5), Math.Floor(-0.5), Math.Ceiling(-0.5), Math.Truncate(-2.7), Math.Round(1.005, 2), Math.Round(2.5, MidpointRounding.AwayFromZero)];
            public static int[] Casts() => unchecked([(int)2.9, (int)-2.9, (byte)300, (sbyte)200, (short)70000, (ushort)-1, 'a' + 1, (int)'z']);
            public static int[] CastsAtRunTime() { int x = 300, y = 70000, m = -1; return [(byte)x, (sbyte)x, (short)y, (ushort)m, (char)m]; }
            public static char CharMath() => (char)(c + 1);
            public static int CharDiff() => 'z' - c;
            public static bool CharCompare() => c > 'a' && c <= 'z';
            public static string CharConcat() => "x" + c + 'y';
            public static int CharSwitch() => c switch { >= 'a' and <= 'f' => c - 'a' + 10, _ => -1 };
            public static bool[] NaNCompare() { var n = double.NaN; return [n == n, n != n, n < 1, n > 1, n >= n, !(n < 1), n.Equals(n), double.IsNaN(n)]; }
            public static bool[] Infinities() { var p = double.PositiveInfinity; return [p > double.MaxValue, -p < double.MinValue, p == p, double.IsNaN(p - p), p == 1 / 0.0]; }
            public static double[] ZeroSigns() => [0.0 * -1, -0.0, 0.0 + -0.0, 1 / -0.0, -d1 * 0];
            public static double NegateZero() { double z = 0; return -z; }
            public static double[] MinMaxNaN() => [Math.Max(double.NaN, 1), Math.Max(1, double.NaN), Math.Min(1, double.NaN)];
            public static double Mathematics() => Math.Tanh(d1) + Math.Exp(-d3) * Math.Sqrt(d1) - Math.Pow(d3, 1.7) + Math.Log(d1) + Math.Sin(d1) * Math.Cos(d3) + Math.Atan2(d1, d3);
            public static float MathematicsF() => MathF.Tanh(f1) + MathF.Exp(-f3) * MathF.Sqrt(f1) - MathF.Pow(f3, 1.7f);
            public static decimal[] Decimals() { decimal x = 1.1m, y = 3; return [x + y, x * y, x / y, x, y % x]; }
            public static bool DecimalCompare() => 1.5m > 1.25m;
            public static decimal DecimalSum() { decimal x = 0; for (var i = 0; i < 10; i++) x += 0.1m; return x; }
            public static double ConstFold() => Half * Big / 3;
            public static int Increments() { var x = 5; var y = x++ + ++x - x-- - --x; return x * 100 + y; }
            public static double DoubleIncrements() { var x = 0.5; x++; ++x; x--; return x++ + x; }
            public static float FloatIncrement() { var x = f7; x++; return x; }
            public static int Precedence() => 2 + 3 * 4 - 10 / 3 % 2 << 1 & 31 | 8 ^ 3;
            public static bool Logic() => (i7 > 3 | zero == 1) & !(i2 < 0) ^ true && (i7 != 7 || im7 < 0);
            static int calls;
            static bool Called(bool r) { calls++; return r; }
            public static int ShortCircuit() { calls = 0; var x = Called(false) && Called(true); var y = Called(true) || Called(true); var z = Called(false) & Called(true); var w = Called(true) | Called(false); return calls * 10 + (x ? 1 : 0) + (y ? 2 : 0); }
            public static double Conditional() => i7 > 3 ? d1 : i2;
            public static double ConditionalMixed() { var x = i7 > 8 ? 1 : 2.5f; return x / 3; }
            public static double IntToDoubleDivide() => i7 / i2 + i7 / 2.0;
            public static double ImplicitWiden() { double x = i7; long y = i7; float f = y; return x / 3 + f / 3; }
            public static float IntToFloat() { int x = 16777217; float f = x; return f; }
            public static bool FloatDoubleCompare() => f1 == 0.1;
            public static bool FloatIntCompare() => (float)16777217 == 16777216;
            public static nint Native() { nint x = 5; x *= 3; return x << 2; }
            public static nuint NativeUnsigned() { nuint x = 5; return x - 1; }
            public static double HexAndBinary() => 0xFF + 0b1010_0101 + 1_000_000 + 1e-3 + .5;
            public static int LogicNegation() => !(i7 > 3) ? 1 : 2;
            public static double Unary() => -(-d1) + +d3;
            public static int UnaryByte() => -b + ~b + +b;
            public static bool[] IntDoubleEquality() => [i7 == 7.0, 7.0 == i7, i7.Equals(7), ((object)i7).Equals(7.0), 7L == i7];
            public static int IntMinAbs() => int.MinValue + 1 < -int.MaxValue + 1 ? 1 : 2;
            public static long Products() => 100000 * 100000L + unchecked(100000 * 100000);
            public static ulong Hash() { ulong h = 14695981039346656037; foreach (var ch in "rnn") { h ^= ch; h *= 1099511628211; } return h; }
            public static uint Xorshift() { uint x = 2463534242; for (var i = 0; i < 5; i++) { x ^= x << 13; x ^= x >> 17; x ^= x << 5; } return x; }
            public static double Lcg() { uint x = 12345; double sum = 0; for (var i = 0; i < 10; i++) { x = x * 1664525 + 1013904223; sum += x / (double)uint.MaxValue; } return sum; }
            public static int IntHash() { unchecked { int h = 17; for (var i = 0; i < 10; i++) h = h * 31 + i * 1000003; return h; } }
            public static int BitTricks() { var x = 0b10110; var n = 0; while (x != 0) { x &= x - 1; n++; } return n; }
            [Flags] enum Gate : byte { None = 0, Input = 1, Forget = 2, Output = 4, All = Input | Forget | Output }
            enum Wide : long { Small = -1, Large = 1L << 40 }
            public static bool[] Flags() { var g = Gate.Input | Gate.Output; return [g.HasFlag(Gate.Input), (g & Gate.Forget) != 0, g == (Gate)5, Gate.All == (Gate)7]; }
            public static int EnumMath() { var g = Gate.Input; g |= Gate.Forget; g ^= Gate.Input; g++; return (int)g + (Gate.Output - Gate.Input); }
            public static long WideEnum() => (long)Wide.Large + (long)Wide.Small;
            public static int EnumSwitch() { var g = Gate.Forget; switch (g) { case Gate.Input: return 1; case Gate.Forget: return 2; default: return 3; } }
            public static bool EnumCompare() => Gate.Input < Gate.Output;
            public static byte EnumNot() => (byte)(~Gate.Input & Gate.All);
            public static double? NullableSum() { double? x = d1; double? y = null; return x + y; }
            public static double? NullableLift() { double? x = d1; int? y = 3; return x * y - 1; }
            public static bool[] NullableCompare() { int? x = null, y = 3; return [x < y, x >= y, x == null, y == 3, x != y, x == x, !(x > y)]; }
            public static double NullableValue() { double? x = 2.5; return x.Value + x.GetValueOrDefault() + (x.HasValue ? 1 : 0); }
            public static double NullableDefault() { double? x = null; return x.GetValueOrDefault() + x.GetValueOrDefault(7) + (x ?? 3); }
            public static double NullableThrows() { double? x = null; return x.Value; }
            public static int NullableCast() { int? x = null; return (int)x!; }
            public static int? NullableIncrement() { int? x = 3; x++; x += 2; x = -x; return x; }
            public static int? NullableNull() { int? x = null; x++; x += 2; return x; }
            public static bool? NullableBool() { bool? x = null; return x & false; }
            public static bool? NullableBool2() { bool? x = null; return x | true; }
            public static bool? NullableBool3() { bool? x = null; return x & true; }
            public static bool? NullableNot() { bool? x = null; return !x; }
            public static int NullCoalesceAssign() { int? x = null; x ??= 4; x ??= 5; return x.Value; }
            public static double NullableConversion() { int? x = 3; double? y = x; float f = 1.5f; double? z = f; return y!.Value + z!.Value; }
            public static double NullableNarrow() { double? x = 3.7; var y = (int?)x; return y!.Value; }
            public static double NullableStructMember() { (double a, int b)? x = (1.5, 2); return x!.Value.a + x.Value.b; }
            public static bool NullableIs() { object o = 3; int? x = o as int?; return x is 3 && o is int? ; }
            public static double BoxedUnbox() { object o = 2.5; return (double)o; }
            public static double UnboxWrong() { object o = 2; return (double)o; }
            public static int BoxedInt() { object o = 'x'; return o is int ? 1 : o is char ? 2 : 3; }
            public static bool BoxedEquals() { object a = 3, b = 3; return a.Equals(b) && Equals(a, b) && !ReferenceEquals(a, null); }
            public static float HalfSteps() { float x = 1f / 3; double y = x; return (float)(y * 3) - x * 3; }
            public static double FusedLook() => d1 * d3 + d1;
            public static double MaxValues() => double.MaxValue / 1e300 + float.Epsilon + int.MinValue + byte.MaxValue + double.Epsilon;
            public static double Sizes() => sizeof(double) + sizeof(int) * 10 + sizeof(char) * 100 + sizeof(byte);
            public static double DefaultValues() => default(double) + default(int) + (default(bool) ? 1 : 0) + default(char);
            public static int Ternaries() => i7 > 0 ? im7 > 0 ? 1 : 2 : 3;
            public static float FloatLiteralSum() => 0.1f + 0.2f + 1e10f;
            public static float FloatDoubleFloat() { float x = 0.1f; x = x * 2 + 1; x = (float)Math.Tanh(x); return x; }
            public static float FloatNested() { float a = 1.1f, b = 2.2f, c = 3.3f; return a * b * c / (a + b) - c; }
            public static bool FloatOverflow() => float.MaxValue * 2 == float.PositiveInfinity;
            public static float FloatFromInt() { var n = 3; return 1f / n; }
            public static double IntPower() { var x = 1.0; for (int i = 0; i < 5; i++) x *= i7; return x; }
            public static int Int128Less() => (int)Math.Min(3L, 4L) + Math.Max((byte)3, (byte)4) + Math.Abs(-3) + Math.Sign(-2.5) + Math.Clamp(7, 1, 5);
            public static double Hypot() => Math.Sqrt(d1 * d1 + d3 * d3) + Math.Cbrt(d1) + Math.BigMul(3, 4) + Math.DivRem(7, 2, out var r) + r;
        }
        """";
}
