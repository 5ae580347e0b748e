using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace RnnLint.CodeFixes.Tests;

/// <summary>A sample of all transposed matrices in tests/Programs, whatever their style. Over all of them the share was measured by benchmarks/FixRates.</summary>
public class RestOfTheProgramsTests
{
    private const int Every = 16;
    private const double Floor = 0.85;

    [Fact]
    public void Most_of_a_sample_of_all_transposed_matrices_are_set_right()
    {
        var (reported, isFixed) = (0, new List<string>());
        foreach (var program in ProgramLibrary.All.Where(program => Regex.IsMatch(program.Variant, @"^transposed(-\d+)?$")).Where((_, at) => at % Every == 5))
        {
            var compilation = ProgramRunner.Compile(program.Files);
            var analysis = new CellAnalysis(compilation);
            var wrong = Verdicts.Types(compilation.Assembly.GlobalNamespace).SelectMany(type => analysis.Analyze(type, CancellationToken.None))
                .SelectMany(report => report.Findings.Where(finding => FixFinder.CanFix(finding.Verdict)).Select(finding => (report, finding))).Take(1).ToList();
            reported += wrong.Count;
            if (wrong.Exists(pair => new FixFinder(new CellAnalysis(compilation)).Find(pair.report, pair.finding, CancellationToken.None).Any()))
                isFixed.Add(program.ToString());
        }

        reported.ShouldBeGreaterThanOrEqualTo(12);
        ((double)isFixed.Count / reported).ShouldBeGreaterThanOrEqualTo(Floor, string.Join(", ", isFixed));
    }
}
