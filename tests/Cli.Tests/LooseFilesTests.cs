using Microsoft.CodeAnalysis;
using RnnLint.Loading;

namespace RnnLint.Cli.Tests;

public sealed class LooseFilesTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Files_are_compiled_together()
    {
        _scratch.Write("a/Rnn.cs", "using static Maths; class Rnn { double X() => Half(1); }");
        _scratch.Write("b/Maths.cs", "static class Maths { public static double Half(double x) => x / 2; }");

        Errors(Units().ShouldHaveSingleItem()).ShouldBeEmpty();
    }

    [Fact]
    public void MathNet_and_the_tensor_primitives_are_known()
    {
        _scratch.Write("Rnn.cs", """
            using MathNet.Numerics.LinearAlgebra;
            using System.Numerics.Tensors;
            class Rnn { Vector<double> X(Matrix<double> w, Vector<double> h) => w * h; float Y(float[] a) => TensorPrimitives.Dot(a, a); }
            """);

        Errors(Units().Single()).ShouldBeEmpty();
    }

    [Fact]
    public void Unity_is_declared_where_code_imports_it()
    {
        _scratch.Write("Brain.cs", """
            using UnityEngine;
            using static Unity.Mathematics.math;
            class Brain : MonoBehaviour { [SerializeField] float rate; float X(float a) => Mathf.Exp(a) * Random.value + rate; Unity.Mathematics.float4 Y(Unity.Mathematics.float4x4 w) => mul(w, float4(1, 2, 3, 4)); }
            """);
        _scratch.Write("Own.cs", "namespace UnityEngine { public struct Vector3 { public int own; } public class Uses { public int X(Vector3 v) => v.own; } }");

        Errors(Units().ShouldHaveSingleItem()).ShouldBeEmpty();
    }

    [Fact]
    public void Several_programs_in_one_folder_do_not_break_each_other()
    {
        _scratch.Write("One.cs", "using System; Console.WriteLine(Maths.Half(1));");
        _scratch.Write("Two.cs", "using System; Console.WriteLine(Maths.Half(2));");
        _scratch.Write("Maths.cs", "static class Maths { public static double Half(double x) => x / 2; }");

        var units = Units();

        units.SelectMany(Errors).ShouldBeEmpty();
        units.SelectMany(unit => unit.Targets).Select(tree => Path.GetFileName(tree.FilePath)).Order().ShouldBe(["Maths.cs", "One.cs", "Two.cs"]);
    }

    [Fact]
    public void Types_of_one_name_are_kept_apart_and_near_ones_preferred()
    {
        _scratch.Write("a/Rnn.cs", "class Rnn { public int A; }");
        _scratch.Write("a/Use.cs", "class UseA { int X(Rnn rnn) => rnn.A; }");
        _scratch.Write("b/Rnn.cs", "class Rnn { public int B; }");
        _scratch.Write("b/Use.cs", "class UseB { int X(Rnn rnn) => rnn.B; }");

        foreach (var unit in Units())
        {
            var compilation = unit.Open(CancellationToken.None);
            foreach (var tree in unit.Targets)
                compilation.GetSemanticModel(tree).GetDiagnostics().Where(IsError).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Parts_of_a_type_belong_together_and_copies_of_them_do_not()
    {
        foreach (var copy in (string[])["a", "b"])
        {
            _scratch.Write($"{copy}/Rnn.Forward.cs", "partial class Rnn { double Forward() => Backward(); partial void Hook(); }");
            _scratch.Write($"{copy}/Rnn.Backward.cs", "partial class Rnn { double Backward() => 1; partial void Hook() { } }");
        }

        var units = Units();

        units.Count.ShouldBe(2);
        units.SelectMany(Errors).ShouldBeEmpty();
    }

    [Fact]
    public void Every_file_is_analysed_once()
    {
        foreach (var folder in (string[])["a", "b", "c"])
            for (var file = 0; file < 3; file++)
                _scratch.Write($"{folder}/{file}.cs", $"class Type{file}; class Only{folder}{file};");

        var targets = Units().SelectMany(unit => unit.Targets).Select(tree => tree.FilePath).ToList();

        targets.Count.ShouldBe(9);
        targets.Distinct().Count().ShouldBe(9);
    }

    [Fact]
    public void Implicit_usings_are_added_where_a_file_leans_on_them()
    {
        _scratch.Write("Rnn.cs", "class Rnn { List<double> X(double[] h) => h.Select(Math.Tanh).ToList(); }");

        Errors(Units().Single()).ShouldBeEmpty();
    }

    [Fact]
    public void Implicit_usings_stay_out_where_they_would_only_get_in_the_way()
    {
        _scratch.Write("Rnn.cs", "using Own; class Rnn { int X() => Math.Half(2); }");
        _scratch.Write("Own.cs", "namespace Own { public static class Math { public static int Half(int x) => x / 2; } }");

        Errors(Units().Single()).ShouldBeEmpty();
    }

    [Fact]
    public void Errors_elsewhere_do_not_stop_the_rest()
    {
        _scratch.Write("Rnn.cs", "class Rnn { object X() => RNN0001; int Y() => nonsense +; }");
        _scratch.Write("Broken.cs", "class { ]");

        _scratch.Report().Shown.ShouldHaveSingleItem();
    }

    [Fact]
    public void Generated_files_and_build_output_are_skipped()
    {
        const string marked = "class Rnn { object X() => RNN0001; }";
        foreach (var name in (string[])["bin/A.cs", "obj/Debug/A.cs", "A.g.cs", "A.Designer.cs", ".git/A.cs", "node_modules/A.cs"])
            _scratch.Write(name, marked);
        _scratch.Write("Header.cs", "// <auto-generated/>\n" + marked);

        _scratch.Report().Shown.ShouldBeEmpty();
    }

    [Fact]
    public void The_newest_language_and_unsafe_code_are_allowed()
    {
        _scratch.Write("Rnn.cs", "unsafe class Rnn { int* p; int X { get => field; set; } int[] y = [1, .. new[] { 2 }]; }");

        Errors(Units().Single()).ShouldBeEmpty();
    }

    private IReadOnlyList<AnalysisUnit> Units() => LooseFiles.Load(NamedPaths.Sort([_scratch.Folder]), CancellationToken.None).Units;

    private static IEnumerable<Diagnostic> Errors(AnalysisUnit unit) => unit.Open(CancellationToken.None).GetDiagnostics().Where(IsError);

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
