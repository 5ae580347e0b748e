using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using RnnLint.Cli.Explaining;
using RnnLint.Explaining.Web;
using RnnLint.Cli.Reports;
using RnnLint.Derivation;
using RnnLint.Explaining;

namespace RnnLint.Cli.Tests;

public class HtmlPageTests
{
    private static readonly XNamespace Page = "http://www.w3.org/1999/xhtml", Drawing = "http://www.w3.org/2000/svg", Mathematics = "http://www.w3.org/1998/Math/MathML";

    private static readonly string[] Elements =
    [
        "html", "head", "meta", "title", "style", "body", "main", "nav", "article", "section", "h1", "h2", "h3", "p", "ul", "li", "a", "b", "code", "div", "table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption",
        "svg", "desc", "g", "rect", "line", "path", "circle", "text",
        "math", "mrow", "mi", "mn", "mo", "mfrac", "msub", "msup", "msubsup", "mover", "munder", "msqrt", "mroot", "mtable", "mtr", "mtd",
    ];

    public static TheoryData<string> Names => [.. HostileNames.All];

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_stay_text(string name)
    {
        var page = Parsed(HostileExplanation.Of(name));

        page.DescendantsAndSelf().Select(element => element.Name.LocalName).Distinct().ShouldBeSubsetOf(Elements);
        page.DescendantsAndSelf().Attributes().Select(attribute => attribute.Name.LocalName).ShouldAllBe(attribute => !attribute.StartsWith("on") && attribute != "style" && attribute != "src");
        page.Value.ShouldContain(VisibleText.Of(name));
        page.Descendants(Page + "code").Single(code => code.Parent!.Name == Page + "p").Value.ShouldBe(VisibleText.Of(name));
    }

    /// <summary>Function application and invisible multiplication are MathML's own; nothing else may be hidden or turn the text round.</summary>
    [Fact]
    public void Nothing_in_the_page_is_invisible()
    {
        foreach (var name in HostileNames.All)
        {
            Written(HostileExplanation.Of(name)).Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.Control && letter is not ('\u2061' or '\u2062' or '\n'))
                .ShouldBeEmpty();
        }
    }

    [Fact]
    public void The_page_may_load_and_run_nothing()
    {
        var page = Parsed(HostileExplanation.Of("W"));

        var style = page.Descendants(Page + "style").Single().Value;
        var policy = page.Descendants(Page + "meta").Single(meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!.Value;
        policy.ShouldBe($"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; base-uri 'none'; form-action 'none'");
        style.IndexOfAny(['<', '>', '&']).ShouldBe(-1, "a style sheet is not escaped in HTML, and is in XML");
        style.ShouldNotContain("url(");
        style.ShouldNotContain("@import");
    }

    /// <summary>In HTML an empty element that is written as one tag stays open.</summary>
    [Fact]
    public void Elements_are_closed_as_html_wants_it()
    {
        var text = Written(HostileExplanation.Of("W"));

        text.ShouldStartWith("<!DOCTYPE html>\n<html lang=\"en\"");
        foreach (var name in new[] { "td", "th", "p", "div", "li", "code" })
            text.ShouldNotContain($"<{name} />");
    }

    [Fact]
    public void Drawings_can_be_read_aloud()
    {
        var page = Parsed(HostileExplanation.Of("W"));

        var drawings = page.Descendants(Drawing + "svg").ToList();
        drawings.Count.ShouldBe(5, "three matrices, their scale and the network");
        drawings.ShouldAllBe(drawing => drawing.Attribute("role")!.Value == "img" && drawing.Element(Drawing + "title")!.Value.Length > 0 && drawing.Element(Drawing + "desc")!.Value.Length > 0);
        drawings[0].Element(Drawing + "desc")!.Value.ShouldBe("Row 0: 0.50, −0.25. Row 1: 0.00, 1.00.");
        drawings[^1].Element(Drawing + "desc")!.Value.ShouldContain("From unit 1 one step ago to unit 0 now: W[0,1]; the code takes W[1,0].");
        page.Descendants(Page + "th").ShouldAllBe(head => head.Attribute("scope") != null);
    }

    /// <summary>Colour alone tells nothing: what differs is dashed, and so is the connection in dispute, with words.</summary>
    [Fact]
    public void What_is_wrong_is_marked_by_more_than_colour()
    {
        var page = Parsed(HostileExplanation.Of("W"));

        var implemented = page.Descendants(Drawing + "svg").ElementAt(1);
        implemented.Descendants(Drawing + "g").Where(cell => cell.Elements().Any(part => (string?)part.Attribute("class") == "differs")).Select(cell => cell.Element(Drawing + "text")!.Value).ShouldBe(["0.00", "−0.25"]);
        implemented.Descendants(Drawing + "g").Select(cell => cell.Attribute("class")!.Value).ShouldBe(["p2", "zero", "n1", "p4"]);
        var network = page.Descendants(Drawing + "svg").Last();
        network.Elements(Drawing + "line").Count(line => line.Attribute("class")!.Value == "edge disputed").ShouldBe(1);
        network.Elements(Drawing + "text").ShouldContain(text => text.Value == "W[0,1], not W[1,0]");
        page.Descendants(Page + "figcaption").Last().Value.ShouldStartWith("Dashed: from unit 1 to unit 0 leads ");
    }

    [Fact]
    public void Where_nothing_differs_nothing_is_dashed()
    {
        IReadOnlyList<IReadOnlyList<double>> rows = [[0.5, 0.25]];
        var cell = HostileExplanation.Of("W");
        var numbers = cell.Explanation.Steps[0].Blocks.OfType<JacobianNumbers>().Single() with { Demanded = rows, Implemented = rows };
        var page = Parsed(cell with { Explanation = new([cell.Explanation.Steps[0] with { Blocks = [numbers] }], null) });

        page.Descendants(Drawing + "svg").Count().ShouldBe(3, "two matrices and their scale");
        page.Descendants().Attributes("class").ShouldAllBe(names => names.Value != "differs");
    }

    [Fact]
    public void A_cell_without_a_derivation_says_why()
    {
        var page = Parsed(HostileExplanation.Of("W") with { Explanation = new([], "its indices <b>grow</b>") });

        page.Descendants(Page + "p").ShouldContain(paragraph => paragraph.Value == "There is no derivation in index form: its indices <b>grow</b>.");
    }

    [Fact]
    public void Each_formula_is_one_that_browsers_typeset()
    {
        var page = Parsed(HostileExplanation.Of("W"));

        page.Descendants(Mathematics + "math").ShouldNotBeEmpty();
        page.Descendants(Mathematics + "mfrac").ShouldAllBe(fraction => fraction.Elements().Count() == 2);
        page.Descendants(Mathematics + "msub").ShouldAllBe(index => index.Elements().Count() == 2);
        page.Descendants(Mathematics + "mover").ShouldAllBe(accent => accent.Elements().Count() == 2 && accent.Elements().Last().Value == "^");
    }

    private static XElement Parsed(ExplainedCell cell)
    {
        using var reader = XmlReader.Create(new StringReader(Written(cell)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader).Root!;
    }

    private static string Written(ExplainedCell cell)
    {
        var text = new StringWriter { NewLine = "\n" };
        HtmlPage.Write([cell], new ReportPaths("/src"), text);
        return text.ToString();
    }
}
