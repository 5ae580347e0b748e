using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>
/// Tells from the source alone a backward pass that goes through time by calling itself: a member that hands other numbers to itself at the step
/// before or after, beside a member that makes numbers of numbers. Asked only where no trace got far enough to show a cell.
/// </summary>
public static class TimeRecursion
{
    /// <summary>The member that goes through time; null where there is none.</summary>
    public static IMethodSymbol? Find(Candidate candidate, NumberCarriers carriers, CancellationToken cancellation) =>
        candidate.Members.FirstOrDefault(member => Recurs(member, carriers, cancellation) && candidate.Type.GetMembers().OfType<IMethodSymbol>()
            .Any(other => IsForward(other, carriers) && !(candidate.Knows(other) && candidate.Reach(other).Contains(member)) && !candidate.Reach(member).Contains(other)));

    private static bool IsForward(IMethodSymbol method, NumberCarriers carriers) =>
        method.MethodKind == MethodKind.Ordinary && carriers.Carries(method.ReturnType) && method.Parameters.Any(parameter => carriers.Carries(parameter.Type));

    private static bool Recurs(IMethodSymbol member, NumberCarriers carriers, CancellationToken cancellation) =>
        member.Parameters.Where(parameter => parameter.Type.SpecialType == SpecialType.System_Int32).Any(time =>
            member.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).Any(body =>
                IsStep(body, member, time) && body.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
                    IsCallOf(call, member) && IsNeighbour(call.ArgumentList.Arguments[time.Ordinal].Expression, time)
                    && member.Parameters.Any(parameter => IsArray(parameter, carriers) && !IsName(call.ArgumentList.Arguments[parameter.Ordinal].Expression, parameter)))));

    /// <summary>True where the integer picks what was kept of a step, or is handed to another object's member of this name; a depth is not.</summary>
    private static bool IsStep(SyntaxNode body, IMethodSymbol member, IParameterSymbol time) => body.DescendantNodes().Any(node =>
        node is ElementAccessExpressionSyntax access && access.ArgumentList.Arguments.Any(index => IsName(index.Expression, time))
        || node is InvocationExpressionSyntax call && IsCallOf(call, member) && IsName(call.ArgumentList.Arguments[time.Ordinal].Expression, time));

    private static bool IsCallOf(InvocationExpressionSyntax call, IMethodSymbol member) =>
        call.ArgumentList.Arguments.Count == member.Parameters.Length
        && (call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            SimpleNameSyntax name => name,
            _ => null,
        })?.Identifier.ValueText == member.Name;

    private static bool IsNeighbour(ExpressionSyntax argument, IParameterSymbol time) =>
        argument is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression, Right: LiteralExpressionSyntax { Token.Value: 1 } } shifted && IsName(shifted.Left, time);

    private static bool IsName(ExpressionSyntax expression, IParameterSymbol parameter) =>
        expression is IdentifierNameSyntax name && name.Identifier.ValueText == parameter.Name;

    private static bool IsArray(IParameterSymbol parameter, NumberCarriers carriers) => Value.KindOf(parameter.Type) is null && carriers.Carries(parameter.Type);
}
