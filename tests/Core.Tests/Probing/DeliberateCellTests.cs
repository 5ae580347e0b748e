namespace RnnLint.Core.Tests.Probing;

public class DeliberateCellTests
{
    public static TheoryData<string> Habits() => [.. Enum.GetNames<DeliberateCells.Habit>()];

    [Theory]
    [MemberData(nameof(Habits))]
    public void Right_code_with_a_habit_is_never_called_wrong(string habit)
    {
        var finding = Run.Probe(DeliberateCells.With(Enum.Parse<DeliberateCells.Habit>(habit), transposed: false)).Findings.ShouldHaveSingleItem();

        // The gradient of the normalised state leaves the normalisation out: that is a fault, but not a transposition.
        if (habit == nameof(DeliberateCells.Habit.NormalisedState))
            finding.Verdict.ShouldBe(Verdict.UnexplainedGradient);
        else
            finding.Verdict.ShouldBe(Verdict.Verified, finding.Cause + " " + string.Join(" ", finding.Errors));
    }

    [Theory]
    [MemberData(nameof(Habits))]
    public void Transposed_code_with_a_habit_is_found(string habit)
    {
        var finding = Run.Probe(DeliberateCells.With(Enum.Parse<DeliberateCells.Habit>(habit), transposed: true)).Findings.ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(
            habit == nameof(DeliberateCells.Habit.NormalisedState) ? Verdict.UnexplainedGradient : Verdict.TransposedRecurrentMatrix,
            finding.Cause + " " + string.Join(" ", finding.Errors));
    }
}
