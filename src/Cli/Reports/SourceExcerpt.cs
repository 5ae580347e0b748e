using Microsoft.CodeAnalysis.Text;
using RnnLint.Cli.Checking;
using RnnLint.Explaining;

namespace RnnLint.Cli.Reports;

/// <summary>The line where a finding starts, and the marks below it.</summary>
internal sealed record SourceExcerpt(string LineNumber, string Code, string Indent, string Marks)
{
    /// <summary>Marks run to the end of the expression, or of the line where it goes on below. Tabs stay tabs, so that the marks line up.</summary>
    public static SourceExcerpt Of(SourceText source, Place place)
    {
        var line = source.Lines[place.Line - 1].ToString().TrimEnd();
        var start = Math.Min(place.Column - 1, line.Length);
        var end = Math.Clamp(place.EndLine == place.Line ? place.EndColumn - 1 : line.Length, start, line.Length);
        var indent = string.Concat(line.Take(start).Select(character => character == '\t' ? '\t' : ' '));
        return new($"{place.Line}", line, indent, new string('^', Math.Max(1, end - start)));
    }
}
