using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using RnnLint.Derivation;
using RnnLint.Probing;
using RnnLint.Tracing;
using static RnnLint.Explaining.Web.Markup;

namespace RnnLint.Explaining.Web;

/// <summary>
/// Derivations as one page that stands by itself: no script, nothing from a network, mathematics as MathML and drawings as SVG. It is HTML, and well-formed XML as well.
/// </summary>
public static class HtmlPage
{
    /// <summary>Elements that HTML never closes.</summary>
    private static readonly HashSet<string> Void = ["meta"];

    public static void Write(IReadOnlyList<ExplainedCell> cells, ReportPaths paths, TextWriter writer)
    {
        var page = Html("html", new XAttribute("lang", "en"), Lines([Head(cells), Html("body", Html("main", Lines(Body(cells, paths))))]));

        // <td/> opens a cell in HTML, and would not end it.
        foreach (var element in page.Descendants().Where(element => element.IsEmpty && element.Name.Namespace == Page && !Void.Contains(element.Name.LocalName)))
            element.Value = "";
        writer.WriteLine("<!DOCTYPE html>");
        using (var xml = XmlWriter.Create(writer, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None }))
            page.Save(xml);
        writer.WriteLine();
    }

    private static XElement Head(IReadOnlyList<ExplainedCell> cells)
    {
        var style = Stylesheet();
        return Html("head", Lines([
            Html("meta", new XAttribute("charset", "utf-8")),
            Html("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content",
                $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; base-uri 'none'; form-action 'none'")),
            Html("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
            Html("meta", new XAttribute("name", "color-scheme"), new XAttribute("content", "light dark")),
            Html("title", Title(cells)),
            Html("style", style),
        ]));
    }

    private static string Title(IReadOnlyList<ExplainedCell> cells) => "Where does the transpose come from? " + string.Join(", ", cells.Select(cell => Text(cell.Report.Type.Name)).Distinct());

    private static IEnumerable<XElement> Body(IReadOnlyList<ExplainedCell> cells, ReportPaths paths)
    {
        yield return Html("h1", "Where does the transpose come from?");
        yield return Html("p", Class("quiet"), "The gradient of a recurrent cell, derived in the names and indices of its code. Units and steps count from 0.");
        if (cells.Count > 1)
            yield return Html("nav", new XAttribute("aria-label", "Cells"), Html("ul", Lines(cells.Select((cell, i) => Html("li", Html("a", new XAttribute("href", "#" + Anchor(i)), Text(cell.Title)))))));
        for (var i = 0; i < cells.Count; i++)
            yield return Cell(cells[i], Anchor(i), paths);
    }

    private static string Anchor(int cell) => $"cell-{cell + 1}";

    private static XElement Cell(ExplainedCell cell, string anchor, ReportPaths paths)
    {
        var parts = new List<XElement>
        {
            Html("h2", new XAttribute("id", anchor), Text(cell.Title)),
            Html("ul", Class("findings"), Lines(cell.Findings.Select(finding => Finding(finding, paths)))),
        };
        if (cell.NoDerivation is { } obstacle)
            parts.Add(Html("p", Text(obstacle.TrimEnd())));
        parts.AddRange(cell.Explanation.Steps.Select((step, i) => Html("section", Lines(Step(step, i + 1, paths)))));
        return Html("article", new XAttribute("aria-labelledby", anchor), Lines(parts));
    }

    private static XElement Finding(CellFinding finding, ReportPaths paths)
    {
        var kind = finding.Verdict switch
        {
            Verdict.Verified or Verdict.HarmlessTranspose => "right",
            Verdict.NotProbed => "unknown",
            _ => "wrong",
        };
        var place = Place.Of(finding.Location);
        return Html("li", Class(kind), place is null ? null : Html("b", Text($"{paths.Display(place.Path)}:{place.Line}")), Text(finding.Message));
    }

    private static IEnumerable<XElement> Step(ExplanationStep step, int number, ReportPaths paths)
    {
        yield return Html("h3", $"{number}. {Text(step.Title)}");
        foreach (var block in step.Blocks.SelectMany(HtmlBlocks.Write))
            yield return block;
        var places = step.Sites.Select(site => (Place: Place.Of(site.Syntax.GetLocation()), Line: LineOf(site))).Where(site => site.Place is not null)
            .Select(site => (Name: $"{paths.Display(site.Place!.Path)}:{site.Place.Line}", site.Line)).Distinct().ToList();
        if (places.Count > 0)
            yield return Html("ul", Class("places"), new XAttribute("aria-label", "In the code"), Lines(places.Select(place => Html("li", Text(place.Name) + " ", Html("code", Text(place.Line))))));
    }

    private static string LineOf(Site site)
    {
        var text = site.Syntax.SyntaxTree.GetText();
        return text.Lines.GetLineFromPosition(site.Syntax.SpanStart).ToString().Trim().Replace('\t', ' ');
    }

    private static string Stylesheet()
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("explanation.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r", "", StringComparison.Ordinal);
    }
}
