using static RnnLint.Fuzz.Robustness.Hostile.Nesting;

namespace RnnLint.Fuzz.Robustness.Hostile;

/// <summary>Cells that are right, and so large, so deep or so many that judging or explaining them could take for ever.</summary>
internal static class Networks
{
    public static IEnumerable<HostileInput> All =>
    [
        Cell("deep activation", 2_000, n => CellText.With(activation: $"Deep(a)", slope: "Slope(h)", members: $$"""
            static double Deep(double a) { for (int k = 0; k < {{n}}; k++) a = a * 1.0001 + 0.0001; return a; }
            static double Slope(double h) { double s = 1; for (int k = 0; k < {{n}}; k++) s *= 1.0001; return s; }
            """)),
        Cell("deep activation of sines", 2_000, n => CellText.With(activation: $"Deep(a)", slope: "1", members: $$"""
            static double Deep(double a) { for (int k = 0; k < {{n}}; k++) a = a + Math.Sin(a) * 0.0001; return a; }
            """)) with { HoldsCell = false },
        Cell("very deep activation with much fuel", 60_000, n => CellText.With(activation: $"Deep(a)", slope: "Slope(h)", members: $$"""
            static double Deep(double a) { for (int k = 0; k < {{n}}; k++) a = a * 1.0001 + 0.0001; return a; }
            static double Slope(double h) { double s = 1; for (int k = 0; k < {{n}}; k++) s *= 1.0001; return s; }
            """)) with { Fuel = 10_000_000 },
        Cell("very deep activation of sines with much fuel", 60_000, n => CellText.With(activation: $"Deep(a)", slope: "1", members: $$"""
            static double Deep(double a) { for (int k = 0; k < {{n}}; k++) a = a + Math.Sin(a) * 0.0001; return a; }
            """)) with { Fuel = 10_000_000, HoldsCell = false },
        Cell("activation that doubles", 60, n => CellText.With(activation: "Deep(a)", slope: "Slope(h)", members: $$"""
            static double Deep(double a) { for (int k = 0; k < {{n}}; k++) a = 0.5 * (a + a); return a; }
            static double Slope(double h) => 1;
            """)),
        Cell("activation of squares", 60, n => CellText.With(activation: "Deep(a)", slope: "1", members: $$"""
            static double Deep(double a) { for (int k = 0; k < {{n}}; k++) a = Math.Tanh(a * a + a); return a; }
            """)) with { HoldsCell = false },
        Cell("many steps", 2_000, n => Unrolled(n, 3)),
        Cell("many steps with much fuel", 10_000, n => Unrolled(n, 3)) with { Fuel = 10_000_000 },
        Cell("many units", 100, n => Unrolled(4, n)),
        Cell("many units with much fuel", 500, n => Unrolled(4, n)) with { Fuel = 10_000_000 },
        Cell("many units and steps with much fuel", 60, n => Unrolled(n, n)) with { Fuel = 10_000_000 },
        Cell("many matrices", 500, Stacked),
        Cell("many matrices with much fuel", 2_000, Stacked) with { Fuel = 10_000_000 },
        Cell("cells", 300, n => Joined(n, i => CellText.With().Replace("class Cell", $"class Cell{i}").Split("public class")[1], "\npublic class ") is var all ? Usings + "public class " + all : ""),
        Cell("endless cells", 20, n => Joined(n, i => CellText.With("while (true) b = b * 0.5 + a;").Replace("class Cell", $"class Cell{i}").Split("public class")[1], "\npublic class ") is var all ? Usings + "public class " + all : ""),
        Cell("cells that use one another", 50, n => Joined(n, i => CellText.With($"b = new Cell{(i + 1) % n}().Pass(xs, xs)[0][0];").Replace("class Cell", $"class Cell{i}").Split("public class")[1], "\npublic class ") is var all ? Usings + "public class " + all : ""),
        Cell("callers", 1_000, n => CellText.With(types: Joined(n, i => $"class Caller{i} {{ double f; public double[][] Run(double[][] xs) => new Cell().Pass(xs, xs); }}", "\n"))),
        Cell("callers of all", 200, n => CellText.With(types: Joined(n, i => $"class Caller{i} {{ double f = 1; public double Forward(double[][] xs) => new Cell().Pass(xs, xs)[0][0] * f * new Caller{(i + 1) % n}().Forward(xs); }}", "\n"))),
    ];

    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Text; using System.Threading.Tasks;\n";

    private static HostileInput Cell(string name, int size, Func<int, string> write) => new(name, size, write) { HoldsCell = true };

    /// <summary>Numbers of steps and units that the code itself fixes.</summary>
    private static string Unrolled(int steps, int units) => $$"""
        using System;

        public class Cell
        {
            const int Steps = {{steps}}, Units = {{units}};
            readonly double[,] W = new double[Units, Units];

            public double[][] Pass(double[] x, double[] dh)
            {
                var hs = new double[Steps + 1][];
                hs[0] = x;
                for (int t = 0; t < Steps; t++)
                {
                    hs[t + 1] = new double[Units];
                    for (int i = 0; i < Units; i++)
                    {
                        double a = 0;
                        for (int j = 0; j < Units; j++)
                            a += W[i, j] * hs[t][j];
                        hs[t + 1][i] = Math.Tanh(a);
                    }
                }
                var all = new double[Steps][];
                for (int t = Steps - 1; t >= 0; t--)
                {
                    all[t] = dh;
                    var before = new double[Units];
                    for (int i = 0; i < Units; i++)
                    {
                        double da = dh[i] * (1 - hs[t + 1][i] * hs[t + 1][i]);
                        for (int j = 0; j < Units; j++)
                            before[j] += W[i, j] * da;
                    }
                    dh = before;
                }
                return all;
            }
        }
        """;

    /// <summary>Layers that feed each other at each step, each with a matrix of its own.</summary>
    private static string Stacked(int layers) => $$"""
        using System;

        public class Cell
        {
            {{Joined(layers, i => $"readonly double[,] W{i} = new double[2, 2];", " ")}}

            public double[][] Pass(double[][] xs, double[][] dhs)
            {
                var hs = new double[xs.Length + 1][];
                var kept = new double[xs.Length][][];
                hs[0] = new double[2];
                for (int t = 0; t < xs.Length; t++)
                {
                    kept[t] = new double[{{layers}} + 1][];
                    var h = kept[t][0] = new double[] { hs[t][0] + xs[t][0], hs[t][1] + xs[t][1] };
                    {{Joined(layers, i => $"h = kept[t][{i + 1}] = Layer(W{i}, h);", "\n            ")}}
                    hs[t + 1] = h;
                }
                var dh = new double[2];
                var all = new double[dhs.Length][];
                for (int t = dhs.Length - 1; t >= 0; t--)
                {
                    dh = new double[] { dh[0] + dhs[t][0], dh[1] + dhs[t][1] };
                    {{Joined(layers, i => $"dh = Back(W{layers - 1 - i}, kept[t][{layers - i}], dh);", "\n            ")}}
                    all[t] = dh;
                }
                return all;
            }

            static double[] Layer(double[,] w, double[] h)
            {
                var r = new double[2];
                for (int i = 0; i < 2; i++) r[i] = Math.Tanh(w[i, 0] * h[0] + w[i, 1] * h[1]);
                return r;
            }

            static double[] Back(double[,] w, double[] h, double[] d)
            {
                var r = new double[2];
                for (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) r[j] += w[i, j] * d[i] * (1 - h[i] * h[i]);
                return r;
            }
        }
        """;
}
