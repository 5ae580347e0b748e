using System.Text.Json;
using System.Xml.Linq;
using RnnLint.Cli.Reports;

namespace RnnLint.Cli.Tests;

/// <summary>Hints that led to nothing are told of where that is asked for, and are no cells.</summary>
public sealed class HintTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public HintTests() => _scratch.Write("A.cs", "class A { [RnnForward] int F(int x) => x; [RnnBackward] int P => 1; [RecurrentWeight] double w; }");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void They_are_no_cells_that_were_not_probed()
    {
        var report = _scratch.Probed(new CheckOptions([]) { FailOn = FailOn.Unverified });

        report.Result.Findings.Length.ShouldBe(3);
        report.Result.Findings.ShouldAllBe(finding => finding.Cell == null);
        report.ExitCode.ShouldBe(ExitCode.NothingFound);
        report.Text().ShouldBe("1 file: 0 recurrent cells recognised, 0 verified, 0 wrong, 0 with a remark, 0 not probed\n");
        XDocument.Parse(report.Text(ReportFormat.Junit)).Descendants("testcase").ShouldBeEmpty();
    }

    [Fact]
    public void They_are_told_of_where_what_is_hidden_is_asked_for()
    {
        var report = _scratch.Probed(new CheckOptions([]) { IncludeHidden = true });

        report.Text().ShouldContain("A.cs:1:12: hidden RNN0090: [RnnForward] on 'F' led to nothing");
        using (var json = JsonDocument.Parse(report.Text(ReportFormat.Json)))
            json.RootElement.GetProperty("findings").GetArrayLength().ShouldBe(3);
        report.Text(ReportFormat.Html).ShouldContain(">Hints</h2>");
    }
}
