using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RnnLint.Cli.Checking;
using RnnLint.Cli.Terminal;
using RnnLint.Derivation;
using RnnLint.Explaining;

namespace RnnLint.Cli.Reports;

/// <summary>The report for a person: a compiler's line, the source below it, the places that belong to it, and the figures behind the verdict.</summary>
internal sealed class TextReport(Report report, TextWriter writer, Ink ink)
{
    public void Write()
    {
        var open = report.Shown.Where(finding => finding is { Suppressed: false, Known: false }).ToList();
        open.ForEach(Write);
        writer.WriteLine($"{VisibleText.Of(report.Result.Summary.ToString())}{Counted(report.Shown.Count(finding => finding.Suppressed), "suppressed in the source")}{Counted(report.Shown.Count(finding => finding is { Suppressed: false, Known: true }), "known before")}");
        if (open.Find(finding => finding is { Severity: >= DiagnosticSeverity.Warning, Cell: not null }) is { } first)
            writer.WriteLine($"What the gradient there has to be, step by step: rnnlint explain {Name(first.Place)}:{first.Place.Line}");
    }

    private static string Counted(int count, string kind) => count > 0 ? $"; {count} {kind}" : "";

    private void Write(Finding finding)
    {
        var digits = finding.Notes.Select(note => note.Place.Line).Append(finding.Place.Line).Max().ToString(CultureInfo.InvariantCulture).Length;
        writer.WriteLine($"{ink.Bold(At(finding.Place))}: {Level(finding.Severity)} {finding.Rule.Id}: {VisibleText.Of(finding.Message)}");
        WriteSource(finding.Source, finding.Place, digits, finding.Severity);
        foreach (var note in finding.Notes)
        {
            writer.WriteLine($"{ink.Bold(At(note.Place))}: note: {VisibleText.Of(note.Text)}");
            WriteSource(note.Source, note.Place, digits, DiagnosticSeverity.Info);
        }

        foreach (var line in EvidenceLines.Of(finding))
            writer.WriteLine($" {new string(' ', digits)} {ink.Dim("=")} {VisibleText.Of(line)}");
        writer.WriteLine();
    }

    private void WriteSource(SourceText source, Place place, int digits, DiagnosticSeverity severity)
    {
        var excerpt = SourceExcerpt.Of(source, place);
        writer.WriteLine($" {ink.Dim($"{excerpt.LineNumber.PadLeft(digits)} |")} {excerpt.Code}");
        writer.WriteLine($" {ink.Dim($"{new string(' ', digits)} |")} {excerpt.Indent}{Coloured(severity, excerpt.Marks)}");
    }

    /// <summary>A name of a file may hold line breaks, and what a terminal or a service takes for a command.</summary>
    private string Name(Place place) => VisibleText.Of(report.Paths.Display(place.Path));

    private string At(Place place) => $"{Name(place)}:{place.Line}:{place.Column}";

    private string Level(DiagnosticSeverity severity) => Coloured(severity, Levels.Name(severity));

    private string Coloured(DiagnosticSeverity severity, string text) => severity switch
    {
        DiagnosticSeverity.Error => ink.Red(text),
        DiagnosticSeverity.Warning => ink.Yellow(text),
        _ => ink.Blue(text),
    };
}
