namespace RnnLint.Core.Tests.Probing;

public class PlaceTests
{
    [Fact]
    public void A_transposed_product_is_reported_where_it_stands()
    {
        var finding = Run.Probe(new Elman { Bug = Bug.Transposed }.Run).Findings.Single();

        finding.Place!.Syntax.ToString().ShouldBe("at_backward_product");
        finding.ForwardUse!.Syntax.ToString().ShouldBe("at_forward_product");
    }

    [Fact]
    public void A_shared_helper_is_not_blamed_but_its_caller()
    {
        var finding = Run.Probe(new Elman { Bug = Bug.Transposed, SharedHelper = true }.Run).Findings.Single();

        finding.Place!.Syntax.ToString().ShouldBe("at_backward_product");
        finding.ForwardUse!.Syntax.ToString().ShouldBe("at_forward_product");
    }

    [Fact]
    public void A_missing_derivative_is_reported_where_the_cotangent_is_defined() =>
        Run.Probe(new Elman { Bug = Bug.DerivativeMissing }.Run).Findings.Single().Definition!.Syntax.ToString().ShouldBe("at_cotangent");

    [Fact]
    public void A_reversed_outer_product_is_reported_where_it_stands() =>
        Run.Probe(new Elman { Bug = Bug.ReversedOuterProduct }.Run).Findings.Single().Place!.Syntax.ToString().ShouldBe("at_weight_gradient");

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void The_index_that_runs_over_what_is_written_to_is_told_by_use(bool fromFirst, int expected) =>
        Run.Probe(new Elman { FromFirst = fromFirst }.Run).Findings.Single().OutPosition.ShouldBe(expected);

    [Fact]
    public void A_flat_matrix_has_no_such_index() =>
        Run.Probe(new Elman { Storage = Storage.FlatByRow }.Run).Findings.Single().OutPosition.ShouldBeNull();

    [Theory]
    [InlineData("DerivativeMissing", "missing")]
    [InlineData("DerivativeAtWrongStep", "wrong step")]
    [InlineData("WrongSign", "wrong sign")]
    [InlineData("Scaled", "scaled")]
    public void The_cause_says_what_is_wrong_with_the_derivative(string bug, string said) =>
        Run.Probe(new Elman { Bug = Enum.Parse<Bug>(bug) }.Run).Findings.Single().Cause.ShouldContain(said);
}
