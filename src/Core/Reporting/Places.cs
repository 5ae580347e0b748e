using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Tracing;
using Location = Microsoft.CodeAnalysis.Location;

namespace RnnLint.Reporting;

/// <summary>The piece of source to underline for a site.</summary>
internal static class Places
{
    /// <summary>The access of the matrix's element within the site's expression where there is one (<c>Whh[j, k]</c>), else the whole expression.</summary>
    public static Location Of(Site site, LeafGroup? matrix)
    {
        var syntax = SyntaxOf(site, matrix);
        if (matrix is null)
            return syntax.GetLocation();
        var name = NameOf(matrix);
        var access = syntax.DescendantNodesAndSelf(node => node is not (AnonymousFunctionExpressionSyntax or StatementSyntax))
            .OfType<ElementAccessExpressionSyntax>().FirstOrDefault(element => Root(element) == name);
        return (access ?? syntax).GetLocation();
    }

    /// <summary>Where the members that led to the site first take an entry of the matrix, or the matrix: what was copied there has no place of its own.</summary>
    public static Location OfFirstUse(Site site, LeafGroup? matrix)
    {
        if (matrix is null)
            return Of(site, matrix);
        var name = NameOf(matrix);
        var use = site.Frames()
            .Select(frame => frame.Syntax.Ancestors().FirstOrDefault(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax))
            .Where(member => member is not null)
            .SelectMany(member => member!.DescendantNodes())
            .OfType<ExpressionSyntax>()
            .FirstOrDefault(expression => expression is (ElementAccessExpressionSyntax or IdentifierNameSyntax) && Root(expression) == name);
        return use?.GetLocation() ?? Of(site, matrix);
    }

    /// <summary>Inside a helper the matrix is some parameter; the reader knows it by name where it is handed over.</summary>
    public static SyntaxNode SyntaxOf(Site site, LeafGroup? matrix) =>
        (matrix is null ? site : site.Frames().FirstOrDefault(frame => Mentions(frame.Syntax, NameOf(matrix))) ?? site).Syntax;

    private static bool Mentions(SyntaxNode syntax, string name) =>
        syntax.AncestorsAndSelf().TakeWhile(node => node is not (StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax)).Last()
            .DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(identifier => identifier.Identifier.ValueText == name);

    /// <summary>The last name on the matrix's path: <c>W</c> for <c>layers[].W</c>.</summary>
    public static string NameOf(LeafGroup matrix) => matrix.Name.Substring(matrix.Name.LastIndexOf('.') + 1).TrimEnd('[', ']');

    private static string? Root(ExpressionSyntax expression) => expression switch
    {
        ElementAccessExpressionSyntax element => Root(element.Expression),
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        IdentifierNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
