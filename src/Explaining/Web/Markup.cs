using System.Globalization;
using System.Xml.Linq;
using RnnLint.Derivation;

namespace RnnLint.Explaining.Web;

/// <summary>Elements of a page. All text of the code comes in by way of <see cref="Text"/>.</summary>
public static class Markup
{
    public static XNamespace Page { get; } = "http://www.w3.org/1999/xhtml";

    public static XNamespace Mathematics { get; } = "http://www.w3.org/1998/Math/MathML";

    public static XNamespace Drawing { get; } = "http://www.w3.org/2000/svg";

    public static XElement Html(string name, params object?[] content) => new(Page + name, content);

    public static XElement Svg(string name, params object?[] content) => new(Drawing + name, content);

    public static XAttribute Class(string names) => new("class", names);

    public static string Text(string text) => VisibleText.Of(text);

    /// <summary>Elements with a line end after each, so that the page can be read as text too.</summary>
    public static IEnumerable<object> Lines(IEnumerable<XElement> elements) => elements.SelectMany(element => new object[] { element, "\n" }).Prepend("\n");

    public static XElement InlineMath(Formula formula) => new(Mathematics + "math", FormulaText.MathMl([formula]));

    public static XElement DisplayedMath(params object?[] content) => Html("div", Class("formula"), new XElement(Mathematics + "math", new XAttribute("display", "block"), content));

    /// <summary>A drawing that scales down with its column, and is read out as a title and a description.</summary>
    public static XElement Picture(double width, double height, string title, string description, IEnumerable<XElement> parts) => Svg("svg",
        new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"), new XAttribute("width", Number(width)), new XAttribute("height", Number(height)), new XAttribute("role", "img"),
        Lines(parts.Prepend(Svg("desc", description)).Prepend(Svg("title", title))));

    /// <param name="at">Attributes that are numbers, by name.</param>
    public static XElement Shape(string name, string classes, params (string Name, double Value)[] at) => Svg(name, Class(classes), at.Select(one => new XAttribute(one.Name, Number(one.Value))));

    public static XElement Label(string classes, double x, double y, string text, string anchor = "middle") =>
        Svg("text", classes.Length == 0 ? null : Class(classes), new XAttribute("x", Number(x)), new XAttribute("y", Number(y)), new XAttribute("text-anchor", anchor), text);

    public static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);
}
