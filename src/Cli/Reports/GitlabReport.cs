using Microsoft.CodeAnalysis;
using RnnLint.Explaining;

namespace RnnLint.Cli.Reports;

/// <summary>Code Quality of GitLab, which shows findings in a merge request.</summary>
internal static class GitlabReport
{
    public static void Write(Report report, TextWriter writer) => JsonText.Write(writer, json =>
    {
        json.WriteStartArray();
        foreach (var finding in report.Shown.Where(finding => finding is { Suppressed: false, Known: false }))
        {
            json.WriteStartObject();
            json.WriteString("description", finding.Message);
            json.WriteString("check_name", finding.Rule.Id);
            json.WriteString("fingerprint", finding.Fingerprint);
            json.WriteString("severity", Severity(finding.Severity));
            json.WriteStartObject("location");
            json.WriteString("path", report.Checkout.Display(finding.Place.Path));
            json.WriteStartObject("lines");
            json.WriteNumber("begin", finding.Place.Line);
            json.WriteNumber("end", finding.Place.EndLine);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Severity(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "critical",
        DiagnosticSeverity.Warning => "major",
        DiagnosticSeverity.Info => "minor",
        _ => "info",
    };
}
