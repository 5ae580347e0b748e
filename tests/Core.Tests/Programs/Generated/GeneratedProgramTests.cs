using RnnLint.Probing;

namespace RnnLint.Core.Tests.Programs.Generated;

/// <summary>
/// Combinations of cell, storage, index convention, organisation, precision, loss, loop order and names that nobody wrote by hand, each right and with mistakes in one gate:
/// proved by running them, and then put to RnnLint, which must find the very rule at the very line.
/// </summary>
public class GeneratedProgramTests
{
    private const int Seed = 2024, Count = 30;

    private static readonly Lazy<IReadOnlyDictionary<string, (ProgramCase Program, IReadOnlyList<CellFinding> Findings)>> All = new(() =>
        Recipe.Drawn(Seed, Count).SelectMany((recipe, number) => ProgramParser.Parse($"Generated/{number} {recipe}", ProgramText.Of(recipe)))
            .AsParallel().Select(program => (program, Findings: Verdicts.Of(ProgramRunner.Compile(program.Files))))
            .ToDictionary(pair => pair.program.ToString(), pair => pair));

    public static TheoryData<string> Cases => [.. All.Value.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_what_it_says(string name)
    {
        var program = All.Value[name].Program;
        var errors = ProgramRunner.Gradients(program, 1, 2).Select(g => Numeric.RelativeError(g.Implemented, g.Numeric)).ToArray();
        if (program.Expected.IsRight)
            errors.Max().ShouldBeLessThan(program.SinglePrecision ? 5e-3 : 1e-6);
        else
            errors.Min().ShouldBeGreaterThan(program.SinglePrecision ? 1e-2 : 1e-3);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gets_its_rule_at_its_line(string name)
    {
        var (program, findings) = All.Value[name];
        var shown = findings.Where(finding => Verdicts.IsShown(finding.Verdict)).ToArray();
        if (program.Expected.IsRight)
        {
            shown.ShouldBeEmpty();
            findings.ShouldContain(finding => finding.Verdict == Verdict.Verified && finding.Matrix.EndsWith(program.Expected.Matrix!, StringComparison.Ordinal));
            return;
        }

        shown.ShouldNotBeEmpty();
        shown.ShouldAllBe(finding => program.Expected.Rules.Contains(Verdicts.Rule(finding.Verdict)));
        shown.ShouldContain(finding => finding.Location.GetLineSpan().StartLinePosition.Line + 1 == program.Expected.Line);
    }
}
