namespace RnnLint.Core.Tests.Probing;

public class OtherCellTests
{
    private static readonly Draw Point = new(3, 4, 5);

    [Theory]
    [InlineData("None", Verdict.Verified)]
    [InlineData("Transposed", Verdict.TransposedRecurrentMatrix)]
    [InlineData("DerivativeMissing", Verdict.WrongActivationDerivative)]
    [InlineData("ReversedOuterProduct", Verdict.ReversedWeightGradient)]
    public void Layers_of_one_group_are_judged_with_their_feed_forward_weights_left_out(string bug, Verdict expected)
    {
        for (var layer = 0; layer < 2; layer++)
            Only(OtherCells.Stacked(Enum.Parse<Bug>(bug), layer)).ShouldBe(expected, "layer " + layer);
    }

    [Theory]
    [InlineData("None", Verdict.Verified)]
    [InlineData("Transposed", Verdict.TransposedRecurrentMatrix)]
    [InlineData("DerivativeMissing", Verdict.WrongActivationDerivative)]
    [InlineData("ReversedOuterProduct", Verdict.ReversedWeightGradient)]
    public void Neuron_objects(string bug, Verdict expected) => Only(OtherCells.Neurons(Enum.Parse<Bug>(bug))).ShouldBe(expected);

    [Theory]
    [InlineData("None", Verdict.Verified)]
    [InlineData("Transposed", Verdict.TransposedRecurrentMatrix)]
    [InlineData("DerivativeMissing", Verdict.WrongActivationDerivative)]
    [InlineData("ReversedOuterProduct", Verdict.ReversedWeightGradient)]
    public void Both_matrices_of_a_jordan_network_are_recurrent_and_only_the_faulty_one_is_blamed(string bug, Verdict expected)
    {
        var verdicts = Verdicts(OtherCells.Jordan(Enum.Parse<Bug>(bug)));

        verdicts["W"].ShouldBe(expected);
        verdicts["V"].ShouldBe(Verdict.Verified);
    }

    [Theory]
    [InlineData("None", Verdict.Verified)]
    [InlineData("Transposed", Verdict.TransposedRecurrentMatrix)]
    // The first tangents are then states, so that the first products are the forward pass's own and cannot be told from it.
    [InlineData("DerivativeMissing", Verdict.NotProbed)]
    [InlineData("ReversedOuterProduct", Verdict.ReversedWeightGradient)]
    public void Real_time_recurrent_learning(string bug, Verdict expected) => Only(OtherCells.Rtrl(Enum.Parse<Bug>(bug))).ShouldBe(expected);

    [Theory]
    [InlineData(false, false, Verdict.Verified)]
    [InlineData(false, true, Verdict.TransposedRecurrentMatrix)]
    [InlineData(true, false, Verdict.Verified)]
    [InlineData(true, true, Verdict.TransposedRecurrentMatrix)]
    public void Tangents_and_adjoints_after_the_pass(bool adjoint, bool transposed, Verdict expected) =>
        Only(OtherCells.AfterThePass(adjoint, transposed, linear: false)).ShouldBe(expected);

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_linear_tangent_is_the_same_code_as_a_wrong_adjoint_and_is_not_judged(bool adjoint, bool transposed) =>
        Only(OtherCells.AfterThePass(adjoint, transposed, linear: true)).ShouldBe(Verdict.NotProbed);

    public static TheoryData<string, bool, bool, bool, bool> JacobianForms()
    {
        var data = new TheoryData<string, bool, bool, bool, bool>();
        foreach (var gauge in Enum.GetNames<OtherCells.Gauge>())
        {
            for (var bits = 0; bits < 16; bits++)
                data.Add(gauge, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(JacobianForms))]
    public void Products_of_jacobians(string gauge, bool denominator, bool ascending, bool transposed, bool storedFirst) =>
        Only(OtherCells.Jacobians(Enum.Parse<OtherCells.Gauge>(gauge), denominator, ascending, transposed, storedFirst))
            .ShouldBe(transposed ? Verdict.TransposedRecurrentMatrix : Verdict.Verified);

    [Theory]
    [InlineData(false, false, Verdict.Verified)]
    [InlineData(true, false, Verdict.TransposedRecurrentMatrix)]
    [InlineData(false, true, Verdict.Verified)]
    [InlineData(true, true, Verdict.HarmlessTranspose)]
    public void A_jacobian_that_nothing_multiplies(bool transposed, bool onlyItsNorm, Verdict expected) =>
        Only(OtherCells.LoneJacobian(transposed, onlyItsNorm, keepsPreactivations: true)).ShouldBe(expected);

    [Fact]
    public void A_lone_jacobian_that_fits_another_step_in_denominator_layout_is_not_judged() =>
        Only(OtherCells.LoneJacobian(transposed: true, onlyItsNorm: false, keepsPreactivations: false)).ShouldBe(Verdict.NotProbed);

    [Fact]
    public void Right_programs_have_right_gradients_by_central_differences()
    {
        Run.GradientError(OtherCells.Neurons(Bug.None), Point, "neurons[].weights", "gradient").ShouldBeLessThan(1e-6);
        Run.GradientError(OtherCells.Jordan(Bug.None), Point, "W", "dW").ShouldBeLessThan(1e-6);
        Run.GradientError(OtherCells.Jordan(Bug.None), Point, "V", "dV").ShouldBeLessThan(1e-6);
        Run.GradientError(OtherCells.Rtrl(Bug.None), Point, "W", "dW").ShouldBeLessThan(1e-6);
    }

    private static Verdict Only(CellProgram program)
    {
        var finding = Run.Probe(program).Findings.ShouldHaveSingleItem();
        return finding.Verdict;
    }

    private static Dictionary<string, Verdict> Verdicts(CellProgram program) =>
        Run.Probe(program).Findings.ToDictionary(f => f.Matrix?.Name ?? "the cell", f => f.Verdict);
}
