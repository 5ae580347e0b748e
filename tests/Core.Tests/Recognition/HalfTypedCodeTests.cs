using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;
using RnnLint.Tests;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>Of code that does not parse nothing is claimed: what is missing may be what would be wrong, or right.</summary>
public class HalfTypedCodeTests
{
    private const string Other = "class Aside { int One() => 1; }";

    private static readonly string _cell = ElmanCell.Rnn("Matrix.Times(W, h[t])", "Matrix.TransposedTimes(W, d)", "public double[,] Train(double[][] x, double[][] dh) => Backward(Forward(x), dh);");

    [Fact]
    public void It_is_verified_when_it_is_whole() => Of(_cell, ElmanCell.Products, Other).Verdict.ShouldBe(Verdict.Verified);

    [Theory]
    [InlineData("next = Matrix.TransposedTimes(W, d);", "next = ")]
    [InlineData("(1 - h[t + 1][j] * h[t + 1][j])", "(1 - h[t + 1][j] * )")]
    [InlineData("return dW;", "return dW")]
    public void The_cell_itself(string whole, string half)
    {
        var finding = Of(_cell.Replace(whole, half), ElmanCell.Products, Other);

        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Cause.ShouldBe("the code of Rnn has syntax errors");
    }

    [Fact]
    public void A_helper_of_it()
    {
        var finding = Of(_cell, ElmanCell.Products.Replace("y[j] += a[i, j] * x[i]", "y[j] += a[i, j] * "), Other);

        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Cause.ShouldBe("the code of Matrix has syntax errors");
    }

    [Fact]
    public void What_it_does_not_use_may_be_half_typed() => Of(_cell, ElmanCell.Products, Other.Replace("=> 1", "=> ")).Verdict.ShouldBe(Verdict.Verified);

    private static CellFinding Of(params string[] files) =>
        Verdicts.Of(ProgramRunner.Compile(files.Select((text, number) => new ProgramFile($"File{number}.cs", text)))).ShouldHaveSingleItem();
}
