using RnnLint.Core.Tests.Programs;
using RnnLint.Core.Tests.Programs.Generated;
using RnnLint.Derivation;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Derivation;

/// <summary>Cells of many kinds, storages, conventions and names that nobody wrote by hand are lifted and differentiated; all formulas were compared with the trace when they were made.</summary>
public class GeneratedDerivationTests
{
    private const int Seed = 77, Count = 24;

    public static TheoryData<int> Recipes => [.. Enumerable.Range(0, Count)];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_generated_cell_has_all_ten_steps(int number)
    {
        var recipe = Recipe.Drawn(Seed, Count).ElementAt(number);
        var program = ProgramParser.Parse($"Generated/{number} {recipe}", ProgramText.Of(recipe)).First(one => one.Expected.IsRight);

        var explanations = ExplanationTests.Reports(program.Files).Where(report => report.Findings.Any(finding => finding.Verdict == Verdict.Verified)).Select(report => report.Explanation.Value).ToList();

        explanations.ShouldContain(explanation => explanation.Obstacle == null && explanation.Steps.Count == Enum.GetValues<StepKind>().Length,
            $"{recipe}: {string.Join("; ", explanations.Select(explanation => explanation.Obstacle))}");
    }
}
