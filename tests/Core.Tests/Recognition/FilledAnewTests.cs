using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>A member that fills the weights anew, called after a pass, makes what the pass had learnt of them be forgotten.</summary>
public class FilledAnewTests
{
    private const string Right = "h[t][k]";

    [Fact]
    public void A_right_pass_is_verified_once() => Of(Right).ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Verified);

    [Fact]
    public void A_wrong_weight_gradient_is_not_right_besides() => Of("h[t + 1][k]").ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.UnexplainedGradient);

    [Fact]
    public void What_an_unknown_call_makes_of_them_may_hang_on_them() =>
        Of(Right, "W[j, k] = Solver.Adam.Step(W[j, k], dW[j, k], rate);", apart: "} public void Learn(double[][] errors, double rate) { var (xs, h) = (_inputs, _states);")
            .ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Verified);

    /// <param name="operand">What d is multiplied by in the weight gradient.</param>
    /// <param name="update">What the weights become.</param>
    /// <param name="apart">Between the passes: ends one member and begins another.</param>
    private static IReadOnlyList<CellFinding> Of(string operand, string update = "W[j, k] -= rate * dW[j, k];", string apart = "") => Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Net.cs", $$"""
        using System;

        public class Net
        {
            private readonly double[,] W, U;
            private readonly Random dice;
            private readonly int n;

            public Net(int inputs, int units, Random dice)
            {
                this.dice = dice;
                n = units;
                W = new double[units, units];
                U = new double[units, inputs];
                Fill();
            }

            public void Fill()
            {
                foreach (var table in new[] { W, U })
                    for (int j = 0; j < table.GetLength(0); j++)
                        for (int k = 0; k < table.GetLength(1); k++)
                            table[j, k] = (dice.NextDouble() - 0.5) * 0.1;
            }

            private double[][] _inputs, _states;

            public void Train({{(apart.Length == 0 ? "double[][] xs, double[][] errors, double rate" : "double[][] xs")}})
            {
                var h = new double[xs.Length + 1][];
                h[0] = new double[n];
                for (int t = 0; t < xs.Length; t++)
                {
                    h[t + 1] = new double[n];
                    for (int j = 0; j < n; j++)
                    {
                        double sum = 0;
                        for (int k = 0; k < n; k++) sum += W[j, k] * h[t][k];
                        for (int k = 0; k < xs[t].Length; k++) sum += U[j, k] * xs[t][k];
                        h[t + 1][j] = Math.Tanh(sum);
                    }
                }

                (_inputs, _states) = (xs, h);
                {{apart}}
                double[,] dW = new double[n, n];
                var next = new double[n];
                for (int t = xs.Length - 1; t >= 0; t--)
                {
                    var d = new double[n];
                    for (int j = 0; j < n; j++)
                        d[j] = (errors[t][j] + next[j]) * (1 - h[t + 1][j] * h[t + 1][j]);
                    next = new double[n];
                    for (int j = 0; j < n; j++)
                    {
                        for (int k = 0; k < n; k++)
                        {
                            dW[j, k] += d[j] * {{operand}};
                            next[k] += W[j, k] * d[j];
                        }
                    }
                }

                for (int j = 0; j < n; j++)
                    for (int k = 0; k < n; k++) {{update}}
            }
        }
        """)]));
}
