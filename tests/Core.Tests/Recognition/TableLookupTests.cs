using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>An activation that is looked up in a table has no derivative on the tape: the cell is told of, and not judged.</summary>
public class TableLookupTests
{
    private const string RightBack = "W[j, k] * d[j]", WrongBack = "W[k, j] * d[j]";

    [Theory]
    [InlineData(RightBack, "(int)((z + 8) * 100)")]
    [InlineData(WrongBack, "(int)((z + 8) * 100)")]
    [InlineData(RightBack, "(int)Math.Round(z * 100) + 800")]
    [InlineData(WrongBack, "800 + (int)MathF.Floor((float)z * 100)")]
    [InlineData(RightBack, "Math.Min(Values.Length - 1, (int)(100 * z + 800))")]
    public void A_cell_with_a_table_is_not_probed(string back, string index) => ShouldNotBeProbed(Of(back, $"int i = {index}; return i < 0 ? -1 : i >= Values.Length ? 1 : Values[i];"));

    [Theory]
    [InlineData(RightBack)]
    [InlineData(WrongBack)]
    public void Nor_one_that_draws_lines_between_the_entries(string back) =>
        ShouldNotBeProbed(Of(back, "double x = (z + 8) * 100; int i = (int)x; return Values[i] + (x - i) * (Values[i + 1] - Values[i]);"));

    [Fact]
    public void Symbols_among_the_numbers_are_no_table() =>
        Of(RightBack, "return Math.Tanh(z);", input: "Scale[(int)xs[t][j] & 1] * xs[t][j]").ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Verified);

    private static void ShouldNotBeProbed(IReadOnlyList<CellFinding> findings)
    {
        var finding = findings.ShouldHaveSingleItem();
        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Message.ShouldContain("'Values'");
    }

    /// <param name="back">What is summed up on the way back.</param>
    /// <param name="activation">How the activation of z is computed.</param>
    /// <param name="input">What a unit gets from outside.</param>
    private static IReadOnlyList<CellFinding> Of(string back, string activation, string input = "xs[t][j]") => Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Net.cs", $$"""
        using System;

        public static class Activation
        {
            private static readonly double[] Values = new double[1602];

            static Activation()
            {
                for (int i = 0; i < Values.Length; i++) Values[i] = Math.Tanh(i / 100.0 - 8);
            }

            public static double Tanh(double z)
            {
                {{activation}}
            }
        }

        public class Net
        {
            private static readonly double[] Scale = { 1, 0.5 };
            private readonly double[,] W, dW;
            private readonly int n;

            public Net(int units, Random dice)
            {
                n = units;
                W = new double[n, n];
                dW = new double[n, n];
                for (int j = 0; j < n; j++)
                    for (int k = 0; k < n; k++) W[j, k] = (dice.NextDouble() - 0.5) * 0.1;
            }

            public void Train(double[][] xs, double[][] errors)
            {
                var h = new double[xs.Length + 1][];
                h[0] = new double[n];
                for (int t = 0; t < xs.Length; t++)
                {
                    h[t + 1] = new double[n];
                    for (int j = 0; j < n; j++)
                    {
                        double z = {{input}};
                        for (int k = 0; k < n; k++) z += W[j, k] * h[t][k];
                        h[t + 1][j] = Activation.Tanh(z);
                    }
                }

                var next = new double[n];
                for (int t = xs.Length - 1; t >= 0; t--)
                {
                    var d = new double[n];
                    for (int j = 0; j < n; j++) d[j] = (errors[t][j] + next[j]) * (1 - h[t + 1][j] * h[t + 1][j]);
                    next = new double[n];
                    for (int j = 0; j < n; j++)
                    {
                        for (int k = 0; k < n; k++)
                        {
                            dW[j, k] += d[j] * h[t][k];
                            next[k] += {{back}};
                        }
                    }
                }
            }
        }
        """)]));
}
