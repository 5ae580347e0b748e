using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RnnLint.Cli.Reports;
using RnnLint.Derivation;

namespace RnnLint.Cli.Tests;

/// <summary>Reports for GitHub, GitLab and whatever reads JUnit's XML, each read back as its reader does.</summary>
public sealed class ServiceReportTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Github_shows_a_finding_at_its_line()
    {
        _scratch.Write("my models/Rnn #1, %.cs", "class Rnn\n{\n    object[] X() => [RNN0001, RNN0005];\n}\n");

        _scratch.Report().Text(ReportFormat.Github).ShouldBe(
            """
            ::warning file=my models/Rnn #1%2C %25.cs,line=3,endLine=3,col=22,endColumn=29,title=RNN0001%3A The recurrent matrix is transposed in the backward pass::W is marked.
            ::notice file=my models/Rnn #1%2C %25.cs,line=3,endLine=3,col=31,endColumn=38,title=RNN0005%3A The recurrent matrix is transposed%2C but harmlessly here::W is marked.

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Github_reads_back_what_was_written_whatever_the_names()
    {
        foreach (var name in HostileNames.All.Append("a::error file=b::c\r\n::stop-commands::x"))
        {
            var commands = Commands(HostileReport.Of(name).Text(ReportFormat.Github));

            commands.Select(command => command.Name).ShouldBe(["warning", "warning", "error"], name);
            commands.ShouldAllBe(command => command.Message == name);
            commands[0].Properties["file"].ShouldBe(Path.GetRelativePath("/src", HostileReport.PathOf(name)));
            commands[0].Properties["line"].ShouldBe("1");
        }
    }

    [Theory]
    [InlineData("GITHUB_WORKSPACE", "", "github", "file=a b/Rnn.cs,")]
    [InlineData("CI_PROJECT_DIR", "", "gitlab", "\"path\": \"a b/Rnn.cs\"")]
    [InlineData("GITHUB_WORKSPACE", "elsewhere", "github", "file=Rnn.cs,")]
    public async Task Services_are_told_paths_from_the_root_of_what_they_checked_out(string variable, string root, string format, string expected)
    {
        _scratch.Write("a b/Rnn.cs", RulePage.Of("RNN0001").Wrong.First());

        var run = await Tool.RunAsync(Path.Combine(_scratch.Folder, "a b"), Tool.Path, new Dictionary<string, string?> { ["GITHUB_WORKSPACE"] = null, ["CI_PROJECT_DIR"] = null, [variable] = Path.Combine(_scratch.Folder, root) }, "check", ".", "--format", format);

        run.ExitCode.ShouldBe(1, run.Errors);
        run.Output.ShouldContain(expected);
    }

    [Fact]
    public void Gitlab_has_all_that_its_format_asks_for()
    {
        _scratch.Write("a b/Rnn.cs", "class Rnn\n{\n    object[] X() => [RNN0001, RNN0001, RNN0005];\n#pragma warning disable\n    object Y() => RNN0002;\n}\n");

        var findings = JsonNode.Parse(_scratch.Report().Text(ReportFormat.Gitlab))!.AsArray();

        findings.Count.ShouldBe(3, "what is suppressed in the source is settled");
        findings.Select(finding => finding!["fingerprint"]!.GetValue<string>()).ShouldBeUnique();
        findings.Select(finding => finding!["severity"]!.GetValue<string>()).ShouldBe(["major", "major", "minor"]);
        JsonNode.DeepEquals(findings[0]!["location"], JsonNode.Parse("""{ "path": "a b/Rnn.cs", "lines": { "begin": 3, "end": 3 } }""")).ShouldBeTrue();
        findings[0]!["check_name"]!.GetValue<string>().ShouldBe("RNN0001");
        findings[0]!["description"]!.GetValue<string>().ShouldBe("W is marked.");
    }

    [Fact]
    public void Gitlab_reads_back_what_was_written_whatever_the_names()
    {
        foreach (var name in HostileNames.All)
        {
            var findings = JsonNode.Parse(HostileReport.Of(name).Text(ReportFormat.Gitlab))!.AsArray();

            findings.Count.ShouldBe(2);
            findings[0]!["description"]!.GetValue<string>().ShouldBe(name.Replace('\uD800', '\uFFFD'));
        }
    }

    [Fact]
    public void Junit_has_a_case_for_each_cell_and_a_suite_for_each_folder()
    {
        _scratch.Write("a/Rnn.cs", "class Wrong { object[] X() => [RNN0001, RNN0002, RNN0099]; } class Right { object X() => RNN0099; }");
        _scratch.Write("b/Rnn.cs", "class Unknown { object X() => RNN0090; } class Remarked { object X() => RNN0005; }\nclass Settled {\n#pragma warning disable\nobject X() => RNN0001; }");

        var suites = Suites(_scratch.Report());

        suites.Select(suite => (string)suite.Attribute("name")!).ShouldBe(["a", "b"]);
        suites.SelectMany(suite => suite.Elements("testcase")).Select(test => $"{(string)test.Attribute("classname")!} {test.Elements().First().Name}").ShouldBe(
            ["Wrong failure", "Right system-out", "Unknown skipped", "Remarked system-out", "Settled skipped"]);
        var wrong = suites[0].Element("testcase")!;
        ((string)wrong.Attribute("name")!).ShouldBe("Wrong.Forward, then Wrong.Backward");
        ((string)wrong.Attribute("file")!).ShouldBe("a/Rnn.cs");
        ((string)wrong.Element("failure")!.Attribute("type")!).ShouldBe("RNN0001");
        wrong.Element("failure")!.Value.Split('\n').ShouldBe(["a/Rnn.cs:1:32: RNN0001: W is marked.", "a/Rnn.cs:1:41: RNN0002: W is marked.", "a/Rnn.cs:1:50: RNN0099: W is marked."]);
        suites.ShouldAllBe(suite => suite.Descendants().Attributes("time").Any() == false && suite.Attribute("timestamp") == null);
    }

    [Theory]
    [InlineData("RNN0001", "Warning", "failure")]
    [InlineData("RNN0001", "Error", "skipped")]
    [InlineData("RNN0001", "Never", "skipped")]
    [InlineData("RNN0005", "Warning", "system-out")]
    [InlineData("RNN0005", "Info", "failure")]
    [InlineData("RNN0090", "Warning", "skipped")]
    [InlineData("RNN0090", "Unverified", "failure")]
    [InlineData("RNN0099", "Unverified", "system-out")]
    [InlineData("RNN0001", "Info", "skipped", "silent")]
    [InlineData("RNN0090", "Unverified", "failure", "silent")]
    public void Junit_fails_a_case_exactly_where_it_fails_the_run(string rule, string failOn, string outcome, string? severity = null)
    {
        _scratch.Write("Rnn.cs", $"class Rnn {{ object X() => {rule}; }}");
        if (severity is not null)
            _scratch.Write(".editorconfig", $"[*.cs]\ndotnet_diagnostic.{rule}.severity = {severity}\n");

        var report = _scratch.Report(new([]) { FailOn = Enum.Parse<FailOn>(failOn) });

        Suites(report).ShouldHaveSingleItem().Element("testcase")!.Elements().ShouldHaveSingleItem().Name.LocalName.ShouldBe(outcome);
        report.ExitCode.ShouldBe(outcome == "failure" ? ExitCode.Findings : ExitCode.NothingFound);
    }

    [Fact]
    public void What_was_known_before_is_no_news()
    {
        _scratch.Write("Rnn.cs", "class Rnn { object X() => RNN0001; }");
        var report = _scratch.Report();
        report = new(report.Result.Knowing(_ => true), report.Options, report.Paths);

        report.Text(ReportFormat.Github).ShouldBeEmpty();
        report.Text(ReportFormat.Gitlab).ShouldBe("[]\n");
        Suites(report).ShouldHaveSingleItem().Element("testcase")!.Element("skipped").ShouldNotBeNull();
        report.Text(ReportFormat.Html).ShouldContain("Known before.");
    }

    [Fact]
    public void Junit_counts_what_it_lists()
    {
        _scratch.Write("Rnn.cs", "class Wrong { object X() => RNN0001; } class Right { object X() => RNN0099; } class Unknown { object X() => RNN0090; }");
        var report = _scratch.Report();

        var root = Document(report with { Result = report.Result with { Problems = ["gone.cs: no such file or folder"] } });

        foreach (var element in root.Elements("testsuite").Prepend(root))
        {
            Count(element, "tests").ShouldBe(element.Descendants("testcase").Count());
            Count(element, "failures").ShouldBe(element.Descendants("failure").Count());
            Count(element, "skipped").ShouldBe(element.Descendants("skipped").Count());
            Count(element, "errors").ShouldBe(element.Descendants("error").Count());
        }

        Count(root, "tests").ShouldBe(4);
        root.Elements("testsuite").Select(suite => (string)suite.Attribute("name")!).ShouldBe([".", "rnnlint"]);
    }

    [Fact]
    public void Junit_is_valid_xml_whatever_the_names()
    {
        foreach (var name in HostileNames.All)
        {
            var cases = Suites(HostileReport.Of(name)).SelectMany(suite => suite.Elements("testcase")).ToList();

            cases.Count.ShouldBe(3, "two cells, and what could not be read");
            ((string)cases[0].Attribute("classname")!).ShouldBe(VisibleText.Of(name));
            ((string)cases[1].Attribute("name")!).ShouldBe(VisibleText.Of(name) + " (2)", "cases of one name are one to a reader");
            ((string)cases[0].Element("failure")!.Attribute("message")!).ShouldBe(VisibleText.Of(name));
        }
    }

    private static int Count(XElement element, string name) => (int)element.Attribute(name)!;

    private static List<XElement> Suites(Report report) => [.. Document(report).Elements("testsuite")];

    private static XElement Document(Report report)
    {
        var text = report.Text(ReportFormat.Junit);
        text.ShouldStartWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        return XDocument.Parse(text).Root!;
    }

    /// <summary>As the runner of GitHub Actions takes its commands apart.</summary>
    private static List<(string Name, Dictionary<string, string> Properties, string Message)> Commands(string text) =>
    [
        .. text.TrimEnd('\n').Split('\n').Select(line =>
        {
            var parts = Regex.Match(line, "^::(?<name>[a-z]+) (?<properties>.*?)::(?<message>.*)$", RegexOptions.Singleline);
            parts.Success.ShouldBeTrue(line);
            return (parts.Groups["name"].Value,
                parts.Groups["properties"].Value.Split(',').Select(property => property.Split('=', 2)).ToDictionary(property => property[0], property => Read(property[1].Replace("%3A", ":").Replace("%2C", ","))),
                Read(parts.Groups["message"].Value));
        }),
    ];

    private static string Read(string text) => text.Replace("%0D", "\r").Replace("%0A", "\n").Replace("%25", "%");
}
