using System.Globalization;
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

    /// <summary>True where the client typesets formulas by itself.</summary>
    public bool HasParts { get; set; }

    public async Task<Hover?> AtAsync(TextDocumentPositionParams asked, CancellationToken cancellation)
    {
        var state = await analyses.CurrentAsync();
        var path = FilePaths.OfUri(asked.TextDocument.Uri);
        var file = await state.OfFileAsync(path, isWhole: false, cancellation);
        if (file.Tree is not { } tree)
            return null;
        var text = tree.GetText(cancellation);
        if (Subject.At(file, documents.Encoding.Offset(text, asked.Position), cancellation) is not { } subject)
            return null;
        var parts = new HoverParts();
        Write(subject, parts);
        return new(new(IsMarkdown ? MarkupContent.Markdown : MarkupContent.PlainText, parts.Text), documents.Encoding.RangeOf(text, subject.Token.Span), HasParts ? parts.All : null);
    }

    private void Write(Subject subject, HoverParts parts)
    {
        var finding = subject.Finding;
        if (subject.Cell.IsStale)
            parts.Add(Strong("Stale.") + " " + Words("The code does not compile as it is now. Before the last edits: "));
        parts.Add(Strong(Verdicts.Short(finding.Verdict)) + (subject.Cell.IsStale && finding.Verdict == Verdict.Verified ? Words(" (then)") : "") + Words(": " + finding.Message) + "\n\n");
        if (!subject.Cell.IsStale)
        {
            var explanation = subject.Cell.Report.Explanation.Value;
            if (explanation.Obstacle is { } obstacle)
                parts.Add(Words("No derivation: " + obstacle + ".") + "\n\n");
            foreach (var step in Excerpt.About(explanation, subject.Name))
                Write(step, parts);
        }

        parts.Add(Evidence(finding) + "\n\n");
        parts.Add(IsMarkdown ? $"[{Analyzer.Rules.For(finding.Verdict).Id}]({Analyzer.Rules.For(finding.Verdict).HelpLinkUri})" : Analyzer.Rules.For(finding.Verdict).Id);
        parts.Add(Words($" · every step: rnnlint explain {System.IO.Path.GetFileName(finding.Location.SourceTree?.FilePath)}:{(finding.Location.GetLineSpan().StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture)}"));
    }

    private void Write(ExplanationStep step, HoverParts parts)
    {
        parts.Add(Strong(step.Title) + "\n\n");
        var relations = new List<Relation>();
        foreach (var block in step.Blocks)
            switch (block)
            {
                case Relation relation:
                    relations.Add(relation);
                    break;
                case Prose prose:
                    Flush();
                    foreach (var part in prose.Parts)
                        Write(part, parts);
                    parts.Add("\n\n");
                    break;
            }

        Flush();

        void Flush()
        {
            if (relations.Count > 0)
            {
                parts.Add(Fenced(string.Join('\n', relations.Select(relation => string.Join(" = ", FormulaText.Plain(relation.Sides))))), FormulaText.Aligned(relations.Select(relation => relation.Sides)), isDisplay: true);
                parts.Add("\n\n");
            }

            relations.Clear();
        }
    }

    private void Write(Inline part, HoverParts parts)
    {
        switch (part)
        {
            case Words words:
                parts.Add(Words(words.Text));
                break;
            case InCode code:
                parts.Add(Code(code.Text));
                break;
            case Maths maths:
                parts.Add(Code(FormulaText.Plain([maths.Formula])[0]), FormulaText.Latex([maths.Formula])[0], isDisplay: false);
                break;
        }
    }

    private string Evidence(CellFinding finding) => Words(string.Join(" · ", new[] { "sizes", "steps", "seeds" }.Where(finding.Evidence.ContainsKey).Select(name => name == "seeds" ? "seeds " + finding.Evidence[name] : finding.Evidence[name])
        .Concat(finding.Evidence.Where(pair => pair.Key.StartsWith("error: ", StringComparison.Ordinal)).Select(pair => $"{pair.Key["error: ".Length..]}: {pair.Value}"))));

    private string Strong(string text) => IsMarkdown ? $"**{MarkdownText.Escaped(text)}**" : text;

    private string Words(string text) => IsMarkdown ? MarkdownText.Escaped(text) : text;

    private string Code(string text) => IsMarkdown ? MarkdownText.Code(text) : text;

    private string Fenced(string lines) => IsMarkdown ? "```text\n" + lines.Replace("```", "`\u200b``", StringComparison.Ordinal) + "\n```" : "    " + lines.Replace("\n", "\n    ", StringComparison.Ordinal);
}

/// <summary>The pieces of a hover, in turn.</summary>
internal sealed class HoverParts
{
    private readonly List<HoverPart> _parts = [];

    public IReadOnlyList<HoverPart> All => _parts;

    public string Text => string.Concat(_parts.Select(part => part.Markdown));

    public void Add(string text)
    {
        if (_parts is [.., { Latex: null } last])
            _parts[^1] = last with { Markdown = last.Markdown + text };
        else
            _parts.Add(new(text));
    }

    public void Add(string text, string latex, bool isDisplay) => _parts.Add(new(text, latex, isDisplay));
}
