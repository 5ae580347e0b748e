using System.Collections.Generic;
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
        if (matrix is null)
            return site.Syntax.GetLocation();
        var (syntax, name) = Known(site, matrix);
        return (Access(syntax, name) ?? syntax).GetLocation();
    }

    private static ElementAccessExpressionSyntax? Access(SyntaxNode syntax, string name) => syntax.DescendantNodesAndSelf(node => node is not (AnonymousFunctionExpressionSyntax or StatementSyntax))
        .OfType<ElementAccessExpressionSyntax>().FirstOrDefault(element => Root(element) == name);

    /// <summary>
    /// As <see cref="Of"/>, for a product with the matrix the wrong way round: in a member that does so to every matrix it is handed, the product in there;
    /// of a copy that was made to be the transpose and is none, where the copy was made.
    /// </summary>
    public static Location OfTransposed(Site site, LeafGroup? matrix, bool isInHelper)
    {
        if (matrix is null)
            return Of(site, matrix);
        if (isInHelper)
            return (Access(site.Syntax, NameOf(matrix)) ?? site.Syntax).GetLocation();
        return OfCopy(site, matrix) ?? Of(site, matrix);
    }

    /// <summary>Where the copy was made that a product has in place of the matrix; null where it has the matrix itself.</summary>
    public static Location? OfCopy(Site site, LeafGroup? matrix) => matrix is null ? null : PlainCopies.Of(Known(site, matrix).Syntax, NameOf(matrix))?.GetLocation();

    /// <summary>Where the members that led to the site first take an entry of the matrix, or the matrix: what was copied there has no place of its own.</summary>
    public static Location OfFirstUse(Site site, LeafGroup? matrix)
    {
        if (matrix is null)
            return Of(site, matrix);
        var name = NameOf(matrix);
        var use = site.Frames()
            .Select(frame => MemberAround(frame.Syntax))
            .Where(member => member is not null)
            .SelectMany(member => member!.DescendantNodes())
            .OfType<ExpressionSyntax>()
            .FirstOrDefault(expression => expression is (ElementAccessExpressionSyntax or IdentifierNameSyntax) && Root(expression) == name);
        return use?.GetLocation() ?? Of(site, matrix);
    }

    /// <summary>The member whose code a place stands in; for top-level statements the file.</summary>
    public static SyntaxNode? MemberAround(SyntaxNode place) =>
        place.Ancestors().FirstOrDefault(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax or CompilationUnitSyntax);

    /// <summary>The loops around a place within a member, innermost first.</summary>
    public static IEnumerable<SyntaxNode> LoopsAround(SyntaxNode place, SyntaxNode? member) => place.Ancestors().TakeWhile(node => node != member).Where(IsLoop);

    public static bool IsLoop(SyntaxNode node) => node is ForStatementSyntax or WhileStatementSyntax or CommonForEachStatementSyntax or DoStatementSyntax;

    /// <summary>
    /// The call from outside, where the place is in a static class of helpers: it is handed what it multiplies. A lambda that a helper is handed stands
    /// where it is written.
    /// </summary>
    public static Site OutOfHelpers(Site site) => site.Frames().First(frame => frame.Caller is null || frame.Member?.ContainingType is not { IsStatic: true } helpers
        || frame.Caller.Frames().Any(outer => SymbolEqualityComparer.Default.Equals(helpers, outer.Member?.ContainingType)));

    /// <summary>The piece of code that a reader would mend.</summary>
    public static SyntaxNode SyntaxOf(Site site, LeafGroup? matrix) => matrix is null ? site.Syntax : Known(site, matrix).Syntax;

    /// <summary>
    /// Inside a helper the matrix is some parameter; the reader knows it by name where it is handed over. A member that is called nowhere else and
    /// fills more than one array is no helper but a part of the caller: the place is in there, and the matrix has the parameter's name.
    /// </summary>
    private static (SyntaxNode Syntax, string Name) Known(Site site, LeafGroup matrix)
    {
        var (frames, name) = (site.Frames().ToArray(), NameOf(matrix));
        var known = System.Array.FindIndex(frames, frame => Mentions(frame.Syntax, name));
        if (known < 0)
            return (site.Syntax, name);

        // A call that is handed a lambda mentions all that the lambda does; the place is in there.
        if (System.Array.FindLastIndex(frames, known, known + 1, frame => frame != frames[known] && frame.Syntax.SyntaxTree == frames[known].Syntax.SyntaxTree && frames[known].Syntax.Span.Contains(frame.Syntax.Span)) is >= 0 and var within)
            return (frames[within].Syntax, name);
        while (known > 0 && frames[known].Syntax is InvocationExpressionSyntax call && frames[known - 1].Member is IMethodSymbol callee
            && IsOnlyCall(call, callee) && FillsSeveral(callee) && Parameter(call, callee, name) is { } parameter && Mentions(frames[known - 1].Syntax, parameter))
        {
            known--;
            name = parameter;
        }

        return (frames[known].Syntax, name);
    }

    private static bool IsOnlyCall(InvocationExpressionSyntax call, IMethodSymbol callee) =>
        !call.SyntaxTree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Any(other => other != call && Called(other) == callee.Name)
        && callee.DeclaringSyntaxReferences.All(reference => reference.SyntaxTree == call.SyntaxTree);

    private static bool FillsSeveral(IMethodSymbol callee) => callee.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().DescendantNodes())
        .OfType<AssignmentExpressionSyntax>().Select(assignment => assignment.Left).OfType<ElementAccessExpressionSyntax>().Select(Root).Distinct().Skip(1).Any();

    private static string? Called(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>The name of the parameter that gets the matrix.</summary>
    private static string? Parameter(InvocationExpressionSyntax call, IMethodSymbol callee, string name)
    {
        var arguments = call.ArgumentList.Arguments;
        for (var i = 0; i < arguments.Count && arguments.Count <= callee.Parameters.Length; i++)
        {
            if (Root(arguments[i].Expression) == name)
                return arguments[i].NameColon?.Name.Identifier.ValueText ?? callee.Parameters[i].Name;
        }

        return null;
    }

    private static bool Mentions(SyntaxNode syntax, string name) =>
        syntax.AncestorsAndSelf().TakeWhile(node => node is not (StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax)).Last()
            .DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(identifier => identifier.Identifier.ValueText == name);

    /// <summary>The last name on the matrix's path: <c>W</c> for <c>layers[].W</c>.</summary>
    public static string NameOf(LeafGroup matrix) => NameOf(matrix.Name);

    public static string NameOf(string path) => path.Substring(path.LastIndexOf('.') + 1).TrimEnd('[', ']');

    private static string? Root(ExpressionSyntax expression) => expression switch
    {
        ElementAccessExpressionSyntax element => Root(element.Expression),
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        IdentifierNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
