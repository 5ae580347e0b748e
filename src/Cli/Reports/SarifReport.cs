using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using RnnLint.Analyzer;
using RnnLint.Cli.Checking;
using RnnLint.Derivation;
using RnnLint.Explaining;

namespace RnnLint.Cli.Reports;

/// <summary>SARIF 2.1.0, for code scanning. Every rule is listed, whether it found anything or not.</summary>
internal static partial class SarifReport
{
    /// <summary>Ids of what is said of the run itself.</summary>
    private const string Unread = "could-not-check", Remark = "run-remark";

    public static void Write(Report report, TextWriter writer) => JsonText.Write(writer, json =>
    {
        var places = new SarifPlaces(json, report.Paths);
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json);
        WriteInvocation(json, report);
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(SarifPlaces.Root);
        WriteText(json, "description", "The directory that rnnlint ran in.");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var finding in report.Shown)
            WriteResult(json, finding, report.Options.Compares, places);
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
        json.WriteString("fullName", $"RnnLint {ToolVersion.Current}");
        json.WriteString("version", ToolVersion.Current);
        json.WriteString("semanticVersion", ToolVersion.Current);
        json.WriteString("informationUri", SarifRules.Home);
        json.WriteStartArray("rules");
        foreach (var rule in Rules.All)
            WriteRule(json, rule);
        json.WriteEndArray();
        json.WriteStartArray("notifications");
        WriteNotification("CouldNotCheck", Unread, "Something could not be checked.", "Something that was named could not be read, loaded or analysed, so that nothing is said of it.",
            "The message names it and says why. What could be read is reported all the same.");
        WriteNotification("RunRemark", Remark, "A remark on the run.", "What the comparison with a baseline or an earlier revision could not take into account.", "The message says what it was.");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();

        void WriteNotification(string name, string id, string title, string description, string help)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("name", name);
            WriteText(json, "shortDescription", title);
            WriteText(json, "fullDescription", description);
            WriteText(json, "help", help);
            json.WriteEndObject();
        }
    }

    private static void WriteRule(Utf8JsonWriter json, DiagnosticDescriptor rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("name", SarifRules.Name(rule));
        WriteText(json, "shortDescription", $"{rule.Title}.");
        WriteText(json, "fullDescription", $"{rule.Description}");
        json.WriteStartObject("help");
        json.WriteString("text", $"{rule.Description} See {rule.HelpLinkUri}.");
        json.WriteString("markdown", SarifRules.Page(rule));
        json.WriteEndObject();
        json.WriteString("helpUri", rule.HelpLinkUri);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Levels.Sarif(rule.DefaultSeverity));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteStartArray("tags");
        foreach (var tag in SarifRules.Tags(rule))
            json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteString("precision", SarifRules.Precision(rule));
        json.WriteString("problem.severity", SarifRules.Severity(rule));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, Report report)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", report.Result.Problems.IsEmpty);
        json.WriteNumber("exitCode", (int)report.ExitCode);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var problem in report.Result.Problems)
            WriteNotification(Unread, 0, "error", problem);
        foreach (var remark in report.Result.Remarks)
            WriteNotification(Remark, 1, "note", remark);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();

        void WriteNotification(string id, int index, string level, string text)
        {
            json.WriteStartObject();
            json.WriteStartObject("descriptor");
            json.WriteString("id", id);
            json.WriteNumber("index", index);
            json.WriteEndObject();
            json.WriteString("level", level);
            WriteText(json, "message", text);
            json.WriteEndObject();
        }
    }

    private static void WriteResult(Utf8JsonWriter json, Finding finding, bool isCompared, SarifPlaces places)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Id);
        json.WriteNumber("ruleIndex", Rules.All.IndexOf(finding.Rule));
        json.WriteString("kind", Kind(finding));
        json.WriteString("level", Levels.Sarif(finding.Severity));
        WriteText(json, "message", finding.Message);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        places.WriteInContext(finding.Place, finding.Source);
        if (finding.Cell is { } cell)
        {
            json.WriteStartArray("logicalLocations");
            json.WriteStartObject();
            json.WriteString("fullyQualifiedName", cell.Type);
            json.WriteString("kind", "type");
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("relatedLocations");
        for (var index = 0; index < finding.Notes.Length; index++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", index + 1);
            places.Write(finding.Notes[index].Place);
            WriteText(json, "message", finding.Notes[index].Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (finding is { IsWrong: true, Suppressed: false, Cell.Derivation: { Obstacle: null } derivation })
            WriteCodeFlow(json, derivation, finding, places);
        if (finding.Fix is { } fix)
            SarifFix.Write(json, fix, places);
        if (isCompared)
            json.WriteString("baselineState", finding.Known ? "unchanged" : "new");
        json.WriteStartObject("partialFingerprints");
        json.WriteString("rnnlint/v1", finding.Fingerprint);
        json.WriteEndObject();
        if (finding.Suppression is { } suppression)
            WriteSuppression(json, suppression, places);
        json.WriteStartObject("properties");
        json.WriteString("matrix", finding.Matrix);
        json.WriteString("route", finding.Cell?.Route ?? "");
        json.WriteString("cause", finding.Cause);
        JsonText.WriteMap(json, "evidence", finding.Evidence);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What is hidden is no failure: it was verified, or left open.</summary>
    private static string Kind(Finding finding) =>
        finding.Severity > DiagnosticSeverity.Hidden ? "fail"
        : finding.IsVerified ? "pass"
        : "open";

    /// <summary>The derivation as a walk through the code, from the forward pass to what is wrong. A step that speaks of no place of its own is told where the one before it was.</summary>
    private static void WriteCodeFlow(Utf8JsonWriter json, CellDerivation derivation, Finding finding, SarifPlaces places)
    {
        json.WriteStartArray("codeFlows");
        json.WriteStartObject();
        WriteText(json, "message", "What the gradient has to be, step by step, and what the code computes.");
        json.WriteStartArray("threadFlows");
        json.WriteStartObject();
        json.WriteStartArray("locations");
        var (at, number) = (finding.Place, 0);
        foreach (var step in derivation.Steps)
        {
            var text = $"{++number}. {step.Title}{Formulas(step)}";
            foreach (var place in step.Places.Select(place => place.Place).DefaultIfEmpty(at))
                WriteStep(at = place, text, step.Kind == StepKind.Code ? "essential" : "important");
        }

        WriteStep(finding.Place, finding.Message, "essential");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();

        void WriteStep(Place place, string text, string importance)
        {
            json.WriteStartObject();
            json.WriteStartObject("location");
            places.Write(place);
            WriteText(json, "message", text);
            json.WriteEndObject();
            json.WriteString("importance", importance);
            json.WriteEndObject();
        }
    }

    private static string Formulas(ExplainedStep step) =>
        string.Join("; ", step.Blocks.OfType<Relation>().Select(relation => string.Join(" = ", FormulaText.Plain(relation.Sides)))) is { Length: > 0 } formulas ? ": " + formulas : "";

    private static void WriteSuppression(Utf8JsonWriter json, Suppression suppression, SarifPlaces places)
    {
        json.WriteStartArray("suppressions");
        json.WriteStartObject();
        json.WriteString("kind", "inSource");
        if (suppression.Justification is { } justification)
            json.WriteString("justification", justification);
        if (suppression.Place is { } place)
        {
            json.WriteStartObject("location");
            places.Write(place);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Code such as <c>f[i](x)</c> would be taken for a link, and its brackets are escaped.</summary>
    public static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", Link().Replace(text, @"\[${text}\]("));
        json.WriteEndObject();
    }

    [GeneratedRegex(@"\[(?<text>[^\[\]]*)\]\(")]
    private static partial Regex Link();
}
