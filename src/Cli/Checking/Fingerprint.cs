using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;

namespace RnnLint.Cli.Checking;

/// <summary>
/// What makes a finding the same one after its lines have moved: the rule, the matrix, the expression without its layout and comments,
/// and the member it stands in.
/// </summary>
internal static class Fingerprint
{
    public static string Of(CellFinding finding, DiagnosticDescriptor rule, Compilation compilation)
    {
        var tree = finding.Location.SourceTree!;
        var span = finding.Location.SourceSpan;
        var tokens = tree.GetRoot().DescendantTokens(span).Where(token => span.IntersectsWith(token.Span)).Select(token => token.Text);
        var member = compilation.GetSemanticModel(tree).GetEnclosingSymbol(span.Start)?.ToDisplayString();
        var text = string.Join('\n', rule.Id, finding.Matrix, string.Join(' ', tokens), member);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    /// <summary>Tells findings of one fingerprint apart by their order.</summary>
    public static IEnumerable<Finding> Numbered(IEnumerable<Finding> sorted)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var finding in sorted)
        {
            var occurrence = seen[finding.Fingerprint] = seen.GetValueOrDefault(finding.Fingerprint) + 1;
            yield return finding with { Fingerprint = $"{finding.Fingerprint}:{occurrence}" };
        }
    }
}
