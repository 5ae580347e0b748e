using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary>The expression that a static method of the same file returns, for a call of it with numbers.</summary>
internal sealed class Inlining(SemanticModel model) : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var visited = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        if (model.GetSymbolInfo(node).Symbol is not IMethodSymbol { IsStatic: true, IsGenericMethod: false, IsExtensionMethod: false } method
            || method.DeclaringSyntaxReferences is not [var reference] || reference.SyntaxTree != node.SyntaxTree || reference.GetSyntax() is not MethodDeclarationSyntax declaration
            || Returned(declaration) is not { } returned || !Quantities.IsPure(model, returned)
            || method.Parameters.Length != node.ArgumentList.Arguments.Count
            || !node.ArgumentList.Arguments.All(argument => argument.NameColon is null && argument.RefKindKeyword.RawKind == 0 && Quantities.IsNumber(model, argument.Expression) && Quantities.IsPure(model, argument.Expression))
            || !OnlyNamesParameters(returned, method))
        {
            return visited;
        }

        var arguments = method.Parameters.Select((parameter, i) => (parameter.Name, visited.ArgumentList.Arguments[i].Expression)).ToDictionary(pair => pair.Name, pair => pair.Expression);
        var inlined = returned.ReplaceNodes(
            returned.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(name => model.GetSymbolInfo(name).Symbol is IParameterSymbol),
            (name, _) => SyntaxFactory.ParenthesizedExpression(arguments[name.Identifier.ValueText].WithoutTrivia()));
        return SyntaxFactory.ParenthesizedExpression(SyntaxFactory.CastExpression(SyntaxFactory.ParseTypeName(Parts.Written(method.ReturnType)), SyntaxFactory.ParenthesizedExpression(inlined.WithoutTrivia()))).WithTriviaFrom(node);
    }

    private static ExpressionSyntax? Returned(MethodDeclarationSyntax method) => method switch
    {
        { ExpressionBody.Expression: { } body } => body,
        { Body.Statements: [ReturnStatementSyntax { Expression: { } value }] } => value,
        _ => null,
    };

    private bool OnlyNamesParameters(ExpressionSyntax returned, IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(returned).Type, method.ReturnType)
        && returned.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().All(name => model.GetSymbolInfo(name).Symbol is IParameterSymbol or INamedTypeSymbol or IMethodSymbol { ContainingType.Name: "Math" or "MathF" });
}
