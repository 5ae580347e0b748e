using System.Text.RegularExpressions;
using RnnLint.Core.Tests.Programs;
using RnnLint.Derivation;

namespace RnnLint.Core.Tests.Derivation;

/// <summary>
/// docs/where-does-the-transpose-come-from.md shows what the derivation of equation 5 says, step by step. Where it says something else by now, run this test with
/// <c>RNNLINT_WRITE_PAGES=1</c> and read what has changed.
/// </summary>
public partial class TransposePageTests
{
    private static readonly string Page = Path.Combine(ProgramLibrary.Root, "docs", "where-does-the-transpose-come-from.md");

    [Fact]
    public void The_page_shows_what_the_tool_writes()
    {
        var page = File.ReadAllText(Page).ReplaceLineEndings("\n");
        var sample = SampleLibrary.All.Single(sample => sample.Name == "SeedJacobianAsPrinted");
        var compilation = ProgramRunner.Compile([sample.File]);
        var explanation = Verdicts.Types(compilation.Assembly.GlobalNamespace).SelectMany(type => new CellAnalysis(compilation).Analyze(type, CancellationToken.None)).First().Explanation.Value;

        var written = Box().Replace(page, box => $"<!-- explain {box.Groups["kind"].Value} -->\n```text\n{Text(explanation, Enum.Parse<StepKind>(box.Groups["kind"].Value))}```\n<!-- end -->");

        if (Environment.GetEnvironmentVariable("RNNLINT_WRITE_PAGES") == "1")
            File.WriteAllText(Page, written);
        written.ShouldBe(page);
    }

    [Fact]
    public void Every_step_is_on_it_once() =>
        Box().Matches(File.ReadAllText(Page).ReplaceLineEndings("\n")).Select(box => box.Groups["kind"].Value).ShouldBe(Enum.GetNames<StepKind>());

    /// <summary>Without the heading, and moved to the left.</summary>
    private static string Text(Explanation explanation, StepKind kind)
    {
        var lines = PlainText.Write(new([explanation.Steps.Single(step => step.Kind == kind)], null)).TrimEnd('\n').Split('\n').Skip(2);
        return string.Concat(lines.Select(line => (line.StartsWith("   ", StringComparison.Ordinal) ? line[3..] : line) + "\n"));
    }

    [GeneratedRegex("<!-- explain (?<kind>[A-Za-z]+) -->\n(.*?)<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Box();
}
