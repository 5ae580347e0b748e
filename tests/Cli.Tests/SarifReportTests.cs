using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;
using NJsonSchema;
using RnnLint.Cli.Reports;
using RnnLint.Explaining;

namespace RnnLint.Cli.Tests;

public sealed class SarifReportTests : IDisposable
{
    private static readonly Task<JsonSchema> Schema =
        JsonSchema.FromJsonAsync(typeof(SarifReportTests).Assembly.GetManifestResourceStream("sarif-schema-2.1.0.json")!);

    private static readonly CheckOptions Shown = new([]);

    private static readonly CheckOptions Detailed = new([]) { Reports = [new(ReportFormat.Sarif)] };

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("class Unrelated;")]
    [InlineData("class Rnn { object[] X() => [RNN0001, RNN0005, RNN0090, RNN0099]; }")]
    [InlineData("class Rnn {\n#pragma warning disable RNN0001\nobject X() => RNN0001;\n}")]
    public async Task It_is_valid_whatever_was_found(string source)
    {
        _scratch.Write("Rnn.cs", source);

        var text = _scratch.Report(Shown with { IncludeHidden = true }).Text(ReportFormat.Sarif);

        (await Schema).Validate(text).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_valid_and_says_so_where_something_could_not_be_read()
    {
        var report = _scratch.Report(Shown);
        var text = (report with { Result = report.Result with { Problems = ["gone.cs: no such file or folder"] } }).Text(ReportFormat.Sarif);

        (await Schema).Validate(text).ShouldBeEmpty();
        Invocation(text)["executionSuccessful"]!.GetValue<bool>().ShouldBeFalse();
        Invocation(text)["toolExecutionNotifications"]![0]!["message"]!["text"]!.GetValue<string>().ShouldContain("gone.cs");
    }

    [Fact]
    public void A_result_lies_at_the_expression_relative_to_the_working_directory()
    {
        _scratch.Write("my models/Rnn #1.cs", "class Rnn\n{\n    object X() => RNN0001;\n}\n");

        var location = Results().ShouldHaveSingleItem()!["locations"]![0]!["physicalLocation"]!;

        location["artifactLocation"]!["uri"]!.GetValue<string>().ShouldBe("my%20models/Rnn%20%231.cs");
        location["artifactLocation"]!["uriBaseId"]!.GetValue<string>().ShouldBe("%SRCROOT%");
        location["region"]!.ToJsonString().ShouldBe("""{"startLine":3,"startColumn":19,"endLine":3,"endColumn":26,"snippet":{"text":"RNN0001"}}""");
        location["contextRegion"]!["snippet"]!["text"]!.GetValue<string>().ShouldBe("class Rnn\n{\n    object X() => RNN0001;\n}\n");
    }

    [Fact]
    public void A_result_carries_its_evidence_and_notes()
    {
        _scratch.Write("Rnn.cs", "class Rnn { object X() => RNN0001; }");

        var result = Results().ShouldHaveSingleItem()!;

        result["level"]!.GetValue<string>().ShouldBe("warning");
        result["properties"]!["evidence"]!["error as written"]!.GetValue<string>().ShouldBe("1.0");
        result["relatedLocations"]![0]!["message"]!["text"]!.GetValue<string>().ShouldBe("first mark");
    }

    [Fact]
    public void A_fingerprint_survives_moved_lines_and_new_layout()
    {
        _scratch.Write("Rnn.cs", "class Rnn { object X(double[] h) => h[ RNN0001 ]; }");
        var before = Fingerprints();

        _scratch.Write("Rnn.cs", "// moved\n\nclass Rnn\n{\n    object X(double[] h) =>\n        h[/* here */ RNN0001];\n}");

        Fingerprints().ShouldBe(before);
    }

    [Fact]
    public void Fingerprints_tell_equal_findings_apart()
    {
        _scratch.Write("Rnn.cs", "class Rnn { object[] X() => [RNN0001, RNN0001, RNN0002]; object Y() => RNN0001; }");

        Fingerprints().Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void A_rule_comes_with_its_page_and_what_review_tools_sort_by()
    {
        var rules = Run(_scratch.Report().Text(ReportFormat.Sarif))["tool"]!["driver"]!["rules"]!.AsArray();

        rules.Count.ShouldBe(Analyzer.Rules.All.Length);
        foreach (var rule in rules)
        {
            var page = rule!["help"]!["markdown"]!.GetValue<string>();
            page.ShouldStartWith($"# {rule["id"]}: ");
            page.ShouldNotContain("<!--");
            Regex.Matches(page, @"\]\((?<to>[^)]+)\)").ShouldAllBe(link => link.Groups["to"].Value.StartsWith("https://"));
            rule["properties"]!["precision"]!.GetValue<string>().ShouldBeOneOf("very-high", "high");
            rule["properties"]!["problem.severity"]!.GetValue<string>().ShouldBeOneOf("warning", "recommendation");
            rule["properties"]!["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()).ShouldContain("recurrent-network");
        }

        rules.Select(rule => rule!["name"]!.GetValue<string>()).ShouldContain("TransposedRecurrentMatrix");
    }

    [Fact]
    public async Task The_code_flow_walks_the_derivation_to_the_fault()
    {
        _scratch.Write("Rnn.cs", RulePage.Of("RNN0001").Wrong.First());

        var text = _scratch.Probed(Detailed).Text(ReportFormat.Sarif);

        (await Schema).Validate(text).ShouldBeEmpty();
        var result = Run(text)["results"]!.AsArray().ShouldHaveSingleItem()!;
        var steps = result["codeFlows"]![0]!["threadFlows"]![0]!["locations"]!.AsArray().Select(step => step!["location"]!).ToList();
        var texts = steps.ConvertAll(step => step["message"]!["text"]!.GetValue<string>());
        texts.Select(step => step.Split('.')[0]).Distinct().Take(10).ShouldBe(Enumerable.Range(1, 10).Select(number => $"{number}"));
        texts[0].ShouldStartWith("1. The forward pass, index by index: ");
        texts[0].ShouldContain("Σₖ");
        texts[^1].ShouldBe(result["message"]!["text"]!.GetValue<string>());
        steps.ShouldAllBe(step => step["physicalLocation"]!["artifactLocation"]!["uri"]!.GetValue<string>() == "Rnn.cs");
        steps[^1]["physicalLocation"]!["region"]!["startLine"]!.GetValue<int>().ShouldBe(result["locations"]![0]!["physicalLocation"]!["region"]!["startLine"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("RNN0001")]
    [InlineData("RNN0002")]
    [InlineData("RNN0003")]
    public async Task A_fix_applied_as_the_report_says_leaves_nothing_wrong(string rule)
    {
        var path = _scratch.Write("Rnn.cs", RulePage.Of(rule).Wrong.First());

        var text = _scratch.Probed(Detailed).Text(ReportFormat.Sarif);
        var fix = Run(text)["results"]!.AsArray().ShouldHaveSingleItem()!["fixes"]![0]!;
        File.WriteAllText(path, Applied(File.ReadAllText(path), fix["artifactChanges"]!.AsArray().ShouldHaveSingleItem()!["replacements"]!.AsArray()));

        (await Schema).Validate(text).ShouldBeEmpty();
        _scratch.Probed(new([])).Result.Summary.ToString().ShouldContain("1 verified, 0 wrong");
    }

    [Fact]
    public void Nothing_is_derived_or_fixed_for_a_report_that_does_not_show_it()
    {
        _scratch.Write("Rnn.cs", RulePage.Of("RNN0001").Wrong.First());

        var finding = _scratch.Probed(new([])).Shown.ShouldHaveSingleItem();

        finding.Fix.ShouldBeNull();
        finding.Cell.ShouldNotBeNull().Derivation.ShouldBeNull();
    }

    [Theory]
    [InlineData("class Rnn {\n#pragma warning disable RNN0001 // as the paper prints it\nobject X() => RNN0001;\n}", 2, "as the paper prints it")]
    [InlineData("class Rnn {\n#pragma warning disable RNN0005\n#pragma warning disable\n#pragma warning disable RNN0002 // another\nobject X() => RNN0001;\n}", 3, null)]
    [InlineData("using System.Diagnostics.CodeAnalysis;\nclass Rnn {\n[SuppressMessage(\"Correctness\", \"RNN0001\", Justification = \"as the paper prints it\")]\nobject X() => RNN0001;\n}", 3, "as the paper prints it")]
    [InlineData("using System.Diagnostics.CodeAnalysis;\n[assembly: SuppressMessage(\"Correctness\", \"RNN0001\", Scope = \"member\", Target = \"~M:Rnn.X\")]\nclass Rnn { object X() => RNN0001; }", 2, null)]
    public async Task A_suppression_says_where_it_stands_and_why(string source, int line, string? justification)
    {
        _scratch.Write("Rnn.cs", source);

        var text = _scratch.Report().Text(ReportFormat.Sarif);

        (await Schema).Validate(text).ShouldBeEmpty();
        var suppression = Run(text)["results"]!.AsArray().ShouldHaveSingleItem()!["suppressions"]!.AsArray().ShouldHaveSingleItem()!;
        suppression["kind"]!.GetValue<string>().ShouldBe("inSource");
        suppression["location"]!["physicalLocation"]!["region"]!["startLine"]!.GetValue<int>().ShouldBe(line);
        suppression["justification"]?.GetValue<string>().ShouldBe(justification);
    }

    [Fact]
    public void The_invocation_says_how_the_run_ended()
    {
        _scratch.Write("Rnn.cs", "class Rnn { object X() => RNN0001; }");

        var invocation = Invocation(_scratch.Report().Text(ReportFormat.Sarif));

        invocation["executionSuccessful"]!.GetValue<bool>().ShouldBeTrue();
        invocation["exitCode"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task What_was_known_before_is_unchanged_and_the_rest_is_new()
    {
        _scratch.Write("Rnn.cs", "class Rnn { object[] X() => [RNN0001, RNN0002]; }");
        var report = _scratch.Report(new([]) { Baseline = "known.json" });

        var text = new Report(report.Result.Knowing(finding => finding.Rule.Id == "RNN0001").With("a remark"), report.Options, report.Paths).Text(ReportFormat.Sarif);

        (await Schema).Validate(text).ShouldBeEmpty();
        Run(text)["results"]!.AsArray().Select(result => result!["baselineState"]!.GetValue<string>()).ShouldBe(["unchanged", "new"]);
        Invocation(text)["toolExecutionNotifications"]![0]!["level"]!.GetValue<string>().ShouldBe("note");
        Run(_scratch.Report().Text(ReportFormat.Sarif))["results"]!.AsArray().ShouldAllBe(result => result!["baselineState"] == null);
    }

    [Theory]
    [InlineData("/src", "/src/a b/#1 100%25?.cs", "a%20b/%231%20100%2525%3F.cs", true)]
    [InlineData("/src", "/src/é/重:x.cs", "%C3%A9/%E9%87%8D%3Ax.cs", true)]
    [InlineData("/src", "/elsewhere/a #b%25.cs", "file:///elsewhere/a%20%23b%2525.cs", false)]
    [InlineData("/src", "/src2/Rnn.cs", "file:///src2/Rnn.cs", false)]
    [InlineData("/src", "/src/..Rnn.cs", "..Rnn.cs", true)]
    public void Paths_are_escaped_in_addresses(string folder, string path, string uri, bool isRelative)
    {
        new ReportPaths(folder).Uri(path).ShouldBe((uri, isRelative));
        if (!isRelative)
            new Uri(uri).LocalPath.ShouldBe(path);
    }

    private static string Applied(string text, JsonArray replacements)
    {
        var lines = SourceText.From(text);
        return lines.WithChanges(replacements.Select(replacement => new TextChange(
            lines.Lines.GetTextSpan(new(At(replacement!, "start"), At(replacement!, "end"))), replacement!["insertedContent"]!["text"]!.GetValue<string>()))).ToString();

        static LinePosition At(JsonNode replacement, string end) => new(
            replacement["deletedRegion"]![$"{end}Line"]!.GetValue<int>() - 1, replacement["deletedRegion"]![$"{end}Column"]!.GetValue<int>() - 1);
    }

    private IEnumerable<JsonNode?> Results() => Run(_scratch.Report(Shown).Text(ReportFormat.Sarif))["results"]!.AsArray();

    private List<string> Fingerprints() => [.. Results().Select(result => result!["partialFingerprints"]!["rnnlint/v1"]!.GetValue<string>())];

    private static JsonNode Run(string text) => JsonNode.Parse(text)!["runs"]![0]!;

    private static JsonNode Invocation(string text) => Run(text)["invocations"]![0]!;
}
