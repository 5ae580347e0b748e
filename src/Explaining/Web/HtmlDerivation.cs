using System.Xml.Linq;
using static RnnLint.Explaining.Web.Markup;

namespace RnnLint.Explaining.Web;

/// <summary>The steps of a derivation as sections of a page.</summary>
public static class HtmlDerivation
{
    public static IEnumerable<XElement> Write(IReadOnlyList<ExplainedStep> steps, ReportPaths paths) => steps.Select((step, i) => Html("section", Lines(Step(step, i + 1, paths))));

    private static IEnumerable<XElement> Step(ExplainedStep step, int number, ReportPaths paths)
    {
        yield return Html("h3", $"{number}. {Text(step.Title)}");
        foreach (var block in step.Blocks.SelectMany(HtmlBlocks.Write))
            yield return block;
        var places = step.Places.Select(place => (Name: $"{paths.Display(place.Place.Path)}:{place.Place.Line}", place.Line)).Distinct().ToList();
        if (places.Count > 0)
            yield return Html("ul", Class("places"), new XAttribute("aria-label", "In the code"), Lines(places.Select(place => Html("li", Text(place.Name) + " ", Html("code", Text(place.Line))))));
    }
}
