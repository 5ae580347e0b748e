using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary>No comments, and a layout of its own.</summary>
internal static class WithoutTrivia
{
    public static SyntaxNode Of(SyntaxNode root) =>
        root.ReplaceTrivia(root.DescendantTrivia().Where(IsComment), (_, _) => SyntaxFactory.Space).NormalizeWhitespace();

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia);
}
