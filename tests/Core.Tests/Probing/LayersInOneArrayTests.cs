using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Probing;

/// <summary>Two layers whose matrices are in one array, so that they share a name: what is said of it holds for both.</summary>
public class LayersInOneArrayTests
{
    /// <summary>Only the last step of the last layer has a loss; what goes back from there through its own time may be left out.</summary>
    [Theory]
    [InlineData("false", "rate", Verdict.Verified)]
    [InlineData("l == 1 && t < T - 1", "rate", Verdict.UnexplainedGradient)]
    [InlineData("false", "", Verdict.Verified)]
    [InlineData("l == 1 && t < T - 1", "", Verdict.NotProbed)]
    public void A_layer_that_is_cut_to_one_step_is_not_verified_with_the_other(string cut, string rate, Verdict verdict)
    {
        var source = $$"""
            using System;

            public class Stack
            {
                const int T = 4, L = 2;
                readonly int n;
                readonly double[][,] U, W;
                readonly double[,][] h;
                double[][] x;

                public Stack(int n)
                {
                    this.n = n;
                    U = new double[L][,];
                    W = new double[L][,];
                    h = new double[L, T + 1][];
                    x = new double[T][];
                    var random = new Random(1);
                    for (int l = 0; l < L; l++)
                    {
                        U[l] = new double[n, n];
                        W[l] = new double[n, n];
                        for (int j = 0; j < n; j++)
                            for (int k = 0; k < n; k++)
                            {
                                U[l][j, k] = random.NextDouble() - 0.5;
                                W[l][j, k] = random.NextDouble() - 0.5;
                            }
                    }
                }

                public double[] Forward(double[][] input)
                {
                    x = input;
                    for (int l = 0; l < L; l++)
                    {
                        h[l, 0] = new double[n];
                        for (int t = 0; t < T; t++)
                        {
                            var below = l == 0 ? x[t] : h[l - 1, t + 1];
                            h[l, t + 1] = new double[n];
                            for (int j = 0; j < n; j++)
                            {
                                double a = 0;
                                for (int k = 0; k < n; k++) a += W[l][j, k] * below[k] + U[l][j, k] * h[l, t][k];
                                h[l, t + 1][j] = Math.Tanh(a);
                            }
                        }
                    }
                    return h[L - 1, T];
                }

                public double[][] Backward(double[] target, double rate)
                {
                    var above = new double[T][];
                    for (int t = 0; t < T; t++) above[t] = new double[n];
                    for (int j = 0; j < n; j++) above[T - 1][j] = h[L - 1, T][j] - target[j];
                    for (int l = L - 1; l >= 0; l--)
                    {
                        var dU = new double[n, n];
                        var dW = new double[n, n];
                        var later = new double[T + 1][];
                        for (int t = T - 1; t >= 0; t--)
                        {
                            if ({{cut}})
                            {
                                above[t] = new double[n];
                                continue;
                            }
                            var below = l == 0 ? x[t] : h[l - 1, t + 1];
                            var next = new double[n];
                            if (t < T - 1)
                                for (int j = 0; j < n; j++)
                                    for (int k = 0; k < n; k++) next[k] += U[l][j, k] * later[t + 1][j];
                            var d = later[t] = new double[n];
                            for (int j = 0; j < n; j++) d[j] = (above[t][j] + next[j]) * (1 - h[l, t + 1][j] * h[l, t + 1][j]);
                            var down = new double[n];
                            for (int j = 0; j < n; j++)
                                for (int k = 0; k < n; k++)
                                {
                                    {{(rate.Length > 0 ? "dU[j, k] += d[j] * h[l, t][k]; dW[j, k] += d[j] * below[k];" : "")}}
                                    down[k] += W[l][j, k] * d[j];
                                }
                            above[t] = down;
                        }
                        for (int j = 0; j < n; j++)
                            for (int k = 0; k < n; k++)
                            {
                                {{(rate.Length > 0 ? $"U[l][j, k] -= {rate} * dU[j, k]; W[l][j, k] -= {rate} * dW[j, k];" : "")}}
                            }
                    }
                    return above;
                }
            }
            """;

        Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Stack.cs", source)])).ShouldHaveSingleItem().Verdict.ShouldBe(verdict);
    }
}
