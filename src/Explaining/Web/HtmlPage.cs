using System.Xml.Linq;
using RnnLint.Probing;
using static RnnLint.Explaining.Web.Markup;

namespace RnnLint.Explaining.Web;

/// <summary>Derivations as one page.</summary>
public static class HtmlPage
{
    public static void Write(IReadOnlyList<ExplainedCell> cells, ReportPaths paths, TextWriter writer) => HtmlDocument.Write(Title(cells), Body(cells, paths), writer);

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
        parts.AddRange(HtmlDerivation.Write(ExplainedStep.Of(cell.Explanation), paths));
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
}
