using Microsoft.CodeAnalysis;
using RnnLint.Cli.Checking;
using RnnLint.Cli.Terminal;

namespace RnnLint.Cli.Reports;

/// <summary>The report for a person: a compiler's line, the source below it, the figures behind the verdict, and the places that belong to it.</summary>
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
    }

    private void Write(Finding finding)
    {
        var excerpt = SourceExcerpt.Of(finding.Source, finding.Place);
        var margin = new string(' ', excerpt.LineNumber.Length);
        writer.WriteLine($"{ink.Bold(At(finding.Place))}: {Level(finding.Severity)} {finding.Rule.Id}: {finding.Message}");
        writer.WriteLine($" {ink.Dim($"{excerpt.LineNumber} |")} {excerpt.Code}");
        writer.WriteLine($" {ink.Dim($"{margin} |")} {excerpt.Indent}{Coloured(finding.Severity, excerpt.Marks)}");
        foreach (var (name, figure) in finding.Evidence)
            writer.WriteLine($" {ink.Dim($"{margin} =")} {name}: {figure}");
        foreach (var note in finding.Notes)
            writer.WriteLine($"{ink.Bold(At(note.Place))}: note: {note.Text}");
        writer.WriteLine();
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
