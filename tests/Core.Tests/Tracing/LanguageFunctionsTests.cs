namespace RnnLint.Core.Tests.Tracing;

public class LanguageFunctionsTests : LanguageTests<LanguageFunctionsTests>, ILanguageProgram
{
    public static string Source => """"
        using static System.Math;
        using static Helpers;
        using Vector = System.Collections.Generic.List<double>;
        using Pair = (double A, int B);

        public static class Helpers { public static double Cube(double x) => x * x * x; public const double Gamma = 0.9; }
        public delegate double Act(double x);
        public delegate void Change(ref double x, out int n);
        public delegate T Conv<in S, out T>(S x);
        public class Bell { public event Action<double> Rung; public event EventHandler<double> Old { add { _old += value; Adds++; } remove { _old -= value; } } EventHandler<double> _old; public int Adds; public void Ring(double x) { Rung?.Invoke(x); _old?.Invoke(this, x); } public bool Silent => Rung == null; public static event Func<int> Shared; public static int Ask() => Shared(); }
        public class Walker : IEnumerable<int> { readonly int n; public Walker(int n) => this.n = n; public IEnumerator<int> GetEnumerator() { for (var i = 0; i < n; i++) yield return i * i; } System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); }
        public class Manual { public struct E { int i; public int Current => i * 10; public bool MoveNext() => ++i < 4; } public E GetEnumerator() => default; }
        public class ManualRef { double[] d = [1, 2, 3]; public ref struct E(double[] d) { int i = -1; public ref double Current => ref d[i]; public bool MoveNext() => ++i < d.Length; } public E GetEnumerator() => new(d); public double Sum => d.Sum(); }
        public class ByHand : IEnumerable<double>, IEnumerator<double> { int i; public double Current => i; object System.Collections.IEnumerator.Current => Current; public bool MoveNext() => ++i <= 3; public void Reset() => i = 0; public void Dispose() => Closed = true; public bool Closed; public IEnumerator<double> GetEnumerator() => this; System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => this; }
        public static class Ext { public static IEnumerator<int> GetEnumerator(this int n) { for (var i = 0; i < n; i++) yield return i; } public static double Half(this double x) => x / 2; public static void Bump(this ref int x) => x++; public static void Deconstruct(this string s, out int n, out char c) { n = s.Length; c = s[0]; } public static T Also<T>(this T x, Action<T> f) { f(x); return x; } public static double At(this in double x) => x; }
        public class Poly(Act f) { public Act F = f; public double Use(double x) => F(x); public Func<double, double> G { get; set; } = x => x + 1; public static readonly Func<double, double> Sig = x => 1 / (1 + Exp(-x)); static double Priv(double x) => x * 3; public Func<double, double> Method() => Priv; double k = 5; double Inst(double x) => x * k; public Func<double, double> Bound() => Inst; public void SetK(double v) => k = v; public Func<double, double> LambdaThis() => x => x + k; }

        public static class Cases
        {
            public static double Lambda() { Func<double, double> f = x => x * x; return f(3) + f(f(2)); }
            public static double LambdaBlock() { Func<double, double, double> f = (a, b) => { var c = a; for (var i = 0; i < 3; i++) c += b; return c; }; return f(1, 2); }
            public static double NaturalType() { var f = (double x) => x + 1; var g = (int n, double k = 2) => n * k; return f(1) + g(3) + g(3, 4); }
            public static double LambdaReturnType() { var f = double (int x) => x; var g = static (ref double d) => d++; var v = 1.0; g(ref v); return f(3) / 2 + v; }
            public static double ParamsLambda() { var f = (params double[] xs) => xs.Length; return f(1, 2, 3); }
            public static double[] CaptureForeach() { var fs = new List<Func<double>>(); foreach (var x in new[] { 1.0, 2, 3 }) fs.Add(() => x * 2); return fs.Select(f => f()).ToArray(); }
            public static int[] CaptureFor() { var fs = new List<Func<int>>(); for (var i = 0; i < 3; i++) fs.Add(() => i); return fs.Select(f => f()).ToArray(); }
            public static int[] CaptureBody() { var fs = new List<Func<int>>(); for (var i = 0; i < 3; i++) { var j = i; fs.Add(() => j++); } fs[0](); return fs.Select(f => f()).ToArray(); }
            public static int[] CaptureWhile() { var fs = new List<Func<int>>(); var i = 0; while (i < 3) { int k; k = i; fs.Add(() => k * 10 + i); i++; } return fs.Select(f => f()).ToArray(); }
            public static double SharedCapture() { double x = 1; Action inc = () => x++; Func<double> get = () => x; inc(); inc(); x *= 10; return get() + x; }
            public static double CaptureParameter() { static Func<double, double> Adder(double a) => x => { a += x; return a; }; var f = Adder(1); var g = Adder(10); f(1); return f(2) + g(3); }
            public static double CaptureThenChange() { var k = 2.0; Func<double, double> f = x => x * k; k = 5; return f(3); }
            public static double CapturedByLater() { Func<double> f; { double y = 1; f = () => y; y = 7; } return f(); }
            public static double LaterVariable() { double r = 0; Action a = null; for (var i = 0; i < 2; i++) { a?.Invoke(); double v = i; a = () => r += v + 1; } a(); return r; }
            public static double NestedClosures() { double a = 1; Func<Func<double>> f = () => { double b = a + 1; return () => a++ + b++; }; var g = f(); return g() + g() + f()() + a; }
            public static double Currying() { Func<double, Func<double, Func<double, double>>> f = a => b => c => a * 100 + b * 10 + c; return f(1)(2)(3); }
            public static double RecursiveLambda() { Func<int, int> fact = null; fact = n => n < 2 ? 1 : n * fact(n - 1); return fact(5); }
            public static double Immediately() => ((Func<double, double>)(x => x + 1))(2);
            public static double LocalFunction() { double s = 0; void Add(double x) { s += x; } Add(1); Add(2); return s; }
            public static int LocalRecursive() { int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2); return Fib(10); }
            public static double LocalStatic() { static double F(double x) => x * 2; return F(F(3)); }
            public static double LocalMutual() { bool Even(int n) => n == 0 || Odd(n - 1); bool Odd(int n) => n != 0 && Even(n - 1); return Even(10) ? 1 : 0; }
            public static double LocalInLoop() { double s = 0; for (var i = 0; i < 3; i++) { var k = i; double F() => k * 10; s += F(); } return s; }
            public static double LocalAsDelegate() { double k = 2; double F(double x) => x * k; Func<double, double> f = F; k = 3; return f(2) + new[] { 1.0, 2 }.Select(F).Sum(); }
            public static double LocalInLocal() { double A(double x) { double B(double y) => x + y; return B(1) + C(2); double C(double z) => B(z) * 2; } return A(5); }
            public static double LocalInLambda() { Func<double, double> f = x => { double G(double y) => x * y; return G(3); }; return f(2); }
            public static double LocalRef() { var a = new double[3]; ref double At(int i) => ref a[i]; At(1) = 5; At(1) += 2; return a[1]; }
            public static double LocalOut() { void Two(out double x, ref int n) { x = 3; n++; } int m = 1; Two(out var d, ref m); return d + m; }
            public static double LocalDefault() { double F(double x, double y = 3) => x * y; return F(2) + F(2, 5); }
            public static double LocalIterator() { IEnumerable<double> Count(int n) { for (var i = 0; i < n; i++) yield return i; } return Count(4).Sum(); }
            public static double LocalEarly() { var r = F(3); return r; double F(double x) => x + 1; }
            public static double LocalRecursiveCapture() { var memo = new Dictionary<int, long>(); long F(int n) { if (n < 2) return n; if (memo.TryGetValue(n, out var v)) return v; return memo[n] = F(n - 1) + F(n - 2); } return F(40); }
            public static double LocalRecursiveFrames() { var fs = new List<Func<int>>(); void Go(int n) { if (n == 0) return; var m = n * 2; fs.Add(() => m); Go(n - 1); } Go(3); return fs[0]() * 100 + fs[1]() * 10 + fs[2](); }
            public static double LocalCapturesRecursiveFrame() { int Depth(int n) { int Next() => n - 1; return n == 0 ? 0 : Depth(Next()) * 10 + n; } return Depth(4); }
            public static double LocalStructChange() { var v = (a: 1.0, b: 2.0); void F() => v.a += v.b; F(); F(); return v.a; }
            public static double MethodGroups() { Act a = Cube; Func<double, double> b = Tanh; Func<double, double> c = Math.Abs; return a(2) + b(0.5) + c(-3); }
            public static double InstanceGroups() { var p = new Poly(Cube); var f = p.Bound(); var g = p.LambdaThis(); p.SetK(7); return f(2) + g(1) + p.Method()(2) + p.G(1) + p.Use(2) + Poly.Sig(0.5); }
            public static double VirtualGroup() { B b = new D(); Func<double, double> f = b.F; return f(2); }
            class B { public virtual double F(double x) => x; } class D : B { public override double F(double x) => x * 100 + base.F(x); }
            public static double Composition() { Func<Func<double, double>, Func<double, double>, Func<double, double>> comp = (f, g) => x => f(g(x)); return comp(Exp, x => x / 2)(1); }
            public static double CustomDelegate() { Change c = (ref double x, out int n) => { x *= 2; n = 7; }; double v = 3; c(ref v, out var m); return v + m; }
            public static double VariantDelegate() { Conv<object, string> f = o => "abc"; Conv<string, object> g = f; return ((string)g("x")).Length; }
            public static double Multicast() { double s = 0; Action<double> f = x => s += x; f += x => s += x * 10; Action<double> g = x => s += 1000; f += g; f(1); f -= g; f(1); return s; }
            public static double MulticastResult() { Func<int> f = () => 1; f += () => 2; return f(); }
            public static bool MulticastNull() { Action f = null; f += M; f -= M; return f == null; }
            static void M() { }
            public static bool DelegateEquality() { Action a = M, b = M; return a == b && a.Equals(b); }
            public static double Events() { double s = 0; var b = new Bell(); b.Ring(1); Action<double> h = x => s += x; b.Rung += h; b.Rung += x => s += x * 10; b.Ring(1); b.Rung -= h; b.Ring(1); b.Old += (o, x) => s += 100 * x; b.Ring(1); return s + b.Adds * 1000 + (b.Silent ? 1 : 0); }
            public static int StaticEvent() { Bell.Shared += () => 5; return Bell.Ask(); }
            public static double DelegateInArray() { Func<double, double>[] fs = [Math.Sin, x => x * 2, Cube]; return fs.Aggregate(0.5, (v, f) => f(v)); }
            public static double DelegateDictionary() { var d = new Dictionary<string, Func<double, double>> { ["t"] = Tanh, ["r"] = x => Max(0, x) }; return d["t"](1) + d["r"](-1); }
            public static double DelegateInvoke() { Func<double, double> f = Tanh; return f.Invoke(1) + (f?.Invoke(2) ?? 0); }
            public static double NullDelegate() { Func<double, double> f = null; return f(1); }
            public static double DelegateTuple() { (Func<double, double> f, Func<double, double> df) act = (Tanh, y => 1 - y * y); var y = act.f(0.5); return act.df(y); }
            public static double ConditionalLambda() { var k = 3; Func<double, double> f = k > 2 ? x => x : x => -x; return f(5); }
            public static double SwitchLambda() { Func<double, double> Pick(string s) => s switch { "a" => x => x + 1, "b" => Tanh, _ => throw new ArgumentException() }; return Pick("a")(1) + Pick("b")(1); }
            public static double ActionRef() { var a = new double[2]; Action<int, double> set = (i, v) => a[i] = v; set(1, 5); return a[1]; }
            public static double Discards() { Func<int, int, int> f = (_, _) => 3; _ = f(1, 2); (_, var y) = (1, 2.0); return f(0, 0) + y; }
            public static double AnonymousMethod() { Func<double, double> f = delegate (double x) { return x * 3; }; Action g = delegate { }; g(); return f(2); }

            static IEnumerable<int> Squares(int n) { for (var i = 0; i < n; i++) yield return i * i; }
            static IEnumerable<int> Endless() { var i = 0; while (true) yield return i++; }
            static List<string> log = new();
            static IEnumerable<int> Logged(int n) { log.Add("start"); try { for (var i = 0; i < n; i++) { log.Add("yield " + i); yield return i; } } finally { log.Add("finally"); } log.Add("end"); }
            static IEnumerable<int> Breaks(int n) { foreach (var i in Endless()) { if (i == n) yield break; if (i == 1) continue; yield return i; } }
            static IEnumerable<int> Nested(int n) { if (n == 0) { yield return 100; yield break; } yield return n; foreach (var x in Nested(n - 1)) yield return x; yield return -n; }
            static IEnumerator<int> Enumerator() { yield return 5; yield return 6; }
            static IEnumerable<T> Where2<T>(IEnumerable<T> xs, Func<T, bool> p) { foreach (var x in xs) if (p(x)) yield return x; }
            public static int[] Iterator() => Squares(4).ToArray();
            public static int[] IteratorTake() => Endless().Skip(2).Take(3).ToArray();
            public static int[] IteratorTwice() { var s = Squares(3); return s.Concat(s).ToArray(); }
            public static List<string> IteratorLazy() { log.Clear(); var s = Logged(2); log.Add("made"); foreach (var x in s) log.Add("got " + x); return log; }
            public static List<string> IteratorBreak() { log.Clear(); foreach (var x in Logged(5)) { log.Add("got " + x); if (x == 1) break; } log.Add("after"); return log; }
            public static List<string> IteratorFirst() { log.Clear(); var f = Logged(5).First(); log.Add("f" + f); return log; }
            public static List<string> IteratorManual() { log.Clear(); var e = Logged(2).GetEnumerator(); e.MoveNext(); log.Add("cur " + e.Current); e.Dispose(); return log; }
            public static int[] IteratorBreaks() => Breaks(4).ToArray();
            public static int[] IteratorNested() => Nested(2).ToArray();
            public static int IteratorEnumerator() { var e = Enumerator(); var s = 0; while (e.MoveNext()) s = s * 10 + e.Current; return s; }
            public static int[] IteratorGeneric() => Where2(Endless(), x => x % 3 == 0).Take(3).ToArray();
            public static int[] IteratorParameterChange() { static IEnumerable<int> F(int n) { while (n > 0) yield return n--; } var s = F(3); return s.Concat(s).ToArray(); }
            public static int[] IteratorTryFinally() { static IEnumerable<int> F() { try { yield return 1; try { yield return 2; } finally { log.Add("inner"); } yield return 3; } finally { log.Add("outer"); } } log.Clear(); return F().Append(log.Count).ToArray(); }
            public static int[] IteratorThrows() { static IEnumerable<int> F() { yield return 1; throw new InvalidOperationException(); } var r = new List<int>(); try { foreach (var x in F()) r.Add(x); } catch (InvalidOperationException) { r.Add(-1); } return r.ToArray(); }
            public static double IteratorTuple() { static IEnumerable<(int i, double v)> F() { yield return (1, 0.5); yield return (2, 1.5); } double s = 0; foreach (var (i, v) in F()) s += i * v; return s; }
            public static int IteratorProperty() { var s = 0; foreach (var x in Prop) s += x; return s; }
            static IEnumerable<int> Prop { get { yield return 3; yield return 4; } }
            public static int IteratorOnInstance() => new Walker(4).Sum() + new Walker(3).Last();
            public static int IteratorUsing() { log.Clear(); static IEnumerable<int> F() { using var d = new Dis(); yield return 1; yield return 2; } foreach (var x in F()) break; return log.Count; }
            class Dis : IDisposable { public void Dispose() => log.Add("x"); }
            public static int PatternEnumerator() { var s = 0; foreach (var x in new Manual()) s += x; return s; }
            public static double RefEnumerator() { var m = new ManualRef(); foreach (ref var x in m) x *= 2; return m.Sum; }
            public static double HandMadeEnumerator() { var h = new ByHand(); double s = 0; foreach (var x in h) s += x; return s + (h.Closed ? 100 : 0); }
            public static double HandMadeLinq() { var h = new ByHand(); return h.Select(x => x * 2).Sum() + (h.Closed ? 100 : 0); }
            public static int ExtensionEnumerator() { var s = 0; foreach (var i in 4) s += i; return s; }
            public static double ExtensionMethods() { var x = 5; x.Bump(); x.Bump(); var (n, c) = "hello"; return 3.0.Half() + x + n + c + 2.0.At() + new List<int>().Also(l => l.Add(3)).Count; }
            public static double StaticUsings() => Sqrt(Cube(2)) * Gamma + PI + Max(1, 2);
            public static double Aliases() { Vector v = [1, 2]; Pair p = (3, 4); return v.Sum() + p.A + p.B; }
            public static double Query() { var q = from x in new[] { 1.0, 2, 3, 4 } where x > 1 let y = x * x orderby -y select x + y; return q.First() * 100 + q.Sum(); }
            public static double QueryJoin() { var q = from a in new[] { 1, 2, 3 } from b in new[] { 10, 20 } where (a + b) % 2 == 1 select a * b; return q.Sum(); }
            public static double QueryGroup() { var q = from a in Enumerable.Range(0, 6) group a by a % 3 into g orderby g.Key descending select g.Key * 100 + g.Sum(); return q.First(); }
            public static double QueryJoin2() { var q = from a in new[] { 1, 2 } join b in new[] { (k: 1, v: 0.5), (k: 2, v: 1.5), (k: 2, v: 2.5) } on a equals b.k select a * b.v; return q.Sum(); }
            public static double Linq() => Enumerable.Range(1, 4).Select((x, i) => x * i).Where(x => x > 0).Zip([1.0, 2, 3], (a, b) => a / b).Aggregate((a, b) => a * b) + new[] { 3, 1, 2 }.OrderBy(x => x).First() + Enumerable.Repeat(2.0, 3).Sum();
            public static double LinqDeferred() { var k = 1; var q = new[] { 1, 2, 3 }.Select(x => x * k); k = 10; return q.Sum(); }
            public static double ExpressionBodies() { var e = new Expr(3); e.V = 5; return e.V + e[2] + e.M(1) + (e + 1).V; }
            class Expr { double v; public Expr(double v) => this.v = v; public double V { get => v; set => v = value * 2; } public double this[int i] => v * i; public double M(double x) => x + v; public static Expr operator +(Expr e, double d) => new(e.v + d); ~Expr() => v = 0; }
            static async Task<double> Slow(double x) { await Task.CompletedTask; await Task.Yield(); return x * 2; }
            static async Task<double> Both() { var a = Slow(1); var b = Slow(2); await Task.WhenAll(a, b); return await a + b.Result + await Task.FromResult(3.0); }
            static async ValueTask<int> Val(int n) { if (n == 0) return 0; return 1 + await Val(n - 1); }
            public static async Task<double> Async() => await Both() + await Val(3);
            public static double AsyncResult() => Both().GetAwaiter().GetResult() + Task.Run(() => 4.0).Result + Both().Result;
            static async IAsyncEnumerable<int> Stream() { for (var i = 0; i < 3; i++) { await Task.Delay(1); yield return i; } }
            public static async Task<double> AsyncStream() { double s = 0; await foreach (var x in Stream()) s += x; return s; }
            public static async Task<double> AsyncLambda() { Func<double, Task<double>> f = async x => { await Task.Yield(); return x * 3; }; return await f(2); }
            public static async Task<double> AsyncThrows() { try { await Fails(); return 1; } catch (InvalidOperationException) { return 2; } }
            static async Task Fails() { await Task.CompletedTask; throw new InvalidOperationException(); }
            public static double Parallelism() { var a = new double[8]; Parallel.For(0, 8, i => a[i] = i * i); return a.Sum(); }
            public static double LockStatement() { var gate = new object(); double x = 0; lock (gate) { x += 1; lock (gate) x += 2; } return x; }
            public static double InParameters() { static double F(in double x, ref readonly double y) => x + y; var a = 1.5; return F(a, in a) + F(2, ref a); }
            public static double OutVar() { if (double.TryParse("2.5", System.Globalization.CultureInfo.InvariantCulture, out var x) && int.TryParse("7", out int n)) return x + n; return 0; }
            public static double OutDiscard() { Two(out _, out var b); return b; }
            static void Two(out double a, out double b) { a = 1; b = 2; }
            public static double ParamsSpan() { static double F(params ReadOnlySpan<double> xs) { double s = 0; foreach (var x in xs) s += x; return s; } return F(1, 2, 3) + F() + F([4]); }
            public static double ParamsList() { static double F(params List<double> xs) => xs.Count; return F(1, 2, 3); }
            public static int Overflowing() { static int Deep(int n) => n == 0 ? 0 : 1 + Deep(n - 1); return Deep(100); }
        }
        """";
}
