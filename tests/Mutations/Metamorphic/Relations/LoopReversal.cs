using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary>
/// Innermost loops that only add up, or only fill arrays, run from the last to the first. Whether all of them may is shown by running the program.
/// </summary>
internal sealed class LoopReversal(SemanticModel model) : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        if (!IsIndependent(node) || node is not
            {
                Declaration.Variables: [{ Initializer.Value: { } first } variable],
                Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression, Left: IdentifierNameSyntax left, Right: { } end },
                Incrementors: [PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression }],
            } || left.Identifier.ValueText != variable.Identifier.ValueText)
        {
            return base.VisitForStatement(node);
        }

        var name = variable.Identifier.ValueText;
        var header = (ForStatementSyntax)Parts.Statement($"for ({node.Declaration!.Type} {name} = ({end}) - 1; {name} >= {first}; {name}--) ;");
        return header.WithStatement(node.Statement).WithTriviaFrom(node);
    }

    private bool IsIndependent(ForStatementSyntax loop) =>
        Body(loop).All(statement => statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } && Quantities.IsPure(model, assignment.Right) && Quantities.IsPure(model, assignment.Left)
            && (assignment.Kind() is SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression || (assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && assignment.Left is ElementAccessExpressionSyntax)));

    private static IEnumerable<StatementSyntax> Body(ForStatementSyntax loop) => loop.Statement is BlockSyntax block ? block.Statements : [loop.Statement];
}
