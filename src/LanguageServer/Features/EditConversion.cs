using RnnLint.CodeFixes;
using RnnLint.LanguageServer.Analysis;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Features;

/// <summary>Changes of code as the protocol's edits, with the version that they are for where a document is open.</summary>
internal sealed class EditConversion(OpenDocuments documents)
{
    public WorkspaceEdit Of(IEnumerable<TreeChange> changes, CodeState state) => new([.. changes.Select(change =>
    {
        var open = state.Open.GetValueOrDefault(change.Tree.FilePath);
        var text = change.Tree.GetText();
        return new TextDocumentEdit(
            new(open?.Uri ?? FilePaths.ToUri(change.Tree.FilePath), open?.Version),
            [.. change.Changes.Select(one => new TextEdit(documents.Encoding.RangeOf(text, one.Span), one.NewText ?? ""))]);
    })]);
}
