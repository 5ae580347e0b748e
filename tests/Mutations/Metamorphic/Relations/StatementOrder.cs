using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary>Neighbours change places where neither names what the other writes, and neither calls anything of the code's own.</summary>
internal sealed class StatementOrder(SemanticModel model) : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var visited = (BlockSyntax)base.VisitBlock(node)!;
        var statements = visited.Statements.ToArray();
        for (var i = 0; i + 1 < statements.Length; i++)
        {
            if (AreIndependent(node.Statements[i], node.Statements[i + 1]))
            {
                (statements[i], statements[i + 1]) = (statements[i + 1], statements[i]);
                i++;
            }
        }

        return visited.WithStatements(SyntaxFactory.List(statements));
    }

    private bool AreIndependent(StatementSyntax first, StatementSyntax second) =>
        Written(first) is { } one && Written(second) is { } two && !Named(second).Overlaps(one) && !Named(first).Overlaps(two);

    /// <summary>What a statement writes to: variables, or the arrays that it puts elements into. Null where that cannot be seen.</summary>
    private HashSet<ISymbol>? Written(StatementSyntax statement)
    {
        var written = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        switch (statement)
        {
            case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local when local.Declaration.Type is not RefTypeSyntax:
                written.UnionWith(local.Declaration.Variables.Select(variable => model.GetDeclaredSymbol(variable)!));
                break;
            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } when Root(assignment.Left) is { } root:
                written.Add(root);
                break;
            default:
                return null;
        }

        var isPlain = statement.DescendantNodes().All(node => node switch
        {
            InvocationExpressionSyntax call => model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType.Name: "Math" or "MathF" },
            AssignmentExpressionSyntax inner => inner.Parent == statement,
            ObjectCreationExpressionSyntax or ImplicitObjectCreationExpressionSyntax or PostfixUnaryExpressionSyntax or LambdaExpressionSyntax or DeclarationExpressionSyntax or AwaitExpressionSyntax => false,
            PrefixUnaryExpressionSyntax unary => !unary.IsKind(SyntaxKind.PreIncrementExpression) && !unary.IsKind(SyntaxKind.PreDecrementExpression),
            _ => true,
        });
        return isPlain ? written : null;
    }

    /// <summary>The variable that an element or a field belongs to. Arrays of arrays may be shared, and are left alone.</summary>
    private ISymbol? Root(ExpressionSyntax target) => target switch
    {
        ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax array } => model.GetSymbolInfo(array).Symbol,
        IdentifierNameSyntax name when model.GetSymbolInfo(name).Symbol is ILocalSymbol { RefKind: RefKind.None } local && local.Type.SpecialType != SpecialType.None => local,
        _ => null,
    };

    private HashSet<ISymbol> Named(StatementSyntax statement) =>
        new(statement.DescendantNodesAndSelf().Select(node => node switch
        {
            VariableDeclaratorSyntax variable => model.GetDeclaredSymbol(variable),
            IdentifierNameSyntax name => model.GetSymbolInfo(name).Symbol,
            _ => null,
        }).OfType<ISymbol>(), SymbolEqualityComparer.Default);
}
