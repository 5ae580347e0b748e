using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>Weights that change while the gradient still goes back through them, as they do in code that learns at every step.</summary>
public class ChangingWeightsTests
{
    private const string Kept = "public double[,] W = new double[4, 4];";

    [Fact]
    public void New_arrays_in_a_field_are_the_same_matrix() => Of(Kept, "double[][] xs, double[][] errors, double rate", "W[j, k]").Verdict.ShouldBe(Verdict.Verified);

    [Fact]
    public void And_so_they_are_where_it_is_transposed() => Of(Kept, "double[][] xs, double[][] errors, double rate", "W[k, j]").Verdict.ShouldBe(Verdict.TransposedRecurrentMatrix);

    [Theory]
    [InlineData("W[j, k]")]
    [InlineData("W[k, j]")]
    public void In_a_parameter_they_are_not_followed_and_nothing_is_claimed(string weight)
    {
        var finding = Of("", "double[][] xs, double[][] errors, double rate, double[,] W", weight);

        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Cause.ShouldBe("the matrix changes while the gradient still goes back through it");
    }

    private static CellFinding Of(string field, string parameters, string weight) => Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Net.cs", $$"""
        using System;

        public class Net
        {
            {{field}}

            public double[,] Learn({{parameters}})
            {
                int n = W.GetLength(0);
                var h = new double[xs.Length + 1][];
                h[0] = new double[n];
                for (int t = 0; t < xs.Length; t++)
                {
                    h[t + 1] = new double[n];
                    for (int j = 0; j < n; j++)
                    {
                        double sum = xs[t][j];
                        for (int k = 0; k < n; k++)
                            sum += W[j, k] * h[t][k];
                        h[t + 1][j] = Math.Tanh(sum);
                    }
                }

                var next = new double[n];
                for (int t = xs.Length - 1; t >= 0; t--)
                {
                    var d = new double[n];
                    for (int j = 0; j < n; j++)
                        d[j] = (errors[t][j] + next[j]) * (1 - h[t + 1][j] * h[t + 1][j]);
                    W = Changed(W, d, h[t], rate);
                    next = new double[n];
                    for (int k = 0; k < n; k++)
                        for (int j = 0; j < n; j++)
                            next[k] += {{weight}} * d[j];
                }
                return W;
            }

            private static double[,] Changed(double[,] w, double[] d, double[] h, double rate)
            {
                var changed = new double[d.Length, h.Length];
                for (int j = 0; j < d.Length; j++)
                    for (int k = 0; k < h.Length; k++)
                        changed[j, k] = w[j, k] - rate * d[j] * h[k];
                return changed;
            }
        }
        """)])).ShouldHaveSingleItem();
}
