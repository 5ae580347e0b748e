using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.LanguageServer.Analysis;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Features;

/// <summary>Which index of a recurrent matrix is the unit that a weight leads to, and which the one that it comes from, as the forward pass has it.</summary>
internal sealed class InlayHintFeature(OpenDocuments documents, Analyses analyses, Func<Settings> settings)
{
    private const string ToFrom = "[to, from]";

    public async Task<IReadOnlyList<InlayHint>> OfAsync(InlayHintParams asked, CancellationToken cancellation)
    {
        if (!settings().InlayHints)
            return [];
        var file = await (await analyses.CurrentAsync()).OfFileAsync(FilePaths.OfUri(asked.TextDocument.Uri), isWhole: false, cancellation);
        if (file.Tree is not { } tree)
            return [];
        var text = tree.GetText(cancellation);
        var span = documents.Encoding.Span(text, asked.Range);
        var conventions = file.Cells.Where(cell => !cell.IsStale).SelectMany(cell => cell.Report.Findings)
            .Where(finding => finding.Evidence.ContainsKey("convention")).GroupBy(finding => finding.Matrix, StringComparer.Ordinal)
            .Where(same => same.Select(finding => finding.Evidence["convention"]).Distinct().Count() == 1).ToDictionary(same => same.Key, same => same.First().Evidence["convention"], StringComparer.Ordinal);
        if (conventions.Count == 0)
            return [];
        var root = await tree.GetRootAsync(cancellation);
        return [.. root.DescendantNodes(span).SelectMany(node => Indices(node, conventions)).Where(pair => span.Contains(pair.Index.Span))
            .Select(pair => new InlayHint(documents.Encoding.PositionOf(text, pair.Index.SpanStart), pair.IsTo ? "to:" : "from:",
                new(MarkupContent.PlainText, pair.IsTo ? "the unit that the weight leads to, in the forward pass" : "the unit that the weight comes from, in the forward pass"), PaddingLeft: false, PaddingRight: true))];
    }

    /// <summary>The two indices of an access to a matrix, `W[j, k]` or `W[j][k]`.</summary>
    private static IEnumerable<(ExpressionSyntax Index, bool IsTo)> Indices(SyntaxNode node, IReadOnlyDictionary<string, string> conventions)
    {
        if (node is not ElementAccessExpressionSyntax access)
            yield break;
        var (target, indices) = access switch
        {
            { ArgumentList.Arguments: [var first, var second] } => (access.Expression, new[] { first, second }),
            { ArgumentList.Arguments: [var second], Expression: ElementAccessExpressionSyntax { ArgumentList.Arguments: [var first] } inner } => (inner.Expression, [first, second]),
            _ => (access.Expression, []),
        };
        var name = target is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var own } ? own.ToString() : target.ToString();
        if (indices.Length != 2 || !conventions.TryGetValue(name, out var convention))
            yield break;
        yield return (indices[0].Expression, convention == ToFrom);
        yield return (indices[1].Expression, convention != ToFrom);
    }
}
