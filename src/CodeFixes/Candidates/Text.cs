using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>Pieces of code as text.</summary>
internal static class Text
{
    /// <summary>What a node reads after some nodes within it were replaced, on one line.</summary>
    public static string After(SyntaxNode node, IEnumerable<(SyntaxNode Node, string Text)> replaced)
    {
        var text = node.ToString();
        foreach (var change in replaced.OrderByDescending(change => change.Node.SpanStart))
            text = text.Remove(change.Node.SpanStart - node.SpanStart, change.Node.Span.Length).Insert(change.Node.SpanStart - node.SpanStart, change.Text);
        return OnOneLine(text);
    }

    public static string OnOneLine(string text) => string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The expression so that a member can be taken of it, or a sign set before it.</summary>
    public static string Primary(ExpressionSyntax expression) => IsPrimary(expression) ? expression.ToString() : $"({expression})";

    /// <summary>The expression as a factor.</summary>
    public static string Factor(ExpressionSyntax expression) =>
        IsPrimary(expression) || expression is PrefixUnaryExpressionSyntax || expression is BinaryExpressionSyntax { OperatorToken.Text: "*" } ? expression.ToString() : $"({expression})";

    private static bool IsPrimary(ExpressionSyntax expression) => expression
        is SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax or ThisExpressionSyntax or LiteralExpressionSyntax;
}
