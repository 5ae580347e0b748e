using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace RnnLint.Derivation;

/// <summary>Formulas alone, for front ends that lay out the rest themselves. Formulas given together get the same letters for the same indices.</summary>
public static class FormulaText
{
    /// <summary>As plain text: <c>x⁽ᵗ⁾[j]</c>.</summary>
    public static IReadOnlyList<string> Plain(IReadOnlyList<Formula> formulas) => UnicodeFormulas.Write(formulas);

    /// <summary>As LaTeX, without delimiters.</summary>
    public static IReadOnlyList<string> Latex(IReadOnlyList<Formula> formulas) => LatexFormulas.Write(formulas);

    /// <summary>Relations as one formula of LaTeX, without delimiters: each side on a line of its own behind the first, and the signs of equality below each other.</summary>
    public static string Aligned(IEnumerable<IReadOnlyList<Formula>> relations) =>
        @"\begin{aligned} " + string.Join(@" \\ ", relations.Select(Latex).Select(sides => sides[0] + string.Join(@" \\", sides.Skip(1).Select(side => " &= " + side)))) + @" \end{aligned}";

    /// <summary>As LaTeX in ASCII alone, without delimiters, for a document that pdflatex compiles.</summary>
    public static IReadOnlyList<string> PdfLatex(IReadOnlyList<Formula> formulas) => PdfLatexFormulas.Write(formulas);

    /// <summary>As MathML Core, each an element that stands within <c>math</c>.</summary>
    public static IReadOnlyList<XElement> MathMl(IReadOnlyList<Formula> formulas) => MathMlFormulas.Write(formulas);
}
