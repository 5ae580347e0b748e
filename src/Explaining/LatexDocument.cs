using RnnLint.Derivation;

namespace RnnLint.Explaining;

/// <summary>Derivations as a document that pdflatex compiles as it is, in ASCII, with packages of the recommended collection alone.</summary>
public static class LatexDocument
{
    /// <summary>Letters that fit a line of the document.</summary>
    private const int WidestHead = 70;

    private const string Opening = """
        \documentclass[11pt,a4paper]{article}
        \usepackage[margin=2.4cm]{geometry}
        \usepackage{amsmath}
        \usepackage{array}
        \usepackage{graphicx}
        \usepackage{textcomp}
        \setlength{\parindent}{0pt}
        \setlength{\parskip}{6pt}
        \setlength{\emergencystretch}{3em}
        \renewcommand{\arraystretch}{1.15}
        % A formula that is wider than the page is scaled down to it.
        \newsavebox{\formula}
        \newcommand{\fit}[1]{\sbox{\formula}{$\displaystyle #1$}\ifdim\wd\formula>\linewidth\resizebox{\linewidth}{!}{\usebox{\formula}}\else\usebox{\formula}\fi}
        \begin{document}
        """;

    public static void Write(IReadOnlyList<ExplainedCell> cells, ReportPaths paths, TextWriter writer)
    {
        writer.Write(Opening.ReplaceLineEndings("\n") + "\n");
        foreach (var cell in cells)
        {
            writer.Write($"\n\\section*{{\\raggedright {Breakable(cell.Title)}}}\n\n");
            foreach (var finding in cell.Findings)
                writer.Write(Text(cell.Line(finding)) + "\n\n");
            if (cell.NoDerivation is { } obstacle)
                writer.Write(Text(obstacle.TrimEnd()) + "\n");
            for (var i = 0; i < cell.Explanation.Steps.Count; i++)
                Write(cell.Explanation.Steps[i], i + 1, paths, writer);
        }

        writer.Write("\n\\end{document}\n");
    }

    private static void Write(ExplanationStep step, int number, ReportPaths paths, TextWriter writer)
    {
        writer.Write($"\\subsection*{{{number}. {Text(step.Title)}}}\n\n");
        foreach (var block in step.Blocks)
            writer.Write(Write(block) + "\n\n");
        var places = step.Sites.Select(site => Place.Of(site.Syntax.GetLocation())).OfType<Place>().Select(place => $"{paths.Display(place.Path)}:{place.Line}").Distinct().ToList();
        if (places.Count > 0)
            writer.Write($"{{\\small In the code: {string.Join(", ", places.Select(Breakable))}}}\n\n");
    }

    private static string Write(Block block) => block switch
    {
        Prose prose => string.Concat(prose.Parts.Select(Write)),
        Relation relation => Displayed(Equal(FormulaText.PdfLatex(relation.Sides))),
        FormulaMatrix matrix => Displayed(Maths(matrix.Name) + " = \\begin{pmatrix} " + string.Join(@" \\ ", matrix.Rows.Select(row => string.Join(" & ", row.Select(Maths)))) + " \\end{pmatrix}"),
        FigureTable table => Table(Columns(table), table.Head.Select(Text), table.Rows.Select(row => row.Select(Text))),
        HypothesisTable hypotheses => Write(hypotheses.Figures),
        DriftTable drift => Write(drift.Figures),
        JacobianNumbers numbers => string.Join("\n\n", numbers.All.Select(matrix => Write(numbers, matrix.Title, matrix.Rows))),
        Network network => Table("llll", ["one step ago", "now", "weight", "the code takes"], network.Connections.Select(connection => new[]
        {
            $"unit {connection.From}", $"unit {connection.To}", Inline(connection.Weight), connection.Taken is { } taken ? Inline(taken) : "",
        })),
        _ => "",
    };

    private static string Write(JacobianNumbers numbers, string title, IReadOnlyList<IReadOnlyList<double>> rows) => $"\\begin{{center}}{Text(title)}:\\end{{center}}\n" + Table(
        "r" + new string('r', rows[0].Count),
        rows[0].Select((_, k) => $"$k = {k}$").Prepend(""),
        NumberText.Of(numbers, rows).Select((row, j) => row.Select(Text).Prepend($"$j = {j}$")));

    private static string Write(Inline part) => part switch
    {
        Words words => Text(words.Text),
        InCode code => $"\\texttt{{{Text(code.Text)}}}",
        Maths maths => Inline(maths.Formula),
        _ => "",
    };

    private static string Inline(Formula formula) => $"${Maths(formula)}$";

    private static string Maths(Formula formula) => FormulaText.PdfLatex([formula])[0];

    /// <summary>More than one equals sign is more than one line.</summary>
    private static string Equal(IReadOnlyList<string> sides) => sides.Count <= 2
        ? string.Join(" = ", sides)
        : $"\\begin{{aligned}} {sides[0]} &= {string.Join(@" \\ &= ", sides.Skip(1))} \\end{{aligned}}";

    private static string Displayed(string formula) => $"\\[ \\fit{{{formula}}} \\]";

    private static string Table(string columns, IEnumerable<string> head, IEnumerable<IEnumerable<string>> rows) =>
        $"\\begin{{center}}\n\\begin{{tabular}}{{{columns}}}\n{string.Join(" & ", head)} \\\\ \\hline\n{string.Concat(rows.Select(row => string.Join(" & ", row) + " \\\\\n"))}\\end{{tabular}}\n\\end{{center}}";

    /// <summary>As wide as they are, or parts of a line where that would be too wide.</summary>
    private static string Columns(FigureTable table) => table.Head.Sum(head => head.Length) < WidestHead
        ? new string('l', table.Head.Count)
        : string.Concat(Enumerable.Repeat(FormattableString.Invariant($">{{\\raggedright\\arraybackslash}}p{{{0.9 / table.Head.Count:0.##}\\linewidth}}"), table.Head.Count));

    private static string Text(string text) => LatexText.Of(text);

    /// <summary>Paths and qualified names, which have no spaces.</summary>
    private static string Breakable(string name) => Text(name).Replace("/", "/\\allowbreak{}", StringComparison.Ordinal).Replace(".", ".\\allowbreak{}", StringComparison.Ordinal);
}
