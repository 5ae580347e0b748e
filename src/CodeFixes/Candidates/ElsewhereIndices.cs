using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>
/// Takes an element as the same array is read elsewhere in the type, with the variables of this place: what a matrix that is part of a larger array, or a row
/// that is computed, needs is written there.
/// </summary>
internal static class ElsewhereIndices
{
    private const int MostVariables = 3, MostOthers = 8;

    public static IEnumerable<Proposal> Of(Region region)
    {
        foreach (var access in region.Nodes<ElementAccessExpressionSyntax>().Where(IndexSlots.IsAccess))
        {
            if (region.Model.GetSymbolInfo(Regions.RootOf(access)).Symbol is not { } root || access.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
                continue;
            var variables = IndexSlots.Variables(IndexSlots.Of(access, region.Model), region.Model).Select(leaves => leaves.Key).ToArray();
            var others = type.DescendantNodes().OfType<ElementAccessExpressionSyntax>()
                .Where(other => other != access && IndexSlots.IsAccess(other) && Regions.RootOf(other).ToString() == Regions.RootOf(access).ToString() && SymbolEqualityComparer.Default.Equals(region.Model.GetSymbolInfo(Regions.RootOf(other)).Symbol, root))
                .GroupBy(other => other.ToString()).Select(same => same.First()).Take(MostOthers);
            foreach (var text in others.SelectMany(other => Rewritten(other, variables, region)).Where(text => text != access.ToString()))
                yield return Proposal.Of("Take " + Text.OnOneLine(text), (access, text));
        }
    }

    /// <summary>The other access with its index variables replaced by those of this place, in every order.</summary>
    private static IEnumerable<string> Rewritten(ElementAccessExpressionSyntax other, string[] variables, Region region)
    {
        var theirs = IndexSlots.Variables(IndexSlots.Of(other, region.Model), region.Model);
        if (theirs.Count > variables.Length || variables.Length > MostVariables)
            return [];
        return Orders(variables, theirs.Count).Select(order => Text.After(other, theirs.SelectMany((leaves, at) => leaves.Select(leaf => ((SyntaxNode)leaf, order[at])))));
    }

    private static IEnumerable<string[]> Orders(string[] items, int count) => count == 0
        ? [[]]
        : items.SelectMany(first => Orders([.. items.Where(item => item != first)], count - 1).Select(rest => new[] { first }.Concat(rest).ToArray()));
}
