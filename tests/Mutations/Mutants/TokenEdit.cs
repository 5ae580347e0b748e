using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace RnnLint.Mutations.Mutants;

public enum TokenEditKind
{
    Deleted,
    Duplicated,

    /// <summary>With the next token of its kind: neighbours of different kinds hardly ever compile.</summary>
    Swapped,

    /// <summary>The file ends before it.</summary>
    Truncated,
}

/// <summary>What happens to a file by accident: a token is lost, comes twice or in the wrong place, or the rest of the file is missing.</summary>
public static class TokenEdit
{
    public static string Apply(TokenEditKind kind, IReadOnlyList<SyntaxToken> tokens, int index, string text)
    {
        var token = tokens[index];
        return kind switch
        {
            TokenEditKind.Deleted => text.Remove(token.SpanStart, token.Span.Length),
            TokenEditKind.Duplicated => text.Insert(token.Span.End, " " + token.Text),
            TokenEditKind.Swapped when tokens.Skip(index + 1).FirstOrDefault(other => other.RawKind == token.RawKind) is { RawKind: not 0 } other => Swapped(token.Span, other.Span, text),
            _ => text[..token.SpanStart],
        };
    }

    private static string Swapped(TextSpan first, TextSpan second, string text) =>
        text[..first.Start] + text[second.Start..second.End] + text[first.End..second.Start] + text[first.Start..first.End] + text[second.End..];
}
