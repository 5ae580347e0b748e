using System.Xml.Linq;
using RnnLint.Derivation;
using static RnnLint.Explaining.Web.Markup;

namespace RnnLint.Explaining.Web;

/// <summary>The units one step ago on the left, the units now on the right, and a line for every weight. A disputed one is dashed, thicker and told of below.</summary>
public static class NetworkDrawing
{
    private const double Radius = 19, Spacing = 156, Top = 64, Margin = 60, LetterWidth = 8, TipLength = 11, TipWidth = 5, LabelHeight = 20;

    /// <summary>How far along its line a label stands: before the lines of another unit cross it.</summary>
    private const double LabelAt = 0.29, SteepLabelAt = 0.2;

    private const double NarrowestSpan = 340, Gap = 14;

    public static XElement Draw(Network network)
    {
        var labels = network.Connections.Select(connection => (Connection: connection, Weight: Plain(connection.Weight), Taken: connection.Taken is { } taken ? Plain(taken) : null)).ToList();
        var widest = labels.Max(label => Marking(label.Weight, label.Taken).Length) * LetterWidth;
        var span = Math.Max(NarrowestSpan, ((widest / 2) + Radius + Gap) / LabelAt);
        double left = Margin, right = Margin + span;
        var parts = new List<XElement> { Label("axis", left + (Radius / 2), 20, "one step ago"), Label("axis", right - (Radius / 2), 20, "now") };
        var above = new List<XElement>();
        foreach (var (connection, weight, taken) in labels.OrderBy(label => label.Taken is not null))
        {
            var kind = taken is null ? "" : " disputed";
            double y = Y(connection.From), slope = (Y(connection.To) - y) / span, length = Math.Sqrt(1 + (slope * slope));
            double dx = 1 / length, dy = slope / length;
            double endX = right - ((Radius + 2) * dx), endY = Y(connection.To) - ((Radius + 2) * dy);
            parts.Add(Shape("line", "edge" + kind, ("x1", left + (Radius * dx)), ("y1", y + (Radius * dy)), ("x2", endX - (TipLength * dx)), ("y2", endY - (TipLength * dy))));
            parts.Add(Svg("path", Class("tip" + kind), new XAttribute("d",
                $"M{Number(endX)} {Number(endY)}L{Number(endX - (TipLength * dx) - (TipWidth * dy))} {Number(endY - (TipLength * dy) + (TipWidth * dx))}L{Number(endX - (TipLength * dx) + (TipWidth * dy))} {Number(endY - (TipLength * dy) - (TipWidth * dx))}Z")));
            var along = span * (Math.Abs(connection.To - connection.From) > 1 ? SteepLabelAt : LabelAt);
            double x = left + along, labelY = y + (along * slope);
            var text = Marking(weight, taken);
            var width = (text.Length + 1) * LetterWidth;
            above.Add(Shape("rect", "ground", ("x", x - (width / 2)), ("y", labelY - (LabelHeight / 2)), ("width", width), ("height", LabelHeight)));
            above.Add(Label(kind.TrimStart(), x, labelY + 4.5, text));
        }

        parts.AddRange(above);
        for (var unit = 0; unit < network.Units; unit++)
        {
            foreach (var x in new[] { left, right })
            {
                parts.Add(Shape("circle", "unit", ("cx", x), ("cy", Y(unit)), ("r", Radius)));
                parts.Add(Label("", x, Y(unit) + 5, unit.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }
        }

        var drawing = Picture(right + Margin, Y(network.Units - 1) + Radius + 12, $"The connections between {network.Units} units, from one step to the next",
            string.Join(" ", labels.Select(label => $"From unit {label.Connection.From} one step ago to unit {label.Connection.To} now: {label.Weight}{(label.Taken is { } taken ? $"; the code takes {taken}" : "")}.")), parts);
        return Html("figure", drawing, network.Connections.Where(connection => connection.Taken is not null).Select(connection => Html("figcaption",
            $"Dashed: from unit {connection.From} to unit {connection.To} leads ", InlineMath(connection.Weight), ", for which the code takes ", InlineMath(connection.Taken!), ".")));
    }

    private static string Marking(string weight, string? taken) => taken is null ? weight : $"{weight}, not {taken}";

    private static double Y(int unit) => Top + (unit * Spacing);

    private static string Plain(Formula formula) => FormulaText.Plain([formula])[0];
}
