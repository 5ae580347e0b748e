using RnnLint.Probing;

namespace RnnLint.Core.Tests.Programs;

/// <summary>What RnnLint says of each sample is what the sample's own comment expects.</summary>
public class SampleVerdictTests
{
    private static readonly Lazy<IReadOnlyList<CellFinding>> Findings = new(() => Verdicts.Of(ProgramRunner.Compile(SampleLibrary.All.Select(sample => sample.File))));

    public static TheoryData<string> Right => SampleLibrary.Names(expected => expected.Rule == Expectation.Verified);

    public static TheoryData<string> Wrong => SampleLibrary.Names(expected => expected.Rule != Expectation.Verified);

    [Theory]
    [MemberData(nameof(Right))]
    public void A_right_sample_is_verified_and_silent(string name)
    {
        var findings = Of(name);

        findings.ShouldContain(finding => finding.Verdict == Verdict.Verified);
        findings.ShouldNotContain(finding => Verdicts.IsShown(finding.Verdict), string.Join("; ", findings.Select(finding => finding.Message)));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_sample_is_reported_at_its_line(string name)
    {
        var expected = SampleLibrary.All.Single(sample => sample.Name == name).Expected!;
        var shown = Of(name).Where(finding => Verdicts.IsShown(finding.Verdict)).ToArray();

        shown.Select(finding => Verdicts.Rule(finding.Verdict)).Distinct().ShouldBe([expected.Rule!]);
        shown.ShouldContain(finding => finding.Location.GetLineSpan().StartLinePosition.Line + 1 == expected.Line, string.Join("; ", shown.Select(finding => finding.Location.ToString())));
    }

    private static CellFinding[] Of(string name) =>
        [.. Findings.Value.Where(finding => Path.GetFileNameWithoutExtension(finding.Location.SourceTree!.FilePath) == name)];
}
