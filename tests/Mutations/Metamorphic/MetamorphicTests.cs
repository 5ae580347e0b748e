using RnnLint.Mutations.Subjects;

namespace RnnLint.Mutations.Metamorphic;

/// <summary>The short form of <c>./fuzz.sh metamorphic</c>: some relations on some samples, right and wrong, each relation often enough to be tried.</summary>
public class MetamorphicTests
{
    private const int Seed = 1, Count = 150;

    private static readonly Lazy<IReadOnlyList<Comparison>> All = new(() => MetamorphicRun.Compare(SubjectLibrary.Samples(_ => true), Count, Seed));

    [Fact]
    public void The_verdict_is_the_same() => All.Value.Where(comparison => comparison.Effect == Effect.OtherVerdict).Select(comparison => comparison.ToString()).ShouldBeEmpty();

    [Fact]
    public void What_is_probed_is_the_same() =>
        All.Value.Where(comparison => comparison.Effect == Effect.ProbedInOneOnly && !KnownMisses.Contains((comparison.Subject.Name, comparison.Relation.Name))).Select(comparison => comparison.ToString()).ShouldBeEmpty();

    [Fact]
    public void Every_relation_has_a_program_that_it_changes() =>
        AllRelations.List.Where(relation => !All.Value.Any(comparison => comparison.Relation == relation && comparison.Effect == Effect.SameVerdict)).ShouldBeEmpty();

    [Fact]
    public void Both_right_and_wrong_programs_are_changed()
    {
        var said = All.Value.Where(comparison => comparison.Effect == Effect.SameVerdict).SelectMany(comparison => comparison.Before).ToArray();

        said.ShouldContain(finding => finding.StartsWith(Expectation.Verified, StringComparison.Ordinal));
        said.ShouldContain(finding => finding.StartsWith("RNN0001", StringComparison.Ordinal));
    }

    /// <summary>
    /// A Jacobian of one step, with matrices that are objects of the code's own whose sizes nothing but their constructor sets: where an element's place is computed
    /// from a size (column after column in one array), nothing is recognised. Nothing wrong is said either.
    /// </summary>
    private static readonly (string, string)[] KnownMisses =
    [
        ("samples/SeedJacobian/SeedJacobianRight.cs", "tables as objects over columns in one array"),
        ("samples/SeedJacobian/SeedJacobianAsPrinted.cs", "tables as objects over columns in one array"),
    ];
}
