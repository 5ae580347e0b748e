using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Tracing;

/// <summary>What a string parameter may be told: the first text that the code chooses by, in the member itself or else in its file.</summary>
internal static class StringChoices
{
    /// <summary>Asked for every string of a sequence at every draw, and a file may be large.</summary>
    private static readonly ConditionalWeakTable<SyntaxReference, StrongBox<string?>> Known = new();

    public static string? For(ISymbol symbol) =>
        (symbol as IParameterSymbol)?.ContainingSymbol?.DeclaringSyntaxReferences.FirstOrDefault() is { } declaration
            ? Known.GetValue(declaration, member => new StrongBox<string?>(FirstChoice(member.GetSyntax()) ?? FirstChoice(member.SyntaxTree.GetRoot()))).Value
            : null;

    private static string? FirstChoice(SyntaxNode scope) => scope.DescendantNodes().OfType<LiteralExpressionSyntax>()
        .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && literal.Parent is CaseSwitchLabelSyntax or ConstantPatternSyntax)
        .Select(literal => literal.Token.ValueText).FirstOrDefault();
}
