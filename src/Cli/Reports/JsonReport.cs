using System.Text.Json;
using RnnLint.Cli.Checking;
using RnnLint.Explaining;

namespace RnnLint.Cli.Reports;

/// <summary>The report for programs, as docs/check.md describes it. Fields are added, never changed, within one <c>version</c>.</summary>
internal static class JsonReport
{
    private const int ShapeVersion = 1;

    public static void Write(Report report, TextWriter writer) => JsonText.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", ShapeVersion);
        json.WriteString("tool", $"rnnlint {ToolVersion.Current}");
        json.WriteStartArray("findings");
        foreach (var finding in report.Shown)
            WriteFinding(json, finding, report.Paths);
        json.WriteEndArray();
        WriteSummary(json, report.Result.Summary);
        WriteTexts(json, "problems", report.Result.Problems);
        WriteTexts(json, "remarks", report.Result.Remarks);
        json.WriteEndObject();
    });

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding, ReportPaths paths)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Rule.Id);
        json.WriteString("title", $"{finding.Rule.Title}");
        json.WriteString("severity", Levels.Name(finding.Severity));
        json.WriteBoolean("suppressed", finding.Suppressed);
        json.WriteBoolean("known", finding.Known);
        WritePlace(json, finding.Place, paths);
        json.WriteString("message", finding.Message);
        json.WriteString("type", finding.Cell?.Type ?? "");
        json.WriteString("route", finding.Cell?.Route ?? "");
        json.WriteString("matrix", finding.Matrix);
        json.WriteString("cause", finding.Cause);
        JsonText.WriteMap(json, "evidence", finding.Evidence);
        json.WriteStartArray("related");
        foreach (var note in finding.Notes)
        {
            json.WriteStartObject();
            WritePlace(json, note.Place, paths);
            json.WriteString("text", note.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("fingerprint", finding.Fingerprint);
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, Place place, ReportPaths paths)
    {
        json.WriteString("path", paths.Display(place.Path));
        json.WriteNumber("line", place.Line);
        json.WriteNumber("column", place.Column);
        json.WriteNumber("endLine", place.EndLine);
        json.WriteNumber("endColumn", place.EndColumn);
    }

    private static void WriteSummary(Utf8JsonWriter json, Summary summary)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("files", summary.Files);
        json.WriteNumber("recognised", summary.Recognised);
        json.WriteNumber("verified", summary.Verified);
        json.WriteNumber("wrong", summary.Wrong);
        json.WriteNumber("remarked", summary.Remarked);
        json.WriteNumber("notProbed", summary.NotProbed);
        WriteCounts(json, "notProbedCauses", summary.Causes);
        WriteCounts(json, "notProbedUnknowns", summary.Unknowns);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, int> counts)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counts)
            json.WriteNumber(key, count);
        json.WriteEndObject();
    }
}
