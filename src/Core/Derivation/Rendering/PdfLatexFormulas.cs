using System.Collections.Generic;

namespace RnnLint.Derivation;

/// <summary>Formulas as LaTeX in ASCII alone, for a document that pdflatex compiles whatever letters the code is written in.</summary>
internal sealed class PdfLatexFormulas : LatexFormulas
{
    /// <summary>Writes formulas that belong together, with the same letters.</summary>
    public static new IReadOnlyList<string> Write(IReadOnlyList<Formula> formulas) => new PdfLatexFormulas().Together(formulas);

    protected override string Upright(string text) => @"\text{" + LatexText.Of(text) + "}";
}
