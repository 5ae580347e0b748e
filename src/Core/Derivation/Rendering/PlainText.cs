using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace RnnLint.Derivation;

/// <summary>A derivation as plain text, for a terminal or a hover without mathematics.</summary>
public static class PlainText
{
    private const int Width = 100;

    public static string Write(Explanation explanation)
    {
        var text = new StringBuilder();
        var number = 0;
        foreach (var step in explanation.Steps)
        {
            text.Append(++number).Append(". ").Append(step.Title).Append("\n\n");
            foreach (var block in step.Blocks)
                text.Append(Write(block)).Append('\n');
        }

        return text.ToString();
    }

    private static string Write(Block block) => block switch
    {
        Prose prose => string.Concat(Wrap(string.Concat(prose.Parts.Select(Write))).Select(line => "   " + line + "\n")),
        Relation relation => Write(relation),
        FormulaMatrix matrix => Write(matrix),
        FigureTable table => Write(table),
        _ => "",
    };

    private static string Write(Inline part) => part switch
    {
        Words words => words.Text,
        InCode code => code.Text,
        Maths maths => UnicodeFormulas.WriteOne(maths.Formula),
        _ => "",
    };

    private static string Write(Relation relation)
    {
        var sides = UnicodeFormulas.Write(relation.Sides);
        var line = string.Join(" = ", sides);
        return line.Length <= Width - 6 || sides.Count == 2 ? "      " + line + "\n"
            : "      " + sides[0] + " = " + sides[1] + "\n" + string.Concat(sides.Skip(2).Select(side => "      " + new string(' ', sides[0].Length) + " = " + side + "\n"));
    }

    private static string Write(FormulaMatrix matrix)
    {
        var cells = matrix.Rows.Select(row => row.Select(cell => UnicodeFormulas.WriteOne(cell)).ToList()).ToList();
        var name = UnicodeFormulas.WriteOne(matrix.Name);
        var widths = Enumerable.Range(0, cells[0].Count).Select(column => cells.Max(row => row[column].Length)).ToList();
        var text = new StringBuilder();
        for (var row = 0; row < cells.Count; row++)
        {
            var (open, close) = cells.Count == 1 ? ("(", ")") : row == 0 ? ("⎛", "⎞") : row == cells.Count - 1 ? ("⎝", "⎠") : ("⎜", "⎟");
            text.Append("      ").Append(row == 0 ? name + " = " : new string(' ', name.Length + 3)).Append(open).Append(' ')
                .Append(string.Join("   ", cells[row].Select((cell, column) => cell.PadRight(widths[column])))).Append(' ').Append(close).Append('\n');
        }

        return text.ToString();
    }

    private static string Write(FigureTable table)
    {
        var rows = table.Rows.Prepend(table.Head).ToList();
        var widths = Enumerable.Range(0, table.Head.Count).Select(column => rows.Max(row => row[column].Length)).ToList();
        return string.Concat(rows.Select(row => "      " + string.Join("   ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd() + "\n"));
    }

    private static IEnumerable<string> Wrap(string text)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width - 3)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}
