namespace RnnLint.Mutations.Seeded;

/// <summary>A mutant of which RnnLint does not say what it should.</summary>
/// <param name="Mutant">As it names itself.</param>
/// <param name="Reason">What goes wrong there.</param>
public sealed record KnownFault(string Mutant, Outcome Outcome, string Reason)
{
    public static IReadOnlyList<KnownFault> List { get; } =
    [
        new(
            "Language/SimdVector OperandsSwapped SimdVector.cs:28: (t + 1) * n, n  ->  n, (t + 1) * n",
            Outcome.WrongCause,
            "Every step writes its state over that of the first, in an array that the backward pass reads at other places: zeros. A gradient of which nothing is left after one step is taken for a truncated one (RNN0006)."),
        new(
            "Cells/IdentityReluRnn UpdateDropped IdentityReluRnn.cs:78: before[j] += d[i] * W[i][j];  ->  { }",
            Outcome.Silent,
            "A gradient that ends after one step, which is known by its products with the operands of the matrix: RNN0006. There are none for a unit of a rectifier that is closed at the last step, and nothing is said."),
        new(
            "Time/Recursion FactorDropped Recursion.cs:66: W[i][j] * delta[i]  ->  (delta[i])",
            Outcome.Silent,
            "What goes back passes no matrix at all. Where it goes back by returning from a call, nothing is recognised then; in loops it is RNN0006 or not probed."),
    ];
}
