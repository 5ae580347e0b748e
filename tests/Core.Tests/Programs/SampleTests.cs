namespace RnnLint.Core.Tests.Programs;

/// <summary>Proves by running them that the samples are what they say.</summary>
public class SampleTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, Func<double>>> Checks = new(() =>
        ProgramRunner.Load(
            SampleLibrary.All.Select(s => s.File),
            samples => (IReadOnlyDictionary<string, Func<double>>)samples.GetType("Samples.GradientChecks")!.GetProperty("All")!.GetValue(null)!));

    public static TheoryData<string> RightSamples => SampleLibrary.Names(e => e.IsRight);

    public static TheoryData<string> WrongSamples => SampleLibrary.Names(e => !e.IsRight);

    [Theory]
    [MemberData(nameof(RightSamples))]
    public void RightSampleAgreesWithCentralDifferences(string name) => Checks.Value[name]().ShouldBeLessThan(1e-6);

    [Theory]
    [MemberData(nameof(WrongSamples))]
    public void WrongSampleDoesNot(string name) => Checks.Value[name]().ShouldBeGreaterThan(1e-3);

    [Fact]
    public void EverySampleWithAnExpectationIsChecked() =>
        SampleLibrary.All.Where(s => s.Expected is not null).Select(s => s.Name).ShouldBe(Checks.Value.Keys, ignoreOrder: true);
}
