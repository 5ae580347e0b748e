using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>
/// Takes what σ′ is made of one step earlier or later, at another unit, or from another variable of the same type: <c>1 - h[t][j] * h[t][j]</c> becomes
/// <c>1 - h[t - 1][j] * h[t - 1][j]</c>. All that reads the same in the statement changes together.
/// </summary>
internal static class IndexShifts
{
    private const int MostVariables = 6;

    public static IEnumerable<Proposal> Of(Region region)
    {
        var reads = region.Node.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Where(expression => IsRead(expression, region)).GroupBy(expression => expression.ToString()).ToList();

        // σ′ of an output reads it more than once.
        foreach (var same in reads.OrderByDescending(group => group.Count()))
        {
            foreach (var text in Shifted(same.First(), region).Concat(Renamed(same.First(), region)))
                yield return Proposal.Of("Take σ′ of " + Text.OnOneLine(text), [.. same.Select(read => ((SyntaxNode)read, text))]);
        }
    }

    private static bool IsRead(ExpressionSyntax expression, Region region) =>
        (expression is ElementAccessExpressionSyntax && IndexSlots.IsAccess(expression) || expression is IdentifierNameSyntax or MemberAccessExpressionSyntax && expression.Parent is not (MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax))
        && !(expression.Parent is AssignmentExpressionSyntax target && target.Left == expression)
        && region.Model.GetSymbolInfo(expression).Symbol is not (INamedTypeSymbol or IMethodSymbol or INamespaceSymbol)
        && region.TypeOf(expression) is { } type && !IndexSlots.IsWhole(type)
        && !region.Names(expression);

    private static IEnumerable<string> Shifted(ExpressionSyntax read, Region region)
    {
        var slots = IndexSlots.Of(read, region.Model);
        foreach (var other in region.Node.DescendantNodesAndSelf().OfType<ElementAccessExpressionSyntax>().Where(other => IndexSlots.IsAccess(other) && other.ToString() != read.ToString() && Regions.RootOf(other).ToString() == Regions.RootOf(read).ToString()))
            yield return other.ToString();
        foreach (var slot in slots)
        {
            // A call guards an end of the sequence (Math.Min(t + 1, T)): one step less is no step inside of it, the step itself is.
            foreach (var text in slot is InvocationExpressionSyntax ? IndexSlots.Variables([slot], region.Model).Select(leaves => leaves.Key) : Neighbours(slot.ToString()))
                yield return Text.After(read, [(slot, text)]);
            foreach (var variable in IndexSlots.Variables([slot], region.Model).Where(_ => slot is BinaryExpressionSyntax))
                foreach (var text in Neighbours(variable.Key))
                    yield return Text.After(read, variable.Select(leaf => ((SyntaxNode)leaf, leaf.Parent is BinaryExpressionSyntax product && product.IsKind(SyntaxKind.MultiplyExpression) ? $"({text})" : text)));
        }

        var variables = IndexSlots.Variables(region.Node.DescendantNodesAndSelf().Where(IndexSlots.IsAccess).SelectMany(access => IndexSlots.Of(access, region.Model)), region.Model).Select(leaves => leaves.Key).ToList();
        foreach (var slot in slots.AsEnumerable().Reverse().Where(slot => slot is IdentifierNameSyntax))
            foreach (var other in variables.Where(other => other != slot.ToString()))
                yield return Text.After(read, [(slot, other)]);
    }

    /// <summary>The index one step earlier and later, without a sum that says nothing.</summary>
    public static IEnumerable<string> Neighbours(string index)
    {
        if (SyntaxFactory.ParseExpression(index) is not BinaryExpressionSyntax { OperatorToken.Text: "-" or "+", Right: LiteralExpressionSyntax { Token.Value: 1 } } sum)
            return [index + " - 1", index + " + 1"];
        var gap = index.Contains(" ") ? " " : "";
        return [sum.Left.ToString(), sum.Left + gap + (sum.OperatorToken.Text == "-" ? "+" : "-") + gap + "1"];
    }

    /// <summary>True for the text of an access that takes a step before or after.</summary>
    public static bool IsShifted(string access) => access.Replace(" ", "") is var dense && (dense.Contains("-1") || dense.Contains("+1"));

    /// <summary>The same read of another variable, or of another member of the same object.</summary>
    private static IEnumerable<string> Renamed(ExpressionSyntax read, Region region)
    {
        var root = Regions.RootOf(read);
        if (region.TypeOf(root) is not { } type)
            return [];
        IEnumerable<ISymbol> names = root.Parent is MemberAccessExpressionSyntax member && member.Name == root || root is MemberAccessExpressionSyntax
            ? region.TypeOf((root as MemberAccessExpressionSyntax ?? (MemberAccessExpressionSyntax)root.Parent!).Expression)?.GetMembers().AsEnumerable() ?? Enumerable.Empty<ISymbol>()
            : region.Model.LookupSymbols(region.Node.SpanStart).Where(symbol => symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol);
        var name = root is MemberAccessExpressionSyntax access ? access.Name : root;
        return names.Where(symbol => symbol.Name != name.ToString() && symbol.CanBeReferencedByName && SymbolEqualityComparer.Default.Equals(TypeOf(symbol), type) && symbol.Name != region.Matrix)
            .OrderBy(symbol => symbol is IFieldSymbol ? 1 : 0)
            .Take(MostVariables)
            .Select(symbol => Text.After(read, [(name, symbol.Name)]));
    }

    public static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol { IsIndexer: false } property => property.Type,
        _ => null,
    };
}
