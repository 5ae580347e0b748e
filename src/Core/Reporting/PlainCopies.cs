using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Reporting;

/// <summary>
/// Copies of a matrix that are as it is, where a transposed one was wanted (<c>wt[i][j] = w[i][j]</c>) or one with σ′ (<c>J[j, k] = w[j, k]</c>); or a name
/// of its own that one product alone has for the matrix (<c>var back = W</c>). A product with such a copy is written as it should be; what is wrong is the copy.
/// </summary>
internal static class PlainCopies
{
    /// <param name="product">The product that is wrong.</param>
    /// <param name="matrix">The matrix's name.</param>
    /// <returns>The assignment that copies; null where the product names the matrix itself, or no such copy.</returns>
    public static SyntaxNode? Of(SyntaxNode product, string matrix)
    {
        var names = product.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText).ToList();
        if (names.Contains(matrix) || product.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().FirstOrDefault() is not { } type)
            return null;
        var copies = type.SyntaxTree.GetRoot().DescendantNodes().Where(node => IsCopy(node, type, matrix, names)).Take(2).ToList();
        return copies.Count == 1 ? copies[0] : null;
    }

    private static bool IsCopy(SyntaxNode node, TypeDeclarationSyntax type, string matrix, List<string> names) => node switch
    {
        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax left, Right: ElementAccessExpressionSyntax right } =>
            OperandPlaces.Path(left) is { } copy && names.Contains(copy) && OperandPlaces.Path(right) == matrix && Indices(left).SequenceEqual(Indices(right)),
        VariableDeclaratorSyntax { Initializer.Value: IdentifierNameSyntax value } local =>
            value.Identifier.ValueText == matrix && type.Span.Contains(local.Span) && names.Contains(local.Identifier.ValueText)
            && type.DescendantNodes().OfType<IdentifierNameSyntax>().Count(name => name.Identifier.ValueText == local.Identifier.ValueText) == 1,
        _ => false,
    };

    /// <summary>The indices as they are written, the outermost first.</summary>
    private static IEnumerable<string> Indices(ExpressionSyntax element) => element is ElementAccessExpressionSyntax access
        ? Indices(access.Expression).Concat(access.ArgumentList.Arguments.Select(argument => argument.ToString()))
        : Enumerable.Empty<string>();
}
