using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;
using RnnLint.Tests;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>A backward member that computes nothing on a fresh object may wait for what the forward pass leaves behind; one that has nothing to do with that is not tried after it.</summary>
public class WaitingMembersTests
{
    [Theory]
    [InlineData("readonly List<double[]> kept = new();", "kept")]
    [InlineData("static readonly List<double[]> kept = new();", "kept")]
    [InlineData("", "Elsewhere.Kept")]
    [InlineData("readonly Elsewhere own = new();", "own.Own")]
    public void What_waits_is_tried(string field, string kept) => Verdicts.Of(Net(field, kept)).ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Verified);

    [Fact]
    public void What_has_nothing_to_do_with_it_is_not()
    {
        var net = Net("readonly List<double[]> kept = new();", "kept");
        var runs = new CellAnalysis(net).Trace(net.GetTypeByMetadataName("Net")!, CancellationToken.None).Runs;

        runs.ShouldContain(run => run.Route.EndsWith("then Net.Backward", StringComparison.Ordinal), "it waits");
        runs.ShouldContain(run => run.Route == "Net.Draw", "by itself");
        runs.ShouldNotContain(run => run.Route.Contains("then Net.Draw", StringComparison.Ordinal) || run.Route.Contains("then Net.Slope", StringComparison.Ordinal));
    }

    private static Microsoft.CodeAnalysis.Compilation Net(string field, string kept) => ProgramRunner.Compile([new ProgramFile("Net.cs", $$"""
        using System;
        using System.Collections.Generic;

        public class Elsewhere
        {
            public static readonly List<double[]> Kept = new();
            public readonly List<double[]> Own = new();
        }

        public class Net
        {
            readonly int n;
            readonly Random random = new Random(1);
            public double[,] W, dW;
            public double[] dh;
            {{field}}

            public Net(int n)
            {
                this.n = n;
                W = Draw(n);
                dW = new double[n, n];
                dh = new double[n];
            }

            double[,] Draw(int size)
            {
                var drawn = new double[size, size];
                for (int i = 0; i < size; i++)
                    for (int j = 0; j < size; j++)
                        drawn[i, j] = Math.Sin(random.NextDouble() - 0.5);
                return drawn;
            }

            static double Slope(double h) => 1 - h * h;

            public void Forward(double[][] x)
            {
                {{kept}}.Clear();
                var h = new double[n];
                foreach (var input in x)
                {
                    var next = new double[n];
                    for (int i = 0; i < n; i++)
                    {
                        double a = input[i];
                        for (int j = 0; j < n; j++)
                            a += W[i, j] * h[j];
                        next[i] = Math.Tanh(a);
                    }
                    {{kept}}.Add(next);
                    h = next;
                }
            }

            public void Backward()
            {
                for (int t = {{kept}}.Count - 1; t > 0; t--)
                {
                    var back = new double[n];
                    for (int i = 0; i < n; i++)
                    {
                        double d = dh[i] * Slope({{kept}}[t][i]);
                        for (int j = 0; j < n; j++)
                        {
                            dW[i, j] += d * {{kept}}[t - 1][j];
                            back[j] += W[i, j] * d;
                        }
                    }
                    dh = back;
                }
            }
        }
        """)]);
}
