using RnnLint.Probing;

namespace RnnLint.Core.Tests.Programs;

/// <summary>RNN0001 is said on two witnesses and where the flow of time is known, and of nothing else.</summary>
public class TwoWitnessesTests
{
    /// <summary>The tangent of a linear map after its pass is, line for line, the wrong adjoint of it: only who uses it could tell.</summary>
    [Theory]
    [InlineData("Traps/LinearTangent", "as-written")]
    [InlineData("Traps/TangentAfterThePass", "as-written")]
    [InlineData("Jacobians/TangentVector", "as-written")]
    public void A_tangent_is_never_called_transposed(string program, string variant) =>
        Rules(program, variant).ShouldBeEmpty();

    [Theory]
    [InlineData("Cells/LinearRnn", "as-written")]
    [InlineData("Training/TruncatedBptt", "as-written")]
    [InlineData("Cells/ScaledTanh", "as-written")]
    [InlineData("Training/WeightDecayTrainer", "as-written")]
    public void A_right_gradient_of_a_linear_truncated_or_scaled_kind_is_verified(string program, string variant)
    {
        Rules(program, variant).ShouldBeEmpty();
        Verdicts.Of(ProgramLibrary.Get(program, variant)).ShouldContain(finding => finding.Verdict == Verdict.Verified);
    }

    /// <summary>The weight gradient is the second witness there.</summary>
    [Theory]
    [InlineData("Cells/LinearRnn", "transposed")]
    [InlineData("Training/TruncatedBptt", "transposed")]
    [InlineData("Cells/ScaledTanh", "transposed")]
    public void The_wrong_one_is_called_so(string program, string variant) =>
        Rules(program, variant).ShouldBe([Verdict.TransposedRecurrentMatrix]);

    [Fact]
    public void Two_mistakes_at_once_are_not_put_down_to_one()
    {
        var both = ProgramLibrary.All.Where(program => program.Variant.StartsWith("two-bugs", StringComparison.Ordinal)).ToArray();

        both.Length.ShouldBeGreaterThanOrEqualTo(2);
        both.ShouldAllBe(program => Rules(program.Name, program.Variant).All(verdict => verdict == Verdict.UnexplainedGradient));
    }

    private static Verdict[] Rules(string program, string variant) =>
        [.. Verdicts.Of(ProgramLibrary.Get(program, variant)).Select(finding => finding.Verdict).Where(Verdicts.IsShown).Distinct()];
}
