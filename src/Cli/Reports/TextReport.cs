using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RnnLint.Cli.Checking;
using RnnLint.Cli.Terminal;
using RnnLint.Explaining;

namespace RnnLint.Cli.Reports;

/// <summary>The report for a person: a compiler's line, the source below it, the places that belong to it, and the figures behind the verdict.</summary>
internal sealed class TextReport(Report report, TextWriter writer, Ink ink)
{
    public void Write()
    {
        var suppressed = 0;
        foreach (var finding in report.Shown)
            if (finding.Suppressed)
                suppressed++;
            else
                Write(finding);
        writer.WriteLine($"{report.Result.Summary}{(suppressed > 0 ? $"; {suppressed} suppressed in the source" : "")}");
        if (report.Shown.FirstOrDefault(finding => finding is { Suppressed: false, Severity: >= DiagnosticSeverity.Warning }) is { } first)
            writer.WriteLine($"What the gradient there has to be, step by step: rnnlint explain {report.Paths.Display(first.Place.Path)}:{first.Place.Line}");
    }

    private void Write(Finding finding)
    {
        var digits = finding.Notes.Select(note => note.Place.Line).Append(finding.Place.Line).Max().ToString(CultureInfo.InvariantCulture).Length;
        writer.WriteLine($"{ink.Bold(At(finding.Place))}: {Level(finding.Severity)} {finding.Rule.Id}: {finding.Message}");
        WriteSource(finding.Source, finding.Place, digits, finding.Severity);
        foreach (var note in finding.Notes)
        {
            writer.WriteLine($"{ink.Bold(At(note.Place))}: note: {note.Text}");
            WriteSource(note.Source, note.Place, digits, DiagnosticSeverity.Info);
        }

        foreach (var line in EvidenceLines.Of(finding))
            writer.WriteLine($" {new string(' ', digits)} {ink.Dim("=")} {line}");
        writer.WriteLine();
    }

    private void WriteSource(SourceText source, Place place, int digits, DiagnosticSeverity severity)
    {
        var excerpt = SourceExcerpt.Of(source, place);
        writer.WriteLine($" {ink.Dim($"{excerpt.LineNumber.PadLeft(digits)} |")} {excerpt.Code}");
        writer.WriteLine($" {ink.Dim($"{new string(' ', digits)} |")} {excerpt.Indent}{Coloured(severity, excerpt.Marks)}");
    }

    private string At(Place place) => $"{report.Paths.Display(place.Path)}:{place.Line}:{place.Column}";

    private string Level(DiagnosticSeverity severity) => Coloured(severity, Levels.Name(severity));

    private string Coloured(DiagnosticSeverity severity, string text) => severity switch
    {
        DiagnosticSeverity.Error => ink.Red(text),
        DiagnosticSeverity.Warning => ink.Yellow(text),
        _ => ink.Blue(text),
    };
}
