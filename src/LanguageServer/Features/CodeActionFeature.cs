using RnnLint.CodeFixes;
using RnnLint.LanguageServer.Analysis;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Features;

/// <summary>Changes that set findings right. None is offered that was not probed and verified.</summary>
internal sealed class CodeActionFeature(OpenDocuments documents, Analyses analyses, DiagnosticsConversion conversion, EditConversion edits)
{
    /// <summary>Kinds of the protocol (LSP 3.17, CodeActionKind).</summary>
    public const string QuickFix = "quickfix", FixAll = "source.fixAll.rnnlint";

    public async Task<IReadOnlyList<CodeAction>> OfAsync(CodeActionParams asked, CancellationToken cancellation)
    {
        var state = await analyses.CurrentAsync();
        var path = FilePaths.OfUri(asked.TextDocument.Uri);
        var file = await state.OfFileAsync(path, isWhole: true, cancellation);
        if (file.Tree is not { } tree)
            return [];
        var text = await tree.GetTextAsync(cancellation);
        var span = documents.Encoding.Span(text, asked.Range);
        var actions = new List<CodeAction>();
        if (IsWanted(QuickFix))
            foreach (var finding in file.Findings.Where(finding => FixFinder.CanFix(finding.Now.Verdict) && finding.Now.Location.SourceSpan.IntersectsWith(span)))
                if ((await file.State!.FixAsync(finding).WaitAsync(cancellation)).Fix is { } fix)
                    actions.Add(new(fix.Title, QuickFix, [conversion.Of(finding, text)], IsPreferred: true, edits.Of(fix.Changes, state)));

        // Looking for all takes as long as all of them together: only for whoever asks for it.
        if (asked.Context.Only?.Any(kind => FixAll == kind || FixAll.StartsWith(kind + ".", StringComparison.Ordinal)) == true && file.Findings.Any(finding => FixFinder.CanFix(finding.Now.Verdict)))
        {
            var run = await state.FixAllAsync(other => FilePaths.Comparer.Equals(other, path), cancellation);
            if (run.Applied.Length > 0)
                actions.Add(new(run.Applied.Length == 1 ? run.Applied[0].Fix.Title : $"Fix {run.Applied.Length} recurrent gradients, each verified", FixAll, null, IsPreferred: false, edits.Of(await state.ChangesAsync(run.Changed), state)));
        }

        return actions;

        bool IsWanted(string kind) => asked.Context.Only is not { Count: > 0 } only || only.Any(wanted => kind == wanted || kind.StartsWith(wanted + ".", StringComparison.Ordinal));
    }
}
