using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>
/// Takes away, or adds, what makes one matrix of another: <c>W.Transpose()</c>, <c>W.T</c>, <c>Transpose(W)</c>, <c>~W</c>. Whether a member of the code
/// at hand transposes is for the probe to say; of a library only the members that say so in their names are tried.
/// </summary>
internal static class Transpositions
{
    private const int MostAdded = 6;

    public static IEnumerable<Proposal> Of(Region region) => Dropped(region).Concat(Added(region));

    private static IEnumerable<Proposal> Dropped(Region region)
    {
        foreach (var expression in region.Nodes<ExpressionSyntax>())
        {
            if (Operand(expression, region) is { } operand)
                yield return Proposal.Of("Drop the transposition: " + Text.OnOneLine(operand.ToString()), (expression, operand.ToString()));
        }
    }

    /// <summary>What a one-to-one step from a matrix to a matrix is applied to; null for any other expression.</summary>
    public static ExpressionSyntax? Operand(ExpressionSyntax expression, Region region)
    {
        var operand = expression switch
        {
            InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax member } => member.Expression,
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } => arguments[0].Expression,
            MemberAccessExpressionSyntax member when member.Parent is not InvocationExpressionSyntax call || call.Expression != member => member.Expression,
            PrefixUnaryExpressionSyntax prefix => prefix.Operand,
            _ => null,
        };
        return operand is not null && region.TypeOf(operand) is { } from && !IsNumber(from) && region.TypeOf(expression) is { } to
            && (SymbolEqualityComparer.Default.Equals(from, to) || IsDerived(from, to) || IsDerived(to, from))
            ? operand
            : null;
    }

    private static IEnumerable<Proposal> Added(Region region)
    {
        foreach (var expression in region.Nodes<ExpressionSyntax>().Where(IsOperand))
        {
            if (region.TypeOf(expression) is not { } type || IsNumber(type) || type.TypeKind == TypeKind.Delegate || type.SpecialType != SpecialType.None)
                continue;
            foreach (var form in Forms(type, region).Take(MostAdded))
            {
                var text = form(expression);
                yield return Proposal.Of("Transpose: " + Text.OnOneLine(text), (expression, text));
            }
        }
    }

    /// <summary>Where a matrix stands as a factor, an argument, a receiver or a value.</summary>
    private static bool IsOperand(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax or BinaryExpressionSyntax
        && expression.Parent switch
        {
            BinaryExpressionSyntax or ArgumentSyntax or EqualsValueClauseSyntax or ParenthesizedExpressionSyntax or ArrowExpressionClauseSyntax => true,
            AssignmentExpressionSyntax assignment => assignment.Right == expression,
            MemberAccessExpressionSyntax member => member.Expression == expression,
            _ => false,
        };

    /// <summary>The ways to write the step, those of the code itself first.</summary>
    private static IEnumerable<System.Func<ExpressionSyntax, string>> Forms(ITypeSymbol type, Region region)
    {
        var position = region.Node.SpanStart;
        var own = AllMembers(type).Where(member => IsWorthTrying(member) && region.Model.IsAccessible(position, member)).ToList();
        foreach (var member in own)
        {
            switch (member)
            {
                case IPropertySymbol { IsStatic: false, IsIndexer: false, Parameters.Length: 0 } property when Fits(property.Type, type):
                    yield return expression => $"{Text.Primary(expression)}.{property.Name}";
                    break;
                case IMethodSymbol { IsStatic: false, MethodKind: MethodKind.Ordinary } method when TakesNothing(method) && Fits(method.ReturnType, type):
                    yield return expression => $"{Text.Primary(expression)}.{method.Name}()";
                    break;
                case IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator, Parameters.Length: 1 } sign when Fits(sign.ReturnType, type) && Sign(sign.Name) is { } text:
                    yield return expression => text + Text.Primary(expression);
                    break;
            }
        }

        foreach (var (method, prefix) in Callables.In(region))
        {
            if (!IsWorthTrying(method) || method.Parameters.Length < 1 || method.Parameters.Skip(1).Any(parameter => !parameter.IsOptional) || !Callables.Accepts(method.Parameters[0].Type, type) || !Callables.Accepts(type, method.ReturnType) && !method.IsGenericMethod)
                continue;
            yield return expression => $"{prefix}{method.Name}({expression})";
        }
    }

    private static bool IsWorthTrying(ISymbol member) =>
        member.Locations.Any(location => location.IsInSource) || member.Name.IndexOf("transpose", System.StringComparison.OrdinalIgnoreCase) >= 0 || member.Name is "T" or "t";

    private static bool TakesNothing(IMethodSymbol method) => method.Parameters.All(parameter => parameter.IsOptional) && !method.IsGenericMethod;

    private static bool Fits(ITypeSymbol result, ITypeSymbol type) => !IsNumber(result) && result.SpecialType == SpecialType.None
        && (Callables.Accepts(type, result) || result.Locations.Any(location => location.IsInSource) && result.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface);

    private static string? Sign(string name) => name switch
    {
        WellKnownMemberNames.OnesComplementOperatorName => "~",
        WellKnownMemberNames.LogicalNotOperatorName => "!",
        WellKnownMemberNames.UnaryPlusOperatorName => "+",
        _ => null,
    };

    private static IEnumerable<ISymbol> AllMembers(ITypeSymbol type)
    {
        for (var current = type; current is not null && current.SpecialType == SpecialType.None; current = current.BaseType)
            foreach (var member in current.GetMembers())
                yield return member;
        foreach (var member in type.AllInterfaces.SelectMany(implemented => implemented.GetMembers()).Where(_ => type.TypeKind == TypeKind.Interface))
            yield return member;
    }

    private static bool IsDerived(ITypeSymbol type, ITypeSymbol from)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
            if (SymbolEqualityComparer.Default.Equals(current, from) && from.SpecialType == SpecialType.None)
                return true;
        return false;
    }

    public static bool IsNumber(ITypeSymbol type) => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal or SpecialType.System_Boolean or SpecialType.System_String || IndexSlots.IsWhole(type);
}
