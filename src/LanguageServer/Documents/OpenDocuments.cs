using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Documents;

/// <summary>A text that the client has open, as it is there.</summary>
internal sealed record OpenDocument(string Uri, string Path, int Version, SourceText Text);

/// <summary>What the client has open. Read from any thread; written by the messages, one after the other.</summary>
internal sealed class OpenDocuments
{
    private ImmutableDictionary<string, OpenDocument> _byPath = ImmutableDictionary.Create<string, OpenDocument>(FilePaths.Comparer);

    public PositionEncoding Encoding { get; set; } = PositionEncoding.Utf16;

    /// <summary>All of them, by path, at one moment.</summary>
    public ImmutableDictionary<string, OpenDocument> Current => Volatile.Read(ref _byPath);

    public OpenDocument? At(string uri) => Current.GetValueOrDefault(FilePaths.OfUri(uri));

    public void Open(TextDocumentItem item)
    {
        var path = FilePaths.OfUri(item.Uri);
        Volatile.Write(ref _byPath, _byPath.SetItem(path, new(item.Uri, path, item.Version, SourceText.From(item.Text, UTF8Encoding.UTF8))));
    }

    /// <summary>Applies changes in their order: the range of each is one of the text that those before it have left.</summary>
    /// <exception cref="ProtocolException">where the document is not open.</exception>
    public void Change(DidChangeTextDocumentParams change)
    {
        var document = At(change.TextDocument.Uri) ?? throw new ProtocolException(ErrorCodes.InvalidParams, $"{change.TextDocument.Uri} is not open");
        var text = document.Text;
        foreach (var one in change.ContentChanges)
            text = one.Range is { } range ? text.WithChanges(new TextChange(Encoding.Span(text, range), one.Text)) : SourceText.From(one.Text, UTF8Encoding.UTF8);
        Volatile.Write(ref _byPath, _byPath.SetItem(document.Path, document with { Version = change.TextDocument.Version ?? document.Version, Text = text }));
    }

    public void Close(string uri) => Volatile.Write(ref _byPath, _byPath.Remove(FilePaths.OfUri(uri)));
}
