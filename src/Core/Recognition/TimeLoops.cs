using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>
/// Tells from the source alone a type that keeps the numbers of every step, makes those of one step from those of the step before, and counts down
/// through the steps again. Asked only where no trace got through that loop.
/// </summary>
public static class TimeLoops
{
    /// <summary>The member that counts down; null where there is none.</summary>
    public static IMethodSymbol? Find(Candidate candidate, NumberCarriers carriers, CancellationToken cancellation)
    {
        var bodies = candidate.Members.SelectMany(member => member.DeclaringSyntaxReferences.Select(reference => (member, body: reference.GetSyntax(cancellation)))).ToArray();
        var kept = new HashSet<string>(bodies.SelectMany(pair => StepsMadeOfTheStepBefore(pair.member, pair.body, carriers)));
        return kept.Count == 0 ? null : bodies.FirstOrDefault(pair => CountsDown(pair.body)).member;
    }

    /// <summary>Names of what is read at the step before: <c>h[t - 1]</c>, or <c>h[t]</c> where <c>h[t + 1]</c> is being made.</summary>
    private static IEnumerable<string> StepsMadeOfTheStepBefore(IMethodSymbol member, SyntaxNode body, NumberCarriers carriers)
    {
        var ascending = new HashSet<string>(
            body.DescendantNodes().OfType<ForStatementSyntax>().Where(loop => IsStep(loop, SyntaxKind.PostIncrementExpression, SyntaxKind.PreIncrementExpression)).Select(Variable)
                .Concat(member.Parameters.Where(parameter => parameter.Type.SpecialType == SpecialType.System_Int32).Select(parameter => parameter.Name)));
        var accesses = body.DescendantNodes().OfType<ElementAccessExpressionSyntax>().Where(access => HoldsAStateForEachStep(NameOf(access.Expression), member, body, carriers)).ToArray();
        foreach (var before in accesses)
        {
            foreach (var index in before.ArgumentList.Arguments)
            {
                if (index.Expression is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.SubtractExpression, Left: IdentifierNameSyntax time, Right: LiteralExpressionSyntax { Token.Value: 1 } } && ascending.Contains(time.Identifier.ValueText))
                    yield return NameOf(before.Expression)!;
            }
        }
    }

    /// <summary>True for a loop downwards that multiplies, or hands something on, of the step that it is at.</summary>
    private static bool CountsDown(SyntaxNode body) => body.DescendantNodes().OfType<ForStatementSyntax>().Any(loop =>
        IsStep(loop, SyntaxKind.PostDecrementExpression, SyntaxKind.PreDecrementExpression)
        && loop.Statement.DescendantNodes().Any(node => node.IsKind(SyntaxKind.MultiplyExpression) || node.IsKind(SyntaxKind.MultiplyAssignmentExpression) || node is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 })
        && loop.Statement.DescendantNodes().OfType<ArgumentSyntax>().Any(index => index.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == Variable(loop)));

    private static bool IsStep(ForStatementSyntax loop, SyntaxKind after, SyntaxKind before) =>
        loop.Incrementors.Count == 1 && (loop.Incrementors[0].IsKind(after) || loop.Incrementors[0].IsKind(before)) && Variable(loop).Length > 0;

    private static string Variable(ForStatementSyntax loop) => loop.Incrementors.FirstOrDefault() switch
    {
        PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax name } => name.Identifier.ValueText,
        PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax name } => name.Identifier.ValueText,
        _ => "",
    };

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => NameOf(sure.Operand),
        _ => null,
    };

    /// <summary>A single number for each step (a filter, a running sum) is no state of a network's.</summary>
    private static bool HoldsAStateForEachStep(string? name, IMethodSymbol member, SyntaxNode body, NumberCarriers carriers)
    {
        if (name is null)
            return false;
        for (var type = member.ContainingType; type is not null && !type.DeclaringSyntaxReferences.IsEmpty; type = type.BaseType)
        {
            foreach (var symbol in type.GetMembers(name))
            {
                if ((symbol as IFieldSymbol)?.Type is { } field)
                    return IsOfStates(field, carriers);
                if ((symbol as IPropertySymbol)?.Type is { } property)
                    return IsOfStates(property, carriers);
            }
        }

        if (member.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { } given)
            return IsOfStates(given.Type, carriers);
        return body.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(local => local.Identifier.ValueText == name).Any(local => IsOfStates(local));
    }

    private static bool IsOfStates(ITypeSymbol type, NumberCarriers carriers) => type switch
    {
        IArrayTypeSymbol { Rank: > 1 } => carriers.Carries(type),
        IArrayTypeSymbol array => Value.KindOf(array.ElementType) is null && carriers.Carries(array.ElementType),
        INamedTypeSymbol { TypeArguments.Length: > 0 } named when named.TypeArguments[named.TypeArguments.Length - 1] is var item => Value.KindOf(item) is null && carriers.Carries(item),
        _ => false,
    };

    /// <summary>A local variable's type as it is written, there or where the variable is made.</summary>
    private static bool IsOfStates(VariableDeclaratorSyntax local)
    {
        var written = ((VariableDeclarationSyntax)local.Parent!).Type is { IsVar: false } type ? type : local.Initializer?.Value switch
        {
            ObjectCreationExpressionSyntax creation => creation.Type,
            ArrayCreationExpressionSyntax creation => creation.Type,
            _ => null,
        };
        return written is not null && written.DescendantTokens().Any(token => token.IsKind(SyntaxKind.DoubleKeyword) || token.IsKind(SyntaxKind.FloatKeyword))
            && (written is ArrayTypeSyntax array ? array.RankSpecifiers.Count + array.RankSpecifiers[0].Rank > 2 : written.DescendantNodes().OfType<ArrayTypeSyntax>().Any());
    }
}
