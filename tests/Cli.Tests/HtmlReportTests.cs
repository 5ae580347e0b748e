using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using RnnLint.Cli.Reports;
using RnnLint.Derivation;

namespace RnnLint.Cli.Tests;

public sealed class HtmlReportTests : IDisposable
{
    private static readonly XNamespace Page = "http://www.w3.org/1999/xhtml", Drawing = "http://www.w3.org/2000/svg";

    private static readonly string[] Elements =
    [
        "html", "head", "meta", "title", "style", "body", "main", "nav", "article", "section", "h1", "h2", "h3", "p", "ol", "ul", "li", "a", "b", "code", "pre", "span", "mark", "del", "ins",
        "div", "figure", "figcaption", "table", "thead", "tbody", "tr", "th", "td",
    ];

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void It_shows_a_wrong_cell_with_its_code_both_jacobians_the_fix_and_the_derivation()
    {
        _scratch.Write("Rnn.cs", RulePage.Of("RNN0001").Wrong.First());

        var page = Parsed(_scratch.Probed(new([]) { Reports = [new(ReportFormat.Html)] }));

        page.Descendants(Page + "mark").Select(mark => mark.Value).ShouldBe(["w[k, j]", "w[j, k]"]);
        page.Descendants(Page + "figcaption").Select(caption => caption.Value).Take(3).ShouldBe(["What the forward pass demands", "What the code implements", "The difference"]);
        page.Descendants(Page + "h3").Select(head => head.Value).ShouldContain("1. The forward pass, index by index");
        page.Descendants(Page + "h3").Count(head => char.IsDigit(head.Value[0])).ShouldBe(10);
        page.Descendants(Page + "ins").ShouldHaveSingleItem().Value.ShouldContain("w[j, k]");
        page.Descendants(Drawing + "svg").Count().ShouldBe(5, "three matrices, their scale and the network, each once");
    }

    [Fact]
    public void Links_lead_to_their_findings()
    {
        _scratch.Write("Rnn.cs", "class Rnn { object[] X() => [RNN0001, RNN0005, RNN0090, RNN0099]; } class Other { object X() => RNN0002; }");

        var page = Parsed(_scratch.Report(new([]) { IncludeHidden = true }));

        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        ids.ShouldBeUnique();
        page.Descendants(Page + "a").Count().ShouldBe(5);
        page.Descendants(Page + "a").Attributes("href").ShouldAllBe(link => link.Value.StartsWith('#') && ids.Contains(link.Value.Substring(1)));
        page.Descendants(Page + "article").Count().ShouldBe(2);
        page.Descendants().Attributes("aria-labelledby").ShouldAllBe(label => ids.Contains(label.Value));
    }

    [Theory]
    [InlineData("RNN0001", "wrong")]
    [InlineData("RNN0005", "unknown")]
    [InlineData("RNN0006", "unknown")]
    [InlineData("RNN0090", "unknown")]
    [InlineData("RNN0099", "right")]
    public void Green_is_for_what_is_verified_alone(string rule, string kind)
    {
        _scratch.Write("Rnn.cs", $"class Rnn {{ object X() => {rule}; }}");

        Kinds(_scratch.Report(new([]) { IncludeHidden = true })).ShouldBe([kind]);
    }

    [Fact]
    public void A_setting_that_is_not_understood_is_no_verified_cell()
    {
        _scratch.Write(".editorconfig", "[*.cs]\nrnnlint.tolerance = wide\n");
        _scratch.Write("Rnn.cs", "class Rnn { object X() => RNN0099; }");

        Kinds(_scratch.Report()).ShouldBe(["unknown"]);
    }

    private static IEnumerable<string> Kinds(Report report) =>
        Parsed(report).Descendants(Page + "ul").Single(list => (string?)list.Attribute("class") == "findings").Elements().Select(item => (string)item.Attribute("class")!);

    [Fact]
    public void A_report_of_nothing_says_so() => Parsed(_scratch.Report()).Value.ShouldContain("Nothing was found.");

    [Fact]
    public void No_name_becomes_markup_or_hides()
    {
        foreach (var name in HostileNames.All)
        {
            var text = HostileReport.Of(name).Text(ReportFormat.Html);
            var page = Parsed(text);

            page.Descendants().Where(element => element.Name.Namespace == Page).Select(element => element.Name.LocalName).Except(Elements).ShouldBeEmpty(name);
            page.Descendants().Attributes().ShouldAllBe(attribute => !attribute.Name.LocalName.StartsWith("on") && attribute.Name.LocalName != "src" && attribute.Name.LocalName != "style");
            page.Descendants().Attributes("href").ShouldAllBe(link => link.Value.StartsWith("#finding-"));
            page.Value.ShouldContain(VisibleText.Of(name));
            text.Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.Control && letter is not ('\u2061' or '\u2062' or '\n')).ShouldBeEmpty(name);
        }
    }

    [Fact]
    public void It_may_load_and_run_nothing()
    {
        var page = Parsed(HostileReport.Of("W"));

        var style = page.Descendants(Page + "style").Single().Value;
        page.Descendants(Page + "meta").Single(meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!.Value
            .ShouldBe($"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; base-uri 'none'; form-action 'none'");
        style.IndexOfAny(['<', '>', '&']).ShouldBe(-1, "a style sheet is not escaped in HTML, and is in XML");
        style.ShouldNotContain("url(");
        style.ShouldNotContain("@import");
        style.ShouldContain("prefers-color-scheme: dark");
        style.ShouldContain("@media print");
    }

    private static XElement Parsed(Report report) => Parsed(report.Text(ReportFormat.Html));

    private static XElement Parsed(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader).Root!;
    }
}
