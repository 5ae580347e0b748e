using static RnnLint.Fuzz.Robustness.Hostile.Nesting;

namespace RnnLint.Fuzz.Robustness.Hostile;

/// <summary>Many members and types, deep hierarchies, generics that grow, and declarations that contradict themselves.</summary>
internal static class Declarations
{
    public static IEnumerable<HostileInput> All =>
    [
        Members("fields", 10_000, n => Joined(n, i => $"double f{i};", "\n")),
        Members("fields with initialisers", 10_000, n => Joined(n, i => $"double f{i} = {i} * 0.5;", "\n")),
        Members("fields made of one another", 5_000, n => "static double f0 = 1;\n" + Joined(n, i => $"static double f{i + 1} = f{i} * 2;", "\n")),
        Members("static fields in circles", 2_000, n => Joined(n, i => $"static double f{i} = f{(i + 1) % n} * 2;", "\n")),
        Members("constants in circles", 2_000, n => Joined(n, i => $"const double f{i} = f{(i + 1) % n} * 2;", "\n")),
        Members("properties of one another", 2_000, n => "double P0 => W[0, 0];\n" + Joined(n, i => $"double P{i + 1} => P{i} * 2;", "\n")),
        Members("overloads", 2_000, n => Joined(n, i => $"double F(double x{Joined(i % 50, k => $", int a{i}_{k}", "")}{(i < 50 ? "" : $", T{i / 50} t")}) => x * 2;", "\n") + Joined((n / 50) + 1, i => $"class T{i};", "\n")),
        Members("many parameters", 2_000, n => $"double F({Joined(n, i => $"double x{i}", ", ")}) => x0 * 2;"),
        Members("many type parameters", 1_000, n => $"double F<{Joined(n, i => $"T{i}", ", ")}>(double x) => x * 2;"),
        Members("members that multiply", 3_000, n => Joined(n, i => $"public double M{i}(double x) => x * {i}.5;", "\n")),
        Members("members that call the next", 3_000, n => Joined(n, i => $"public double M{i}(double x) => M{i + 1}(x) * 2;", "\n") + $"public double M{n}(double x) => x * 2;"),
        Members("members that call all", 400, n => Joined(n, i => $"public double M{i}(double x) => x * 2 + ({Joined(n, k => $"M{k}(x)", " + ")});", "\n")),
        Members("members that call in circles", 3_000, n => Joined(n, i => $"public double M{i}(double x) => M{(i + 1) % n}(x) * 2;", "\n")),
        Members("members over arrays", 1_000, n => Joined(n, i => $"public double[] M{i}(double[] x) {{ var y = new double[3]; for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) y[i] += W[i, j] * x[j]; return y; }}", "\n")),
        Members("attributes", 5_000, n => Repeated("[Obsolete]\n", n) + "double f;"),
        Members("partial methods without an end", 1_000, n => Repeated("partial void F(", n)),
        Types("types", 5_000, n => Joined(n, i => $"class T{i} {{ double f; double F(double x) => x * f; }}", "\n")),
        Types("types that call the next", 2_000, n => Joined(n, i => $"class T{i} {{ double f = 1; public double F(double x) => new T{(i + 1) % n}().F(x) * f; }}", "\n")),
        Types("types that make the next", 2_000, n => Joined(n, i => $"class T{i} {{ T{(i + 1) % n} next = new(); double f = 1; public double F(double x) => next.F(x) * f; }}", "\n")),
        Types("types within one another", 300, n => Joined(n, i => $"class T{i} {{ double f; double F(double x) => x * f;", "\n") + Repeated("}", n)),
        Types("namespaces within one another", 300, n => Joined(n, i => $"namespace N{i} {{", " ") + "class T { double f; double F(double x) => x * f; }" + Repeated("}", n)),
        Types("long hierarchy", 1_000, n => "class T0 { protected double f; public virtual double F(double x) => x * f; }\n" + Joined(n, i => $"class T{i + 1} : T{i} {{ public override double F(double x) => base.F(x) * 2; }}", "\n")),
        Types("wide hierarchy", 2_000, n => "class T { protected double f; public virtual double F(double x) => x * f; }\n" + Joined(n, i => $"class T{i} : T {{ public override double F(double x) => x * {i}; }}", "\n")),
        Types("many interfaces", 1_000, n => Joined(n, i => $"interface I{i} {{ double F(double x) => x; }}", "\n") + $"class T : {Joined(n, i => $"I{i}", ", ")} {{ double f; double G(double x) => x * f; }}"),
        Types("interfaces in diamonds", 200, n => "interface A0; interface B0;\n" + Joined(n, i => $"interface A{i + 1} : A{i}, B{i}; interface B{i + 1} : A{i}, B{i};", "\n") + $"class T : A{n}, B{n} {{ double f; double F(double x) => x * f; }}"),
        Types("inheritance in a circle", 500, n => Joined(n, i => $"class T{i} : T{(i + 1) % n} {{ double f; double F(double x) => x * f; }}", "\n")),
        Types("inherits from itself", 1, _ => "class T : T { double f; double F(double x) => x * f; } interface I : I; struct S : S { double f; double F(double x) => x * f; }"),
        Types("inherits from its own part", 1, _ => "class T : T.Part { double f; double F(double x) => x * f; public class Part : T { double g; double G(double x) => x * g; } }"),
        Types("inherits from its type parameter", 1, _ => "class T<P> : P where P : T<P> { double f; double F(double x) => x * f; }"),
        Types("constraints in a circle", 200, n => $"class T<{Joined(n, i => $"P{i}", ", ")}> {Joined(n, i => $"where P{i} : P{(i + 1) % n}", " ")} {{ double f; double F(double x, P0 p) => x * f; }}"),
        Types("constrained by itself", 1, _ => "class T<P> where P : T<T<P>> { double f; P p; double F(double x) => x * f + (p == null ? 0 : 1); }"),
        Types("struct that holds itself", 1, _ => "struct S { S s; double f; double F(double x) => x * f + s.F(x); } struct A { B b; double f; double F(double x) => x * f; } struct B { A a; double f; double F(double x) => x * f; }"),
        Types("structs that double", 30, n => "struct S0 { public double f; public double F(double x) => x * f; }\n" + Joined(n, i => $"struct S{i + 1} {{ public S{i} a, b; public double f; public double F(double x) => x * f + a.F(x); }}", "\n")),
        Types("doubled structs in an array", 30, n => "struct S0 { public double f; }\n" + Joined(n, i => $"struct S{i + 1} {{ public S{i} a, b; }}", "\n") + $"class T {{ S{n}[] all = new S{n}[100]; double f; double F(double x) => x * f; double[] G(double[] x) => new double[all.Length * 2]; }}"),
        Types("instantiations that grow", 1, _ => "class T { double f; double F(double x) => G<int>(x) * f; double G<P>(double x) => G<List<P>>(x) * 2; }"),
        Types("instantiations that double", 1, _ => "class T { double f; double F(double x) => G<int>(x) * f; double G<P>(double x) => G<(P, P)>(x) * 2; }"),
        Types("instantiated types that double", 1, _ => "class T { double f; double F(double x) => new G<int>().F(x) * f; } class G<P> { public double F(double x) => new G<(P, P)>().F(x) * 2; }"),
        Types("instantiated types that multiply", 1, _ => "class T { double f; double F(double x) => new G<int, int, int, int>().F(x) * f; } class G<P, Q, R, S> { public double F(double x) => new G<G<P, Q, R, S>, G<Q, R, S, P>, G<R, S, P, Q>, G<S, P, Q, R>>().F(x) * 2; }"),
        Types("fields of types that grow", 1, _ => "class T<P> { T<T<P>> next; double f; double F(double x) => x * f; static T<T<P>> made = new(); } class U { T<int> t = new(); double f; double F(double x) => x * f; }"),
        Types("fields of types that double", 1, _ => "class T<P> { public T<(P, P)> next = new(); public double f; public double F(double x) => x * f; } class U { T<int> t = new(); double f; double F(double x) => x * f + t.next.next.F(x); }"),
        Types("interfaces of types that grow", 1, _ => "interface I<P>; class T<P> : I<T<T<P>>> { double f; double F(double x) => x * f; } class U { I<int> i; T<int> t; double f; double F(double x) => x * f; }"),
        Types("base of types that grow", 1, _ => "class B<P> { protected double f; } class T<P> : B<T<T<(P, P)>>> { double F(double x) => x * f; } class U { T<int> t = new(); double f; double F(double x) => x * f; }"),
        Types("arrays of arrays that grow", 1, _ => "class T { double f; double F(double x) => G<int>(x) * f; double G<P>(double x) => G<P[][]>(x) * new P[2].Length; }"),
        Types("lambdas of types that double", 1, _ => "class T { double f; double F(double x) => G<int>(x, null) * f; double G<P>(double x, Func<P, P> p) => G<Func<P, P>>(x, y => y) * 2; }"),
        Types("static fields of types that double", 1, _ => "class T { double f; double F(double x) => G<int>.X * f; } static class G<P> { public static double X = G<(P, P)>.X * 2; }"),
        Types("same names", 500, n => Repeated("class T { double f; double F(double x) => x * f; }\n", n)),
        Types("same members", 500, n => $"class T {{ {Repeated("double f; double F(double x) => x * f;\n", n)} }}"),
        Types("extension of itself", 1, _ => "static class E { public static double F(this double x) => x.F() * 2; extension(double x) { public double G() => x.G() * 2; } }"),
        Types("primary constructors in circles", 100, n => Joined(n, i => $"class T{i}(double x) : T{(i + 1) % n}(x * 2) {{ double f = x * 2; double F(double y) => y * f; }}", "\n")),
        Types("records in circles", 100, n => Joined(n, i => $"record T{i}(T{(i + 1) % n} Next, double X) {{ public double F(double y) => y * X; }}", "\n")),
        Types("delegates of themselves", 1, _ => "delegate D D(D d); class T { D d = x => x; double f; double F(double x) { D e = d; for (;;) e = e(e); } }"),
        Types("names in every script", 1, _ => string.Join("\n", Names.Select((name, i) => $"class {name} {{ double {name}{name}; double @{name}_(double x) => x * {name}{name}; }}"))),
        .. Names.Select(name => new HostileInput($"a cell called {name}", 1, _ => CellText.With().Replace("Cell", name).Replace("Forward", name + "F").Replace("W", name + "M")) { HoldsCell = true }),
    ];

    /// <summary>Identifiers, as the language has them: letters of scripts, marks, invisible characters, escapes, pairs of surrogates.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "größe", "Δ", "重み", "שלום", "سلام", "ก็", "a\u0302b", "a\u200Db", "a\u00ADb", @"\u0041bc", @"a\u0301", "ℵ", "ª", "Ⅷ", "a‿b", "@class", "ｆｕｌｌ", "ไทย", "ꙮ", "한글",
    ];

    private static HostileInput Members(string name, int size, Func<int, string> write) => new(name, size, n => CellText.With(members: write(n))) { HoldsCell = true };

    private static HostileInput Types(string name, int size, Func<int, string> write) => new(name, size, n => CellText.With(types: write(n))) { HoldsCell = true };
}
