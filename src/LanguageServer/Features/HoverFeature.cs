using System.Globalization;
using System.Text;
using RnnLint.Derivation;
using RnnLint.LanguageServer.Analysis;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;
using RnnLint.Probing;

namespace RnnLint.LanguageServer.Features;

/// <summary>
/// Over a matrix, a state, a member or a loop of a recurrent cell: first the verdict, then the derivation in the reader's own names as far as it is about
/// that name, then what was measured.
/// </summary>
internal sealed class HoverFeature(OpenDocuments documents, Analyses analyses)
{
    /// <summary>True where the client can show Markdown.</summary>
    public bool IsMarkdown { get; set; }

    public async Task<Hover?> AtAsync(TextDocumentPositionParams asked, CancellationToken cancellation)
    {
        var state = await analyses.CurrentAsync();
        var path = FilePaths.OfUri(asked.TextDocument.Uri);
        var file = await state.OfFileAsync(path, isWhole: false, cancellation);
        if (file.Tree is not { } tree)
            return null;
        var text = tree.GetText(cancellation);
        return Subject.At(file, documents.Encoding.Offset(text, asked.Position), cancellation) is { } subject
            ? new(new(IsMarkdown ? MarkupContent.Markdown : MarkupContent.PlainText, Write(subject)), documents.Encoding.RangeOf(text, subject.Token.Span))
            : null;
    }

    private string Write(Subject subject)
    {
        var text = new StringBuilder();
        var finding = subject.Finding;
        if (subject.Cell.IsStale)
            text.Append(Strong("Stale.")).Append(' ').Append(Words("The code does not compile as it is now. Before the last edits: "));
        text.Append(Strong(Verdicts.Short(finding.Verdict))).Append(subject.Cell.IsStale && finding.Verdict == Verdict.Verified ? Words(" (then)") : "").Append(Words(": " + finding.Message)).Append("\n\n");
        if (!subject.Cell.IsStale)
        {
            var explanation = subject.Cell.Report.Explanation.Value;
            if (explanation.Obstacle is { } obstacle)
                text.Append(Words("No derivation: " + obstacle + ".")).Append("\n\n");
            foreach (var step in Excerpt.About(explanation, subject.Name))
                Write(step, text);
        }

        text.Append(Evidence(finding)).Append("\n\n");
        text.Append(IsMarkdown ? $"[{Analyzer.Rules.For(finding.Verdict).Id}]({Analyzer.Rules.For(finding.Verdict).HelpLinkUri})" : Analyzer.Rules.For(finding.Verdict).Id)
            .Append(Words($" · every step: rnnlint explain {System.IO.Path.GetFileName(finding.Location.SourceTree?.FilePath)}:{(finding.Location.GetLineSpan().StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture)}"));
        return text.ToString();
    }

    private void Write(ExplanationStep step, StringBuilder text)
    {
        text.Append(Strong(step.Title)).Append("\n\n");
        var lines = new List<string>();
        foreach (var block in step.Blocks)
            switch (block)
            {
                case Relation relation:
                    lines.Add(string.Join(" = ", FormulaText.Plain(relation.Sides)));
                    break;
                case Prose prose:
                    Flush();
                    text.Append(string.Concat(prose.Parts.Select(Write))).Append("\n\n");
                    break;
            }

        Flush();

        void Flush()
        {
            if (lines.Count > 0)
                text.Append(Fenced(string.Join('\n', lines))).Append("\n\n");
            lines.Clear();
        }
    }

    private string Write(Inline part) => part switch
    {
        Words words => Words(words.Text),
        InCode code => Code(code.Text),
        Maths maths => Code(FormulaText.Plain([maths.Formula])[0]),
        _ => "",
    };

    private string Evidence(CellFinding finding) => Words(string.Join(" · ", new[] { "sizes", "steps", "seeds" }.Where(finding.Evidence.ContainsKey).Select(name => name == "seeds" ? "seeds " + finding.Evidence[name] : finding.Evidence[name])
        .Concat(finding.Evidence.Where(pair => pair.Key.StartsWith("error: ", StringComparison.Ordinal)).Select(pair => $"{pair.Key["error: ".Length..]}: {pair.Value}"))));

    private string Strong(string text) => IsMarkdown ? $"**{MarkdownText.Escaped(text)}**" : text;

    private string Words(string text) => IsMarkdown ? MarkdownText.Escaped(text) : text;

    private string Code(string text) => IsMarkdown ? MarkdownText.Code(text) : text;

    private string Fenced(string lines) => IsMarkdown ? "```text\n" + lines.Replace("```", "`\u200b``", StringComparison.Ordinal) + "\n```" : "    " + lines.Replace("\n", "\n    ", StringComparison.Ordinal);
}
