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
    /// <summary>The only such statement in the loops around a place; null where there is none, or more than one.</summary>
    public static Location? Near(Site place)
    {
        var member = place.Syntax.Ancestors().FirstOrDefault(node => node is LocalFunctionStatementSyntax) ?? Places.MemberAround(place.Syntax);
        var loop = Places.LoopsAround(place.Syntax, member).LastOrDefault();
        var empty = loop?.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Where(a => a.IsKind(SyntaxKind.SimpleAssignmentExpression) && IsEmpty(a.Right) && OperandPlaces.Path(a.Left) is not null && !Places.IsLoop(a.Parent!)).ToList();
        return empty?.Count == 1 ? empty[0].GetLocation() : null;
    }

    private static bool IsEmpty(ExpressionSyntax value) => value is LiteralExpressionSyntax { Token.Value: 0 or 0.0 or 0f } or ObjectCreationExpressionSyntax { Initializer: null }
        or ArrayCreationExpressionSyntax { Initializer: null };
}
