using System.Xml.Linq;
using Markdig;
using Markdig.Extensions.AutoLinks;
using RnnLint.Derivation;
using RnnLint.Tests;

namespace RnnLint.Core.Tests.Derivation;

/// <summary>Formulas and names in every medium: a name is text, whatever it holds.</summary>
public class RenderingTests
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseMathematics().UseAutoLinks(new AutoLinkOptions { ValidPreviousCharacters = "*_~(/.:" }).Build();

    public static TheoryData<string> Names => [.. HostileNames.All];

    [Theory]
    [MemberData(nameof(Names))]
    public void In_markdown_a_name_is_a_paragraph_and_code_and_nothing_else(string name)
    {
        var markdown = MarkdownText.Write(Saying(new Prose([new Words("a " + name + " b "), new InCode(name)])));

        var page = XElement.Parse("<page>" + Markdown.ToHtml(markdown, Pipeline) + "</page>");
        page.Descendants().Select(element => element.Name.LocalName).ShouldBe(["h3", "p", "code"]);
        OnOneLine(page.Element("p")!.Value).ShouldBe(OnOneLine($"a {VisibleText.Of(name)} b {VisibleText.Of(name)}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_markdown_a_name_in_a_table_stays_in_its_cell(string name)
    {
        var markdown = MarkdownText.Write(Saying(new FigureTable(["head", name], [["1", name]])));

        var table = XElement.Parse("<page>" + Markdown.ToHtml(markdown, Pipeline) + "</page>").Element("table")!;
        table.Descendants("tr").ShouldAllBe(row => row.Elements().Count() == 2);
        OnOneLine(table.Descendants("td").Last().Value).ShouldBe(OnOneLine(VisibleText.Of(name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_plain_text_nothing_of_a_name_is_hidden(string name)
    {
        var text = PlainText.Write(Saying(new Prose([new Words(name), new InCode(name), new Maths(Weight(name))]), new FigureTable([name], [[name]])));

        VisibleText.Of(text.Replace("\n", "", StringComparison.Ordinal)).ShouldBe(text.Replace("\n", "", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_latex_braces_match_and_a_name_has_no_command_of_its_own(string name)
    {
        foreach (var formula in new[] { FormulaText.Latex([Weight(name)])[0], FormulaText.PdfLatex([Weight(name)])[0] })
        {
            var depth = 0;
            for (var i = 0; i < formula.Length; i++)
            {
                if (formula[i] == '\\')
                    i++;
                else if (formula[i] is '{' or '}')
                    (depth += formula[i] == '{' ? 1 : -1).ShouldBeGreaterThanOrEqualTo(0);
            }

            depth.ShouldBe(0);
            formula.ShouldNotContain(@"\input");
            formula.ShouldNotContain(@"\end");
        }
    }

    /// <summary>Of what typesets formulas in a browser, not all know commands for these within text.</summary>
    [Theory]
    [InlineData("a\u202Eb", @"{\text{a}\backslash{}\text{u202Eb}}_{0,1}")]
    [InlineData("\u200B", @"{\backslash{}\text{u200B}}_{0,1}")]
    [InlineData("a^b~", @"{\text{a}{\wedge}\text{b}{\sim}}_{0,1}")]
    [InlineData("größe_ñ", @"\text{größe\_ñ}_{0,1}")]
    public void In_a_formula_signs_that_text_has_no_command_for_stand_beside_it(string name, string latex) => FormulaText.Latex([Weight(name)])[0].ShouldBe(latex);

    [Theory]
    [InlineData("www.example.com", @"www\.example.com")]
    [InlineData("http://example.com", @"http\://example.com")]
    [InlineData("a@example.com", @"a\@example.com")]
    [InlineData("Wwww.x: y.z", @"Wwww\.x: y.z")]
    [InlineData("x.cs:12", "x.cs:12")]
    public void In_markdown_an_address_is_no_link(string name, string markdown) => MarkdownText.Escaped(name).ShouldBe(markdown);

    [Theory]
    [InlineData("größe_ñ", @"gr\""{o}{\ss}e\_\~{n}")]
    [InlineData("δW", @"\ensuremath{\delta}W")]
    [InlineData("ΑΩΦςο", @"A\ensuremath{\Omega}\ensuremath{\Phi}\ensuremath{\varsigma}\ensuremath{\mathrm{o}}")]
    [InlineData("重", @"\texttt{<U+91CD>}")]
    [InlineData("\U0001F9E0", @"\texttt{<U+1F9E0>}")]
    [InlineData("x\u0302", @"\^{x}")]
    [InlineData("a\u202Eb", @"a\textbackslash{}u202Eb")]
    [InlineData("‖W‖·max|σ′|", @"\ensuremath{\|}W\ensuremath{\|}\ensuremath{\cdot}max\textbar{}\ensuremath{\sigma}\ensuremath{'}\textbar{}")]
    [InlineData("a--b''", "a-{}-b'{}'")]
    public void In_a_latex_document_every_letter_has_a_way_to_be_written(string text, string latex) => LatexText.Of(text).ShouldBe(latex);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("größe", "größe")]
    [InlineData("\U0001F9E0", "\U0001F9E0")]
    [InlineData("a\u202Eb", @"a\u202Eb")]
    [InlineData("a\u200Bb\0", @"a\u200Bb\u0000")]
    [InlineData("\U000E0001", @"\U000E0001")]
    [InlineData("x\u0302", "x\u0302")]
    public void What_cannot_be_seen_stands_as_its_escape(string text, string visible) => VisibleText.Of(text).ShouldBe(visible);

    /// <summary>Attributes cannot hold it.</summary>
    [Fact]
    public void Half_a_letter_stands_as_its_escape() => VisibleText.Of("a\uD800").ShouldBe(@"a\uD800");

    [Fact]
    public void Relations_stand_below_each_other()
    {
        var w = Weight("W");

        FormulaText.Aligned([[w, w, w], [w, w]]).ShouldBe(@"\begin{aligned} W_{0,1} &= W_{0,1} \\ &= W_{0,1} \\ W_{0,1} &= W_{0,1} \end{aligned}");
    }

    /// <summary>The same tree in each medium.</summary>
    [Fact]
    public void A_formula_is_written_in_every_medium()
    {
        var (j, k) = (Free.To, Free.From);
        var bound = new IndexVariable(IndexKind.Bound, new Extent(0, 1));
        var w = new Quantity("W", QuantityKind.Matrix);
        var state = new Quantity("state", QuantityKind.State) { TimePosition = 0, ItemPosition = 1 };
        var flat = new Element(w, [IndexForm.Of([(j, new Extent(0, 1)), (bound, new Extent(1))], new Extent(-1))]);
        Formula formula = Make.Sum(Make.Sum(bound, Make.Product(flat, Free.Member(state, 1, bound))), Make.Negate(new Slope(Function.Tanh, Free.Member(state, 0, k))), new Raised(new Applied(Function.Logistic, new Element(w, [IndexForm.Of(2)])), new Number(2)));

        FormulaText.Plain([formula])[0].ShouldBe("Σₗ W[j·n + l − 1]·state⁽ᵗ⁻¹⁾[l] − tanh′(state⁽ᵗ⁾[k]) + σ²(W[2])");
        FormulaText.Latex([formula])[0].ShouldBe(@"\sum_{l} W_{j \cdot n + l - 1} \cdot \text{state}_{l}^{(t-1)} - \tanh'\left(\text{state}_{k}^{(t)}\right) + \sigma^2\left(W_{2}\right)");
        FormulaText.MathMl([formula])[0].ToString(SaveOptions.DisableFormatting).Replace(" xmlns=\"http://www.w3.org/1998/Math/MathML\"", "", StringComparison.Ordinal).ShouldBe(
            "<mrow><mrow><munder><mo>∑</mo><mi>l</mi></munder><mrow>"
            + "<msub><mi>W</mi><mrow><mrow><mrow><mi>j</mi><mo>⋅</mo><mi>n</mi></mrow><mo>+</mo><mi>l</mi><mo>−</mo><mn>1</mn></mrow></mrow></msub><mo>⋅</mo>"
            + "<msubsup><mi>state</mi><mrow><mi>l</mi></mrow><mrow><mo>(</mo><mi>t</mi><mo>−</mo><mn>1</mn><mo>)</mo></mrow></msubsup></mrow></mrow><mo>−</mo>"
            + "<mrow><msup><mi>tanh</mi><mo>′</mo></msup><mo>\u2061</mo><mrow><mo>(</mo><msubsup><mi>state</mi><mrow><mi>k</mi></mrow><mrow><mo>(</mo><mi>t</mi><mo>)</mo></mrow></msubsup><mo>)</mo></mrow></mrow><mo>+</mo>"
            + "<mrow><msup><mi>σ</mi><mn>2</mn></msup><mo>\u2061</mo><mrow><mo>(</mo><msub><mi>W</mi><mrow><mn>2</mn></mrow></msub><mo>)</mo></mrow></mrow></mrow>");
    }

    private static Element Weight(string name) => new(new Quantity(name, QuantityKind.Matrix), [IndexForm.Of(0), IndexForm.Of(1)]);

    private static Explanation Saying(params Block[] blocks) => new([new ExplanationStep(StepKind.Code, "title", blocks, [])], null);

    private static string OnOneLine(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
