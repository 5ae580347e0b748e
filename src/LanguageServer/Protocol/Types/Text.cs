namespace RnnLint.LanguageServer.Protocol;

/// <summary>A place between two characters: line and character from 0, the character in units of the encoding that was agreed on (LSP 3.17, Position).</summary>
internal readonly record struct Position(int Line, int Character);

/// <summary>From <see cref="Start"/> up to <see cref="End"/>, which is not part of it.</summary>
internal readonly record struct Range(Position Start, Position End);

internal sealed record Location(string Uri, Range Range);

internal sealed record TextDocumentIdentifier(string Uri);

internal sealed record VersionedTextDocumentIdentifier(string Uri, int? Version);

internal sealed record TextDocumentItem(string Uri, string LanguageId, int Version, string Text);

internal sealed record DidOpenTextDocumentParams(TextDocumentItem TextDocument);

internal sealed record DidCloseTextDocumentParams(TextDocumentIdentifier TextDocument);

internal sealed record DidChangeTextDocumentParams(VersionedTextDocumentIdentifier TextDocument, IReadOnlyList<TextDocumentContentChangeEvent> ContentChanges);

/// <summary>The text that takes the place of a range, or of everything where there is none.</summary>
internal sealed record TextDocumentContentChangeEvent(Range? Range, string Text);

internal sealed record TextEdit(Range Range, string NewText);

internal sealed record TextDocumentEdit(VersionedTextDocumentIdentifier TextDocument, IReadOnlyList<TextEdit> Edits);

internal sealed record WorkspaceEdit(IReadOnlyList<TextDocumentEdit> DocumentChanges);

internal sealed record ApplyWorkspaceEditParams(string Label, WorkspaceEdit Edit);

internal sealed record ApplyWorkspaceEditResult(bool Applied, string? FailureReason);

internal sealed record TextDocumentPositionParams(TextDocumentIdentifier TextDocument, Position Position);

internal sealed record MarkupContent(string Kind, string Value)
{
    public const string Markdown = "markdown", PlainText = "plaintext";
}
