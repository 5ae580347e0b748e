using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Tracing;
using Location = Microsoft.CodeAnalysis.Location;

namespace RnnLint.Reporting;

/// <summary>
/// The statement that should have held what is missing. Where a round of the backward pass hands nothing on, it says so: <c>dcNext[i] = 0</c>,
/// <c>dhNext = new double[n]</c>. What is then missing is missing there, not where it would have been added.
/// </summary>
internal static class Vanished
{
    /// <summary>
    /// The only such statement in the loops around a place, or else the only one there that hands anything over to the next round; null where there is
    /// none, or more than one.
    /// </summary>
    public static Location? Near(Site place)
    {
        var member = place.Syntax.Ancestors().FirstOrDefault(node => node is LocalFunctionStatementSyntax) ?? Places.MemberAround(place.Syntax);
        if (Places.LoopsAround(place.Syntax, member).LastOrDefault() is not { } loop)
            return null;
        var assignments = loop.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Where(a => a.IsKind(SyntaxKind.SimpleAssignmentExpression) && OperandPlaces.Path(a.Left) is not null && !Places.IsLoop(a.Parent!)).ToList();
        var empty = assignments.Where(a => IsEmpty(a.Right)).Concat<SyntaxNode>(loop.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(IsClear)).ToList();
        if (empty.Count == 0)
            empty.AddRange(assignments.Where(a => a.Left is IdentifierNameSyntax name && IsHandedOver(name, loop)));
        return empty.Count == 1 ? empty[0].GetLocation() : null;
    }

    /// <summary>True for a variable from outside the loop that a round reads.</summary>
    private static bool IsHandedOver(IdentifierNameSyntax assigned, SyntaxNode loop) =>
        !loop.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(local => local.Identifier.ValueText == assigned.Identifier.ValueText)
        && loop.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == assigned.Identifier.ValueText
            && !(name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name));

    /// <summary><c>Array.Clear(carry)</c>, <c>carry.Clear()</c>.</summary>
    private static bool IsClear(InvocationExpressionSyntax call) => call is { Parent: ExpressionStatementSyntax, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Clear" } };

    private static bool IsEmpty(ExpressionSyntax value) => value is LiteralExpressionSyntax { Token.Value: 0 or 0.0 or 0f } or ObjectCreationExpressionSyntax { Initializer: null }
        or ArrayCreationExpressionSyntax { Initializer: null };
}
