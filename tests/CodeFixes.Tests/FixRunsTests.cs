using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RnnLint.CodeFixes.Tests;

/// <summary>Two compilations, of which one refers to the other.</summary>
public class FixRunsTests
{
    private const string Wrong = "Matrix.Times(W, d)";

    [Fact]
    public void Both_are_fixed_and_only_those_that_are_wanted()
    {
        var lib = Compiled("Lib", ElmanCell.Products, Rnn("Inner", Wrong));
        var app = Compiled("App", [lib], Rnn("Outer", Wrong));

        var both = FixRuns.Over([Unit(app), Unit(lib)], CancellationToken.None);
        var one = FixRuns.Over([Unit(app), Unit(lib) with { Wanted = [] }], CancellationToken.None);

        both.Left.ShouldBeEmpty();
        both.Applied.Select(applied => applied.Finding.Location.SourceTree!.FilePath).ShouldBe(["Lib/1.cs", "App/0.cs"], "what others refer to comes first");
        both.Changed.Keys.Order().ShouldBe(["App/0.cs", "Lib/1.cs"]);
        one.Changed.Keys.ShouldBe(["App/0.cs"]);
    }

    /// <summary>What is inherited is right for the one class as it is wrong for the other, which goes forward the other way.</summary>
    [Fact]
    public void A_fix_that_another_compilation_would_suffer_from_is_none()
    {
        var lib = Compiled("Lib", ElmanCell.Products, Rnn("Inner", Wrong).Replace("readonly double", "protected readonly double", StringComparison.Ordinal).Replace("readonly int", "protected readonly int", StringComparison.Ordinal));
        FixRuns.Over([Unit(lib)], CancellationToken.None).Changed.Keys.ShouldBe(["Lib/1.cs"], "by itself it can be fixed");
        var app = Compiled("App", [lib], """
            using System;

            public class Outer : Inner
            {
                public Outer(int n) : base(n) { }

                public double[,] Gradient(double[][] x, double[][] dh)
                {
                    var h = new double[x.Length + 1][];
                    h[0] = new double[n];
                    for (int t = 0; t < x.Length; t++)
                    {
                        var a = Matrix.TransposedTimes(W, h[t]);
                        h[t + 1] = new double[n];
                        for (int j = 0; j < n; j++) h[t + 1][j] = Math.Tanh(a[j] + x[t][j]);
                    }
                    return Transposed(Backward(h, dh));
                }

                private double[,] Transposed(double[,] a)
                {
                    var b = new double[n, n];
                    for (int j = 0; j < n; j++)
                        for (int k = 0; k < n; k++) b[k, j] = a[j, k];
                    return b;
                }
            }
            """);
        Verdicts.Of(app).Select(finding => finding.Verdict).ShouldBe([Verdict.Verified]);

        var run = FixRuns.Over([Unit(app), Unit(lib)], CancellationToken.None);

        run.Changed.ShouldBeEmpty();
        run.Applied.ShouldBeEmpty();
        run.Left.ShouldHaveSingleItem().Obstacle.ShouldBe("with it Outer would not be right any more");
    }

    /// <summary>A file of two compilations, as one of a project for two frameworks is, is changed once and right in both.</summary>
    [Fact]
    public void A_file_of_two_compilations_is_changed_once()
    {
        var one = Compiled("One", ElmanCell.Products, Rnn("Inner", Wrong));
        var other = one.WithAssemblyName("Other");

        var run = FixRuns.Over([Unit(one), Unit(other)], CancellationToken.None);

        run.Applied.ShouldHaveSingleItem();
        run.Changed.Keys.ShouldBe(["One/1.cs"]);
        run.Left.ShouldBeEmpty();
    }

    private static FixUnit Unit(Compilation compilation)
    {
        ImmutableArray<INamedTypeSymbol> types = [.. Verdicts.Types(compilation.Assembly.GlobalNamespace)];
        return new(compilation.AssemblyName!, compilation, types, types, FixScope.All, (_, _) => true);
    }

    private static Compilation Compiled(string assembly, params string[] files) => Compiled(assembly, [], files);

    private static Compilation Compiled(string assembly, Compilation[] used, params string[] files) =>
        SharedSymbols.Unify(ProgramRunner.Compile([.. files.Select((text, number) => new ProgramFile($"{assembly}/{number}.cs", text))]).WithAssemblyName(assembly).AddReferences(used.Select(other => other.ToMetadataReference())), CancellationToken.None);

    private static string Rnn(string name, string back) => ElmanCell.Rnn("Matrix.Times(W, h[t])", back).Replace("Rnn", name, StringComparison.Ordinal);
}
