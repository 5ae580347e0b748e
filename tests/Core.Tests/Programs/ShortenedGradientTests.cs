using RnnLint.Probing;

namespace RnnLint.Core.Tests.Programs;

/// <summary>A weight gradient that is shortened in the end is known by what it was before, however its length is taken out.</summary>
public class ShortenedGradientTests
{
    [Theory]
    [InlineData("*= 1 / norm", "reversed")]
    [InlineData("/= norm", "reversed")]
    [InlineData("/= norm", ProgramCase.AsWritten)]
    public void Its_length_hides_nothing(string shortened, string variant)
    {
        var text = ProgramLibrary.Get("Training/ClippedByNorm", variant).Source;
        text.ShouldContain("DW[i][j] *= 1 / norm;");

        Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Net.cs", text.Replace("*= 1 / norm", shortened, StringComparison.Ordinal))]))
            .ShouldContain(finding => finding.Matrix == "W" && finding.Verdict == (variant == "reversed" ? Verdict.ReversedWeightGradient : Verdict.Verified));
    }
}
