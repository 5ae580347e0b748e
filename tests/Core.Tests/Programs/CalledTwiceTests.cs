using RnnLint.Probing;

namespace RnnLint.Core.Tests.Programs;

/// <summary>A pass that two tests of a class run, one after the other, is wrong where it stands and nowhere else.</summary>
public class CalledTwiceTests
{
    private const string Source = """
        using System;

        static class Ops
        {
            public static double[] Dot(double[,] m, double[] v)
            {
                var result = new double[m.GetLength(0)];
                for (int i = 0; i < result.Length; i++)
                    for (int j = 0; j < v.Length; j++) result[i] += m[i, j] * v[j];
                return result;
            }

            public static double[,] T(double[,] m)
            {
                var result = new double[m.GetLength(1), m.GetLength(0)];
                for (int i = 0; i < m.GetLength(0); i++)
                    for (int j = 0; j < m.GetLength(1); j++) result[j, i] = m[i, j];
                return result;
            }
        }

        class Net
        {
            public double[,] W, dW;
            public double[] b, db;
            private readonly int n;

            public Net(int n, Random random)
            {
                this.n = n;
                W = new double[n, n];
                b = new double[n];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++) W[i, j] = random.NextDouble() - 0.5;
            }

            public double[] ForwardBackward(double[][] x, double[][] y)
            {
                dW = new double[n, n];
                db = new double[n];
                var h = new double[x.Length + 1][];
                h[0] = new double[n];
                for (int t = 0; t < x.Length; t++)
                {
                    var a = Ops.Dot(W, h[t]);
                    h[t + 1] = new double[n];
                    for (int i = 0; i < n; i++) h[t + 1][i] = Math.Tanh(a[i] + x[t][i] + b[i]);
                }
                var next = new double[n];
                for (int t = x.Length; t > 0; t--)
                {
                    var da = new double[n];
                    for (int i = 0; i < n; i++)
                    {
                        da[i] = (h[t][i] - y[t - 1][i] + next[i]) * (1 - h[t][i] * h[t][i]);
                        db[i] += da[i];
                        for (int j = 0; j < n; j++) dW[i, j] += da[i] * h[t - 1][j];
                    }
                    next = Ops.Dot(Ops.T(W), da);
                }
                return next;
            }
        }

        class NetTests
        {
            private readonly Net net = new Net(3, new Random(1));

            public void First()
            {
                var result = net.ForwardBackward(Rows(1, 1), Rows(2, 1));
                Console.WriteLine(result[0]);
            }

            public void Second()
            {
                var result = net.ForwardBackward(Rows(3, 5), Rows(4, 5));
                Console.WriteLine(result[0]);
            }

            private static double[][] Rows(int seed, int count)
            {
                var random = new Random(seed);
                var rows = new double[count][];
                for (int t = 0; t < count; t++) rows[t] = new[] { random.NextDouble(), random.NextDouble(), random.NextDouble() };
                return rows;
            }
        }
        """;

    [Fact]
    public void A_right_pass_is_silent() => Shown(Source).ShouldBeEmpty();

    [Fact]
    public void A_wrong_pass_is_reported_once()
    {
        var wrong = Source.Replace("Ops.Dot(Ops.T(W), da)", "Ops.Dot(W, da)");

        var finding = Shown(wrong).ShouldHaveSingleItem();
        finding.Verdict.ShouldBe(Verdict.TransposedRecurrentMatrix);
        finding.Location.GetLineSpan().StartLinePosition.Line.ShouldBe(Array.FindIndex(wrong.Split('\n'), line => line.Contains("Ops.Dot(W, da)")));
    }

    private static CellFinding[] Shown(string source) =>
        [.. Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Net.cs", source)])).Where(finding => Verdicts.IsShown(finding.Verdict))];
}
