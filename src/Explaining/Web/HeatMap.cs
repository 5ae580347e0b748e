using System.Xml.Linq;
using RnnLint.Derivation;
using static RnnLint.Explaining.Web.Markup;

namespace RnnLint.Explaining.Web;

/// <summary>Jacobians drawn as squares of colour with the numbers in them, all on one scale: blue below zero, orange above it, as strong as the number is large.</summary>
public static class HeatMap
{
    private const int Shades = 4;
    private const double NarrowestCell = 66, CellHeight = 44, LetterWidth = 8, Padding = 16, Left = 48, Top = 24, TextDrop = 5, Key = 26;

    public static IEnumerable<XElement> Draw(JacobianNumbers numbers)
    {
        var largest = numbers.All.SelectMany(matrix => matrix.Rows).SelectMany(row => row).Select(Math.Abs).Max();
        yield return Html("div", Class("maps"), Lines(numbers.All.Select(matrix => Html("figure", Html("figcaption", Capital(matrix.Title)), Matrix(numbers, matrix.Title, matrix.Rows, largest)))));
        yield return Html("figure", Scale(numbers, largest));
    }

    private static XElement Matrix(JacobianNumbers numbers, string title, IReadOnlyList<IReadOnlyList<double>> rows, double largest)
    {
        var texts = NumberText.Of(numbers, rows);
        var cellWidth = Math.Max(NarrowestCell, (texts.Max(row => row.Max(text => text.Length)) * LetterWidth) + Padding);
        var parts = new List<XElement>();
        for (var k = 0; k < rows[0].Count; k++)
            parts.Add(Label("axis", Left + ((k + 0.5) * cellWidth), Top - 8, $"k = {k}"));
        for (var j = 0; j < rows.Count; j++)
        {
            parts.Add(Label("axis", (Left / 2) - 2, Middle(j), $"j = {j}"));
            for (var k = 0; k < rows[j].Count; k++)
            {
                double x = Left + (k * cellWidth), y = Top + (j * CellHeight);
                parts.Add(Svg("g", Class(Shade(rows[j][k], largest)),
                    Shape("rect", "cell", ("x", x), ("y", y), ("width", cellWidth), ("height", CellHeight)),
                    rows != numbers.Demanded && numbers.Differs(j, k) ? Shape("rect", "differs", ("x", x + 4), ("y", y + 4), ("width", cellWidth - 8), ("height", CellHeight - 8)) : null,
                    Label("number", x + (cellWidth / 2), Middle(j), texts[j][k])));
            }
        }

        return Picture(Left + (rows[0].Count * cellWidth), Top + (rows.Count * CellHeight), Capital(title),
            string.Join(" ", texts.Select((row, j) => $"Row {j}: {string.Join(", ", row)}.")), parts);

        static double Middle(int row) => Top + ((row + 0.5) * CellHeight) + TextDrop;
    }

    /// <summary>What the colours mean, and the dashes.</summary>
    private static XElement Scale(JacobianNumbers numbers, double largest)
    {
        const double Wide = 34, High = 16;
        var ends = NumberText.Of(numbers, [[-largest, largest]])[0];
        var parts = Enumerable.Range(-Shades, (2 * Shades) + 1).Select((shade, i) => Shape("rect", "cell " + Name(shade), ("x", i * Wide), ("y", 0), ("width", Wide), ("height", High))).ToList();
        var width = parts.Count * Wide;
        parts.Add(Label("axis", 0, High + 16, ends[0], "start"));
        parts.Add(Label("axis", width / 2, High + 16, "0"));
        parts.Add(Label("axis", width, High + 16, ends[1], "end"));
        if (!numbers.Agree)
        {
            parts.Add(Shape("rect", "differs", ("x", 2), ("y", High + 28), ("width", Key), ("height", High)));
            parts.Add(Label("axis", Key + 12, High + 41, "differs by more than rounding", "start"));
        }

        return Picture(width, High + (numbers.Agree ? 22 : 48), "The scale of the colours", $"From blue at {ends[0]} by way of grey at 0 to orange at {ends[1]}." + (numbers.Agree ? "" : " Dashes mark entries that differ by more than rounding."), parts);
    }

    private static string Shade(double value, double largest) => Name(largest > 0 ? (int)Math.Round(Shades * value / largest) : 0);

    private static string Name(int shade) => shade == 0 ? "zero" : shade < 0 ? $"n{-shade}" : $"p{shade}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
