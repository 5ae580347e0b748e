using System.Text.Json.Nodes;
using RnnLint.Cli.Reports;

namespace RnnLint.Cli.Tests;

public sealed class JsonReportTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Its_shape_is_the_documented_one()
    {
        _scratch.Write("Rnn.cs", "class Rnn { object X() => RNN0001; } class Other { object X() => RNN0090; }");

        var report = JsonNode.Parse(_scratch.Report().Text(ReportFormat.Json))!;
        var fingerprint = report["findings"]![0]!["fingerprint"]!.GetValue<string>();

        JsonNode.DeepEquals(report, JsonNode.Parse($$"""
            {
              "version": 1,
              "tool": "rnnlint 0.1.0",
              "findings": [
                {
                  "id": "RNN0001",
                  "title": "The recurrent matrix is transposed in the backward pass",
                  "severity": "warning",
                  "suppressed": false,
                  "known": false,
                  "path": "Rnn.cs", "line": 1, "column": 27, "endLine": 1, "endColumn": 34,
                  "message": "W is marked.",
                  "type": "Rnn",
                  "route": "Rnn.Forward, then Rnn.Backward",
                  "matrix": "W",
                  "cause": "",
                  "evidence": { "error as written": "1.0", "matrix": "W" },
                  "related": [ { "path": "Rnn.cs", "line": 1, "column": 27, "endLine": 1, "endColumn": 34, "text": "first mark" } ],
                  "fingerprint": "{{fingerprint}}"
                }
              ],
              "summary": {
                "files": 1, "recognised": 2, "verified": 0, "wrong": 1, "remarked": 0, "notProbed": 1,
                "notProbedCauses": { "no model of Blas.Gemv": 1 },
                "notProbedUnknowns": { "Blas.Gemv": 1 }
              },
              "problems": [],
              "remarks": []
            }
            """)).ShouldBeTrue(report.ToJsonString());
    }

    [Fact]
    public void Problems_and_remarks_are_told_apart()
    {
        var report = _scratch.Report();

        var json = JsonNode.Parse((report with { Result = (report.Result with { Problems = ["unread"] }).With("remarked") }).Text(ReportFormat.Json))!;

        json["problems"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("unread");
        json["remarks"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("remarked");
    }
}
