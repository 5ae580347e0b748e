using Microsoft.CodeAnalysis;
using RnnLint.Probing;

namespace RnnLint.Analyzer.Tests;

public class RulePageTests
{
    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void The_page_agrees_with_the_descriptor(string id)
    {
        var rule = Rules.All.Single(rule => rule.Id == id);
        var page = RulePage.Of(id);

        page.Heading.ShouldBe($"# {id}: {rule.Title}");
        page.Text.ShouldContain($"| Severity | {rule.DefaultSeverity} |");
        page.Text.ShouldContain($"| Category | {rule.Category} |");
        rule.HelpLinkUri.ShouldEndWith($"/docs/rules/{id}.md");
        page.Text.ShouldContain($"dotnet_diagnostic.{id}.severity");
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_readme_lists_the_rule(string id) =>
        File.ReadAllText(Repository.PathTo("README.md")).ShouldContain(
            $"| [{id}](docs/rules/{id}.md) | {Rules.All.Single(rule => rule.Id == id).DefaultSeverity.ToString().ToLowerInvariant()} |");

    [Fact]
    public void Every_verdict_has_a_rule_and_every_rule_but_that_of_settings_a_verdict() =>
        Enum.GetValues<Verdict>().Select(Rules.For).Append(Rules.SettingNotUnderstood).OrderBy(rule => rule.Id, StringComparer.Ordinal).ShouldBe(Rules.All);

    [Theory, MemberData(nameof(Ids))]
    public void Every_sample_compiles(string id)
    {
        var page = RulePage.Of(id);

        foreach (var sample in page.Wrong.Concat(page.Right))
            Compiled.From(("Sample.cs", sample)).GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task The_wrong_samples_are_found_on_the_marked_line(string id)
    {
        foreach (var sample in RulePage.Of(id).Wrong)
        {
            var found = (await Compiled.From(("Sample.cs", sample)).AnalysedBy(new())).Select(diagnostic => (diagnostic.Id, Line(diagnostic)));
            found.ShouldBe([(id, Array.FindIndex(sample.Split('\n'), text => text.Contains("// wrong")))]);
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task The_right_samples_are_verified(string id)
    {
        foreach (var sample in RulePage.Of(id).Right)
            (await Compiled.From(("Sample.cs", sample)).AnalysedBy(new())).Select(diagnostic => diagnostic.Id).ShouldBe(["RNN0099"]);
    }

    private static int Line(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line;
}
