using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace RnnLint.Derivation;

/// <summary>A derivation as Markdown with LaTeX between dollar signs. Nothing that the code names can become markup.</summary>
public static class MarkdownText
{
    private const string Special = @"\`*_{}[]<>#|$~&@";

    private static readonly string[] Protocols = ["http", "https", "ftp", "mailto", "tel", "xmpp"];

    public static string Write(Explanation explanation)
    {
        var text = new StringBuilder();
        var number = 0;
        foreach (var step in explanation.Steps)
        {
            text.Append("### ").Append(++number).Append(". ").Append(Escaped(step.Title)).Append("\n\n");
            foreach (var block in step.Blocks)
                text.Append(Write(block)).Append("\n\n");
        }

        return text.ToString();
    }

    private static string Write(Block block) => block switch
    {
        Prose prose => string.Concat(prose.Parts.Select(Write)),
        Relation relation => "$$\n" + string.Join(" = ", LatexFormulas.Write(relation.Sides)) + "\n$$",
        FormulaMatrix matrix => "$$\n" + LatexFormulas.WriteOne(matrix.Name) + " = \\begin{pmatrix} "
            + string.Join(@" \\ ", matrix.Rows.Select(row => string.Join(" & ", row.Select(LatexFormulas.WriteOne)))) + " \\end{pmatrix}\n$$",
        FigureTable table => Table(table.Head.Select(Escaped), table.Rows.Select(row => row.Select(Escaped))),
        HypothesisTable hypotheses => Write(hypotheses.Figures),
        DriftTable drift => Write(drift.Figures),
        JacobianNumbers numbers => string.Join("\n\n", numbers.All.Select(matrix => char.ToUpperInvariant(matrix.Title[0]) + matrix.Title.Substring(1) + ":\n\n" + Table(
            matrix.Rows[0].Select((_, k) => "$k = " + k + "$").Prepend(""),
            NumberText.Of(numbers, matrix.Rows).Select((row, j) => row.Prepend("$j = " + j + "$"))))),
        Network network => Table(["unit one step ago", "unit now", "weight", "the code takes"], network.Connections.Select(connection => new[]
        {
            connection.From.ToString(CultureInfo.InvariantCulture), connection.To.ToString(CultureInfo.InvariantCulture), Maths(connection.Weight),
            connection.Taken is { } taken ? Maths(taken) : "",
        })),
        _ => "",
    };

    private static string Table(IEnumerable<string> head, IEnumerable<IEnumerable<string>> rows)
    {
        var names = head.ToList();
        return Row(names) + "\n" + Row(names.Select(_ => "---")) + "\n" + string.Join("\n", rows.Select(Row));
    }

    private static string Row(IEnumerable<string> cells) => "| " + string.Join(" | ", cells) + " |";

    private static string Write(Inline part) => part switch
    {
        Words words => Escaped(words.Text),
        InCode code => Code(code.Text),
        Maths maths => Maths(maths.Formula),
        _ => "",
    };

    private static string Maths(Formula formula) => "$" + LatexFormulas.WriteOne(formula) + "$";

    /// <summary>Between as many backticks as nothing within has.</summary>
    public static string Code(string text)
    {
        text = VisibleText.Of(text);
        var fence = "`";
        while (text.Contains(fence))
            fence += "`";
        return fence.Length == 1 ? fence + text + fence : fence + " " + text + " " + fence;
    }

    /// <summary>Text that is to be read as it is. GitHub's Markdown makes links of addresses without any sign round them.</summary>
    public static string Escaped(string text)
    {
        var visible = VisibleText.Of(text);
        var escaped = new StringBuilder();
        for (var i = 0; i < visible.Length; i++)
        {
            if (Special.IndexOf(visible[i]) >= 0 || IsOfAddress(visible, i))
                escaped.Append('\\');
            escaped.Append(visible[i]);
        }

        return escaped.ToString();
    }

    /// <summary>True for the sign without which it is no address: the dot of <c>www.</c>, and the colon after the name of a protocol.</summary>
    private static bool IsOfAddress(string text, int at) => text[at] == '.' ? Follows(text, at, "www") : text[at] == ':' && Protocols.Any(protocol => Follows(text, at, protocol));

    private static bool Follows(string text, int at, string word) => at >= word.Length && string.Compare(text, at - word.Length, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0;
}
