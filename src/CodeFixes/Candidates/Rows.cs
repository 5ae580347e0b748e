using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>
/// Reads a column where the code holds a row: <c>row[k]</c>, with <c>row = W[j]</c> or <c>row = w.Slice(j * n, n)</c>, becomes <c>W[k][j]</c> or <c>w[k * n + j]</c>.
/// An index that was computed before (<c>p = k * n + j</c>) is written out with its variables exchanged.
/// </summary>
internal static class Rows
{
    public static IEnumerable<Proposal> Of(Region region)
    {
        foreach (var access in region.Nodes<ElementAccessExpressionSyntax>().Where(access => access.ArgumentList.Arguments.Count == 1))
        {
            var index = access.ArgumentList.Arguments[0].Expression;
            if (Column(Written(access.Expression, region), index, region) is { } column)
                yield return Proposal.Of("Swap the indices: " + Text.OnOneLine(column), (access, column));
            if (Written(index, region) is BinaryExpressionSyntax computed && computed != index)
                foreach (var (first, second) in Pairs(IndexSlots.Variables([computed], region.Model)))
                {
                    var text = Text.After(computed, first.Select(leaf => ((SyntaxNode)leaf, second.Key)).Concat(second.Select(leaf => ((SyntaxNode)leaf, first.Key))));
                    yield return Proposal.Of($"Swap the indices: {access.Expression}[{text}]", (index, text));
                }
        }
    }

    /// <summary>What a local was initialised with; any other expression itself.</summary>
    public static ExpressionSyntax Written(ExpressionSyntax expression, Region region) =>
        expression is IdentifierNameSyntax && region.Model.GetSymbolInfo(expression).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations }
        && declarations[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value }
            ? value
            : expression;

    /// <summary>The element that has the row's number as its last index; null where the expression is no row of something.</summary>
    public static string? Column(ExpressionSyntax row, ExpressionSyntax index, Region region)
    {
        switch (row)
        {
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } own } of:
                return $"{of.Expression}[{index}][{own[0]}]";
            case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 or 2 } own, Expression: MemberAccessExpressionSyntax of } when IsSlice(row, region) && own[0].Expression is BinaryExpressionSyntax start:
                // The row's number is what its length is multiplied by.
                foreach (var leaves in IndexSlots.Variables([start], region.Model).OrderBy(leaves => own.Count > 1 && leaves.Key == own[1].ToString() ? 1 : 0).Take(1))
                    return $"{of.Expression}[{Text.After(start, leaves.Select(leaf => ((SyntaxNode)leaf, Text.Factor(index))))} + {leaves.Key}]";
                return null;
            default:
                return null;
        }
    }

    private static bool IsSlice(ExpressionSyntax row, Region region) => region.Model.GetSymbolInfo(row).Symbol is IMethodSymbol { Name: "Slice" or "AsSpan" or "AsMemory", Locations: var places } && places.All(place => place.IsInMetadata);

    private static IEnumerable<(T, T)> Pairs<T>(IReadOnlyList<T> items) =>
        items.SelectMany((second, at) => items.Take(at).Select(first => (first, second)));
}
