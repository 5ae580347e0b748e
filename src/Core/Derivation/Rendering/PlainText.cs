using System.Collections.Generic;
using System.Globalization;
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
            text.Append(++number).Append(". ").Append(VisibleText.Of(step.Title)).Append("\n\n");
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
        HypothesisTable hypotheses => Write(hypotheses.Figures),
        DriftTable drift => Write(drift.Figures),
        JacobianNumbers numbers => Write(numbers),
        Network network => Write(network),
        _ => "",
    };

    private static string Write(Inline part) => part switch
    {
        Words words => VisibleText.Of(words.Text),
        InCode code => VisibleText.Of(code.Text),
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
        var rows = table.Rows.Prepend(table.Head).Select(row => row.Select(VisibleText.Of).ToList()).ToList();
        var widths = Enumerable.Range(0, table.Head.Count).Select(column => rows.Max(row => row[column].Length)).ToList();
        return string.Concat(rows.Select(row => "      " + string.Join("   ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd() + "\n"));
    }

    private static string Write(JacobianNumbers numbers) => string.Join("\n", numbers.All.Select(matrix =>
    {
        var cells = NumberText.Of(numbers, matrix.Rows);
        var width = cells.Max(row => row.Max(cell => cell.Length));
        var rows = cells.Select((row, j) => "j = " + Whole(j) + "   " + string.Join("   ", row.Select(cell => cell.PadLeft(width))) + "\n").Prepend("        " + string.Join("   ", cells[0].Select((_, k) => ("k = " + Whole(k)).PadLeft(width))) + "\n");
        return "      " + matrix.Title + ":\n" + string.Concat(rows.Select(row => "         " + row));
    }));

    /// <summary>A connection on each line.</summary>
    private static string Write(Network network)
    {
        var weights = network.Connections.Select(connection => UnicodeFormulas.WriteOne(connection.Weight)).ToList();
        var width = weights.Max(weight => weight.Length);
        return "      one step ago" + new string(' ', width) + "  now\n" + string.Concat(network.Connections.Select((connection, i) =>
            "      unit " + Whole(connection.From) + " ── " + weights[i] + " " + new string('─', width - weights[i].Length) + "─→ unit " + Whole(connection.To)
            + (connection.Taken is { } taken ? "   ← the code takes " + UnicodeFormulas.WriteOne(taken) : "") + "\n"));
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

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
