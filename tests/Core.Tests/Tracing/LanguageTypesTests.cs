namespace RnnLint.Core.Tests.Tracing;

public class LanguageTypesTests : LanguageTests<LanguageTypesTests>, ILanguageProgram
{
    public static string Source => """"
        public struct Vec
        {
            public double X, Y;
            public int Count { get; private set; }
            public Vec(double x, double y) { X = x; Y = y; Count = 0; }
            public Vec(double both) : this(both, both) { Count = 1; }
            public void Scale(double by) { X *= by; Y *= by; Count++; }
            public readonly double Norm => Math.Sqrt(X * X + Y * Y);
            public void Reset() => this = new Vec(1, 2);
            public void Swap() { this = new Vec(Y, X) { Count = Count + 10 }; }
            public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y);
            public static Vec operator *(double s, in Vec a) => new(s * a.X, s * a.Y);
            public static Vec operator -(Vec a) => new(-a.X, -a.Y);
            public static bool operator ==(Vec a, Vec b) => a.X == b.X && a.Y == b.Y;
            public static bool operator !=(Vec a, Vec b) => !(a == b);
            public override bool Equals(object o) => o is Vec v && v == this;
            public override int GetHashCode() => 0;
            public static implicit operator Vec(double x) => new(x, x);
            public static explicit operator double(Vec v) => v.X;
            public void Deconstruct(out double x, out double y) => (x, y) = (X, Y);
            public double this[int i] { get => i == 0 ? X : Y; set { if (i == 0) X = value; else Y = value; } }
        }
        public readonly struct Fixed(double a, int n) { public double A { get; } = a; public readonly int N = n; public Fixed With(double x) => new(x, N); }
        public readonly record struct Pair(double A, double B) { public double Sum => A + B; }
        public record struct Loose(double A, int N);
        public record Point(double X, double Y) { public double Z { get; init; } = 3; public virtual double Norm() => X * X + Y * Y; }
        public record Point3(double X, double Y, double W) : Point(X, Y) { public override double Norm() => base.Norm() + W * W; }
        public record class Empty;
        public class Base
        {
            public static int Made;
            protected double a = 1;
            public List<string> Log = new();
            public Base() { Made++; Log.Add("Base()"); Hook(); }
            public Base(double a) : this() { this.a = a; Log.Add("Base(a)"); }
            protected virtual void Hook() => Log.Add("Base.Hook");
            public virtual double F(double x) => x + a;
            public double G(double x) => F(x) * 2;
            public string Name() => "base";
            public virtual double Size { get; set; } = 5;
        }
        public class Derived : Base
        {
            double b = 7;
            public Derived() : base(3) { Log.Add("Derived()"); }
            protected override void Hook() { Log.Add("Derived.Hook " + b); base.Hook(); }
            public override double F(double x) => base.F(x) * b;
            public new string Name() => "derived";
            public override double Size { get => base.Size * 2; set => base.Size = value + 1; }
        }
        public class Further : Derived { public sealed override double F(double x) => -base.F(x); }
        public class Order
        {
            public static List<string> Log = new();
            static double Note(string s, double v) { Log.Add(s); return v; }
            double a = Note("a", 1);
            double b = Note("b", 2);
            public double C { get; } = Note("C", 3);
            public Order() { Note("ctor", 0); }
            public Order(int n) : this() { Note("ctor n", n); }
        }
        public class Statics
        {
            public static readonly double A = 2;
            public static double B = A * 3;
            public static double C { get; set; } = B + 1;
            public static readonly double[] Table;
            static Statics() { Table = new double[4]; for (var i = 0; i < 4; i++) Table[i] = C * i; C = 100; }
        }
        public class PerType<T> { public static int Count; public static T Last; public static void Add(T x) { Count++; Last = x; } }
        public interface IShape { double Area(); double Twice() => Area() * 2; string Kind => "shape"; static double Unit => 1.5; }
        public class Square(double side) : IShape { public double Side => side; public double Area() => side * side; }
        public class Disc : IShape { public double R = 2; double IShape.Area() => 3 * R * R; public double Area() => -1; double IShape.Twice() => 99; string IShape.Kind => "disc"; }
        public interface ILeft { double V(); }
        public interface IRight { double V(); }
        public class Both : ILeft, IRight { double ILeft.V() => 1; double IRight.V() => 2; }
        public abstract class Layer { public abstract double Go(double x); public double Run(params double[] xs) { double s = 0; foreach (var x in xs) s += Go(x); return s; } }
        public class TanhLayer(double w) : Layer { private double _w = w; public override double Go(double x) { w += 1; return Math.Tanh(_w * x) + w; } }
        public class Primary(int n, double init = 0.5) { public readonly double[] Data = Make(n, init); static double[] Make(int n, double v) { var a = new double[n]; Array.Fill(a, v); return a; } public int N => n; public void Grow() => n++; }
        public class PrimaryChild(int n) : Primary(n + 1, n * 0.25) { public double Extra = n; }
        public class Chain(double a) { public double A = a; public Chain(double a, double b) : this(a * b) { A += 1; } public Chain() : this(2, 3) { } }
        public class Holder { public Vec V; public Vec P { get; set; } public Vec[] All = new Vec[3]; public ref Vec R => ref V; public Vec Get() => V; public List<Vec> L = new() { new Vec(1), new Vec(2) }; }
        public class Indexer { double[] d = new double[6]; public double this[int i, int j] { get => d[i * 3 + j]; set => d[i * 3 + j] = value; } public double this[string s] => s.Length; public ref double At(int i) => ref d[i]; }
        public class Props { double x; public double X { get => x; set => x = value * 2; } public double Init { get; init; } = 1; public required double Req { get; set; } public double Auto { get; private set; } = 4; public void Bump() => Auto++; public double Arrow => x + Auto; public static double S { get; set; } = 9; }
        public partial class Part { public partial double F(double x); public double A = 1; partial void Never(ref double x); public double G() { double x = 1; Never(ref x); return x; } }
        public partial class Part { public partial double F(double x) => x + A + B; public double B = 2; }
        public class Node { public double V; public Node Next; public Node(double v, Node next = null) { V = v; Next = next; } }
        public class Nested { public class Inner { public double V = 3; public class Deep { public static double W = 4; } } private double z = 5; public double Read() => new Peek().See(this); class Peek { public double See(Nested n) => n.z; } }
        public struct WithDefault { public double A = 3; public double B; public WithDefault() { B = 4; } }
        public struct Wrapper { public double[] Data; public Vec Inner; public double this[int i] { get => Data[i]; set => Data[i] = value; } }
        public ref struct Window2 { public Span<double> S; public ref double First; public Window2(Span<double> s) { S = s; First = ref s[0]; } }
        public class Disposable : IDisposable { public static List<string> Log = new(); string n; public Disposable(string n) { this.n = n; Log.Add("open " + n); } public void Dispose() => Log.Add("close " + n); }
        public class Counter { int n; public static Counter operator ++(Counter c) { var d = new Counter(); d.n = c.n + 1; return d; } public static bool operator true(Counter c) => c.n > 0; public static bool operator false(Counter c) => c.n <= 0; public static Counter operator &(Counter a, Counter b) => a.n < b.n ? a : b; public static Counter operator |(Counter a, Counter b) => a.n > b.n ? a : b; public int N { get => n; set => n = value; } public static bool operator !(Counter c) => c.n == 0; }
        public struct Money { public long Cents; public static Money operator +(Money a, Money b) => new() { Cents = unchecked(a.Cents + b.Cents) }; public static Money operator checked +(Money a, Money b) => new() { Cents = checked(a.Cents + b.Cents) }; public static explicit operator int(Money m) => unchecked((int)m.Cents); public static explicit operator checked int(Money m) => checked((int)m.Cents); }

        public static class Cases
        {
            public static double[] CopyOnAssign() { var a = new Vec(1, 2); var b = a; b.X = 9; b.Scale(2); return [a.X, a.Y, b.X, b.Y, b.Count]; }
            static void Change(Vec v) { v.X = 100; v.Scale(3); }
            static void ChangeRef(ref Vec v) { v.X = 100; v.Scale(3); }
            static double ReadIn(in Vec v) => v.X + v.Norm;
            static Vec Id(Vec v) => v;
            public static double CopyOnPass() { var a = new Vec(1, 2); Change(a); return a.X + a.Y; }
            public static double PassByRef() { var a = new Vec(1, 2); ChangeRef(ref a); return a.X + a.Y + a.Count; }
            public static double PassByIn() { var a = new Vec(1, 2); return ReadIn(a) + ReadIn(in a); }
            public static double CopyOnReturn() { var h = new Holder(); h.V = new Vec(1, 2); var v = h.Get(); v.X = 50; return h.V.X + v.X; }
            public static double CopyOnReturnArgument() { var a = new Vec(1, 2); var b = Id(a); b.X = 7; return a.X; }
            public static double ArrayInPlace() { var vs = new Vec[3]; for (var i = 0; i < 3; i++) { vs[i].X = i; vs[i].Scale(2); vs[i].Y += 1; } return vs[2].X + vs[2].Y + vs[1].Count; }
            public static double ArrayCopy() { var vs = new Vec[2]; var v = vs[0]; v.X = 5; vs[1] = v; v.X = 6; return vs[0].X + vs[1].X; }
            public static double FieldInPlace() { var h = new Holder(); h.V.X = 3; h.V.Scale(2); h.All[1].Y = 4; h.All[1].Scale(3); return h.V.X + h.All[1].Y; }
            public static double PropertyReturnsCopy() { var h = new Holder { P = new Vec(1, 2) }; h.P.Scale(10); var p = h.P; p.X = 9; return h.P.X; }
            public static double RefProperty() { var h = new Holder(); h.R.X = 3; h.R.Scale(2); h.R = new Vec(h.R.X, 8); return h.V.X + h.V.Y; }
            public static double ListCopy() { var h = new Holder(); var v = h.L[0]; v.X = 9; h.L[1] = v; v.X = 10; h.L[0].Scale(100); return h.L[0].X + h.L[1].X; }
            public static double ForeachCopy() { var vs = new[] { new Vec(1), new Vec(2) }; double s = 0; foreach (var v in vs) { v.Scale(2); s += v.X; } return s + vs[0].X; }
            public static double ForeachRef() { var vs = new[] { new Vec(1), new Vec(2) }; foreach (ref var v in vs.AsSpan()) v.Scale(2); return vs[0].X + vs[1].X; }
            public static double ClosureOverStruct() { var v = new Vec(1, 1); Action f = () => v.Scale(2); f(); f(); return v.X; }
            public static double BoxedStruct() { var v = new Vec(1, 1); object o = v; v.X = 5; var w = (Vec)o; w.X = 7; return ((Vec)o).X + w.X; }
            public static double BoxedInterface() { IEquatable<Pair> p = new Pair(1, 2); return p.Equals(new Pair(1, 2)) ? 1 : 0; }
            public static double ReadonlyFieldCopy() { var t = new Tricky(); return t.Go(); }
            class Tricky { readonly Vec v = new(1, 1); public double Go() { v.Scale(5); return v.X; } }
            public static double ThisAssign() { var v = new Vec(5, 6); v.Reset(); v.Swap(); return v.X * 100 + v.Y * 10 + v.Count; }
            public static double ChainedStruct() { var v = new Vec(3); return v.X + v.Y + v.Count; }
            public static double StructOperators() { var v = 2 * (new Vec(1, 2) + -new Vec(3, 4)) + 1.5; return (double)v + v.Y; }
            public static bool StructEquality() => new Vec(1, 2) == new Vec(1, 2) && new Vec(1, 2) != 3.0 && new Vec(1, 2).Equals(new Vec(1, 2)) && !new Vec(1, 2).Equals("x");
            public static double StructDeconstruct() { var (x, y) = new Vec(3, 4); return x * 10 + y; }
            public static double StructIndexer() { var v = new Vec(3, 4); v[0] += 10; v[1] *= v[0]; return v[0] + v[1]; }
            public static double StructArrayIndexer() { var vs = new Vec[2]; vs[1][0] = 5; vs[1][1] += 3; return vs[1].X + vs[1].Y; }
            public static double StructDefault() { Vec v = default; WithDefault a = new(), b = default; return v.X + a.A + a.B + b.A; }
            public static double StructArrayDefault() { var a = new WithDefault[2]; return a[1].A + a.Length; }
            public static double StructNested() { var w = new Wrapper { Data = [1, 2, 3] }; var u = w; u[1] = 9; u.Inner.X = 4; w.Inner.Scale(2); return w[1] + w.Inner.X + u.Inner.X; }
            public static double StructInTuple() { var t = (v: new Vec(1, 2), n: 3); t.v.X = 7; t.v.Scale(2); var u = t; u.v.X = 0; return t.v.X + t.n; }
            public static double StructInDictionary() { var d = new Dictionary<int, Vec> { [1] = new(1, 2) }; var v = d[1]; v.X = 9; return d[1].X; }
            public static double ReadonlyStruct() { var f = new Fixed(1.5, 3); var g = f.With(2.5); return f.A + g.A + g.N; }
            public static bool RecordStructEquality() => new Pair(1, 2) == new Pair(1, 2) && new Pair(1, 2) != new Pair(2, 1) && new Pair(1, 2).Equals(new Pair(1, 2));
            public static double RecordStructWith() { var p = new Pair(1, 2); var q = p with { B = 10 }; var (a, b) = q; return p.Sum + q.Sum + a * b; }
            public static double RecordStructMutable() { var p = new Loose(1, 2); var q = p; q.A = 5; p.N++; return p.A + q.A + p.N; }
            public static double RecordWith() { var p = new Point(1, 2); var q = p with { Y = 5, Z = 9 }; return p.X + p.Y + p.Z + q.X + q.Y + q.Z; }
            public static bool[] RecordEquality() => [new Point(1, 2) == new Point(1, 2), new Point(1, 2) == new Point(1, 2) { Z = 4 }, new Point(1, 2).Equals(new Point3(1, 2, 3)), new Point3(1, 2, 3) == new Point3(1, 2, 3), new Empty() == new Empty()];
            public static double RecordDeconstruct() { var (x, y) = new Point(3, 4); var (a, b, c) = new Point3(5, 6, 7); return x + y * 10 + a * 100 + b * 1000 + c; }
            public static double RecordVirtual() { Point p = new Point3(1, 2, 3); var q = p with { X = 10 }; return p.Norm() + q.Norm() + (q is Point3 { W: 3 } ? 1000 : 0); }
            public static double RecordHashed() { var d = new Dictionary<Pair, double> { [new(1, 2)] = 5 }; return d[new Pair(1, 2)]; }
            public static bool RecordNull() { Point p = null; return p == null && !(p != null); }
            public static List<string> ConstructorOrder() => new Derived().Log;
            public static double VirtualCalls() { Base b = new Derived(); return b.F(1) + b.G(2) + new Further().G(1) + new Base(4).F(1); }
            public static string Hiding() { Derived d = new(); Base b = d; return d.Name() + b.Name(); }
            public static double VirtualProperty() { Base b = new Derived(); b.Size = 4; b.Size += 1; return b.Size; }
            public static List<string> InitializerOrder() { Order.Log.Clear(); new Order(2); return Order.Log; }
            public static double[] StaticInit() => [Statics.A, Statics.B, Statics.C, Statics.Table[2], Statics.Table[3]];
            public static int StaticPerType() { PerType<int>.Add(3); PerType<double>.Add(1); PerType<int>.Add(4); return PerType<int>.Count * 100 + PerType<double>.Count * 10 + PerType<int>.Last; }
            public static double DefaultMembers() { IShape s = new Square(3), d = new Disc(); return s.Area() + s.Twice() + d.Area() + d.Twice() + new Disc().Area() + IShape.Unit; }
            public static string DefaultProperty() { IShape s = new Square(3), d = new Disc(); return s.Kind + d.Kind; }
            public static double ExplicitImplementations() { var b = new Both(); return ((ILeft)b).V() * 10 + ((IRight)b).V(); }
            public static double AbstractLayer() { Layer l = new TanhLayer(0.5); return l.Run(1, 2, 3) + l.Run(); }
            public static double PrimaryConstructor() { var p = new Primary(3); p.Grow(); return p.Data.Length + p.Data[1] + p.N; }
            public static double PrimaryBase() { var p = new PrimaryChild(2); return p.Data.Length + p.Data[0] + p.Extra; }
            public static double ChainedConstructors() => new Chain().A + new Chain(5).A;
            public static double Indexers() { var x = new Indexer(); x[1, 2] = 4; x[1, 2] += 3; x[0, 0]++; x.At(3) = 8; x.At(3) *= 2; ref var r = ref x.At(4); r = 6; return x[1, 2] + x[0, 0] + x[1, 0] + x[1, 1] + x["abc"]; }
            public static double Properties() { var p = new Props { X = 3, Init = 2, Req = 7 }; p.X += 1; p.Bump(); Props.S++; return p.X + p.Init + p.Req + p.Arrow * 100 + Props.S; }
            public static double Partial() { var p = new Part(); return p.F(4) + p.G(); }
            public static double LinkedNodes() { Node n = null; for (var i = 0; i < 4; i++) n = new Node(i, n); double s = 0; for (var k = n; k != null; k = k.Next) s = s * 10 + k.V; return s; }
            public static double NestedTypes() => new Nested.Inner().V + Nested.Inner.Deep.W + new Nested().Read();
            public static double RefStruct() { var a = new double[] { 1, 2, 3 }; var w = new Window2(a.AsSpan(1)); w.First += 10; w.S[1] = 7; return a[1] + a[2]; }
            public static List<string> UsingOrder() { Disposable.Log.Clear(); using (var a = new Disposable("a")) { using var b = new Disposable("b"); Disposable.Log.Add("body"); } return Disposable.Log; }
            public static List<string> UsingThrows() { Disposable.Log.Clear(); try { using var a = new Disposable("a"); throw new Exception(); } catch { Disposable.Log.Add("caught"); } return Disposable.Log; }
            public static int CounterOperators() { var c = new Counter(); var d = c++; ++c; c.N += 5; var r = c ? 1 : 0; if (c && d) r += 10; if (c || d) r += 100; if (!d) r += 1000; return r + c.N * 10000 + d.N * 100000; }
            public static int CheckedOperator() { var m = new Money { Cents = long.MaxValue }; var w = m + new Money { Cents = 1 }; try { checked { _ = m + m; } } catch (OverflowException) { return (int)w.Cents + 5; } return 0; }
            public static int CheckedConversion() { var m = new Money { Cents = 1L << 33 | 5 }; try { return checked((int)m); } catch (OverflowException) { return (int)m; } }
            public static double ObjectInitializers() { var h = new Holder { V = { X = 3, Y = 4 }, P = new() { X = 5 }, All = { [1] = new Vec(9) } }; return h.V.X + h.V.Y + h.P.X + h.All[1].Y; }
            public static double CollectionInitializers() { var l = new List<double> { 1, 2, 3 }; var d = new Dictionary<string, double> { { "a", 1 }, { "b", 2 } }; var h = new Holder { L = { new Vec(3) } }; return l.Sum() + d["a"] + d["b"] + h.L.Count; }
            public static double Anonymous() { var a = new { X = 1.5, Y = 2, Inner = new { Z = 3 } }; var b = a with { X = 9 }; return a.X + a.Y + a.Inner.Z + b.X; }
            public static bool AnonymousEquality() => new { A = 1, B = 2.0 }.Equals(new { A = 1, B = 2.0 }) && !new { A = 1, B = 2.0 }.Equals(new { A = 2, B = 2.0 });
            public static double TargetTypedNew() { Vec v = new(1, 2); Dictionary<string, List<double>> d = new() { ["x"] = new() { 1, 2 } }; return v.X + d["x"][1]; }
            public static int IsAs() { object o = new Derived(); var n = 0; if (o is Base) n += 1; if (o is Further) n += 10; if (o as Derived != null) n += 100; if (o as IShape == null) n += 1000; return n; }
            public static double BadCast() { object o = new Base(); return ((Derived)o).F(1); }
            public static double NullCall() { Base b = null; return b.F(1); }
            public static double NullField() { Node n = null; return n.V; }
            public static double? NullConditional() { Node n = new Node(1, new Node(2)); return n?.Next?.V + (n?.Next?.Next?.V ?? 5) + (n.Next.Next?.Next.V ?? 6); }
            public static double NullConditionalIndex() { double[] a = null, b = [1, 2]; return (a?[0] ?? 7) + (b?[1] ?? 8) + (a?.Length ?? 0); }
            public static double NullCoalesceThrow() { Node n = null; try { return (n ?? throw new ArgumentNullException()).V; } catch (ArgumentNullException) { return 3; } }
            public static double ThisChaining() { var b = new Fluent().Add(1).Add(2).Times(3); return b.V; }
            class Fluent { public double V; public Fluent Add(double x) { V += x; return this; } public Fluent Times(double x) { V *= x; return this; } }
            public static double OptionalNamed() => Opt(1) + Opt(1, c: 5) + Opt(b: 3, a: 2) + Opt(1, 2, 3);
            static double Opt(double a, double b = 10, int c = 100) => a + b * 2 + c * 3;
            public static int EvaluationOrder() { var log = 0; int T(int n) { log = log * 10 + n; return n; } Ord(b: T(1), a: T(2), c: T(3)); var arr = new int[5]; arr[T(1)] = T(2) + T(3) * T(4); return log; }
            static void Ord(int a, int b, int c) { }
            public static double Overloads() => Ov(1) + Ov(1.0) + Ov(1f) + Ov("x") + Ov(new[] { 1.0 }) + Ov(1, 2) + Ov('a') + Ov((object)1);
            static double Ov(int x) => 1; static double Ov(double x) => 10; static double Ov(float x) => 100; static double Ov(string x) => 1000; static double Ov(double[] x) => 10000; static double Ov(params int[] x) => 100000; static double Ov(object x) => 1000000;
            public static double ConstMembers() => Consts.A + Consts.B + Consts.Name.Length;
            static class Consts { public const double A = 1.5; public const int B = (int)A + 2; public const string Name = "ab" + "c"; }
            public static int StaticCounter() { Base.Made = 0; new Base(); new Derived(); return Base.Made; }
            public static string ToStringOverride() => new Named().ToString() + new Named();
            class Named { public override string ToString() => "named"; }
            public static double StructCopyInCondition() { var a = new Vec(1, 1); var b = new Vec(2, 2); var c = a.X > 0 ? a : b; c.X = 50; return a.X + c.X; }
            public static double StructArrayLoop() { var h = new Holder(); for (var i = 0; i < h.All.Length; i++) { ref var v = ref h.All[i]; v.X = i; v.Scale(i); } double s = 0; foreach (var v in h.All) s += v.X + v.Count; return s; }
            public static double StructLambdaArgument() { Func<Vec, double> f = v => { v.X = 100; return v.X; }; var a = new Vec(1, 2); return f(a) + a.X; }
            public static double InterfaceOnStruct() { IMove m = new Mover { P = 1 }; m.Move(); m.Move(); return m.Where; }
            public static double InterfaceOnStructCopy() { var s = new Mover { P = 1 }; IMove m = s; m.Move(); return s.P * 10 + m.Where; }
            public static double ConstrainedStruct() { var s = new Mover { P = 1 }; Twice(ref s); return s.P; }
            static void Twice<T>(ref T m) where T : struct, IMove { m.Move(); m.Move(); }
            interface IMove { void Move(); double Where { get; } }
            struct Mover : IMove { public double P; public void Move() => P += 1; public double Where => P; }
        }
        """";
}
