using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using static RnnLint.Explaining.Web.Markup;

namespace RnnLint.Explaining.Web;

/// <summary>
/// A page that stands by itself: no script, nothing from a network, mathematics as MathML and drawings as SVG. It is HTML, and well-formed XML as well.
/// </summary>
public static class HtmlDocument
{
    /// <summary>Elements that HTML never closes.</summary>
    private static readonly HashSet<string> Void = ["meta"];

    /// <param name="title">In visible letters alone, as <see cref="Text"/> makes them.</param>
    /// <param name="style">Added to the style sheet that all pages have.</param>
    public static void Write(string title, IEnumerable<XElement> body, TextWriter writer, string style = "")
    {
        var page = Html("html", new XAttribute("lang", "en"), Lines([Head(title, Stylesheet() + style), Html("body", Html("main", Lines(body)))]));

        // <td/> opens a cell in HTML, and would not end it.
        foreach (var element in page.Descendants().Where(element => element.IsEmpty && element.Name.Namespace == Page && !Void.Contains(element.Name.LocalName)))
            element.Value = "";
        writer.WriteLine("<!DOCTYPE html>");
        using (var xml = XmlWriter.Create(writer, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None }))
            page.Save(xml);
        writer.WriteLine();
    }

    private static XElement Head(string title, string style) => Html("head", Lines([
        Html("meta", new XAttribute("charset", "utf-8")),
        Html("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content",
            $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; base-uri 'none'; form-action 'none'")),
        Html("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
        Html("meta", new XAttribute("name", "color-scheme"), new XAttribute("content", "light dark")),
        Html("title", title),
        Html("style", style),
    ]));

    private static string Stylesheet()
    {
        using var stream = typeof(HtmlDocument).Assembly.GetManifestResourceStream("explanation.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r", "", StringComparison.Ordinal);
    }
}
