using System.Text.Json;
using Microsoft.CodeAnalysis;
using RnnLint.Analyzer;
using RnnLint.Cli.Checking;
using RnnLint.Explaining;

namespace RnnLint.Cli.Reports;

/// <summary>SARIF 2.1.0, for code scanning. Every rule is listed, whether it found anything or not.</summary>
internal static class SarifReport
{
    private const string Root = "SRCROOT";

    public static void Write(Report report, TextWriter writer) => JsonText.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json);
        WriteInvocation(json, report);
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(Root);
        WriteText(json, "description", "The directory that rnnlint ran in.");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var finding in report.Shown)
            WriteResult(json, finding, report.Paths);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteTool(Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "RnnLint");
        json.WriteString("semanticVersion", ToolVersion.Current);
        json.WriteStartArray("rules");
        foreach (var rule in Rules.All)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            WriteText(json, "shortDescription", $"{rule.Title}.");
            WriteText(json, "fullDescription", $"{rule.Description}");
            WriteText(json, "help", $"{rule.Description} See {rule.HelpLinkUri}");
            json.WriteString("helpUri", rule.HelpLinkUri);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Levels.Sarif(rule.DefaultSeverity));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, Report report)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", report.Result.Problems.IsEmpty);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var problem in report.Result.Problems)
        {
            json.WriteStartObject();
            json.WriteString("level", "error");
            WriteText(json, "message", problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, Finding finding, ReportPaths paths)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Id);
        json.WriteNumber("ruleIndex", Rules.All.IndexOf(finding.Rule));
        json.WriteString("kind", Kind(finding));
        json.WriteString("level", Levels.Sarif(finding.Severity));
        WriteText(json, "message", finding.Message);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        WritePhysicalLocation(json, finding.Place, paths);
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", finding.Type);
        json.WriteString("kind", "type");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("relatedLocations");
        for (var index = 0; index < finding.Notes.Length; index++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", index + 1);
            WritePhysicalLocation(json, finding.Notes[index].Place, paths);
            WriteText(json, "message", finding.Notes[index].Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("rnnlint/v1", finding.Fingerprint);
        json.WriteEndObject();
        if (finding.Suppressed)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "inSource");
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteStartObject("properties");
        json.WriteString("matrix", finding.Matrix);
        json.WriteString("route", finding.Route);
        json.WriteString("cause", finding.Cause);
        JsonText.WriteMap(json, "evidence", finding.Evidence);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What is hidden is no failure: it was verified, or left open.</summary>
    private static string Kind(Finding finding) =>
        finding.Severity > DiagnosticSeverity.Hidden ? "fail"
        : finding.Rule.Id == Rules.Verified.Id ? "pass"
        : "open";

    private static void WritePhysicalLocation(Utf8JsonWriter json, Place place, ReportPaths paths)
    {
        var (uri, isRelative) = paths.Uri(place.Path);
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", uri);
        if (isRelative)
            json.WriteString("uriBaseId", Root);
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", place.Line);
        json.WriteNumber("startColumn", place.Column);
        json.WriteNumber("endLine", place.EndLine);
        json.WriteNumber("endColumn", place.EndColumn);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
