using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>
/// Exchanges the two sides of a product that is no product of numbers: <c>W * d</c> and <c>d * W</c>, <c>Outer(a, b)</c> and <c>Outer(b, a)</c>,
/// <c>a.Dot(b)</c> and <c>b.Dot(a)</c>. What stands around a side may stay (<c>Dot(a, b.T)</c> and <c>Dot(b, a.T)</c>), and an argument may take its offset along.
/// </summary>
internal static class FactorOrder
{
    public static IEnumerable<Proposal> Of(Region region)
    {
        foreach (var expression in region.Nodes<ExpressionSyntax>())
        {
            foreach (var replaced in Exchanges(expression, region))
                yield return Proposal.Of("Swap the factors: " + Text.After(expression, replaced), replaced);
        }
    }

    private static IEnumerable<(SyntaxNode, string)[]> Exchanges(ExpressionSyntax expression, Region region)
    {
        switch (expression)
        {
            case BinaryExpressionSyntax product when IsArrayLike(region.TypeOf(product)) && product.OperatorToken.Text is not ("+" or "-"):
                yield return [(product.Left, Text.Factor(product.Right)), (product.Right, product.Right is BinaryExpressionSyntax || product.Left is not BinaryExpressionSyntax ? Text.Factor(product.Left) : $"({product.Left})")];
                if (Cores(product.Left, product.Right, region) is { } cores)
                    yield return cores;
                break;
            case InvocationExpressionSyntax call:
                foreach (var replaced in Exchanges(call, region))
                    yield return replaced;
                break;
        }
    }

    private static IEnumerable<(SyntaxNode, string)[]> Exchanges(InvocationExpressionSyntax call, Region region)
    {
        var arguments = call.ArgumentList.Arguments.Select(argument => argument.Expression).ToArray();
        for (var second = 1; second < arguments.Length; second++)
        {
            for (var first = 0; first < second; first++)
            {
                if (!IsArrayLike(region.TypeOf(arguments[first])) || !IsArrayLike(region.TypeOf(arguments[second])) || arguments[first].ToString() == arguments[second].ToString())
                    continue;
                var exchanged = new List<(SyntaxNode, string)> { (arguments[first], arguments[second].ToString()), (arguments[second], arguments[first].ToString()) };
                yield return exchanged.ToArray();
                if (Cores(arguments[first], arguments[second], region) is { } cores)
                    yield return cores;
                if (first + 1 < second && second + 1 < arguments.Length && IsOffset(arguments[first + 1]) && IsOffset(arguments[second + 1]))
                {
                    exchanged.AddRange([(arguments[first + 1], arguments[second + 1].ToString()), (arguments[second + 1], arguments[first + 1].ToString())]);
                    yield return exchanged.ToArray();
                }
            }
        }

        if (call.Expression is not MemberAccessExpressionSyntax member || !IsArrayLike(region.TypeOf(member.Expression)))
            yield break;
        foreach (var argument in arguments.Where(argument => IsArrayLike(region.TypeOf(argument))))
        {
            yield return [(member.Expression, Text.Primary(argument)), (argument, member.Expression.ToString())];
            if (Cores(member.Expression, argument, region) is { } cores)
                yield return cores;
        }

        bool IsOffset(ExpressionSyntax argument) => IndexSlots.IsWhole(region.TypeOf(argument)) || argument is LiteralExpressionSyntax;
    }

    /// <summary>The exchange of what is inside of both sides, where one of them has a step around it (a transposition) that stays in its place; null where none has.</summary>
    private static (SyntaxNode, string)[]? Cores(ExpressionSyntax left, ExpressionSyntax right, Region region)
    {
        var (first, second) = (Core(left, region), Core(right, region));
        return first == left && second == right ? null : [(first, Text.Primary(second)), (second, Text.Primary(first))];
    }

    private static ExpressionSyntax Core(ExpressionSyntax expression, Region region)
    {
        while (expression is ParenthesizedExpressionSyntax || Transpositions.Operand(expression, region) is not null)
            expression = expression is ParenthesizedExpressionSyntax inner ? inner.Expression : Transpositions.Operand(expression, region)!;
        return expression;
    }

    public static bool IsArrayLike(ITypeSymbol? type) => type is not null && !Transpositions.IsNumber(type) && type.TypeKind is not (TypeKind.Delegate or TypeKind.Enum or TypeKind.Error);
}
