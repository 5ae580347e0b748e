using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>Turns an argument that says how a call takes its matrices: <c>transA: true</c>, <c>Trans.Yes</c>, BLAS's <c>'T'</c>, the letters of an <c>einsum</c>.</summary>
internal static class Flags
{
    public static IEnumerable<Proposal> Of(Region region)
    {
        foreach (var call in region.Nodes<InvocationExpressionSyntax>())
        {
            foreach (var argument in call.ArgumentList.Arguments)
                foreach (var text in Turned(argument.Expression, region))
                    yield return Proposal.Of($"Pass {text}", (argument.Expression, text));
            if (region.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || call.ArgumentList.Arguments.Count == 0)
                continue;
            foreach (var parameter in method.Parameters.Skip(call.ArgumentList.Arguments.Count).Where(parameter => parameter is { IsOptional: true, Type.SpecialType: SpecialType.System_Boolean, HasExplicitDefaultValue: true }))
            {
                var added = $"{parameter.Name}: {(parameter.ExplicitDefaultValue is true ? "false" : "true")}";
                var last = call.ArgumentList.Arguments.Last();
                yield return Proposal.Of("Pass " + added, (last, $"{last}, {added}"));
            }
        }
    }

    private static IEnumerable<string> Turned(ExpressionSyntax argument, Region region)
    {
        switch (argument)
        {
            case LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.TrueLiteralExpression):
                return ["false"];
            case LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.FalseLiteralExpression):
                return ["true"];
            case LiteralExpressionSyntax { Token.Value: 'N' or 'T' or 'n' or 't' } literal:
                return [literal.Token.Value switch { 'N' => "'T'", 'T' => "'N'", 'n' => "'t'", _ => "'n'" }];
            case LiteralExpressionSyntax { Token.Value: string letters } when letters.Contains("->"):
                return Reversed(letters).Select(text => $"\"{text}\"");
            default:
                return region.Model.GetSymbolInfo(argument).Symbol is IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } chosen && argument is MemberAccessExpressionSyntax member
                    ? chosen.ContainingType.GetMembers().OfType<IFieldSymbol>().Where(other => other.IsConst && other.Name != chosen.Name).Take(3).Select(other => $"{member.Expression}.{other.Name}")
                    : [];
        }
    }

    /// <summary>Each operand's letters the other way round: <c>bj,jk->bk</c> becomes <c>bj,kj->bk</c>.</summary>
    private static IEnumerable<string> Reversed(string letters)
    {
        var arrow = letters.IndexOf("->", System.StringComparison.Ordinal);
        var operands = letters.Substring(0, arrow).Split(',');
        for (var i = operands.Length - 1; i >= 0; i--)
        {
            var turned = new string(operands[i].Reverse().ToArray());
            if (turned.Length == 2 && turned != operands[i])
                yield return string.Join(",", operands.Select((operand, at) => at == i ? turned : operand)) + letters.Substring(arrow);
        }
    }
}
