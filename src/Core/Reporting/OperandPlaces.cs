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
        var member = Places.MemberAround(place);
        if (member is null)
            return Places.Of(definition ?? product, null);
        var whole = Product(place);

        // dh = f(Wᵀ·dh): what the product of the next round lacks is missing in this very statement.
        if (definition is not null && whole.AncestorsAndSelf().FirstOrDefault(node => Target(node) is { } target && Variables(whole, matrix).Contains(target)) is { } round && round.Span.Contains(definition.Syntax.Span))
            return round.GetLocation();
        var assignments = Variables(whole, matrix).Select(name => Assignment(member, name, whole, matrix)).Where(found => found is not null).Select(found => found!).Distinct().ToList();
        if (assignments.Count > 1 && assignments.FindAll(assignment => MayCarry(assignment, member)) is { Count: > 0 } carrying)
            assignments = carrying;
        if (definition is not null && Defined(assignments, definition.Syntax, whole) is { } defined)
            return defined.GetLocation();
        return assignments.Count switch
        {
            0 => (definition ?? product).Syntax.GetLocation(),
            1 => assignments[0].GetLocation(),
            _ => whole.GetLocation(),
        };
    }

    /// <summary>False for an array that is only made here, to be filled elsewhere, and for a piece of what the member did not make (a row of a field).</summary>
    private static bool MayCarry(SyntaxNode assignment, SyntaxNode member)
    {
        var value = Assigned(assignment);
        if (value is ArrayCreationExpressionSyntax { Initializer: null } or StackAllocArrayCreationExpressionSyntax { Initializer: null })
            return false;
        return Path(value)?.Split('.')[0] is not { } root
            || member.DescendantNodes().Any(node => node is VariableDeclaratorSyntax local && local.Identifier.ValueText == root || node is ParameterSyntax parameter && parameter.Identifier.ValueText == root)
            || member.DescendantNodes().Any(node => Target(node) == root);
    }

    /// <summary>
    /// Of the assignments the one that computed the operand's number; or the call in between that filled the variable (<c>dh.Multiply(g, dz)</c>).
    /// </summary>
    private static SyntaxNode? Defined(List<SyntaxNode> assignments, SyntaxNode definition, SyntaxNode product)
    {
        if (assignments.Find(assignment => assignment.Span.Contains(definition.Span)) is { } within)
            return within;
        var call = definition.AncestorsAndSelf().FirstOrDefault(node => node is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax } or AnonymousFunctionExpressionSyntax);
        return assignments.Count == 1 && call is ExpressionStatementSyntax && call.SpanStart > assignments[0].SpanStart && call.SpanStart < product.SpanStart ? definition : null;
    }

    /// <summary>The largest product that the place is a factor of.</summary>
    private static SyntaxNode Product(SyntaxNode place)
    {
        var whole = place;
        while (whole.Parent is ParenthesizedExpressionSyntax || whole.Parent.IsKind(SyntaxKind.MultiplyExpression) || (whole != place && whole.Parent is ElementAccessExpressionSyntax))
            whole = whole.Parent;
        return whole;
    }

    /// <summary>What the product is made of, as paths without indices (<c>dz</c>, <c>neurons.Delta</c>), the matrix left out.</summary>
    private static IEnumerable<string> Variables(SyntaxNode product, LeafGroup? matrix) =>
        product.DescendantNodesAndSelf(node => node is not BracketedArgumentListSyntax && (Path(node as ExpressionSyntax) is null || node.Parent is InvocationExpressionSyntax))
            .Where(node => node.Parent is not (InvocationExpressionSyntax or MemberBindingExpressionSyntax))
            .Select(node => Path(node as ExpressionSyntax))
            .Where(path => path is not null && (matrix is null || !path.Split('.').Contains(Places.NameOf(matrix))))
            .Select(path => path!).Distinct();

    /// <summary>
    /// Where the variable last got a value on the way to the product: in the innermost loop around both, before the product or else after it, in
    /// the round before; outside all loops, before it. Null where it stands for the matrix itself (a row of it).
    /// </summary>
    private static SyntaxNode? Assignment(SyntaxNode member, string path, SyntaxNode product, LeafGroup? matrix)
    {
        var all = member.DescendantNodes().Where(node => Target(node) is { } target && target == path && !node.Span.Contains(product.Span)).ToList();
        if (all.Count == 0)
            all = member.DescendantNodes().Where(node => Target(node) is { } target && path.Contains('.') && LastName(target) == LastName(path) && !node.Span.Contains(product.Span)).ToList();
        if (matrix is not null && all.Exists(node => Mentions(Assigned(node), Places.NameOf(matrix))))
            return null;
        foreach (var loop in Places.LoopsAround(product, member))
        {
            var inside = all.FindAll(node => loop.Span.Contains(node.Span));
            if (inside.Exists(node => node.SpanStart < product.SpanStart))
                return inside.FindLast(node => node.SpanStart < product.SpanStart);
            if (inside.Count == 0)
                continue;

            // At the end of the round the variables change hands: what is handed over got its value before that.
            var carried = inside[inside.Count - 1];
            return Path(Assigned(carried)) is { } source && source != path && !IsElementOfScalar(carried)
                ? loop.DescendantNodes().LastOrDefault(node => Target(node) == source && node.SpanStart < carried.SpanStart) ?? carried
                : carried;
        }
        return all.FindLast(node => node.SpanStart < product.SpanStart);
    }

    /// <summary>True for <c>delta[t, j] = e</c>, which hands over nothing: it is where the element gets its value.</summary>
    private static bool IsElementOfScalar(SyntaxNode node) => node is AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax, Right: IdentifierNameSyntax };

    private static bool Mentions(ExpressionSyntax? expression, string name) =>
        expression is not null && expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(identifier => identifier.Identifier.ValueText == name)
        && expression is not BinaryExpressionSyntax;

    private static ExpressionSyntax? Assigned(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax assignment => assignment.Right,
        VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
        _ => null,
    };

    /// <summary>The path that an assignment gives a value to.</summary>
    private static string? Target(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax assignment => Path(assignment.Left),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CopyTo" }, ArgumentList.Arguments: { Count: 1 } arguments } => Path(arguments[0].Expression),
        VariableDeclaratorSyntax { Initializer: not null } declarator when declarator.Parent?.Parent is not ForStatementSyntax => declarator.Identifier.ValueText,
        _ => null,
    };

    public static string LastName(string path) => path.Substring(path.LastIndexOf('.') + 1);

    public static string? Path(ExpressionSyntax? expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        ElementAccessExpressionSyntax element => Path(element.Expression),
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => Path(member.Expression) is { } path ? path + "." + member.Name.Identifier.ValueText : null,
        PrefixUnaryExpressionSyntax prefix => Path(prefix.Operand),
        ParenthesizedExpressionSyntax inner => Path(inner.Expression),
        _ => null,
    };
}
