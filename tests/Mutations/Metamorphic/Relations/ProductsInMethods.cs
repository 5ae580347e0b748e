using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary>A method of its own for each product of numbers: <c>sum += Product1(j, k)</c>, with the variables of the method around as its parameters.</summary>
internal sealed class ProductsInMethods(SemanticModel model) : MemberAdding
{
    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        if (!node.IsKind(SyntaxKind.MultiplyExpression) || !CanAdd || !Quantities.IsNumber(model, node) || !Quantities.IsPure(model, node) || Variables(node) is not { } variables || model.GetConstantValue(node).HasValue)
            return base.VisitBinaryExpression(node);
        var name = Add("Product", name =>
            $"private {Static(node)}{Parts.Written(model.GetTypeInfo(node).Type!)} {name}({string.Join(", ", variables.Select(variable => $"{Parts.TypeOf(variable)} {variable.Name}"))}) => {node};");
        return SyntaxFactory.ParseExpression($"{name}({string.Join(", ", variables.Select(variable => variable.Name))})").WithTriviaFrom(node);
    }

    /// <summary>The locals and parameters that an expression names; null where one cannot be handed on by value.</summary>
    private ISymbol[]? Variables(ExpressionSyntax node)
    {
        var variables = node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => model.GetSymbolInfo(name).Symbol)
            .Where(symbol => symbol is ILocalSymbol or IParameterSymbol).Distinct(SymbolEqualityComparer.Default).OfType<ISymbol>().ToArray();
        var isOfConstructor = variables.Any(variable => variable is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } });
        return isOfConstructor || node.DescendantNodes().Any(n => n is GenericNameSyntax) ? null : variables;
    }

    private string Static(ExpressionSyntax node) => model.GetEnclosingSymbol(node.SpanStart) is { } around && IsInStatic(around) ? "static " : "";

    private static bool IsInStatic(ISymbol symbol) => symbol is IMethodSymbol { MethodKind: MethodKind.LambdaMethod or MethodKind.LocalFunction } inner ? IsInStatic(inner.ContainingSymbol) : symbol.IsStatic;
}
