namespace RnnLint.Core.Tests.Tracing;

public class LanguageGenericsTests : LanguageTests<LanguageGenericsTests>, ILanguageProgram
{
    public static string Source => """"
        public class Box<T> { public T V; public Box(T v) => V = v; public Box<U> Map<U>(Func<T, U> f) => new(f(V)); public class Inner<U> { public T A; public U B; public (T, U) Both() => (A, B); } public static Box<T> Default() => new(default); }
        public class Mat<T> where T : struct, INumber<T>
        {
            readonly T[,] d;
            public Mat(int r, int c) => d = new T[r, c];
            public T this[int i, int j] { get => d[i, j]; set => d[i, j] = value; }
            public int Rows => d.GetLength(0);
            public int Cols => d.GetLength(1);
            public static Mat<T> operator *(Mat<T> a, Mat<T> b) { var m = new Mat<T>(a.Rows, b.Cols); for (var i = 0; i < a.Rows; i++) for (var j = 0; j < b.Cols; j++) { var s = T.Zero; for (var k = 0; k < a.Cols; k++) s += a[i, k] * b[k, j]; m[i, j] = s; } return m; }
            public Mat<T> Map(Func<T, T> f) { var m = new Mat<T>(Rows, Cols); for (var i = 0; i < Rows; i++) for (var j = 0; j < Cols; j++) m[i, j] = f(d[i, j]); return m; }
            public Mat<T> T_() { var m = new Mat<T>(Cols, Rows); for (var i = 0; i < Rows; i++) for (var j = 0; j < Cols; j++) m[j, i] = d[i, j]; return m; }
        }
        public interface IActivation<TSelf> where TSelf : IActivation<TSelf> { static abstract double Apply(double x); static virtual double Twice(double x) => TSelf.Apply(TSelf.Apply(x)); static abstract string Name { get; } }
        public struct Tanh : IActivation<Tanh> { public static double Apply(double x) => Math.Tanh(x); public static string Name => "tanh"; }
        public struct Relu : IActivation<Relu> { public static double Apply(double x) => x > 0 ? x : 0; public static double Twice(double x) => -1; public static string Name => "relu"; }
        public class Cell<A> where A : IActivation<A> { public double Step(double x) => A.Apply(x) + A.Twice(x); public string Name => A.Name; }
        public readonly struct Dual : IAdditionOperators<Dual, Dual, Dual>, IMultiplyOperators<Dual, Dual, Dual>, IAdditiveIdentity<Dual, Dual>
        {
            public readonly double V, D; public Dual(double v, double d) { V = v; D = d; }
            public static Dual operator +(Dual a, Dual b) => new(a.V + b.V, a.D + b.D);
            public static Dual operator *(Dual a, Dual b) => new(a.V * b.V, a.V * b.D + a.D * b.V);
            public static Dual AdditiveIdentity => new(0, 0);
            public static implicit operator Dual(double v) => new(v, 0);
        }
        public interface ISource<out T> { T Get(); }
        public interface ISink<in T> { double Put(T x); }
        public class Animal { public virtual double Legs => 4; }
        public class Bird : Animal { public override double Legs => 2; }
        public class BirdSource : ISource<Bird> { public Bird Get() => new(); }
        public class AnimalSink : ISink<Animal> { public double Put(Animal x) => x.Legs; }
        public abstract class Repo<TKey, TValue> where TKey : notnull { protected readonly Dictionary<TKey, TValue> All = new(); public abstract TValue Make(TKey k); public TValue Get(TKey k) { if (!All.TryGetValue(k, out var v)) All[k] = v = Make(k); return v; } public int Count => All.Count; }
        public class Lengths : Repo<string, int> { public override int Make(string k) => k.Length; }
        public class GenericBase<T> { public virtual T Twice(T x) => x; protected T[] items = new T[2]; public T this[int i] { get => items[i]; set => items[i] = value; } public static T Shared; }
        public class GenericDerived : GenericBase<double> { public override double Twice(double x) => x * 2 + base.Twice(x); }
        public class GenericMiddle<U> : GenericBase<List<U>> { public int N => this[0]?.Count ?? -1; }
        public class Tree<T> where T : IComparable<T> { T v; Tree<T> l, r; public Tree(T v) => this.v = v; public void Add(T x) { if (x.CompareTo(v) < 0) { if (l == null) l = new(x); else l.Add(x); } else if (r == null) r = new(x); else r.Add(x); } public IEnumerable<T> All() { if (l != null) foreach (var x in l.All()) yield return x; yield return v; if (r != null) foreach (var x in r.All()) yield return x; } }
        public static class Ext
        {
            public static T SumOf<T>(this IEnumerable<T> xs) where T : INumber<T> { var s = T.Zero; foreach (var x in xs) s += x; return s; }
            public static double Dot(this double[] a, double[] b) { double s = 0; for (var i = 0; i < a.Length; i++) s += a[i] * b[i]; return s; }
            public static TOut[] MapAll<TIn, TOut>(this TIn[] xs, Func<TIn, TOut> f) { var r = new TOut[xs.Length]; for (var i = 0; i < xs.Length; i++) r[i] = f(xs[i]); return r; }
        }
        public class Lazily<T> where T : new() { public T Make() => new T(); }
        public class Plain { public double V = 6; }

        public static class Cases
        {
            static T Add<T>(T a, T b) where T : INumber<T> => a + b;
            static T Poly<T>(T x) where T : INumber<T> => x * x * T.CreateChecked(3) - x / T.CreateChecked(2) + T.One;
            static T Soft<T>(T x) where T : IFloatingPointIeee754<T> => T.Tanh(x) + T.Exp(-x) / (T.One + T.Exp(x)) + T.Sqrt(T.Abs(x)) * T.Pi + T.Max(x, T.Zero);
            static T Id<T>(T x) => x;
            static T Pick<T>(bool a, T x, T y) => a ? x : y;
            static TOut Conv<TIn, TOut>(TIn x) where TIn : INumber<TIn> where TOut : INumber<TOut> => TOut.CreateChecked(x);
            static T SumAll<T>(params T[] xs) where T : IAdditionOperators<T, T, T>, IAdditiveIdentity<T, T> { var s = T.AdditiveIdentity; foreach (var x in xs) s = s + x; return s; }
            static bool Less<T>(T a, T b) where T : IComparable<T> => a.CompareTo(b) < 0;
            static string TypeName<T>() => typeof(T) == typeof(double) ? "double" : typeof(T) == typeof(int) ? "int" : "other";
            static T Default<T>() => default;
            static bool IsDefault<T>(T x) => EqualityComparer<T>.Default.Equals(x, default);

            public static double AddDouble() => Add(0.1, 0.2);
            public static int AddInt() => Add(int.MaxValue, 1);
            public static float AddFloat() => Add(0.1f, 0.2f);
            public static double PolyDouble() => Poly(0.7);
            public static int PolyInt() => Poly(7);
            public static float PolyFloat() => Poly(0.7f);
            public static double SoftDouble() => Soft(0.3);
            public static float SoftFloat() => Soft(0.3f);
            public static double Identity() => Id(2.5) + Id(3) + Id("abc").Length;
            public static double Picked() => Pick(true, 1, 2.5) + Pick<float>(false, 1, 2);
            public static int Converted() => Conv<double, int>(2.9) + (int)Conv<int, float>(3);
            public static double SumParams() => SumAll(1.0, 2.0, 3.0) + SumAll(1, 2) + SumAll<float>();
            public static double DualSum() { var d = SumAll(new Dual(1, 2), new Dual(3, 4)); var e = d * 2.0 * d; return e.V * 1000 + e.D; }
            public static bool Comparisons() => Less(1, 2) && Less(1.5, 2.5) && !Less("b", "a");
            public static string TypeOf() => TypeName<double>() + TypeName<int>() + TypeName<string>();
            public static double Defaults() => Default<double>() + Default<int>() + (Default<string>() == null ? 1 : 0) + (Default<int?>() == null ? 10 : 0) + Default<(int, double)>().Item2;
            public static bool IsDefaults() => IsDefault(0.0) && IsDefault(0) && !IsDefault(1) && IsDefault<string>(null);
            public static double Boxes() { var b = new Box<double>(1.5).Map(x => x * 2).Map(x => (int)x).Map(n => n + 0.25); return b.V + Box<double>.Default().V; }
            public static double InnerGeneric() { var i = new Box<double>.Inner<int> { A = 1.5, B = 2 }; var (a, b) = i.Both(); return a * 10 + b; }
            public static double Matrices() { var a = new Mat<double>(2, 2); var b = new Mat<double>(2, 2); for (var i = 0; i < 4; i++) { a[i / 2, i % 2] = i * 0.5; b[i % 2, i / 2] = 1 - i; } var c = (a * b.T_()).Map(Math.Tanh); return c[0, 0] + c[0, 1] * 10 + c[1, 0] * 100 + c[1, 1]; }
            public static float MatricesFloat() { var a = new Mat<float>(1, 2); a[0, 0] = 0.1f; a[0, 1] = 0.7f; var c = a * a.T_(); return c[0, 0]; }
            public static int MatricesInt() { var a = new Mat<int>(1, 1); a[0, 0]--; a[0, 0] += 5; return (a * a)[0, 0]; }
            public static double StaticAbstract() => new Cell<Tanh>().Step(0.5) + new Cell<Relu>().Step(2);
            public static string StaticAbstractProperty() => new Cell<Tanh>().Name + new Cell<Relu>().Name;
            public static double Variance() { ISource<Animal> s = new BirdSource(); ISink<Bird> k = new AnimalSink(); return s.Get().Legs * 10 + k.Put(new Bird()); }
            public static bool VarianceTest() { object o = new BirdSource(); return o is ISource<Animal> && !(o is ISource<string>); }
            public static int Repository() { var r = new Lengths(); return r.Get("abc") * 10 + r.Get("abc") + r.Get("xy") * 100 + r.Count; }
            public static double DerivedFromGeneric() { GenericBase<double> g = new GenericDerived(); g[1] = 4; GenericBase<double>.Shared = 3; GenericBase<int>.Shared = 8; return g.Twice(5) + g[1] + g[0] + GenericDerived.Shared; }
            public static int MiddleGeneric() { var m = new GenericMiddle<int>(); var before = m.N; m[0] = new List<int> { 1, 2 }; return before * 10 + m.N; }
            public static List<double> GenericTree() { var t = new Tree<double>(3); foreach (var x in new[] { 1.0, 5, 2, 4 }) t.Add(x); return t.All().ToList(); }
            public static double Extensions() => new[] { 1.0, 2, 3 }.SumOf() + new List<int> { 1, 2 }.SumOf() + new[] { 1.0, 2 }.Dot([3, 4]) + new[] { 1, 2 }.MapAll(x => x * 0.5)[1] + Ext.Dot([1], [2]);
            public static double NewConstraint() => new Lazily<Plain>().Make().V + new Lazily<int>().Make();
            public static double GenericDelegate() { Func<double, double> f = Id; Func<int, Func<int, int>> add = a => b => a + b; return f(2) + add(3)(4); }
            public static double LocalGeneric() { T Twice<T>(T x) where T : INumber<T> => x + x; return Twice(1.5) + Twice(2); }
            public static int GenericArray() { T[] Make<T>(int n, T v) { var a = new T[n]; for (var i = 0; i < n; i++) a[i] = v; return a; } return Make(3, 4).Sum() + Make(2, "ab").Length; }
            public static double GenericStatic() { Registry<double>.Items.Add(1); Registry<double>.Items.Add(2); Registry<int>.Items.Add(1); return Registry<double>.Items.Count * 10 + Registry<int>.Items.Count; }
            static class Registry<T> { public static readonly List<T> Items = new(); }
            public static bool GenericPattern() { bool Is<T>(object o) => o is T; return Is<double>(1.0) && !Is<int>(1.0) && Is<string>("x") && Is<Animal>(new Bird()) && !Is<Bird>(new Animal()); }
            public static double GenericSwitch() { double Size<T>(T x) => x switch { int i => i, double d => d * 10, string s => s.Length, null => -1, _ => -2 }; return Size(1) + Size(2.0) + Size("abc") + Size<object>(null) + Size('x'); }
            public static double NumberMembers() { T F<T>(T x) where T : INumber<T> => T.Clamp(T.Abs(x), T.Zero, T.One) + (T.IsNegative(x) ? T.One : T.Zero) + T.Min(x, T.One); return F(-0.5) + F(3) + F(-2f); }
            public static double FromInt() { T Mean<T>(T[] xs) where T : INumber<T> { var s = T.Zero; foreach (var x in xs) s += x; return s / T.CreateChecked(xs.Length); } return Mean(new[] { 1.0, 2, 4 }) + Mean(new[] { 1f, 2 }) + Mean(new[] { 1, 2 }); }
            public static double ToDouble() { double D<T>(T x) where T : INumber<T> => double.CreateChecked(x) + Convert.ToDouble(x); return D(1.5f) + D(2); }
            public static double GenericIncrement() { T Inc<T>(T x) where T : INumber<T> { x++; ++x; x--; x += T.One; x *= x; return -x; } return Inc(0.5) + Inc(2); }
            public static bool GenericCompare() { bool All<T>(T a, T b) where T : INumber<T> => a < b && a <= b && !(a > b) && !(a >= b) && a != b && !(a == b); return All(1, 2) && All(1.5, 2.5) && All('a', 'b'); }
            public static double GenericCast() { T Cast<T>(object o) => (T)o; return Cast<double>(2.5) + Cast<Bird>(new Bird()).Legs; }
            public static int CastFails() { T Cast<T>(object o) where T : class => o as T; return Cast<Bird>(new Animal()) == null ? 1 : 2; }
            public static double TupleGeneric() { (T, U) P<T, U>(T a, U b) => (a, b); var (x, y) = P(1.5, 2); return x + y * 10; }
            public static double EnumerableGeneric() { IEnumerable<T> Rep<T>(T x, int n) { for (var i = 0; i < n; i++) yield return x; } return Rep(1.5, 3).Sum() + Rep("a", 4).Count(); }
            public static double ComparerGeneric() { T Max<T>(IEnumerable<T> xs) where T : IComparable<T> { var first = true; T best = default; foreach (var x in xs) if (first || x.CompareTo(best) > 0) { best = x; first = false; } return best; } return Max(new[] { 1.0, 7, 3 }) + Max(new[] { 2, 9 }); }
            public static double MathGeneric() { T Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) where T : INumberBase<T> { var s = T.Zero; for (var i = 0; i < a.Length; i++) s += a[i] * b[i]; return s; } return Dot<double>([1, 2, 3], [4, 5, 6]) + Dot<float>([1], [2.5f]); }
        }
        """";
}
