using RnnLint.Core.Tests.Models;

namespace RnnLint.Core.Tests.Programs;

/// <summary>Proves every program right, and every variant wrong, by running it.</summary>
public class CentralDifferencesTests
{
    private static readonly int[] Seeds = [1, 2];

    public static TheoryData<string, string> RightPrograms => ProgramLibrary.Rows(p => p.Expected.IsRight && CanRun(p));

    public static TheoryData<string, string> WrongPrograms => ProgramLibrary.Rows(p => !p.Expected.IsRight && CanRun(p));

    // The script draws its weights itself.
    public static TheoryData<string, string> TransposedPrograms => ProgramLibrary.Rows(p => p.Expected.Rule is "RNN0001" && CanRun(p) && p.Name != "Language/TopLevelScript");

    public static TheoryData<string, string> UnprovedPrograms => ProgramLibrary.Rows(p => p.Harness is null);

    [Theory]
    [MemberData(nameof(RightPrograms))]
    public void RightGradientIsTheDerivativeOfTheLoss(string program, string variant)
    {
        var tolerance = ProgramLibrary.Get(program, variant).SinglePrecision ? 1e-2 : 1e-6;
        Errors(program, variant).Max().ShouldBeLessThan(tolerance);
    }

    [Theory]
    [MemberData(nameof(WrongPrograms))]
    public void WrongGradientIsNot(string program, string variant)
    {
        var tolerance = ProgramLibrary.Get(program, variant).SinglePrecision ? 3e-2 : 1e-3;
        Errors(program, variant).Min().ShouldBeGreaterThan(tolerance);
    }

    /// <summary>Where W is symmetric a transposition is no mistake: nothing else may be wrong with the variant.</summary>
    [Theory]
    [MemberData(nameof(TransposedPrograms))]
    public void TransposedGradientIsRightWhereTheMatrixIsSymmetric(string program, string variant)
    {
        Numeric.SymmetricMatrices = true;
        try
        {
            RightGradientIsTheDerivativeOfTheLoss(program, variant);
        }
        finally
        {
            Numeric.SymmetricMatrices = false;
        }
    }

    [Theory]
    [MemberData(nameof(UnprovedPrograms))]
    public void ProgramWithoutHarnessCompiles(string program, string variant) =>
        ProgramRunner.Errors(ProgramRunner.Compile(ProgramLibrary.Get(program, variant).Files).GetDiagnostics()).ShouldBeEmpty();

    [Fact]
    public void EveryRecurrentProgramIsProved() =>
        ProgramLibrary.All.Where(p => !p.Expected.IsSilent && p.Harness is null).ShouldBeEmpty();

    private static bool CanRun(ProgramCase program) => program.Harness is not null && (program.Needs != "TorchSharp" || TensorLibraryTests.HasTorch);

    private static double[] Errors(string program, string variant) => Array.ConvertAll(
        ProgramRunner.Gradients(ProgramLibrary.Get(program, variant), Seeds),
        g => Numeric.RelativeError(g.Implemented, g.Numeric));
}
