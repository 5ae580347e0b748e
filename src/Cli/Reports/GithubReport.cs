using System.Globalization;
using Microsoft.CodeAnalysis;
using RnnLint.Cli.Checking;

namespace RnnLint.Cli.Reports;

/// <summary>Workflow commands of GitHub Actions: what a step writes so, GitHub shows at its line in a pull request.</summary>
internal static class GithubReport
{
    public static void Write(Report report, TextWriter writer)
    {
        foreach (var finding in report.Shown.Where(finding => finding is { Suppressed: false, Known: false }))
            writer.WriteLine($"::{Level(finding.Severity)} {Properties(finding, report)}::{Escaped(finding.Message)}");
        foreach (var problem in report.Result.Problems)
            writer.WriteLine($"::error title=Not checked::{Escaped(problem)}");
    }

    private static string Properties(Finding finding, Report report)
    {
        var place = finding.Place;
        var properties = new List<(string Name, string Value)> { ("file", report.Checkout.Display(place.Path)), ("line", Number(place.Line)), ("endLine", Number(place.EndLine)) };

        // GitHub refuses columns of what goes over several lines.
        if (place.Line == place.EndLine)
            properties.AddRange([("col", Number(place.Column)), ("endColumn", Number(place.EndColumn))]);
        properties.Add(("title", $"{finding.Rule.Id}: {finding.Rule.Title}"));
        return string.Join(',', properties.Select(property => $"{property.Name}={EscapedProperty(property.Value)}"));
    }

    private static string Level(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "notice",
    };

    private static string Escaped(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapedProperty(string text) => Escaped(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
