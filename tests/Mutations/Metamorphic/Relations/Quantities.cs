using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary>What relations ask of an expression.</summary>
internal static class Quantities
{
    public static bool IsNumber(SemanticModel model, ExpressionSyntax expression) =>
        model.GetTypeInfo(expression).Type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    /// <summary>It only reads, and may be evaluated earlier, later, or in another order: no assignment, and no call but to Math.</summary>
    public static bool IsPure(SemanticModel model, ExpressionSyntax expression) => expression.DescendantNodesAndSelf().All(node => node switch
    {
        InvocationExpressionSyntax call => model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType.Name: "Math" or "MathF" },
        AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or BaseObjectCreationExpressionSyntax or AnonymousFunctionExpressionSyntax or DeclarationExpressionSyntax or AwaitExpressionSyntax or ThrowExpressionSyntax or StackAllocArrayCreationExpressionSyntax or IsPatternExpressionSyntax => false,
        PrefixUnaryExpressionSyntax unary => unary.Kind() is not (SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.PointerIndirectionExpression or SyntaxKind.AddressOfExpression),
        _ => true,
    });
}
