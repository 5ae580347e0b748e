using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary><c>{ var product = a * b; sum += product; }</c> for <c>sum += a * b;</c></summary>
internal sealed class ProductsInLocals(SemanticModel model) : CSharpSyntaxRewriter
{
    private int _count;

    public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node) =>
        node.Expression is AssignmentExpressionSyntax assignment && !assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression)
        && Quantities.IsNumber(model, assignment.Left) && Quantities.IsNumber(model, assignment.Right) && Quantities.IsPure(model, assignment.Left) && Quantities.IsPure(model, assignment.Right)
        && assignment.Right is BinaryExpressionSyntax
            ? Parts.Statement($"{{ var product{++_count} = {assignment.Right}; {assignment.Left} {assignment.OperatorToken.ValueText} product{_count}; }}\n").WithLeadingTrivia(node.GetLeadingTrivia())
            : base.VisitExpressionStatement(node);
}
