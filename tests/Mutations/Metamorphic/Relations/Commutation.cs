using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary><c>b * a</c> for <c>a * b</c>, and <c>b + a</c> for <c>a + b</c>, of numbers.</summary>
internal sealed class Commutation(SemanticModel model) : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        var visited = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
        if (!node.IsKind(SyntaxKind.MultiplyExpression) && !node.IsKind(SyntaxKind.AddExpression) || !Quantities.IsNumber(model, node.Left) || !Quantities.IsNumber(model, node.Right) || !Quantities.IsPure(model, node))
            return visited;
        return visited.WithLeft(Parts.Kept(visited.Right).WithTriviaFrom(visited.Left)).WithRight(Parts.Kept(visited.Left).WithTriviaFrom(visited.Right));
    }
}
