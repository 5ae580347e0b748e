using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Tracing;

/// <summary>What a string parameter may be told: the first text that the code chooses by, in the member itself or else in its file.</summary>
internal static class StringChoices
{
    public static string? For(ISymbol symbol)
    {
        var member = (symbol as IParameterSymbol)?.ContainingSymbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        return member is null ? null : FirstChoice(member) ?? FirstChoice(member.SyntaxTree.GetRoot());
    }

    private static string? FirstChoice(SyntaxNode scope) => scope.DescendantNodes().OfType<LiteralExpressionSyntax>()
        .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && literal.Parent is CaseSwitchLabelSyntax or ConstantPatternSyntax)
        .Select(literal => literal.Token.ValueText).FirstOrDefault();
}
