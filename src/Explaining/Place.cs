using Microsoft.CodeAnalysis;

namespace RnnLint.Explaining;

/// <summary>A stretch of source; lines and columns count from 1, in UTF-16 code units.</summary>
public sealed record Place(string Path, int Line, int Column, int EndLine, int EndColumn)
{
    public static Place? Of(Location location)
    {
        if (!location.IsInSource)
            return null;
        var span = location.GetLineSpan();
        return new(
            span.Path,
            span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1,
            span.EndLinePosition.Line + 1, span.EndLinePosition.Character + 1);
    }
}
