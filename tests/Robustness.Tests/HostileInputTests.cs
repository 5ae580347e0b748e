using RnnLint.Fuzz.Robustness.Hostile;

namespace RnnLint.Robustness.Tests;

/// <summary>
/// The short form of <c>fuzz.sh hostile</c>: programs of every family at a small size, through the analyzer as the compiler runs it, in a process of its own. The long form runs all of them, fifty
/// times as large.
/// </summary>
public class HostileInputTests
{
    /// <summary>A guard against what never ends. It is a hundred times what the slowest of them takes: no slow machine comes near it.</summary>
    private static readonly TimeSpan Ever = TimeSpan.FromMinutes(5);

    private const double Share = 0.02;

    /// <summary>
    /// The families, and of how many programs one is run: many are much alike. <see cref="Networks"/> are left to the long form: deriving what nests a thousand
    /// deep takes minutes yet, at any share.
    /// </summary>
    public static TheoryData<string, int> Families => new() { { nameof(Nesting), 6 }, { nameof(Declarations), 1 }, { nameof(LibraryCalls), 4 } };

    [Theory]
    [MemberData(nameof(Families))]
    public void The_process_lives_and_of_every_cell_something_is_said(string family, int oneIn)
    {
        var inputs = HostileInputs.Families[family].Where((_, number) => number % oneIn == 0);

        var complaints = new Examiner(Ever).Examine([.. inputs.Select(input => (input, input.SizeOf(Share)))]).SelectMany(outcome => outcome.Complaints()).ToArray();

        complaints.ShouldBeEmpty();
    }
}
