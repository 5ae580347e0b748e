using Microsoft.CodeAnalysis;

namespace RnnLint.Explaining;

/// <summary>A stretch of a file; lines and columns count from 1, in UTF-16 code units.</summary>
public sealed record Place(string Path, int Line, int Column, int EndLine, int EndColumn)
{
    public static Place? Of(Location location)
    {
        if (location.Kind is not (LocationKind.SourceFile or LocationKind.ExternalFile))
            return null;
        var span = location.GetLineSpan();
        return new(
            span.Path,
            span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1,
            span.EndLinePosition.Line + 1, span.EndLinePosition.Character + 1);
    }
}
