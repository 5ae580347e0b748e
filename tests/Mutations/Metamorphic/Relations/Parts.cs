using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary>Pieces of syntax that relations put together.</summary>
internal static class Parts
{
    /// <summary>In parentheses, where it is made of several parts.</summary>
    public static ExpressionSyntax Kept(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or LiteralExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax or InvocationExpressionSyntax
            ? expression
            : SyntaxFactory.ParenthesizedExpression(expression.WithoutTrivia()).WithTriviaFrom(expression);

    /// <summary>A type as it can be written in every file.</summary>
    public static string Written(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>The type of a local or a parameter.</summary>
    public static string TypeOf(ISymbol variable) => Written(variable is ILocalSymbol local ? local.Type : ((IParameterSymbol)variable).Type);

    public static StatementSyntax Statement(string text) => SyntaxFactory.ParseStatement(text);

    public static MemberDeclarationSyntax Member(string text) => SyntaxFactory.ParseMemberDeclaration("\n" + text + "\n")!;
}
