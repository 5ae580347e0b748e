using RnnLint.Fuzzing.Generation;
using RnnLint.Fuzzing.Running;

namespace RnnLint.Fuzzing;

/// <summary>What fuzzing found, shrunk, and in words. Here as there a is a double and b a float that vary, n and m are integers.</summary>
public class FaultsFoundTests
{
    private static readonly (string Name, string Body)[] Programs =
    [
        ("A remainder of numbers that vary is exact", "See(a % 0.3); See(a % a); See(-1.5 % (a - a + 1.5)); See(b % 0.7f); See((b - b) % b);"),
        ("A remainder by infinity is the number", "See(a % (1 / (a - a)));"),
        ("Zero minus zero is positive", "var z = a - a; See(0.0 - (z + 0.0)); See(0.0 - z);"),
        ("A real too large for an integer is cut to its range", "See((int)(a * 1e300)); See((int)(a * -1e300)); See((uint)(a * -1e9)); See((uint)(a * 1e300)); See((long)(a * 1e300)); See((ulong)(a * -3)); See((ulong)(a * 1e300)); See((int)(a * double.NaN));"),
        ("A real too large for a small integer is cut to int, and then to its low bits", "See((sbyte)(a * 1e300)); See((byte)(a * 300)); See((short)(b * 40000)); See((ushort)(a * -40000)); See((char)(a * -2));"),
        ("A long becomes a float in one rounding", "See((float)(m + 9007199791611905L)); See((float)((ulong)m | 0x8000008000000001UL)); float f = m | 36028797018963969L; See(f);"),
        ("A decimal that does not fit throws without being checked", "decimal d = n - n + 300; See((sbyte)d);"),
        ("The smallest integer divided by minus one overflows", "var x = int.MinValue; n = n - n - 1; See(x / n);"),
        ("So does its remainder", "var x = long.MinValue; n = n - n - 1; See(x % n);"),
        ("A small integer is shifted as an int", "sbyte s = (sbyte)(n - n - 3); s >>>= 30; See(s); short t = (short)(n - n - 3); t >>>= 17; See(t);"),
        ("A compound shift that is stored in a checked context overflows", "short s = (short)(n - n - 1); checked { s >>>= 2; }"),
        ("A checked conversion of a negative number to ulong overflows", "var x = n - n - 4294967296L; checked { See((ulong)x); }"),
        ("A compound assignment begins with what its target held before a right side that branches", "var x = 2.0; x += n > 100 ? (x = 7) : (x = 5); See(x); var y = new int[] { 3, 4 }; y[0] *= n > 100 ? 1 : (y[0] = 9); See(y[0]); var f = 1f; f -= n switch { 0 => 1, _ => (f = b) }; See(f); int Last() { var k = 12; return k /= k-- - (m > 100 ? 1 : 0); } See(Last());"),
        ("The larger or smaller of a number and NaN is NaN", "var x = a * double.NaN; See(Math.MaxMagnitude(x, 1)); See(Math.MinMagnitude(1, x)); See(Math.Max(1, x)); See(Math.Min(x, 1));"),
        ("A struct is an operand as it was before the right side changed it", "var p = (n, 1); See((p, p.Item1 = 9).p.Item1); var v = new Vector2(b, 2); v += new Vector2(v.X = 7, 1); See(v.X); See(v.Y); var w = v + new Vector2(v.Y = 9, 0); See(w.X); See(w.Y);"),
        ("A number that a method is called on is read after its arguments", "short s = 300; See(s.Equals(s ^= s)); See(n.CompareTo(n = n + 1)); ulong u = 4; See(u.Equals(n > 100 ? u : u %= 3));"),
        ("Large integers are equal only where all bits are", "long x = m + 9007199254740993L; long y = x - 1; See(((object)x).Equals(y)); See((x, 1) == (y, 1)); See(new[] { y }.Contains(x)); See(new[] { x, y }.Max()); See(new[] { y, x }.OrderBy(v => v).Last());"),
        ("NaN equals itself where numbers are compared as objects", "var x = a * double.NaN; See(x.Equals(x)); See(new[] { x }.Contains(x)); See((x, 1) == (x, 1));"),
        ("Small integers compare by their difference", "sbyte s = (sbyte)(n - n - 100); See(s.CompareTo((sbyte)27)); byte c = (byte)(n - n + 200); See(c.CompareTo((byte)100)); See(n.CompareTo(n + 5));"),
        ("A negative integer's hash is itself", "See((n - n - 5).GetHashCode()); See((m - m - 5).GetHashCode()); See((n - n - 5L).GetHashCode());"),
        ("Of two zeros the positive one is the larger, and the absolute one", "var z = a - a; See(Math.Max(-z, z)); See(Math.Max(z, -z)); See(Math.Min(z, -z)); See(Math.Min(-z, z)); See(Math.Abs(-z));"),
        ("Math functions are those of .NET to the last bit", "See(Math.Log10(a * a)); See(Math.IEEERemainder(a, 0.3)); See(Math.Pow(a, 2)); See(Math.BitIncrement(-double.Epsilon)); See(Math.BitDecrement(1 / (a - a))); See(Math.Round(a * 1e16, 2)); See(Math.Round(a, 2)); See(Math.BigMul(n, int.MaxValue));"),
    ];

    public static TheoryData<string> Names => [.. Programs.Select(program => program.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Interpreted_as_run(string name)
    {
        var body = Programs.Single(program => program.Name == name).Body;
        var subject = new Subject(ProgramWriter.ClassName(0), ProgramWriter.Around(ProgramWriter.ClassName(0), body), [new Inputs(1.625, -0.7f, 3, 5), new Inputs(-2.1, 3.3f, -4, -77)]);
        IReadOnlyList<Outcome> outcomes = [];
        Batch.OnDeepStack(() => outcomes = Batch.Compare([subject])).Join();
        outcomes.Single().ShouldBe(new Outcome(OutcomeKind.Same));
    }
}
