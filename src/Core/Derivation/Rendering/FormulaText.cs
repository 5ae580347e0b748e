using System.Collections.Generic;
using System.Xml.Linq;

namespace RnnLint.Derivation;

/// <summary>Formulas alone, for front ends that lay out the rest themselves. Formulas given together get the same letters for the same indices.</summary>
public static class FormulaText
{
    /// <summary>As plain text: <c>x⁽ᵗ⁾[j]</c>.</summary>
    public static IReadOnlyList<string> Plain(IReadOnlyList<Formula> formulas) => UnicodeFormulas.Write(formulas);

    /// <summary>As LaTeX, without delimiters.</summary>
    public static IReadOnlyList<string> Latex(IReadOnlyList<Formula> formulas) => LatexFormulas.Write(formulas);

    /// <summary>As LaTeX in ASCII alone, without delimiters, for a document that pdflatex compiles.</summary>
    public static IReadOnlyList<string> PdfLatex(IReadOnlyList<Formula> formulas) => PdfLatexFormulas.Write(formulas);

    /// <summary>As MathML Core, each an element that stands within <c>math</c>.</summary>
    public static IReadOnlyList<XElement> MathMl(IReadOnlyList<Formula> formulas) => MathMlFormulas.Write(formulas);
}
