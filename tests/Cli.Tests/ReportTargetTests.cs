using RnnLint.Cli.Reports;

namespace RnnLint.Cli.Tests;

public sealed class ReportTargetTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("", null, "Text>")]
    [InlineData("", "a.txt", "Text>a.txt")]
    [InlineData("json", null, "Json>")]
    [InlineData("json", "a.json", "Json>a.json")]
    [InlineData("sarif=a.sarif", null, "Sarif>a.sarif")]
    [InlineData("text sarif=a.sarif junit=b.xml", null, "Text> Sarif>a.sarif Junit>b.xml")]
    [InlineData("sarif=a.sarif html", "b.html", "Sarif>a.sarif Html>b.html")]
    [InlineData("gitlab=a=b.json", null, "Gitlab>a=b.json")]
    public void Each_format_has_its_file_and_one_has_that_of_output(string formats, string? output, string targets)
    {
        var (read, error) = ReportTarget.Read(formats.Split(' ', StringSplitOptions.RemoveEmptyEntries), output);

        error.ShouldBeNull();
        string.Join(' ', read.Select(target => $"{target.Format}>{target.File}")).ShouldBe(targets);
    }

    [Theory]
    [InlineData("xml", null, "--format xml: there is no format 'xml'; there are text, json, sarif, github, gitlab, junit, html.")]
    [InlineData("3", null, "--format 3: there is no format '3'; there are text, json, sarif, github, gitlab, junit, html.")]
    [InlineData("json=", null, "--format json=: a file has to follow the equals sign.")]
    [InlineData("json json=b.json", null, "--format json was given twice.")]
    [InlineData("json sarif", null, "Only one report can go to standard output, or to the file of --output: give sarif a file, as in --format sarif=FILE.")]
    [InlineData("json sarif html", "a", "Only one report can go to standard output, or to the file of --output: give sarif and html a file, as in --format sarif=FILE.")]
    [InlineData("json=a.json", "b.json", "--output is the file of a format that has none of its own, and every --format has one.")]
    [InlineData("json=a sarif=./a", null, "json and sarif cannot both be written to a.")]
    [InlineData("json=a sarif", "b/../a", "json and sarif cannot both be written to a.")]
    public void What_cannot_be_meant_is_said(string formats, string? output, string error) =>
        ReportTarget.Read(formats.Split(' '), output).Error.ShouldBe(error);

    [Fact]
    public async Task A_run_writes_all_of_them()
    {
        _scratch.Write("Rnn.cs", RulePage.Of("RNN0001").Wrong.First());

        var run = await Tool.RunAsync(_scratch, "check", "Rnn.cs", "-f", "json", "--format", "text=a.txt", "--format=gitlab=b.json");

        run.ExitCode.ShouldBe(1, run.Errors);
        run.Output.ShouldStartWith("{\n  \"version\": 1,");
        run.Errors.ShouldStartWith("1 file: 1 recurrent cell recognised");
        Read("a.txt").ShouldContain("warning RNN0001");
        Read("b.json").ShouldContain("\"check_name\": \"RNN0001\"");
    }

    [Fact]
    public async Task The_summary_goes_to_standard_error_where_no_text_goes_to_standard_output()
    {
        (await Tool.RunAsync(_scratch, "check", ".", "--format", "text", "--format", "json=a.json")).Errors.ShouldBeEmpty();
        (await Tool.RunAsync(_scratch, "check", ".", "--format", "json=a.json")).ShouldBe(new Run(0, "", "0 files: 0 recurrent cells recognised, 0 verified, 0 wrong, 0 with a remark, 0 not probed\n"));
    }

    [Fact]
    public async Task A_command_line_with_two_reports_for_one_place_is_2_and_says_so()
    {
        var run = await Tool.RunAsync(_scratch, "check", ".", "--format", "json", "--format", "sarif");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("Only one report can go to standard output");
        Directory.EnumerateFileSystemEntries(_scratch.Folder).ShouldBeEmpty();
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(_scratch.Folder, name));
}
