using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;
using RnnLint.Tests;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>Of code that does not parse nothing is claimed: what is missing may be what would be wrong, or right.</summary>
public class HalfTypedCodeTests
{
    private const string Other = "class Aside { int One() => 1; }";

    [Fact]
    public void It_is_verified_when_it_is_whole() => Of(ElmanCell.WithProducts, ElmanCell.Products, Other).Verdict.ShouldBe(Verdict.Verified);

    [Theory]
    [InlineData("next = Matrix.TransposedTimes(W, d);", "next = ")]
    [InlineData("(1 - h[t + 1][j] * h[t + 1][j])", "(1 - h[t + 1][j] * )")]
    [InlineData("return dW;", "return dW")]
    public void The_cell_itself(string whole, string half)
    {
        var finding = Of(ElmanCell.WithProducts.Replace(whole, half), ElmanCell.Products, Other);

        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Cause.ShouldBe("the code of Rnn has syntax errors");
    }

    [Fact]
    public void A_helper_of_it()
    {
        var finding = Of(ElmanCell.WithProducts, ElmanCell.Products.Replace("y[j] += a[i, j] * x[i]", "y[j] += a[i, j] * "), Other);

        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Cause.ShouldBe("the code of Matrix has syntax errors");
    }

    [Fact]
    public void What_it_does_not_use_may_be_half_typed() => Of(ElmanCell.WithProducts, ElmanCell.Products, Other.Replace("=> 1", "=> ")).Verdict.ShouldBe(Verdict.Verified);

    private static CellFinding Of(params string[] files) =>
        Verdicts.Of(ProgramRunner.Compile(files.Select((text, number) => new ProgramFile($"File{number}.cs", text)))).ShouldHaveSingleItem();
}
