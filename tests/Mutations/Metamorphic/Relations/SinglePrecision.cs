using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary>float for double, and what goes with it.</summary>
internal sealed class SinglePrecision : CSharpSyntaxRewriter
{
    public override SyntaxToken VisitToken(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.DoubleKeyword => SyntaxFactory.Token(SyntaxKind.FloatKeyword).WithTriviaFrom(token),
        SyntaxKind.NumericLiteralToken when token.Value is double value => SyntaxFactory.ParseToken(value.ToString("R", CultureInfo.InvariantCulture) + "f").WithTriviaFrom(token),
        _ => base.VisitToken(token),
    };

    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => node.Identifier.ValueText switch
    {
        "Math" when node.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: not ("Max" or "Min" or "Clamp") } => SyntaxFactory.IdentifierName("MathF").WithTriviaFrom(node),
        "NextDouble" => SyntaxFactory.IdentifierName("NextSingle").WithTriviaFrom(node),
        _ => base.VisitIdentifierName(node),
    };
}
