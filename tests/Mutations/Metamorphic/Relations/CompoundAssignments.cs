using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary><c>a = a + (b)</c> for <c>a += b</c>, of numbers.</summary>
internal sealed class CompoundAssignments(SemanticModel model) : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        var sign = node.Kind() switch
        {
            SyntaxKind.AddAssignmentExpression => "+",
            SyntaxKind.SubtractAssignmentExpression => "-",
            SyntaxKind.MultiplyAssignmentExpression => "*",
            _ => null,
        };
        var isPlain = sign is not null && node.Parent is ExpressionStatementSyntax && Quantities.IsNumber(model, node.Left) && Quantities.IsNumber(model, node.Right) && Quantities.IsPure(model, node.Left);
        return isPlain
            ? SyntaxFactory.ParseExpression($"{node.Left} = {node.Left} {sign} ({node.Right})").WithTriviaFrom(node)
            : base.VisitAssignmentExpression(node);
    }
}
