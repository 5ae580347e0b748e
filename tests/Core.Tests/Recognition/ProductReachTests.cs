using Microsoft.CodeAnalysis;
using RnnLint.Core.Tests.Programs;
using RnnLint.Recognition;
using RnnLint.Tests;
using RnnLint.Tracing;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>Which types may multiply: Net, by what it holds and calls.</summary>
public class ProductReachTests
{
    [Theory]
    [InlineData("double F(double a, double b) => a * b;", "")]
    [InlineData("float F(float a, float[] b) { foreach (var x in b) a *= x; return a; }", "")]
    [InlineData("decimal F(decimal a) => a * a;", "")]
    [InlineData("T F<T>(T a) where T : System.Numerics.INumber<T> => a * a;", "")]
    [InlineData("object F(dynamic a) => a * a;", "")]
    [InlineData("double F(double[] a) => a.Zip(a, (x, y) => x * y).Sum();", "")]
    [InlineData("double f = Other.A * Other.B;", "static class Other { public static double A, B; }")]
    [InlineData("double F(double a) => Other.M(a);", "static class Other { public static double M(double a) => a * a; }")]
    [InlineData("double F(double a) => Other.M(a);", "static class Other { public static double M(double a) => N(a); static double N(double a) => P(a); static double P(double a) => a * a; }")]
    [InlineData("double F(IOp op, double a) => op.M(a);", "interface IOp { double M(double a); } class Square : IOp { public double M(double a) => a * a; }")]
    [InlineData("double F(double a) => a.Squared();", "static class Other { public static double Squared(this double a) => a * a; }")]
    [InlineData("double F(Other other) => other.Area;", "class Other { double A, B; public double Area => A * B; }")]
    [InlineData("double F(Other other) => other[0];", "class Other { double A, B; public double this[int i] => A * B; }")]
    [InlineData("Other F(Other a, Other b) => a ^ b;", "class Other { double A; public static Other operator ^(Other a, Other b) => new Other { A = a.A * b.A }; }")]
    [InlineData("Other F(double a) => a;", "class Other { double A; public static implicit operator Other(double a) => new Other { A = a * a }; }")]
    [InlineData("object F(double a) => new Other(a);", "class Other { double A; public Other(double a) => A = a * a; }")]
    [InlineData("double F(Other other) { double s = 0; foreach (var x in other) s += x; return s; }", "class Other { double A, B; public IEnumerator<double> GetEnumerator() { yield return A * B; } }")]
    [InlineData("double F(double a) => M(a);", "class Base { protected double M(double a) => a * a; }", ": Base")]
    [InlineData("double F(double a) => Other.@class(a);", "static class Other { public static double @class(double a) => a * a; }")]
    [InlineData("double F(double a) => Other.\\u004D(a);", "static class Other { public static double M(double a) => a * a; }")]
    [InlineData("double F(double a) => Other.größe_ñ(a);", "static class Other { public static double größe_ñ(double a) => a * a; }")]
    [InlineData("Func<double, double, double> f; double F(double a) => f(a, a);", "")]
    [InlineData("Missing f; object F(double a) => f.M(a);", "")]
    [InlineData("double F(double a) => Math.FusedMultiplyAdd(a, a, a);", "")]
    [InlineData("double F(double[] a) => System.Numerics.Vector.Dot(new System.Numerics.Vector<double>(a), new System.Numerics.Vector<double>(a));", "")]
    [InlineData("MathNet.Numerics.LinearAlgebra.Vector<double> w; object F() => w.DotProduct(w);", "")]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"blas\")] static extern double Dot(double[] a, double[] b);", "")]
    public void A_type_that_may_multiply(string members, string others, string bases = "") => Covers(members, others, bases).ShouldBeTrue();

    [Theory]
    [InlineData("int F(int a, int b) => a * b;", "")]
    [InlineData("double F(double a) => 2 * a * Math.PI;", "")]
    [InlineData("const double Scale = 3; double F(double a) => a * Scale;", "")]
    [InlineData("double F(double a) => a / a + a;", "")]
    [InlineData("TimeSpan F(TimeSpan a, double b) => a * b;", "")]
    [InlineData("unsafe double* F(double* a) => a; /* a * a */", "")]
    [InlineData("int F(int a) => Other.M(a);", "static class Other { public static int M(int a) => a * a; } class Third { double N(double a) => a * a; }")]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"c\")] static extern int getpid();", "")]
    [InlineData("string F(string a) => a + \"a * a\";", "")]
    [InlineData("Y f; delegate Y Y(Y y);", "")]
    [InlineData("List<Z> f; class Z : List<Z> { }", "")]
    public void A_type_that_multiplies_nothing(string members, string others) => Covers(members, others, "").ShouldBeFalse();

    /// <summary>By their words alone most members of a large program call one another: what a type may call is looked at as far as this.</summary>
    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Calls_are_followed_three_deep(int calls, bool covers)
    {
        var chain = string.Concat(Enumerable.Range(1, calls - 1).Select(call => $"public static double M{call}(double a) => M{call + 1}(a); "));
        Covers("double F(double a) => Other.M1(a);", $"static class Other {{ {chain} public static double M{calls}(double a) => a * a; }}", "").ShouldBe(covers);
    }

    [Fact]
    public void What_uses_a_library_of_numbers_may_multiply_in_its_words()
    {
        const string Using = "using MathNet.Numerics.LinearAlgebra;";
        Covers("object F(object m) => Matrix<double>.Build.Dense(2, 2).LeftMultiply(Vector<double>.Build.Dense(2));", "", "", Using).ShouldBeTrue();
        Covers("object F(object m) => m.ToString();", "", "", Using).ShouldBeFalse("it uses nothing of it");
        Covers("object F(object m) => m.ToString();", "", "", "using Missing.Numbers;").ShouldBeTrue("nobody knows what is in it");
    }

    [Fact]
    public void The_members_of_a_project_beside_it_are_followed()
    {
        var beside = Compile("public static class Other { public static double M(double a) => a * a; }").WithAssemblyName("Beside");
        var net = Compile("public class Net { double F(double a) => Other.M(a); }").AddReferences(beside.ToMetadataReference());
        Covers(net).ShouldBeTrue();
    }

    [Fact]
    public void Top_level_statements_are_a_type_s_own()
    {
        var compilation = Compile("double a = 2; System.Console.WriteLine(F(a)); double F(double x) => x * x;");
        new ProductReach(new CodeBase(compilation, LibraryModels.Create()), CancellationToken.None).Covers(compilation.GetTypeByMetadataName("Program")!, CancellationToken.None).ShouldBeTrue();
    }

    private static bool Covers(string members, string others, string bases, string usings = "") =>
        Covers(Compile($"using System; using System.Collections.Generic; using System.Linq; {usings} public class Net {bases} {{ {members} }} {others}"));

    private static bool Covers(Compilation compilation) => new ProductReach(new CodeBase(compilation, LibraryModels.Create()), CancellationToken.None).Covers(compilation.GetTypeByMetadataName("Net")!, CancellationToken.None);

    private static Compilation Compile(string text) => ProgramRunner.Compile([new ProgramFile("Net.cs", text)]);
}
