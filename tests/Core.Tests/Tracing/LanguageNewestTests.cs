namespace RnnLint.Core.Tests.Tracing;

/// <summary>C# 12 to 14.</summary>
public class LanguageNewestTests : LanguageTests<LanguageNewestTests>, ILanguageProgram
{
    public static string Source => """"
        using System.Runtime.CompilerServices;
        using Grid = double[,];

        public static class Extensions
        {
            extension(double[] a)
            {
                public double Dot(double[] b) { double s = 0; for (var i = 0; i < a.Length; i++) s += a[i] * b[i]; return s; }
                public int Last => a.Length - 1;
                public static double[] operator +(double[] x, double[] y) { var r = new double[x.Length]; for (var i = 0; i < r.Length; i++) r[i] = x[i] + y[i]; return r; }
            }
            extension<T>(IEnumerable<T> xs) where T : INumber<T>
            {
                public T Total() { var s = T.Zero; foreach (var x in xs) s += x; return s; }
                public bool None => !xs.Any();
            }
            extension(ref Meter m) { public void Add(double x) => m.V += x; }
            extension(Meter) { public static Meter Unit => new() { V = 1 }; }
        }
        public struct Meter { public double V; }
        public class Acc
        {
            public double V;
            public void operator +=(double x) => V += x;
            public void operator *=(Acc o) => V *= o.V;
            public void operator ++() => V += 100;
            public static Acc operator +(Acc a, double x) => new() { V = a.V + x };
        }
        public struct AccStruct { public double V; public void operator -=(double x) => V -= x; public void operator --() => V--; }
        public class WithField { public double Rate { get; set => field = value > 1 ? 1 : value; } = 0.5; public List<double> Lazy => field ??= new() { 1 }; public static int Count { get => ++field; } }
        public partial class Halves { public partial Halves(double x); public double V; public partial double P { get; set; } }
        public partial class Halves { public partial Halves(double x) { V = x * 2; } double p; public partial double P { get => p; set => p = value + 1; } }
        public class Holder { public double V; public Holder Next; public double[] A = new double[2]; public event Action E; public void Fire() => E?.Invoke(); }
        public class Named(double rate, int size = 3) { public double Rate => rate; public int Size { get; } = size; public Named() : this(0.25) { } }
        public class Logged<T>(T first) where T : INumber<T> { public T First { get; } = first; public T Twice() => first + first; }
        public record Layer(int Size, double Rate = 0.1) { public double[] W { get; } = new double[Size]; public Layer(int n) : this(n, 0.5) { } }
        public interface IHasZero<T> where T : IHasZero<T> { static abstract T Zero { get; } static abstract T operator +(T a, T b); static virtual T Double(T a) => a + a; }
        public readonly record struct Num(double V) : IHasZero<Num> { public static Num Zero => new(0); public static Num operator +(Num a, Num b) => new(a.V + b.V); }
        public class Series : IEnumerable<double> { readonly List<double> l = new(); public void Add(double x) => l.Add(x * 2); public IEnumerator<double> GetEnumerator() => l.GetEnumerator(); System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); }

        public static class Cases
        {
            public static double ExtensionBlockMethod() => new double[] { 1, 2 }.Dot([3, 4]) + Extensions.Dot([1], [5]);
            public static double ExtensionBlockProperty() { double[] a = [1, 2, 3]; return a[a.Last]; }
            public static double ExtensionBlockOperator() { double[] a = [1, 2], b = [3, 4]; var c = a + b; return c[0] * 10 + c[1]; }
            public static double ExtensionBlockGeneric() => new[] { 1.5, 2 }.Total() + new List<int> { 1, 2 }.Total() + (new double[0].None ? 100 : 0);
            public static double ExtensionBlockRef() { Meter m = default; m.Add(2); m.Add(3); return m.V + Meter.Unit.V; }
            public static double CompoundOperator() { var a = new Acc { V = 1 }; var b = a; a += 2.0; a *= new Acc { V = 3 }; a++; return a.V + (ReferenceEquals(a, b) ? 1000 : 0); }
            public static double CompoundOperatorElement() { var a = new[] { new Acc(), new Acc() }; a[1] += 4; a[1] += 1; return a[1].V; }
            public static double CompoundOperatorStruct() { var a = new AccStruct { V = 5 }; var b = a; a -= 2; a--; return a.V * 10 + b.V; }
            public static double FieldKeyword() { var w = new WithField(); var before = w.Rate; w.Rate = 7; w.Lazy.Add(3); return before + w.Rate + w.Lazy.Count + WithField.Count + WithField.Count; }
            public static double PartialMembers() { var h = new Halves(3) { P = 4 }; return h.V * 10 + h.P; }
            public static double NullConditionalAssign() { Holder h = new(), n = null; h?.V = 3; n?.V = 4; h?.V += 2; h?.Next?.V = 9; h.Next ??= new(); h.Next?.A[1] = 6; h?.A[0] += 5; n?.A[Side()] = 1; return h.V + h.Next.A[1] * 10 + h.A[0] * 100 + side; }
            static int side; static int Side() { side++; return 0; }
            public static int NullConditionalEvent() { var n = 0; var h = new Holder(); h?.E += () => n++; h.Fire(); return n; }
            public static double LambdaModifiers() { ParseIt p = (text, out value) => { value = text.Length; return true; }; p("abc", out var v); return v; }
            delegate bool ParseIt(string text, out double value);
            public static double ImplicitSpans() { static double Sum(ReadOnlySpan<double> s) { double t = 0; foreach (var x in s) t += x; return t; } double[] a = [1, 2]; return Sum(a) + a.IndexOf(2.0) + (a.SequenceEqual([1.0, 2.0]) ? 10 : 0); }
            public static int NameofUnbound() => nameof(List<>).Length;
            public static double PrimaryConstructors() => new Named(2).Rate + new Named().Rate + new Named(1, size: 7).Size + new Logged<double>(1.5).Twice() + new Logged<int>(2).First;
            public static double RecordConstructors() { var l = new Layer(3); var m = l with { Size = 5 }; return l.Rate + l.W.Length + m.W.Length + m.Size + new Layer(2, 0.3).Rate; }
            public static double StaticAbstracts() { static T Sum<T>(params ReadOnlySpan<T> xs) where T : IHasZero<T> { var s = T.Zero; foreach (var x in xs) s = s + x; return T.Double(s); } return Sum(new Num(1), new Num(2.5)).V; }
            public static double CollectionWithAdd() { Series s = [1, 2]; Series t = new() { 3, 4 }; return s.Sum() + t.Sum(); }
            public static double SpreadConditional() { var on = true; double[] a = [1, .. on ? [2.0, 3] : (double[])[], .. Enumerable.Range(0, 2).Select(i => i * 1.5)]; return a.Sum(); }
            public static double NestedCollections() { List<double[]> l = [[1, 2], [3]]; double[][][] d = [[[1], [2, 3]], []]; (double, int)[] t = [(1, 2), (3, 4)]; return l[1][0] + d[0][1][1] + d[1].Length + t[1].Item1; }
            public static double GridAlias() { Grid g = { { 1, 2 }, { 3, 4 } }; return g[1, 0]; }
            public static double ImplicitIndexInitializer() { var h = new Buffer { A = { [^1] = 4, [0] = 1 } }; return h.A[2] * 10 + h.A[0]; }
            class Buffer { public double[] A = new double[3]; }
            public static double LockObject() { var l = new System.Threading.Lock(); double x = 0; lock (l) { x++; } using (l.EnterScope()) x++; return x; }
            public static double RefInIterators() { static IEnumerable<double> F() { var a = new double[] { 1, 2 }; { ref var r = ref a[0]; r = 5; } yield return a[0]; { Span<double> s = a; s[1] = 7; } yield return a[1]; } return F().Sum(); }
            public static async Task<double> SpanInAsync() { await Task.Yield(); double s = 0; { Span<double> t = [1, 2]; s += t[1]; } await Task.Yield(); return s; }
            public static double AllowsRefStruct() { static double F<T>(T x, Func<T, double> f) where T : allows ref struct => f(x); return F(new Span<double>([1, 2]), s => s[1]); }
            public static double RequiredInit() { var r = new Req { A = 1, B = 2 }; return r.A + r.B; }
            class Req { public required double A { get; init; } public required double B; }
            public static int RawStrings() => """
                two
                  lines
                """.Length;
            public static double GenericAttributes() { [Obsolete] static double F([CallerLineNumber] int n = 5) => 1; var f = [MethodImpl(MethodImplOptions.AggressiveInlining)] (double x) => x + 1; return f(1); }
            public static double UnsignedShift() => (-8 >>> 28) + (-8L >>> 60);
            public static double FileLocal() => new Hidden().V;
            public static double OverloadPriority() => Prio([1.0]);
            [OverloadResolutionPriority(1)] static double Prio(ReadOnlySpan<double> s) => 1;
            static double Prio(double[] s) => 2;
            public static string EscapeE() => "\e[0m".Length.ToString();
            public static double CheckedUserOperators() { unchecked { return (double)(Half)1.5 + (float)(Half)0.25; } }
        }
        file class Hidden { public double V = 3; }
        """";
}
