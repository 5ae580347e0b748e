using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>A change that may set a finding right: nothing is known of it until it was probed.</summary>
internal sealed record Proposal(string Title, ImmutableArray<TreeChange> Changes)
{
    public static Proposal Of(string title, params (SyntaxNode Node, string Text)[] replaced) => new(title, TreeChange.Of(replaced));

    /// <summary>Equal for proposals that write the same.</summary>
    public string Key => string.Join("|", Changes.SelectMany(tree => tree.Changes.Select(change => $"{tree.Tree.FilePath}{change.Span}{change.NewText}")));
}
