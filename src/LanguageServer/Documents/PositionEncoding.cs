using System.Text;
using Microsoft.CodeAnalysis.Text;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Documents;

/// <summary>In what a client counts the characters of a line (LSP 3.17, PositionEncodingKind). Texts here are counted in UTF-16.</summary>
internal sealed class PositionEncoding
{
    public static readonly PositionEncoding Utf16 = new("utf-16"), Utf8 = new("utf-8");

    private PositionEncoding(string name) => Name = name;

    public string Name { get; }

    /// <summary>The first that the client names of those that are known here; UTF-16 where it names none.</summary>
    public static PositionEncoding Of(IReadOnlyList<string>? offered) => offered?.Select(name => name == Utf8.Name ? Utf8 : name == Utf16.Name ? Utf16 : null).OfType<PositionEncoding>().FirstOrDefault() ?? Utf16;

    /// <summary>The offset of a position. What lies behind the end of a line means its end, and what lies behind the last line the end of the text.</summary>
    public int Offset(SourceText text, Position position)
    {
        if (position.Line < 0)
            return 0;
        if (position.Line >= text.Lines.Count)
            return text.Length;
        var line = text.Lines[position.Line];
        var length = line.End - line.Start;
        if (this == Utf16)
            return line.Start + Math.Clamp(position.Character, 0, length);
        var (bytes, offset) = (0, 0);
        while (offset < length)
        {
            var (width, characters) = Next(text, line.Start + offset, line.End);
            if (bytes + width > position.Character)
                break;
            (bytes, offset) = (bytes + width, offset + characters);
        }

        return line.Start + offset;
    }

    public Position PositionOf(SourceText text, int offset)
    {
        var line = text.Lines.GetLineFromPosition(offset);

        // Between the two characters of a line break nothing can stand.
        var end = Math.Min(offset, line.End);
        if (this == Utf16)
            return new(line.LineNumber, end - line.Start);
        var bytes = 0;
        for (var at = line.Start; at < end;)
        {
            var (width, characters) = Next(text, at, line.End);
            (bytes, at) = (bytes + width, at + characters);
        }

        return new(line.LineNumber, bytes);
    }

    public TextSpan Span(SourceText text, Protocol.Range range)
    {
        int start = Offset(text, range.Start), end = Offset(text, range.End);
        return start <= end ? TextSpan.FromBounds(start, end) : TextSpan.FromBounds(end, start);
    }

    public Protocol.Range RangeOf(SourceText text, TextSpan span) => new(PositionOf(text, span.Start), PositionOf(text, span.End));

    /// <summary>Bytes in UTF-8, and characters in UTF-16, of the code point at a place. Half a surrogate pair takes the three bytes of what stands for it.</summary>
    private static (int Bytes, int Characters) Next(SourceText text, int at, int end)
    {
        var first = text[at];
        if (char.IsHighSurrogate(first) && at + 1 < end && char.IsLowSurrogate(text[at + 1]))
            return (4, 2);
        return (Rune.TryCreate(first, out var rune) ? rune.Utf8SequenceLength : 3, 1);
    }
}
