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
    /// <summary>The member that counts down, and its loop; null where there is none.</summary>
    public static (IMethodSymbol Member, ForStatementSyntax Loop)? Find(Candidate candidate, NumberCarriers carriers, CancellationToken cancellation)
    {
        var bodies = candidate.Members.SelectMany(member => member.DeclaringSyntaxReferences.Select(reference => (member, body: reference.GetSyntax(cancellation)))).ToArray();
        var types = new HashSet<string>(NamesOfNumericTypes(candidate, carriers));
        var kept = new HashSet<string>(bodies.SelectMany(pair => StepsMadeOfTheStepBefore(pair.member, pair.body, carriers, types)));
        var filled = new HashSet<string>(bodies.SelectMany(pair => Filled(pair.body).Where(name => HoldsAStateForEachStep(name, pair.member, pair.body, carriers, types))));
        foreach (var (member, body) in bodies)
        {
            foreach (var loop in body.DescendantNodes().OfType<ForStatementSyntax>())
            {
                if (CountsDown(loop) && (kept.Count > 0 || filled.Any(name => ReadsNeighbours(loop, name))))
                    return (member, loop);
            }
        }

        return bodies.Any(pair => CarriesAStateInto(pair.body, filled))
            ? bodies.SelectMany(pair => pair.body.DescendantNodes().OfType<ForStatementSyntax>().Select(loop => (pair.member, loop))).Where(pair => CountsDown(pair.loop)).Select(pair => ((IMethodSymbol, ForStatementSyntax)?)pair).FirstOrDefault()
            : null;
    }

    /// <summary>Names of the types of members and parameters that hold numbers, or that may for all that is known here.</summary>
    private static IEnumerable<string> NamesOfNumericTypes(Candidate candidate, NumberCarriers carriers) =>
        candidate.Type.GetMembers().Select(member => (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type)
            .Concat(candidate.Members.SelectMany(member => member.Parameters.Select(parameter => parameter.Type).Concat(new[] { member.ReturnType })))
            .SelectMany(type => type switch
            {
                IArrayTypeSymbol array => new[] { array.ElementType },
                INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments } => arguments.AsEnumerable(),
                ITypeSymbol other => new[] { other },
                null => Enumerable.Empty<ITypeSymbol>(),
            }).Where(type => IsState(type, carriers)).Select(type => type.Name);

    /// <summary>True for a type that is neither declared here nor the platform's.</summary>
    private static bool IsElsewhere(ITypeSymbol type) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None, DeclaringSyntaxReferences.IsEmpty: true, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Error }
        && Root(type.ContainingNamespace) is not ("System" or "Microsoft");

    private static string? Root(INamespaceSymbol? space)
    {
        while (space is { IsGlobalNamespace: false, ContainingNamespace: { IsGlobalNamespace: false } outer })
            space = outer;
        return space?.Name;
    }

    /// <summary>Names of the lists that something is added to.</summary>
    private static IEnumerable<string> Filled(SyntaxNode body) => body.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Select(call => call is { ArgumentList.Arguments.Count: 1, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" } access } ? NameOf(access.Expression) : null).OfType<string>();

    /// <summary>True for a loop that reads what was kept of the step that it is at and of the one beside it.</summary>
    private static bool ReadsNeighbours(ForStatementSyntax loop, string name)
    {
        var accesses = loop.Statement.DescendantNodes().OfType<ElementAccessExpressionSyntax>().Where(access => NameOf(access.Expression) == name).ToArray();
        return accesses.Any(access => IsAt(access, Variable(loop))) && accesses.Any(access => access.ArgumentList.Arguments.Any(index =>
            (IsShifted(index, SyntaxKind.SubtractExpression, out var time) || IsShifted(index, SyntaxKind.AddExpression, out time)) && time == Variable(loop)));
    }

    /// <summary>True where a loop upwards, or through a sequence, adds to a list, and makes a variable from outside of it of what the variable was before.</summary>
    private static bool CarriesAStateInto(SyntaxNode body, HashSet<string> filled) => filled.Count > 0 && body.DescendantNodes().Select(LoopAhead).OfType<StatementSyntax>().Any(step =>
        Filled(step).Any(filled.Contains)
        && step.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(made => made is { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax state }
            && !step.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(local => local.Identifier.ValueText == state.Identifier.ValueText)
            && step.DescendantNodes().OfType<ArgumentSyntax>().Any(given => given.SpanStart < made.Span.End && IsOf(given.Expression, state.Identifier.ValueText))));

    /// <summary>The statement that a loop upwards or through a sequence repeats; null for what is none.</summary>
    private static StatementSyntax? LoopAhead(SyntaxNode node) => node switch
    {
        ForStatementSyntax loop when IsStep(loop, SyntaxKind.PostIncrementExpression, SyntaxKind.PreIncrementExpression) => loop.Statement,
        ForEachStatementSyntax loop => loop.Statement,
        _ => null,
    };

    /// <summary>True for a variable, or a copy of it.</summary>
    private static bool IsOf(ExpressionSyntax given, string variable) => given switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText == variable,
        CastExpressionSyntax cast => IsOf(cast.Expression, variable),
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax copy } => IsOf(copy.Expression, variable),
        _ => false,
    };

    /// <summary>Names of what is read at the step before: <c>h[t - 1]</c>, or <c>h[t]</c> where <c>h[t + 1]</c> is being made.</summary>
    private static IEnumerable<string> StepsMadeOfTheStepBefore(IMethodSymbol member, SyntaxNode body, NumberCarriers carriers, HashSet<string> types)
    {
        var ascending = new HashSet<string>(
            body.DescendantNodes().OfType<ForStatementSyntax>().Where(loop => IsStep(loop, SyntaxKind.PostIncrementExpression, SyntaxKind.PreIncrementExpression)).Select(Variable)
                .Concat(member.Parameters.Where(parameter => parameter.Type.SpecialType == SpecialType.System_Int32).Select(parameter => parameter.Name)));
        var accesses = body.DescendantNodes().OfType<ElementAccessExpressionSyntax>().Where(access => HoldsAStateForEachStep(NameOf(access.Expression), member, body, carriers, types)).ToArray();
        foreach (var before in accesses)
        {
            foreach (var index in before.ArgumentList.Arguments)
            {
                if (IsShifted(index, SyntaxKind.SubtractExpression, out var time) && ascending.Contains(time))
                    yield return NameOf(before.Expression)!;
                if (IsShifted(index, SyntaxKind.AddExpression, out time) && ascending.Contains(time) && IsBeingMade(before) && accesses.Any(read => NameOf(read.Expression) == NameOf(before.Expression) && IsAt(read, time) && !IsBeingMade(read)))
                    yield return NameOf(before.Expression)!;
            }
        }
    }

    private static bool IsShifted(ArgumentSyntax index, SyntaxKind direction, out string time)
    {
        var shifted = index.Expression is BinaryExpressionSyntax { Left: IdentifierNameSyntax name, Right: LiteralExpressionSyntax { Token.Value: 1 } } sum && sum.IsKind(direction) ? name : null;
        time = shifted?.Identifier.ValueText ?? "";
        return shifted is not null;
    }

    private static bool IsAt(ElementAccessExpressionSyntax access, string time) => access.ArgumentList.Arguments.Any(index => index.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == time);

    private static bool IsBeingMade(ExpressionSyntax access) =>
        access.Parent is AssignmentExpressionSyntax assignment ? assignment.Left == access : access.Parent is ElementAccessExpressionSyntax element && element.Expression == access && IsBeingMade(element);

    /// <summary>True for a loop downwards that multiplies, or hands something on, of the step that it is at.</summary>
    private static bool CountsDown(ForStatementSyntax loop) =>
        IsStep(loop, SyntaxKind.PostDecrementExpression, SyntaxKind.PreDecrementExpression)
        && loop.Statement.DescendantNodes().Any(node => node.IsKind(SyntaxKind.MultiplyExpression) || node.IsKind(SyntaxKind.MultiplyAssignmentExpression) || node is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 })
        && loop.Statement.DescendantNodes().OfType<ArgumentSyntax>().Any(index => index.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == Variable(loop));

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
    private static bool HoldsAStateForEachStep(string? name, IMethodSymbol member, SyntaxNode body, NumberCarriers carriers, HashSet<string> types)
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
        return body.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(local => local.Identifier.ValueText == name).Any(local => IsOfStates(local, types));
    }

    private static bool IsOfStates(ITypeSymbol type, NumberCarriers carriers) => type switch
    {
        IArrayTypeSymbol { Rank: > 1 } => carriers.Carries(type),
        IArrayTypeSymbol array => IsState(array.ElementType, carriers),
        INamedTypeSymbol { TypeArguments.Length: > 0 } named => IsState(named.TypeArguments[named.TypeArguments.Length - 1], carriers),
        _ => false,
    };

    private static bool IsState(ITypeSymbol item, NumberCarriers carriers) => Value.KindOf(item) is null
        && (carriers.Carries(item) || IsElsewhere(item) || !item.DeclaringSyntaxReferences.IsEmpty && item.GetMembers().Any(member => ((member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type) is { } part && IsElsewhere(part)));

    /// <summary>A local variable's type as it is written, there or where the variable is made.</summary>
    private static bool IsOfStates(VariableDeclaratorSyntax local, HashSet<string> types)
    {
        var written = ((VariableDeclarationSyntax)local.Parent!).Type is { IsVar: false } type ? type : local.Initializer?.Value switch
        {
            ObjectCreationExpressionSyntax creation => creation.Type,
            ArrayCreationExpressionSyntax creation => creation.Type,
            _ => null,
        };
        if (written is ArrayTypeSyntax or GenericNameSyntax && written.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => types.Contains(name.Identifier.ValueText)))
            return true;
        return written is not null && written.DescendantTokens().Any(token => token.IsKind(SyntaxKind.DoubleKeyword) || token.IsKind(SyntaxKind.FloatKeyword))
            && (written is ArrayTypeSyntax array ? array.RankSpecifiers.Count + array.RankSpecifiers[0].Rank > 2 : written.DescendantNodes().OfType<ArrayTypeSyntax>().Any());
    }
}
