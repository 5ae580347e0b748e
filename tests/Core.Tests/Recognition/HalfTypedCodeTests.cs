using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>Of code that does not parse nothing is claimed: what is missing may be what would be wrong, or right.</summary>
public class HalfTypedCodeTests
{
    private const string Helper = """
        static class Ops
        {
            public static double[] Back(double[,] w, double[] d)
            {
                var back = new double[d.Length];
                for (int k = 0; k < d.Length; k++)
                    for (int j = 0; j < d.Length; j++) back[k] += w[j, k] * d[j];
                return back;
            }
        }
        """;

    private const string Cell = """
        using System;

        class Rnn
        {
            readonly int n;
            readonly double[,] W;

            public Rnn(int n)
            {
                this.n = n;
                W = new double[n, n];
                var random = new Random(1);
                for (int j = 0; j < n; j++)
                    for (int k = 0; k < n; k++) W[j, k] = random.NextDouble() - 0.5;
            }

            public double[,] Train(double[][] x, double[][] dh)
            {
                var h = new double[x.Length + 1][];
                h[0] = new double[n];
                for (int t = 0; t < x.Length; t++)
                {
                    h[t + 1] = new double[n];
                    for (int j = 0; j < n; j++)
                    {
                        double s = x[t][j];
                        for (int k = 0; k < n; k++) s += W[j, k] * h[t][k];
                        h[t + 1][j] = Math.Tanh(s);
                    }
                }
                var dW = new double[n, n];
                var next = new double[n];
                for (int t = x.Length - 1; t >= 0; t--)
                {
                    var d = new double[n];
                    for (int j = 0; j < n; j++) d[j] = (dh[t][j] + next[j]) * (1 - h[t + 1][j] * h[t + 1][j]);
                    for (int j = 0; j < n; j++)
                        for (int k = 0; k < n; k++) dW[j, k] += d[j] * h[t][k];
                    next = Ops.Back(W, d);
                }
                return dW;
            }
        }
        """;

    private const string Other = "class Aside { int One() => 1; }";

    [Fact]
    public void It_is_verified_when_it_is_whole() => Of(Cell, Helper, Other).Verdict.ShouldBe(Verdict.Verified);

    [Theory]
    [InlineData("next = Ops.Back(W, d);", "next = ")]
    [InlineData("(1 - h[t + 1][j] * h[t + 1][j])", "(1 - h[t + 1][j] * )")]
    [InlineData("return dW;", "return dW")]
    public void The_cell_itself(string whole, string half)
    {
        var finding = Of(Cell.Replace(whole, half), Helper, Other);

        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Cause.ShouldBe("the code of Rnn has syntax errors");
    }

    [Fact]
    public void A_helper_of_it()
    {
        var finding = Of(Cell, Helper.Replace("w[j, k] * d[j]", "w[j, k] * "), Other);

        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Cause.ShouldBe("the code of Ops has syntax errors");
    }

    [Fact]
    public void What_it_does_not_use_may_be_half_typed() => Of(Cell, Helper, Other.Replace("=> 1", "=> ")).Verdict.ShouldBe(Verdict.Verified);

    private static CellFinding Of(params string[] files) =>
        Verdicts.Of(ProgramRunner.Compile(files.Select((text, number) => new ProgramFile($"File{number}.cs", text)))).ShouldHaveSingleItem();
}
