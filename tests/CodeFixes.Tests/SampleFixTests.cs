using Microsoft.CodeAnalysis;

namespace RnnLint.CodeFixes.Tests;

/// <summary>Every wrong sample that a rule with fixes reports is set right, and then agrees with its own central differences.</summary>
public class SampleFixTests
{
    private static readonly string[] Rules = ["RNN0001", "RNN0002", "RNN0003"];

    private static readonly Lazy<FixRunResult> Run = new(() =>
    {
        var compilation = ProgramRunner.Compile(SampleLibrary.All.Select(sample => sample.File));
        return FixRun.Over(new CellAnalysis(compilation), Verdicts.Types(compilation.Assembly.GlobalNamespace), (_, _) => true, FixScope.All, CancellationToken.None);
    });

    private static readonly Lazy<IReadOnlyDictionary<string, double>> Errors = new(() => ProgramRunner.Load(
        SampleLibrary.All.Select(sample => new ProgramFile(sample.File.Name, Run.Value.Fixed.SyntaxTrees.Single(tree => tree.FilePath == sample.File.Name).ToString())),
        samples => ((IReadOnlyDictionary<string, Func<double>>)samples.GetType("Samples.GradientChecks")!.GetProperty("All")!.GetValue(null)!).ToDictionary(check => check.Key, check => check.Value())));

    private static readonly Lazy<IReadOnlyList<CellFinding>> Findings = new(() => Verdicts.Of(Run.Value.Fixed));

    public static TheoryData<string> Wrong => SampleLibrary.Names(expected => Rules.Contains(expected.Rule));

    public static TheoryData<string> Others => SampleLibrary.Names(expected => !Rules.Contains(expected.Rule));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_sample_is_set_right(string name)
    {
        Run.Value.Applied.ShouldContain(applied => Name(applied.Finding.Location) == name, string.Join("; ", Run.Value.Left.Select(left => left.Obstacle)));
        Findings.Value.ShouldNotContain(finding => Name(finding.Location) == name && Verdicts.IsShown(finding.Verdict));
        Findings.Value.ShouldContain(finding => Name(finding.Location) == name && finding.Verdict == Verdict.Verified);
        Errors.Value[name].ShouldBeLessThan(1e-6);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void The_others_stay_as_they_are(string name) =>
        Run.Value.Fixed.SyntaxTrees.Single(tree => Name(Location.Create(tree, default)) == name).ToString().ShouldBe(SampleLibrary.All.Single(sample => sample.Name == name).File.Text);

    private static string Name(Location location) => Path.GetFileNameWithoutExtension(location.SourceTree!.FilePath);
}
