using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>Exchanges two index variables of an element's access: <c>W[k, j]</c> becomes <c>W[j, k]</c>, <c>w[k * n + j]</c> becomes <c>w[j * n + k]</c>.</summary>
internal static class IndexExchange
{
    private const int MostPairs = 6;

    public static IEnumerable<Proposal> Of(Region region)
    {
        foreach (var access in region.Nodes<ExpressionSyntax>().Where(IndexSlots.IsAccess))
        {
            var slots = IndexSlots.Of(access, region.Model);
            foreach (var (first, second) in Pairs(IndexSlots.Variables(slots, region.Model)).Take(MostPairs))
            {
                var replaced = first.Select(leaf => ((SyntaxNode)leaf, second.Key)).Concat(second.Select(leaf => ((SyntaxNode)leaf, first.Key))).ToArray();
                yield return Proposal.Of("Swap the indices: " + Text.After(access, replaced), replaced);
            }

            var whole = slots.Skip(System.Math.Max(0, slots.Count - 2)).ToArray();
            if (whole.Length == 2 && whole[0].ToString() != whole[1].ToString())
            {
                var replaced = new[] { ((SyntaxNode)whole[0], whole[1].ToString()), (whole[1], whole[0].ToString()) };
                yield return Proposal.Of("Swap the indices: " + Text.After(access, replaced), replaced);
            }
        }
    }

    /// <summary>Exchanges two index variables in a whole product: <c>d[k] * h[j]</c> becomes <c>d[j] * h[k]</c>.</summary>
    public static IEnumerable<Proposal> InProducts(Region region)
    {
        foreach (var product in region.Nodes<BinaryExpressionSyntax>().Where(node => node.IsKind(SyntaxKind.MultiplyExpression) && !node.Parent.IsKind(SyntaxKind.MultiplyExpression)))
        {
            var slots = product.DescendantNodes().Where(IndexSlots.IsAccess).SelectMany(access => IndexSlots.Of(access, region.Model)).Distinct();
            foreach (var (first, second) in Pairs(IndexSlots.Variables(slots, region.Model).Select(leaves => (leaves.Key, Leaves: leaves.Distinct().ToList())).ToList()).Take(MostPairs))
            {
                var replaced = first.Leaves.Select(leaf => ((SyntaxNode)leaf, second.Key)).Concat(second.Leaves.Select(leaf => ((SyntaxNode)leaf, first.Key))).ToArray();
                yield return Proposal.Of("Swap the indices: " + Text.After(product, replaced), replaced);
            }
        }
    }

    private static IEnumerable<(T, T)> Pairs<T>(IReadOnlyList<T> items)
    {
        for (var second = 1; second < items.Count; second++)
            for (var first = 0; first < second; first++)
                yield return (items[first], items[second]);
    }
}
