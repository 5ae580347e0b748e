using Microsoft.CodeAnalysis;

namespace RnnLint.CodeFixes.Tests;

/// <summary>What is written: what a careful person would have changed, and nothing else.</summary>
public class EditTests
{
    /// <summary>A cell with holes for what its backward pass does before its weight gradient, and after it.</summary>
    private static string Cell(string cotangent, string back) => $$"""
        using System;

        public class Cell
        {
            public double[,] W;
            public double[] U;
            private readonly int n;

            public Cell(int n)
            {
                this.n = n;
                W = new double[n, n];
                U = new double[n];
            }

            public double[,] Forward(double[] x)
            {
                var h = new double[x.Length + 1, n];
                for (int t = 0; t < x.Length; t++)
                    for (int i = 0; i < n; i++)
                    {
                        double z = U[i] * x[t];
                        for (int j = 0; j < n; j++)
                            z += W[i, j] * h[t, j];
                        h[t + 1, i] = Math.Tanh(z);
                    }

                return h;
            }

            public double[,] Backward(double[,] h, double[,] e)
            {
                var g = new double[n, n];
                var d = new double[n];
                var p = new double[n];
                for (int t = h.GetLength(0)-1; t > 0; t--)
                {
        {{cotangent}}
                    for (int a = 0; a < n; a++)
                        for (int b = 0; b < n; b++)
                            g[a, b] += d[a] * h[t-1, b];
        {{back}}
                }

                return g;
            }
        }
        """;

    private const string Right = """
                    for (int b = 0; b < n; b++)
                    {
                        p[b] = 0;
                        for (int a = 0; a < n; a++)
                            p[b] += W[a, b] * d[a];
                    }
        """;

    private static void BecomesRight(string wrong, string line, string fix)
    {
        var fixedText = Fixed(wrong);
        fixedText.ShouldBe(wrong.Replace(line, fix));
    }

    private static string Fixed(string wrong)
    {
        var run = FixRun.Over(new CellAnalysis(Compiled(wrong)), Types(wrong), (_, _) => true, FixScope.All, CancellationToken.None);
        run.Left.ShouldBeEmpty();
        run.Applied.ShouldHaveSingleItem();
        return run.Fixed.SyntaxTrees.Single().ToString();
    }

    private static Compilation Compiled(string text) => ProgramRunner.Compile([new ProgramFile("Cell.cs", text)]);

    private static IEnumerable<INamedTypeSymbol> Types(string text) => Verdicts.Types(Compiled(text).Assembly.GlobalNamespace);

    /// <summary>The factor belongs to all of the sum, not to what the last statement adds to it; and the step is named as it was found.</summary>
    [Fact]
    public void What_was_added_before_is_multiplied_too() => BecomesRight(
        Cell("            for (int a = 0; a < n; a++) { d[a] = e[t, a]; d[a] += p[a]; } // dL/dz", Right),
        "d[a] += p[a];",
        "d[a] = (d[a] + p[a]) * (1 - h[t, a] * h[t, a]);");

    /// <summary>Within the loop the factor would be one of every product.</summary>
    [Theory]
    [InlineData("for (int a = 0; a < n; a++)\n                        p[b] += W[a, b] * d[a]; // back\n", "for (int a = 0; a < n; a++)\n                        p[b] += W[a, b] * d[a]; // back\n                p[b] *= 1 - h[t-1, b] * h[t-1, b];\n")]
    [InlineData("for (int a = 0; a < n; a++) { p[b] += W[a, b] * d[a]; }\n", "for (int a = 0; a < n; a++) { p[b] += W[a, b] * d[a]; }\n                p[b] *= 1 - h[t-1, b] * h[t-1, b];\n")]
    public void A_sum_that_a_loop_adds_up_is_multiplied_after_it(string loop, string fix) => BecomesRight(
        Cell(
            "",
            $$"""
                        p = new double[n];
                        for (int b = 0; b < n; b++)
                        {
                            {{loop}}
                        }

                        d = p;
            """).Replace("var d = new double[n];", "var d = new double[n];\n        for (int a = 0; a < n; a++) d[a] = (h[h.GetLength(0)-1, a] - e[0, a]) * (1 - h[h.GetLength(0)-1, a] * h[h.GetLength(0)-1, a]);"),
        loop,
        fix);

    /// <summary>What a caller gives the gradient of is what the code keeps and returns, though it keeps the sums too.</summary>
    [Fact]
    public void The_whole_is_multiplied_where_outputs_are_kept_beside_their_sums() => BecomesRight(
        Cell("            for (int a = 0; a < n; a++) d[a] = e[t, a] + p[a];", Right)
            .Replace("public double[] U;", "public double[] U;\n    private double[,] z = new double[0, 0];\n    private static double Slope(double z) => 1 / (1 + Math.Exp(-z));")
            .Replace("var h = new double[x.Length + 1, n];", "var h = new double[x.Length + 1, n];\n        z = new double[x.Length + 1, n];")
            .Replace("double z = U[i] * x[t];", "z[t + 1, i] += U[i] * x[t];").Replace("z += W", "z[t + 1, i] += W")
            .Replace("Math.Tanh(z)", "Soft(z[t + 1, i])").Replace("private readonly int n;", "private readonly int n;\n    private static double Soft(double z) => Math.Log(1 + Math.Exp(z));"),
        "e[t, a] + p[a];",
        "(e[t, a] + p[a]) * Slope(z[t, a]);");

    [Theory]
    [InlineData("p[b] = Dot(w.AsSpan(b * n, n), d);", "p[b] = 0;\n                for (int j = 0; j < d.Length; j++) p[b] += w[j * n + b] * d[j];")]
    [InlineData("p[b] = Dot(/* row b */ w.AsSpan(b * n, n), d);", "/* row b */\n                p[b] = 0;\n                for (int j = 0; j < d.Length; j++) p[b] += w[j * n + b] * d[j];")]
    public void A_column_of_a_flat_matrix_is_written_out_with_its_stride(string product, string sum)
    {
        var wrong = $$"""
            using System;

            public static class Flat
            {
                private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
                {
                    double s = 0;
                    for (int i = 0; i < a.Length; i++) s += a[i] * b[i];
                    return s;
                }

                public static void Forward(double[] w, double[] u, double[] x, double[] h, int n)
                {
                    for (int t = 0; t < x.Length; t++)
                        for (int i = 0; i < n; i++)
                            h[(t + 1) * n + i] = Math.Tanh(Dot(w.AsSpan(i * n, n), h.AsSpan(t * n, n)) + u[i] * x[t]);
                }

                public static void Backward(double[] w, double[] h, double[] e, double[] g, int n)
                {
                    var p = new double[n];
                    for (int t = h.Length / n - 1; t > 0; t--)
                    {
                        var d = new double[n];
                        for (int a = 0; a < n; a++) d[a] = (e[t * n + a] + p[a]) * (1 - h[t * n + a] * h[t * n + a]);
                        for (int a = 0; a < n; a++) for (int b = 0; b < n; b++) g[a * n + b] += d[a] * h[(t - 1) * n + b];
                        for (int b = 0; b < n; b++)
                        {
                            {{product}}
                        }
                    }
                }
            }
            """;
        BecomesRight(wrong, product, sum);
    }

    /// <summary>Generated code is written anew, and code elsewhere is not probed.</summary>
    [Fact]
    public void Nothing_changes_where_no_change_may_be()
    {
        var wrong = Cell("            for (int a = 0; a < n; a++) d[a] = (e[t, a] + p[a]) * (1 - h[t, a] * h[t, a]);", "            p = Kernel.Back(W, d);");
        var compilation = ProgramRunner.Compile([new ProgramFile("Cell.cs", wrong), new ProgramFile("Kernel.cs", """
            public static class Kernel
            {
                public static double[] Back(double[,] w, double[] d)
                {
                    var r = new double[d.Length];
                    for (int i = 0; i < r.Length; i++) for (int j = 0; j < r.Length; j++) r[i] += w[i, j] * d[j];
                    return r;
                }
            }
            """)]);

        Run(["Cell.cs", "Kernel.cs"]).Applied.ShouldHaveSingleItem().Fix.Changes.ShouldHaveSingleItem().Tree.FilePath.ShouldBe("Kernel.cs");
        Run(["Cell.cs"]).Applied.ShouldBeEmpty();
        Run(["Cell.cs"]).Left.ShouldHaveSingleItem();

        // Another project may use it for something else.
        Run(["Cell.cs", "Kernel.cs"], "Back").Applied.ShouldBeEmpty();

        FixRunResult Run(string[] open, string elsewhere = "") =>
            FixRun.Over(new CellAnalysis(compilation), Verdicts.Types(compilation.Assembly.GlobalNamespace), (_, _) => true, new FixScope(tree => open.Contains(tree.FilePath), name => name == elsewhere), CancellationToken.None);
    }

    [Fact]
    public void Comments_within_a_sum_stay_where_they_are() => BecomesRight(
        Cell(
            """
                        for (int a = 0; a < n; a++)
                            d[a] =
                                e[t, a] // from the loss
                                + p[a]; // from later
            """,
            Right),
        "e[t, a] // from the loss\n                    + p[a];",
        "(e[t, a] // from the loss\n                    + p[a]) * (1 - h[t, a] * h[t, a]);");
}
