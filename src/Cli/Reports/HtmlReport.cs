using System.Xml.Linq;
using Microsoft.CodeAnalysis.Text;
using RnnLint.Cli.Checking;
using RnnLint.Cli.Fixing;
using RnnLint.Derivation;
using RnnLint.Explaining;
using RnnLint.Explaining.Web;
using static RnnLint.Explaining.Web.Markup;

namespace RnnLint.Cli.Reports;

/// <summary>All findings on one page that stands by itself: each cell with its code, both Jacobians, the fix and the derivation.</summary>
internal sealed class HtmlReport(Report report)
{
    private const int LinesAround = 2;

    private readonly List<Finding> _findings = [.. report.Shown];

    public void Write(TextWriter writer) => HtmlDocument.Write("RnnLint: " + report.Result.Summary.Counts, Body(), writer, Stylesheet());

    private IEnumerable<XElement> Body()
    {
        yield return Html("h1", "RnnLint");
        yield return Html("p", Class("quiet"), "Is the gradient that hand-written training code carries back through time the derivative of its own forward pass?");
        yield return Html("p", Text(report.Result.Summary.ToString()) + ".");
        if (!report.Result.Problems.IsEmpty)
            yield return Html("section", Lines([Html("h3", "What could not be checked"), Html("ul", Lines(report.Result.Problems.Select(problem => Html("li", Text(problem)))))]));
        if (!report.Result.Remarks.IsEmpty)
            yield return Html("ul", Lines(report.Result.Remarks.Select(remark => Html("li", Text(remark)))));
        if (_findings.Count == 0)
            yield return Html("p", "Nothing was found.");
        else
            yield return Html("nav", new XAttribute("aria-label", "Findings"), Html("ol", Class("index"), Lines(_findings.Select((finding, i) =>
                Html("li", Html("a", new XAttribute("href", "#" + Anchor(i)), Text(At(finding.Place))), $" {Label(finding)}: {finding.Rule.Title}", finding.Suppressed ? " (suppressed)" : finding.Known ? " (known before)" : null)))));
        foreach (var cell in _findings.Select((finding, i) => (Finding: finding, Index: i)).GroupBy(finding => (finding.Finding.Cell, finding.Finding.IsOfHint)))
            yield return Article(cell.Key.Cell, [.. cell]);
    }

    private XElement Article(CheckedCell? cell, IReadOnlyList<(Finding Finding, int Index)> findings)
    {
        var title = $"in-{Anchor(findings[0].Index)}";
        var parts = new List<XElement> { Html("h2", new XAttribute("id", title), Text(cell is null ? findings[0].Finding.IsOfHint ? "Hints" : "Settings" : $"{cell.Type}: {cell.Route}")) };
        parts.AddRange(findings.Select(finding => Html("section", Class("finding"), new XAttribute("id", Anchor(finding.Index)), Lines(Finding(finding.Finding)))));
        if (cell?.Derivation is { } derivation)
            parts.AddRange(Derived(derivation));
        return Html("article", new XAttribute("aria-labelledby", title), Lines(parts));
    }

    private IEnumerable<XElement> Finding(Finding finding)
    {
        yield return Html("ul", Class("findings"), Html("li", Class(Kind(finding)), Html("b", Text(At(finding.Place))), $"{Label(finding)}: ", Text(finding.Message)));
        if (finding.Suppression is { } suppression)
            yield return Html("p", Class("quiet"), Text($"Suppressed in the source{(suppression.Place is { } there ? $" at {At(there)}" : "")}{(suppression.Justification is { } why ? ": " + why : "")}"));
        if (finding.Known)
            yield return Html("p", Class("quiet"), "Known before.");
        yield return Excerpt(finding.Source, finding.Place);
        foreach (var note in finding.Notes)
        {
            yield return Html("p", Class("quiet"), Text($"{At(note.Place)}: {note.Text}"));
            yield return Excerpt(note.Source, note.Place);
        }

        if (EvidenceLines.Of(finding).ToList() is { Count: > 0 } evidence)
            yield return Html("ul", Class("places"), new XAttribute("aria-label", "Figures"), Lines(evidence.Select(line => Html("li", Text(line)))));
        if (finding.Fix is { } fix)
        {
            yield return Html("p", Html("b", "A fix that verifies: "), Text(fix.Title), ". ", Html("code", "rnnlint fix"), " makes it.");
            yield return Html("pre", Class("excerpt"), fix.Lines.SelectMany(Change));
        }
    }

    /// <summary>The numbers come first, for they show at a glance what the steps derive.</summary>
    private IEnumerable<XElement> Derived(CellDerivation derivation)
    {
        if (derivation.Obstacle is { } obstacle)
        {
            yield return Html("p", Text($"There is no derivation in index form: {obstacle}."));
            yield break;
        }

        var numbers = derivation.Steps.SelectMany(step => InNumbers(step.Blocks)).ToList();
        if (numbers.Count > 0)
            yield return Html("section", Class("numbers"), Lines(numbers.SelectMany(HtmlBlocks.Write).Prepend(Html("h3", "Both Jacobians"))));
        foreach (var section in HtmlDerivation.Write([.. derivation.Steps.Select(step => step with { Blocks = [.. step.Blocks.Where(block => !numbers.Exists(shown => ReferenceEquals(shown, block)))] })], report.Paths))
            yield return section;
    }

    /// <summary>The numbers, and the paragraph that says what they are.</summary>
    private static IEnumerable<Block> InNumbers(IReadOnlyList<Block> blocks) =>
        blocks.Where((block, i) => block is JacobianNumbers || block is Prose && i + 1 < blocks.Count && blocks[i + 1] is JacobianNumbers);

    private static XElement Excerpt(SourceText source, Place place)
    {
        var (first, last) = (Math.Max(1, place.Line - LinesAround), Math.Min(source.Lines.Count, place.EndLine + LinesAround));
        return Html("pre", Class("excerpt"), Enumerable.Range(first, last - first + 1).SelectMany(number => Line(source.Lines[number - 1].ToString().TrimEnd(), number)));

        IEnumerable<object> Line(string text, int number)
        {
            var start = number < place.Line ? text.Length : number > place.Line ? 0 : Math.Min(place.Column - 1, text.Length);
            var end = number > place.EndLine ? 0 : number < place.EndLine ? text.Length : Math.Min(place.EndColumn - 1, text.Length);
            yield return Html("span", Class("number"), $"{number,5}  ");
            if (start >= end)
                yield return Code(text);
            else
            {
                yield return Code(text[..start]);
                yield return Html("mark", Code(text[start..end]));
                yield return Code(text[end..]);
            }

            yield return "\n";
        }
    }

    private IEnumerable<object> Change(ChangedLines lines)
    {
        IEnumerable<XElement> all =
        [
            Html("span", Class("number"), Text($"{report.Paths.Display(lines.Path)}:{lines.Line}")),
            .. lines.Before.Split('\n').Select(line => Html("del", "- " + Code(line.TrimEnd()))),
            .. lines.After.Split('\n').Select(line => Html("ins", "+ " + Code(line.TrimEnd()))),
        ];
        return all.SelectMany(line => new object[] { line, "\n" });
    }

    /// <summary>A tab is no hidden character here.</summary>
    private static string Code(string text) => Text(text.Replace("\t", "    ", StringComparison.Ordinal));

    private static string Kind(Finding finding) => finding.IsVerified ? "right" : finding is { IsWrong: true, Suppressed: false, Known: false } ? "wrong" : "unknown";

    private static string Label(Finding finding) => finding.IsVerified ? $"verified, {finding.Rule.Id}" : $"{Levels.Name(finding.Severity)} {finding.Rule.Id}";

    private string At(Place place) => $"{report.Paths.Display(place.Path)}:{place.Line}";

    private static string Anchor(int finding) => $"finding-{finding + 1}";

    private static string Stylesheet()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r", "", StringComparison.Ordinal);
    }
}
