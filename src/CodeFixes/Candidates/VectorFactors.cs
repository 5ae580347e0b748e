using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>
/// Multiplies a vector by σ′, with the products that the type at hand has: an operator, a member or a static function of two vectors that gives a third.
/// </summary>
internal static class VectorFactors
{
    private const int MostStates = 8, MostProducts = 5;

    private delegate string Product(string left, string right);

    public static IEnumerable<Proposal> Of(ExpressionSyntax value, Region region)
    {
        if (region.TypeOf(value) is not { } type)
            yield break;
        var file = region.Node.SyntaxTree.GetRoot();
        var states = VectorStates(type, value, region).Take(MostStates).ToList();
        var products = Products(type, region).Take(MostProducts).ToList();
        var text = Text.Primary(value);
        foreach (var state in states)
            foreach (var product in products)
                foreach (var written in Factors(state, product, type, region).Select(factor => product(text, factor)))
                    yield return Proposal.Of("Multiply by the activation derivative: " + Text.OnOneLine(written), (value, written));
        if (ElementType(type) is { } && file.DescendantNodes().OfType<UsingDirectiveSyntax>().Any(used => used.Name?.ToString() == "System.Linq"))
            foreach (var state in states)
                foreach (var factor in Activations.OfOutput("y", file))
                {
                    var zipped = $"{text}.Zip({state}, (d, y) => d * {factor}){(type is IArrayTypeSymbol ? ".ToArray()" : "")}";
                    yield return Proposal.Of("Multiply by the activation derivative: " + Text.OnOneLine(zipped), (value, zipped));
                }
    }

    private static IEnumerable<string> Factors(string state, Product product, ITypeSymbol type, Region region)
    {
        foreach (var one in Ones(type, region))
        {
            yield return $"{one} - {product(state, state)}";
            yield return product(state, $"({one} - {state})");
        }

        yield return state;
    }

    private static IEnumerable<string> Ones(ITypeSymbol type, Region region)
    {
        if (Bases(type).SelectMany(current => current.GetMembers(WellKnownMemberNames.SubtractionOperatorName)).OfType<IMethodSymbol>().Any(minus => Transpositions.IsNumber(minus.Parameters[0].Type)))
            yield return "1";
        if (type.GetMembers("One").Any(member => member.IsStatic))
            yield return type.ToMinimalDisplayString(region.Model, region.Node.SpanStart) + ".One";
    }

    private static IEnumerable<Product> Products(ITypeSymbol type, Region region)
    {
        foreach (var method in Bases(type).SelectMany(current => current.GetMembers()).OfType<IMethodSymbol>())
        {
            if (!Callables.Accepts(method.ReturnType, type) || !region.Model.IsAccessible(region.Node.SpanStart, method))
                continue;
            var name = method.Name;
            if (method is { MethodKind: MethodKind.UserDefinedOperator, Parameters.Length: 2 } && name is WellKnownMemberNames.MultiplyOperatorName or WellKnownMemberNames.ExclusiveOrOperatorName && method.Parameters.All(parameter => Callables.Accepts(parameter.Type, type)))
            {
                var sign = name == WellKnownMemberNames.MultiplyOperatorName ? "*" : "^";
                yield return (left, right) => right.Contains(" - ") && right[0] != '(' ? $"{left} {sign} ({right})" : $"{left} {sign} {right}";
            }
            else if (method is { MethodKind: MethodKind.Ordinary, IsStatic: false, Parameters.Length: 1, IsGenericMethod: false } && Callables.Accepts(method.Parameters[0].Type, type) && (!method.DeclaringSyntaxReferences.IsEmpty || name is "PointwiseMultiply" or "mul"))
                yield return (left, right) => $"{left}.{name}({right})";
        }

        foreach (var (method, prefix) in Callables.In(region).Where(callable => callable.Method is { Parameters.Length: 2, IsGenericMethod: false } method && Callables.Accepts(method.ReturnType, type) && method.Parameters.All(parameter => Callables.Accepts(parameter.Type, type))))
            yield return (left, right) => $"{prefix}{method.Name}({left}, {right})";
    }

    private static IEnumerable<ITypeSymbol> Bases(ITypeSymbol type)
    {
        for (var current = type; current is not null && current.SpecialType == SpecialType.None; current = current.BaseType)
            yield return current;
    }

    /// <summary>Vectors of the type that the member reads, or has in scope, the nearest first, and of each the steps next to it.</summary>
    private static IEnumerable<string> VectorStates(ITypeSymbol type, ExpressionSyntax value, Region region)
    {
        var member = value.Ancestors().FirstOrDefault(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or CompilationUnitSyntax) ?? region.Node;
        var position = value.SpanStart;
        var read = member.DescendantNodes().OfType<ExpressionSyntax>()
            .Where(expression => expression is ElementAccessExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax && expression.Parent is not MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
                && !value.Span.Contains(expression.Span) && !region.Names(expression) && region.TypeOf(expression) is { } own && SymbolEqualityComparer.Default.Equals(own, type)
                && region.Model.GetSymbolInfo(expression).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol or null)
            .OrderBy(expression => System.Math.Abs(expression.SpanStart - position)).ToList();
        var texts = read.Select(expression => expression.ToString()).Distinct().ToList();
        var shifted = read.OfType<ElementAccessExpressionSyntax>().SelectMany(access => IndexSlots.Of(access, region.Model).Take(1).SelectMany(slot => IndexShifts.Neighbours(slot.ToString()).Select(text => Text.After(access, [(slot, text)]))));
        var elements = texts.Where(text => text.Contains("[")).Concat(shifted).Concat(texts.Where(text => !text.Contains("["))).Distinct();
        return elements;
    }

    private static ITypeSymbol? ElementType(ITypeSymbol type) => type is IArrayTypeSymbol { Rank: 1 } array && DerivativeFactors.IsFloating(array.ElementType) ? array.ElementType : null;
}
