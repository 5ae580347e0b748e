using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Reporting;

/// <summary>A constant factor on all gradients is a learning rate; one on a single parameter's may be, and is told.</summary>
public class GradientFactorTests
{
    [Theory]
    [InlineData("1", "1", "1", "1")]
    [InlineData("2", "2", "2", "2")]
    [InlineData("scale", "scale", "scale", "scale")]
    public void The_same_factor_everywhere_is_nothing_to_tell(string w, string u, string b, string v) => Message(w, u, b, v).ShouldNotContain("times as large");

    [Theory]
    [InlineData("1", "2", "1", "1", "'U' is 2 times as large as that of 'W'")]
    [InlineData("1", "1", "0.5", "1", "'b' is 0.5 times as large as that of 'W'")]
    [InlineData("2", "2", "2", "1", "'V' is 0.5 times as large as that of 'W'")]
    public void One_that_a_single_gradient_has_is_told(string w, string u, string b, string v, string told) => Message(w, u, b, v).ShouldContain(told);

    [Fact]
    public void A_rate_of_its_own_is_no_factor_of_the_gradient() => Message("1", "1", "1", "1", rate: "2 *").ShouldNotContain("times as large");

    private static string Message(string w, string u, string b, string v, string rate = "")
    {
        var finding = Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Net.cs", $$"""
            using System;

            public class Net
            {
                private readonly double[,] W, U, V, dW, dU, dV;
                private readonly double[] b, db;
                private readonly int n;

                public Net(int units, Random dice)
                {
                    n = units;
                    W = Drawn(dice); U = Drawn(dice); V = Drawn(dice);
                    b = new double[n];
                    dW = new double[n, n]; dU = new double[n, n]; dV = new double[n, n];
                    db = new double[n];
                }

                private double[,] Drawn(Random dice)
                {
                    var m = new double[n, n];
                    for (int j = 0; j < n; j++)
                        for (int k = 0; k < n; k++) m[j, k] = dice.NextDouble() - 0.5;
                    return m;
                }

                public void Train(double[][] xs, double[][] targets, double scale, double rate)
                {
                    var h = new double[xs.Length + 1][];
                    var y = new double[xs.Length][];
                    h[0] = new double[n];
                    for (int t = 0; t < xs.Length; t++)
                    {
                        h[t + 1] = new double[n];
                        y[t] = new double[n];
                        for (int j = 0; j < n; j++)
                        {
                            double z = b[j];
                            for (int k = 0; k < n; k++) z += W[j, k] * h[t][k] + U[j, k] * xs[t][k];
                            h[t + 1][j] = Math.Tanh(z);
                        }
                        for (int j = 0; j < n; j++)
                            for (int k = 0; k < n; k++) y[t][j] += V[j, k] * h[t + 1][k];
                    }

                    var next = new double[n];
                    for (int t = xs.Length - 1; t >= 0; t--)
                    {
                        var d = new double[n];
                        for (int j = 0; j < n; j++)
                        {
                            double e = y[t][j] - targets[t][j];
                            for (int k = 0; k < n; k++)
                            {
                                dV[j, k] += {{v}} * e * h[t + 1][k];
                                next[k] += V[j, k] * e;
                            }
                        }
                        for (int j = 0; j < n; j++) d[j] = next[j] * (1 - h[t + 1][j] * h[t + 1][j]);
                        next = new double[n];
                        for (int j = 0; j < n; j++)
                        {
                            db[j] += {{b}} * d[j];
                            for (int k = 0; k < n; k++)
                            {
                                dW[j, k] += {{w}} * d[j] * h[t][k];
                                dU[j, k] += {{u}} * d[j] * xs[t][k];
                                next[k] += W[j, k] * d[j];
                            }
                        }
                    }

                    for (int j = 0; j < n; j++)
                    {
                        b[j] -= {{rate}} rate * db[j];
                        for (int k = 0; k < n; k++)
                        {
                            W[j, k] -= rate * dW[j, k];
                            U[j, k] -= rate * dU[j, k];
                            V[j, k] -= rate * dV[j, k];
                        }
                    }
                }
            }
            """)])).ShouldHaveSingleItem();
        finding.Verdict.ShouldBe(Verdict.Verified);
        return finding.Message;
    }
}
