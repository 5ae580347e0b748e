using System.Diagnostics;
using Microsoft.CodeAnalysis;
using RnnLint.Core.Tests.Programs;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Tracing;

/// <summary>Whatever the code does, a trace ends: soon, with a reason, and without taking the memory.</summary>
[Collection(ByItself)]
public class FuelTests
{
    private const string ByItself = "what is measured is the whole process";

    private const int Parts = 2000;

    // Each takes under a second on a machine of its own; fuel, not the clock, is what ends it.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    public static TheoryData<string, string> Endless => new()
    {
        { "while (true)", "static void Go() { while (true) { } }" },
        { "while (true) with work", "static double Go() { double x = 0; while (true) x = System.Math.Tanh(x + 1); }" },
        { "for (;;) with continue", "static void Go() { for (;;) continue; }" },
        { "goto", "static void Go() { top: goto top; }" },
        { "recursion", "static double Go() => Go() + 1;" },
        { "mutual recursion", "static double Go() => A(1); static double A(double x) => B(x) + 1; static double B(double x) => A(x) * 2;" },
        { "recursion through a lambda", "static double Go() { System.Func<double, double> f = null; f = x => f(x + 1); return f(0); }" },
        { "recursion through a local function", "static double Go() { double F(double x) => F(x) + 1; return F(0); }" },
        { "recursion through a property", "static double P => P + 1; static double Go() => P;" },
        { "recursion through a constructor", "static object Go() => new N(); class N { N next = new N(); }" },
        { "recursion through a static initialiser", "static double Go() => A.X; class A { public static double X = B.Y + 1; } class B { public static double Y = A.X + Deep(); static double Deep() => Deep(); }" },
        { "recursion through a model", "static double Go() => new[] { 1.0 }.Select(x => Go()).Sum();" },
        { "recursion through an operator", "static object Go() => new V() + new V(); class V { public static V operator +(V a, V b) => b + a; }" },
        { "recursion through Equals", "static bool Go() => new V().Equals(new V()); class V { public override bool Equals(object o) => o.Equals(this); }" },
        { "recursion through ToString", "static string Go() => \"\" + new V(); class V { public override string ToString() => \"\" + this; }" },
        { "recursion through an iterator", "static int Go() => It().First(); static IEnumerable<int> It() { foreach (var x in It()) yield return x; }" },
        { "recursion through a comparer", "static object Go() => new[] { new V(), new V() }.OrderBy(v => v).ToList(); class V : System.IComparable<V> { public int CompareTo(V o) => o.CompareTo(this); }" },
        { "an enumerable that has no enumerator", "static double Go() { double s = 0; foreach (double x in (IEnumerable<double>)new V()) s += x; return s; } class V : IEnumerable<double> { }" },
        { "recursion in a catch", "static void Go() { try { throw new System.Exception(); } catch { Go(); } }" },
        { "recursion in a finally", "static void Go() { try { } finally { Go(); } }" },
        { "recursion through dispose", "static void Go() { using var d = new D(); } class D : System.IDisposable { public void Dispose() { using var e = new D(); } }" },
        { "exceptions in a loop", "static void Go() { while (true) try { throw new System.Exception(); } catch { } }" },
        { "exponential recursion", "static int Go() => Fib(60); static int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);" },
        { "Ackermann", "static int Go() => A(4, 4); static int A(int m, int n) => m == 0 ? n + 1 : n == 0 ? A(m - 1, 1) : A(m - 1, A(m, n - 1));" },
        { "huge array", "static object Go() => new double[int.MaxValue];" },
        { "huge grid", "static object Go() => new double[50000, 50000];" },
        { "huge stackalloc", "static void Go() { System.Span<double> s = stackalloc double[int.MaxValue]; }" },
        { "huge list", "static object Go() => new List<double>(new double[100000000]);" },
        { "many arrays", "static object Go() { var l = new List<double[]>(); while (true) l.Add(new double[1000]); }" },
        { "garbage arrays", "static object Go() { while (true) { var a = new double[900000]; } }" },
        { "array of structs", "struct S { public double A, B, C, D, E, F, G, H; } static object Go() => new S[900000];" },
        { "array of nested structs", "struct S { public T A, B, C, D; } struct T { public U A, B, C, D; } struct U { public double A, B, C, D; } static object Go() => new S[30000];" },
        { "growing list", "static object Go() { var l = new List<double>(); while (true) l.Add(l.Count); }" },
        { "growing dictionary", "static object Go() { var d = new Dictionary<int, double>(); for (var i = 0; ; i++) d[i] = i; }" },
        { "growing dictionary of objects", "static object Go() { var d = new Dictionary<object, double>(); for (var i = 0; ; i++) d[new V()] = i; } class V { }" },
        { "doubling list", "static object Go() { var l = new List<double> { 1 }; while (true) l.AddRange(l.ToArray()); }" },
        { "doubling concatenation", "static int Go() { IEnumerable<int> s = new[] { 1 }; for (var i = 0; i < 60; i++) s = s.Concat(s); return s.Count(); }" },
        { "query upon query", "static int Go() { IEnumerable<int> s = new[] { 1 }; for (var i = 0; i < 30000; i++) s = s.Where(x => x > 0); return s.Count(); }" },
        { "cross product", "static int Go() => (from a in Enumerable.Range(0, 100000) from b in Enumerable.Range(0, 100000) select a * b).Sum();" },
        { "huge range", "static int Go() => Enumerable.Range(0, int.MaxValue).Sum();" },
        { "huge range counted", "static int Go() => Enumerable.Range(0, int.MaxValue).Where(x => x < 0).Count();" },
        { "huge repeat", "static object Go() => Enumerable.Repeat(1.0, int.MaxValue).ToArray();" },
        { "huge repeat summed", "static double Go() => Enumerable.Repeat(1.0, int.MaxValue).Sum();" },
        { "huge parallel loop", "static void Go() => System.Threading.Tasks.Parallel.For(0, int.MaxValue, i => { });" },
        { "string doubling", "static string Go() { var s = \"ab\"; while (true) s += s; }" },
        { "string builder", "static string Go() { var s = new System.Text.StringBuilder(\"ab\"); while (true) s.Append(s.ToString()); }" },
        { "string of many", "static string Go() => new string('x', int.MaxValue);" },
        { "string padding", "static string Go() => \"x\".PadLeft(int.MaxValue);" },
        { "string joining", "static string Go() { var s = \"ab\"; while (true) s = string.Join(s, s, s, s); }" },
        { "string replacing", "static string Go() { var s = \"aa\"; while (true) s = s.Replace(\"a\", \"aaaa\"); }" },
        { "string concatenating", "static string Go() { var s = \"ab\"; while (true) s = string.Concat(s, s); }" },
        { "infinite iterator to a list", "static object Go() => It().ToList(); static IEnumerable<int> It() { while (true) yield return 1; }" },
        { "infinite iterator counted", "static int Go() => It().Count(); static IEnumerable<int> It() { for (var i = 0; ; i++) yield return i; }" },
        { "infinite iterator filtered", "static int Go() => It().First(x => x < 0); static IEnumerable<int> It() { for (var i = 0; ; i++) yield return i; }" },
        { "infinite iterator in foreach", "static void Go() { foreach (var x in It()) { } } static IEnumerable<int> It() { while (true) yield return 1; }" },
        { "infinite hand-made enumerator", "static void Go() { foreach (var x in new E()) { } } class E { public E GetEnumerator() => this; public int Current => 1; public bool MoveNext() => true; }" },
        { "infinite queue", "static void Go() { var q = new Queue<int>(); q.Enqueue(1); while (q.Count > 0) { q.Dequeue(); q.Enqueue(1); } }" },
        { "endless linked list", "static void Go() { var n = new N(); n.Next = n; for (var k = n; k != null; k = k.Next) { } } class N { public N Next; }" },
        { "growing closures", "static void Go() { System.Func<double> f = () => 1; while (true) { var g = f; f = () => g() + 1; } }" },
        { "deep closures", "static double Go() { System.Func<double> f = () => 1; for (var i = 0; i < 1000; i++) { var g = f; f = () => g() + 1; } return f(); }" },
        { "multicast doubling", "static void Go() { System.Action f = () => { }; while (true) f += f; }" },
        { "nested tuples", "static void Go() { object o = 1; while (true) o = (o, o); }" },
        { "nested tuples compared", "static bool Go() { object o = 1, p = 1; for (var i = 0; i < 60; i++) { o = (o, o); p = (p, p); } return o.Equals(p); }" },
        { "random until", "static void Go() { var r = new System.Random(1); while (r.NextDouble() < 2) { } }" },
        { "boxing of sorts", "static void Go() { var l = Enumerable.Range(0, 500000).ToList(); while (true) l.Sort(); }" },
        { "products of growing matrices", "static void Go() { for (var n = 1; ; n *= 2) { var a = new double[n, n]; for (var i = 0; i < n; i++) for (var j = 0; j < n; j++) a[i, j] = i; } }" },
        { "copying of arrays", "static void Go() { var a = new double[500000]; var b = new double[500000]; while (true) System.Array.Copy(a, b, a.Length); }" },
        { "filling of arrays", "static void Go() { var a = new double[500000]; while (true) System.Array.Fill(a, 1.0); }" },
        { "sums of arrays", "static void Go() { var a = new double[500000]; while (true) a.Sum(); }" },
        { "clones of structs", "struct S { public double A, B, C, D, E, F, G, H; } static void Go() { S s = default; while (true) { var t = s; s = t; } }" },
        { "generic growth", "static void Go() => F(1, 0); static void F<T>(T x, int n) => F((x, x), n + 1);" },
        { "generic growth of a class", "static object Go() => new G<int>().Next(); class G<T> { public object Next() => new G<G<T>>().Next(); }" },
        { "generic growth in a static", "static object Go() => G<int>.X; class G<T> { public static object X = G<G<T>>.X; }" },
        { "async recursion", "static async System.Threading.Tasks.Task<int> Go() => await Go() + 1;" },
        { "nested parentheses", "static double Go(double x = 1) => " + Repeat("(") + "x" + Repeat(")") + ";" },
        { "nested unary minus", "static double Go(double x = 1) => " + Repeat("- ") + "x;" },
        { "long sum", "static double Go(double x = 1) => x" + string.Concat(Enumerable.Repeat(" + x", 5000)) + " + Go();" },
        { "nested lambdas", "static object Go() { object f = " + string.Concat(Enumerable.Repeat("(System.Func<object>)(() => ", 300)) + "1" + string.Concat(Enumerable.Repeat(")", 300)) + "; return f; }" },
        { "nested calls", "static double F(double x) => x + 1; static double Go() => " + string.Concat(Enumerable.Repeat("F(", Parts)) + "1" + Repeat(")") + ";" },
        { "nested conditionals", "static double Go(double x = 1) => " + string.Concat(Enumerable.Repeat("x > 0 ? ", Parts)) + "1" + string.Concat(Enumerable.Repeat(" : 2", Parts)) + ";" },
        { "nested blocks", "static double Go() { " + Repeat("{") + "return 1;" + Repeat("}") + " }" },
        { "nested ifs", "static double Go(double x = 1) { " + string.Concat(Enumerable.Repeat("if (x > 0) ", Parts)) + "return 1; return Go(); }" },
        { "long method chain", "class C { public C A() => this; } static object Go() => new C()" + string.Concat(Enumerable.Repeat(".A()", Parts)) + ";" },
        { "nested initialisers", "static object Go() => " + string.Concat(Enumerable.Repeat("new object[] { ", 500)) + "1" + string.Concat(Enumerable.Repeat(" }", 500)) + ";" },
        { "nested loops", "static void Go() { " + string.Concat(Enumerable.Range(0, 60).Select(i => $"for (var i{i} = 0; i{i} < 10; i{i}++) ")) + "; }" },
        { "long array", "static object Go() => new double[] { " + string.Concat(Enumerable.Repeat("1.0, ", 20000)) + "};" },
    };

    [Theory]
    [MemberData(nameof(Endless))]
    public void A_trace_ends_soon_with_a_reason(string name, string members)
    {
        name.ShouldNotBeEmpty();
        var (outcome, elapsed, allocated) = Interpret(members);
        outcome.ShouldNotBeNull();
        elapsed.ShouldBeLessThan(Soon);
        allocated.ShouldBeLessThan(1L << 30);
    }

    [Theory]
    [InlineData("while (true)")]
    [InlineData("recursion")]
    [InlineData("huge array")]
    [InlineData("growing list")]
    [InlineData("exponential recursion")]
    [InlineData("string doubling")]
    [InlineData("infinite iterator counted")]
    public void It_is_the_fuel_that_ends_it(string name)
    {
        var members = (string)Endless.Single(row => (string)row[0] == name)[1];
        Interpret(members).Outcome.ShouldBeOfType<TraceStoppedException>().Kind.ShouldBe(StopKind.OutOfFuel);
    }

    [Fact]
    public void The_fuel_counts_the_same_everywhere()
    {
        const string members = "static double Go() { double x = 0; while (true) x = System.Math.Tanh(x + 1); }";
        Interpret(members).Outcome!.ToString().ShouldBe(Interpret(members).Outcome!.ToString());
    }

    [Fact]
    public void Traces_take_less_than_200_MB()
    {
        foreach (var name in new[] { "growing list", "garbage arrays", "many arrays", "string doubling", "while (true) with work", "array of nested structs" })
        {
            GC.Collect();
            var before = GC.GetTotalMemory(true);
            var peak = 0L;
            using var timer = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(false)), null, 0, 5);
            Interpret((string)Endless.Single(row => (string)row[0] == name)[1]);
            (Math.Max(peak, before) - before).ShouldBeLessThan(200L << 20, name);
        }
    }

    /// <summary>What calling Go ends with: an exception, or null where it returned.</summary>
    private static (object? Outcome, TimeSpan Elapsed, long Allocated) Interpret(string members)
    {
        var compilation = ProgramRunner.Compile([new("Program.cs", "using System.Collections.Generic;\nusing System.Linq;\nstatic class Program { " + members + " }")]);
        var method = compilation.GetTypeByMetadataName("Program")!.GetMembers("Go").OfType<IMethodSymbol>().Single();
        object? outcome = null;
        var elapsed = TimeSpan.Zero;
        var allocated = 0L;
        LanguageProgram.OnDeepStack(() =>
        {
            var code = new CodeBase(compilation, LibraryModels.Create());
            var interpreter = new Interpreter(code, new Draw(3, 4, 1), new Fuel(), CancellationToken.None);
            code.Body(method, CancellationToken.None);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            try
            {
                var result = interpreter.Call(method, Value.Null, [.. method.Parameters.Select(_ => Value.Of(1.0))]);
                outcome = "returned " + result.Kind;
            }
            catch (Exception exception) when (exception is TraceStoppedException or InterpretedException)
            {
                outcome = exception;
            }

            elapsed = clock.Elapsed;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        return (outcome, elapsed, allocated);
    }

    private static string Repeat(string part) => string.Concat(Enumerable.Repeat(part, Parts));

    /// <summary>Memory and time of the process: no other test runs beside these.</summary>
    [CollectionDefinition(ByItself, DisableParallelization = true)]
    public sealed class Alone;
}
