namespace RnnLint.Core.Tests.Probing;

public class GatedCellTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_right_lstm_is_verified(bool fused) =>
        Verdicts(GatedCells.Lstm(Bug.None, fused)).Values.ShouldAllBe(v => v == Verdict.Verified);

    [Fact]
    public void A_right_gru_is_verified() =>
        Verdicts(GatedCells.Gru(Bug.None)).ShouldBe(new Dictionary<string, Verdict>
        {
            ["Uz"] = Verdict.Verified,
            ["Ur"] = Verdict.Verified,
            ["Uh"] = Verdict.Verified,
        }, ignoreOrder: true);

    [Theory]
    [InlineData("Transposed", Verdict.TransposedRecurrentMatrix)]
    [InlineData("DerivativeMissing", Verdict.WrongActivationDerivative)]
    [InlineData("ReversedOuterProduct", Verdict.ReversedWeightGradient)]
    public void Only_the_faulty_gate_of_an_lstm_is_blamed(string bug, Verdict expected)
    {
        string[] names = ["Ui", "Uf", "Uo", "Ug"];
        for (var gate = 0; gate < 4; gate++)
        {
            var verdicts = Verdicts(GatedCells.Lstm(Enum.Parse<Bug>(bug), fused: false, gate));

            foreach (var name in names)
                verdicts[name].ShouldBe(name == names[gate] ? expected : Verdict.Verified, names[gate] + " faulty, " + name);
        }
    }

    [Theory]
    [InlineData("Transposed", Verdict.TransposedRecurrentMatrix)]
    [InlineData("DerivativeMissing", Verdict.WrongActivationDerivative)]
    [InlineData("ReversedOuterProduct", Verdict.ReversedWeightGradient)]
    public void Only_the_faulty_gate_of_a_gru_is_blamed(string bug, Verdict expected)
    {
        string[] names = ["Uz", "Ur", "Uh"];
        for (var gate = 0; gate < 3; gate++)
        {
            var verdicts = Verdicts(GatedCells.Gru(Enum.Parse<Bug>(bug), gate));

            foreach (var name in names)
                verdicts[name].ShouldBe(name == names[gate] ? expected : Verdict.Verified, names[gate] + " faulty, " + name);
        }
    }

    [Theory]
    [InlineData("Transposed", Verdict.TransposedRecurrentMatrix)]
    [InlineData("DerivativeMissing", Verdict.WrongActivationDerivative)]
    public void A_matrix_with_all_gates_is_judged_as_one(string bug, Verdict expected) =>
        Verdicts(GatedCells.Lstm(Enum.Parse<Bug>(bug), fused: true)).ShouldHaveSingleItem().Value.ShouldBe(expected);

    [Fact]
    public void Right_cells_have_right_gradients_by_central_differences()
    {
        var draw = new Draw(3, 4, 5);
        foreach (var name in new[] { "Ui", "Uf", "Uo", "Ug" })
            Run.GradientError(GatedCells.Lstm(Bug.None, false), draw, name, "d" + name).ShouldBeLessThan(1e-6);
        Run.GradientError(GatedCells.Lstm(Bug.None, true), draw, "U", "dU").ShouldBeLessThan(1e-6);
        foreach (var name in new[] { "Uz", "Ur", "Uh" })
            Run.GradientError(GatedCells.Gru(Bug.None), draw, name, "d" + name).ShouldBeLessThan(1e-6);
    }

    private static Dictionary<string, Verdict> Verdicts(CellProgram program) =>
        Run.Probe(program).Findings.ToDictionary(f => f.Matrix?.Name ?? "the cell", f => f.Verdict);
}
