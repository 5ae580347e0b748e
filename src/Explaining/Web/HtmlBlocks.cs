using System.Xml.Linq;
using RnnLint.Derivation;
using static RnnLint.Explaining.Web.Markup;

namespace RnnLint.Explaining.Web;

/// <summary>What a step of a derivation says, as elements of a page.</summary>
public static class HtmlBlocks
{
    public static IEnumerable<XElement> Write(Block block) => block switch
    {
        Prose prose => [Html("p", prose.Parts.Select(Write))],
        Relation relation => [DisplayedMath(FormulaText.MathMl(relation.Sides).SelectMany((side, i) => i == 0 ? [side] : new[] { Operator("="), side }))],
        FormulaMatrix matrix => [Matrix(matrix)],
        FigureTable table => [Figures(table)],
        HypothesisTable hypotheses => [Hypotheses(hypotheses)],
        DriftTable drift => [Figures(drift.Figures)],
        JacobianNumbers numbers => HeatMap.Draw(numbers),
        Network network => [NetworkDrawing.Draw(network)],
        _ => [],
    };

    private static object Write(Inline part) => part switch
    {
        Words words => Text(words.Text),
        InCode code => Html("code", Text(code.Text)),
        Maths maths => InlineMath(maths.Formula),
        _ => "",
    };

    private static XElement Matrix(FormulaMatrix matrix) => DisplayedMath(
        FormulaText.MathMl([matrix.Name]), Operator("="), Operator("("),
        new XElement(Mathematics + "mtable", matrix.Rows.Select(row => new XElement(Mathematics + "mtr", row.Select(cell => new XElement(Mathematics + "mtd", FormulaText.MathMl([cell])))))),
        Operator(")"));

    private static XElement Figures(FigureTable table) =>
        Table(table.Head.Select(head => Html("th", new XAttribute("scope", "col"), Text(head))), table.Rows.Select(row => row.Select(cell => Html("td", Text(cell)))));

    private static XElement Hypotheses(HypothesisTable hypotheses)
    {
        var figures = hypotheses.Figures;
        return Table(figures.Head.Select(head => head.Length == 0 ? Html("td", "") : Html("th", new XAttribute("scope", "col"), head)),
            figures.Rows.Select((row, i) => row.Select(cell => cell == HypothesisTable.Accepted ? Html("td", Class("holds"), "✓ " + cell) : Html("td", Text(cell)))));
    }

    private static XElement Table(IEnumerable<XElement> head, IEnumerable<IEnumerable<XElement>> rows) => Html("div", Class("table"),
        Html("table", Html("thead", Html("tr", head)), Html("tbody", Lines(rows.Select(row => Html("tr", row))))));

    private static XElement Operator(string text) => new(Mathematics + "mo", text);
}
