using System.Text.Json;
using Microsoft.CodeAnalysis.Text;
using RnnLint.Explaining;

namespace RnnLint.Cli.Reports;

/// <summary>Places in files as SARIF names them.</summary>
internal sealed class SarifPlaces(Utf8JsonWriter json, ReportPaths paths)
{
    /// <summary>By convention the root of the sources. Where that is on a machine is not told: the report is to be the same everywhere.</summary>
    public const string Root = "%SRCROOT%";

    private const int LinesAround = 2;

    public void Write(Place place)
    {
        json.WriteStartObject("physicalLocation");
        WriteArtifact(place.Path);
        WriteRegion("region", place);
        json.WriteEndObject();
    }

    /// <summary>With the text, for those who have no access to the code.</summary>
    public void WriteInContext(Place place, SourceText source)
    {
        json.WriteStartObject("physicalLocation");
        WriteArtifact(place.Path);
        WriteRegion("region", place, source.ToString(source.Lines.GetTextSpan(new(new(place.Line - 1, place.Column - 1), new(place.EndLine - 1, place.EndColumn - 1)))));
        var (first, last) = (Math.Max(1, place.Line - LinesAround), Math.Min(source.Lines.Count, place.EndLine + LinesAround));
        json.WriteStartObject("contextRegion");
        json.WriteNumber("startLine", first);
        json.WriteNumber("endLine", last);
        WriteSnippet(source.ToString(TextSpan.FromBounds(source.Lines[first - 1].Start, source.Lines[last - 1].End)));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public void WriteArtifact(string path)
    {
        var (uri, isRelative) = paths.Uri(path);
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", uri);
        if (isRelative)
            json.WriteString("uriBaseId", Root);
        json.WriteEndObject();
    }

    public void WriteRegion(string name, Place place, string? text = null)
    {
        json.WriteStartObject(name);
        json.WriteNumber("startLine", place.Line);
        json.WriteNumber("startColumn", place.Column);
        json.WriteNumber("endLine", place.EndLine);
        json.WriteNumber("endColumn", place.EndColumn);
        if (text is not null)
            WriteSnippet(text);
        json.WriteEndObject();
    }

    private void WriteSnippet(string text)
    {
        json.WriteStartObject("snippet");
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
