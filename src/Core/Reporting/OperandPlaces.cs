using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Tracing;
using Location = Microsoft.CodeAnalysis.Location;

namespace RnnLint.Reporting;

/// <summary>
/// The statement that should have given a product its operand: a factor that is missing has no place of its own, and it is missing where
/// the variable that the matrix is multiplied by got its value (<c>dz = dh</c>). Where the product itself spells out the factors, it is the
/// product.
/// </summary>
internal static class OperandPlaces
{
    /// <param name="product">The product of the matrix with the operand.</param>
    /// <param name="definition">Where the operand's number was computed: used where its variable says nothing.</param>
    public static Location Of(Site product, Site? definition, LeafGroup? matrix)
    {
        var place = Places.SyntaxOf(product, matrix);
        var member = place.Ancestors().FirstOrDefault(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax or CompilationUnitSyntax);
        if (member is null)
            return Places.Of(definition ?? product, null);
        var whole = Product(place);
        var assignments = Variables(whole, matrix).Select(name => LastAssignment(member, name, whole)).Where(found => found is not null).ToList();
        return assignments.Count switch
        {
            0 => (definition ?? product).Syntax.GetLocation(),
            1 => assignments[0]!.GetLocation(),
            _ => whole.GetLocation(),
        };
    }

    /// <summary>The largest product that the place is a factor of.</summary>
    private static SyntaxNode Product(SyntaxNode place)
    {
        var whole = place;
        while (whole.Parent is ParenthesizedExpressionSyntax || whole.Parent.IsKind(SyntaxKind.MultiplyExpression) || (whole != place && whole.Parent is ElementAccessExpressionSyntax))
            whole = whole.Parent;
        return whole;
    }

    /// <summary>Names used as values: neither indices, nor the matrix, nor members of something.</summary>
    private static IEnumerable<string> Variables(SyntaxNode product, LeafGroup? matrix) =>
        product.DescendantNodesAndSelf(node => node is not BracketedArgumentListSyntax).OfType<IdentifierNameSyntax>()
            .Where(name => name.Parent is not MemberAccessExpressionSyntax member || member.Expression == name || member.Expression is ThisExpressionSyntax)
            .Where(name => name.Parent is not InvocationExpressionSyntax)
            .Select(name => name.Identifier.ValueText)
            .Where(name => matrix is null || name != Places.NameOf(matrix))
            .Distinct();

    /// <summary>Where the variable last got a value before the product; where it never does, the last place in the member that gives it one.</summary>
    private static SyntaxNode? LastAssignment(SyntaxNode member, string name, SyntaxNode product)
    {
        var all = member.DescendantNodes().Where(node => Assigns(node, name) && !node.Span.Contains(product.Span)).ToList();
        return all.LastOrDefault(node => node.SpanStart < product.SpanStart) ?? all.LastOrDefault();
    }

    private static bool Assigns(SyntaxNode node, string name) => node switch
    {
        AssignmentExpressionSyntax assignment => Target(assignment.Left) == name,
        VariableDeclaratorSyntax { Initializer: not null } declarator => declarator.Identifier.ValueText == name && !IsIndex(declarator),
        InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } call => Fills(call, name),
        _ => false,
    };

    private static bool IsIndex(VariableDeclaratorSyntax declarator) => declarator.Parent?.Parent is ForStatementSyntax;

    /// <summary>A call made for its effect writes to its receiver or to its first or last argument.</summary>
    private static bool Fills(InvocationExpressionSyntax call, string name)
    {
        var arguments = call.ArgumentList.Arguments;
        return (arguments.Count > 0 && (Target(arguments[0].Expression) == name || Target(arguments[arguments.Count - 1].Expression) == name))
            || (call.Expression is MemberAccessExpressionSyntax member && Target(member.Expression) == name);
    }

    private static string? Target(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        ElementAccessExpressionSyntax element => Target(element.Expression),
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
        PrefixUnaryExpressionSyntax prefix => Target(prefix.Operand),
        ParenthesizedExpressionSyntax inner => Target(inner.Expression),
        _ => null,
    };
}
