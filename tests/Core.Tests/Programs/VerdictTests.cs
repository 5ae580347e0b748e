using RnnLint.Probing;

namespace RnnLint.Core.Tests.Programs;

/// <summary>
/// What RnnLint says of every test program and of every mistake in it. Saying nothing, or that a cell was not probed, is honest, and so
/// is RNN0004 of a wrong program, which names no cause; any other rule is a wrong verdict. Which do not get their very rule at their very line is
/// held by <see cref="What_falls_short_is_listed"/>.
/// </summary>
public class VerdictTests
{
    public static TheoryData<string, string> Cases => ProgramLibrary.Rows();

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_wrong_verdict(string name, string variant) => WrongVerdict(ProgramLibrary.Get(name, variant)).ShouldBeNull();

    private static string? WrongVerdict(ProgramCase program)
    {
        var shown = Shown(program);
        if (!program.Expected.IsRight && shown.Count == 0 && !IsDoubted(program) && Verdicts.Of(program).Any(finding => finding.Verdict == Verdict.Verified))
            return $"{program} is wrong, and nothing but praise was said of it";
        return shown.Where(finding => program.Expected.IsRight || finding.Verdict != Verdict.UnexplainedGradient)
            .Where(finding => !program.Expected.Rules.Contains(Verdicts.Rule(finding.Verdict)))
            .Select(finding => $"{program}: {finding.Location} {finding.Message}").FirstOrDefault();
    }

    /// <summary>
    /// Every program gets its very rule, at its very line, but for those in Shortfalls.txt, each with what RnnLint says now. Whoever mends one takes
    /// it from the list; whoever breaks one finds out here.
    /// </summary>
    [Fact]
    public void What_falls_short_is_listed()
    {
        var now = ProgramLibrary.All.Select(Shortfall).OfType<string>().Order(StringComparer.Ordinal).ToArray();
        if (Environment.GetEnvironmentVariable("UPDATE_SHORTFALLS") is not null)
            File.WriteAllLines(ShortfallList, now);

        var listed = File.ReadAllLines(ShortfallList);
        now.Except(listed).ShouldBeEmpty("these fell short of what they were; where that cannot be helped, list them with UPDATE_SHORTFALLS=1");
        listed.Except(now).ShouldBeEmpty("these got better: take them from the list with UPDATE_SHORTFALLS=1");
    }

    private static string ShortfallList => Path.Combine(ProgramLibrary.Root, "tests", "Programs", "Shortfalls.txt");

    private static string? Shortfall(ProgramCase program)
    {
        var (expected, shown) = (program.Expected, Shown(program));
        var said = shown.Count == 0 ? Verdicts.Of(program).Count == 0 ? "nothing" : "nothing visible" : string.Join(", ", shown.Select(finding => Verdicts.Rule(finding.Verdict)).Distinct());
        if (expected.IsSilent ? shown.Count > 0 : !IsDecided(program) || shown.Any(finding => !expected.Rules.Contains(Verdicts.Rule(finding.Verdict))))
            return $"{program}: {said}, not {(expected.IsSilent ? "silence" : expected.Rule)}";
        return expected is { IsRight: false, Line: not null } && !shown.Any(finding => IsAt(finding, expected)) ? $"{program}: {said} at another line" : null;
    }

    private static bool IsAt(CellFinding finding, Expectation expected) =>
        finding.Location.GetLineSpan().StartLinePosition.Line + 1 == expected.Line
        && (expected.File is null || Path.GetFileName(finding.Location.SourceTree!.FilePath) == Path.GetFileName(expected.File));

    /// <summary>Random numbers that nothing holds at the end have no name of their own; a program that was started several times left such.</summary>
    [Fact]
    public void Every_matrix_has_a_name_from_the_code() =>
        ProgramLibrary.All.SelectMany(Verdicts.Of).ShouldAllBe(finding => !finding.Message.Contains("''"));

    [Fact]
    public void A_state_that_is_a_single_number_is_not_passed_over() =>
        Verdicts.Of(ProgramLibrary.Get("Traps/ScalarState", ProgramCase.AsWritten)).ShouldAllBe(finding => finding.Verdict == Verdict.NotProbed && finding.Message.Contains("a single number"));

    [Theory]
    [InlineData("LookAlikes/ScalarFilters")]
    [InlineData("LookAlikes/ScalarDynamics")]
    [InlineData("LookAlikes/IirFilter")]
    [InlineData("LookAlikes/HoltWinters")]
    [InlineData("LookAlikes/PendulumAdjoint")]
    public void Nothing_at_all_is_said_of_numbers_that_go_through_time_without_learning(string program) =>
        Verdicts.Of(ProgramLibrary.Get(program, ProgramCase.AsWritten)).ShouldBeEmpty();

    /// <summary>True where the faulty matrix itself was not probed: then the others may be verified.</summary>
    private static bool IsDoubted(ProgramCase program) => Verdicts.Of(program).Any(finding =>
        finding.Verdict == Verdict.NotProbed && finding.Matrix.Split('.').Last() == program.Expected.Matrix);

    private static bool IsDecided(ProgramCase program) =>
        (program.Expected.Rule is Expectation.Verified or "RNN0090" ? Verdicts.Of(program) : Shown(program)).Any(finding => program.Expected.Rules.Contains(Verdicts.Rule(finding.Verdict)));

    private static IReadOnlyList<CellFinding> Shown(ProgramCase program) => [.. Verdicts.Of(program).Where(finding => Verdicts.IsShown(finding.Verdict))];
}
