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

    /// <summary>
    /// Of right code the numbers agree and no connection is disputed; of a transposed matrix they differ and one is. Where the matrix that is told of has no plain form, the
    /// steps are those of another one, which is accused of nothing.
    /// </summary>
    [Theory]
    [MemberData(nameof(Recipes))]
    public void Numbers_agree_where_the_code_is_right_and_one_connection_is_disputed_where_it_is_not(int number)
    {
        var recipe = Recipe.Drawn(Seed, Count).ElementAt(number);
        foreach (var report in ProgramParser.Parse($"Generated/{number} {recipe}", ProgramText.Of(recipe)).SelectMany(program => ExplanationTests.Reports(program.Files)).Where(report => report.Explanation.Value.Obstacle is null))
        {
            var explanation = report.Explanation.Value;
            var connections = explanation.Blocks<Network>().Single().Connections;
            var isShown = report.Findings[0].Matrix.EndsWith(((Element)connections[0].Weight).Of.Name, StringComparison.Ordinal);
            var isTransposed = report.Findings[0].Verdict == Verdict.TransposedRecurrentMatrix && isShown;

            connections.Count(connection => connection.Taken is not null).ShouldBe(isTransposed ? 1 : 0, $"{recipe}");
            if (isTransposed || report.Findings[0].Verdict == Verdict.Verified)
                explanation.Blocks<JacobianNumbers>().ShouldAllBe(numbers => numbers.Agree != isTransposed, $"{recipe}");
            else if (!isShown)
                explanation.Blocks<JacobianNumbers>().ShouldBeEmpty($"{recipe}");
        }
    }
}
