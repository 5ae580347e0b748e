using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>Calls another member that takes and gives the same: <c>W.Multiply(d)</c> and <c>W.TransposeThisAndMultiply(d)</c>, <c>Gemv</c> and <c>GemvT</c>, an operator and a method.</summary>
internal static class SiblingCalls
{
    private const int MostSiblings = 6;

    public static IEnumerable<Proposal> Of(Region region)
    {
        foreach (var expression in region.Nodes<ExpressionSyntax>())
        {
            var proposals = expression switch
            {
                InvocationExpressionSyntax call => OfCall(call, region),
                BinaryExpressionSyntax product when FactorOrder.IsArrayLike(region.TypeOf(product)) => OfProduct(product, region),
                _ => [],
            };
            foreach (var proposal in proposals)
                yield return proposal;
        }
    }

    private static IEnumerable<Proposal> OfCall(InvocationExpressionSyntax call, Region region)
    {
        if (region.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension or MethodKind.LocalFunction } method || NameIn(call) is not { } name)
            yield break;
        foreach (var sibling in Siblings(method, region, call.SpanStart).Take(MostSiblings))
        {
            if (Reordered(call, method, sibling) is { } arguments)
            {
                yield return Proposal.Of("Call " + sibling.Name, [(name, sibling.Name), .. arguments]);
                continue;
            }

            var text = name is GenericNameSyntax generic && sibling.IsGenericMethod ? sibling.Name + generic.TypeArgumentList : sibling.Name;
            yield return Proposal.Of("Call " + sibling.Name, (name, text));
        }
    }

    private static SimpleNameSyntax? NameIn(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax member => member.Name,
        _ => null,
    };

    private static IEnumerable<IMethodSymbol> Siblings(IMethodSymbol method, Region region, int position)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        IEnumerable<IMethodSymbol> all = definition.MethodKind == MethodKind.LocalFunction
            ? region.Model.LookupSymbols(position).OfType<IMethodSymbol>()
            : Containers(definition.ContainingType, method).SelectMany(type => type.GetMembers().OfType<IMethodSymbol>());
        return Ranked(all.Where(other => other.Name != definition.Name && other.IsStatic == definition.IsStatic && other.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction
            && HasSameShape(other, definition) && region.Model.IsAccessible(position, other)).GroupBy(other => other.Name).Select(overloads => overloads.First()), definition);
    }

    private static IEnumerable<INamedTypeSymbol> Containers(INamedTypeSymbol type, IMethodSymbol method)
    {
        for (var current = type; current is not null && current.SpecialType == SpecialType.None; current = current.BaseType)
            yield return current.OriginalDefinition;
        if (method.ReceiverType is INamedTypeSymbol receiver && !SymbolEqualityComparer.Default.Equals(receiver.OriginalDefinition, type.OriginalDefinition))
            yield return receiver.OriginalDefinition;
    }

    /// <summary>True for methods that give the same, and take the same in any order.</summary>
    private static bool HasSameShape(IMethodSymbol one, IMethodSymbol other) =>
        one.Parameters.Length == other.Parameters.Length && IsSame(one.ReturnType, other.ReturnType)
        && one.Parameters.Select(Kind).OrderBy(kind => kind, StringComparer.Ordinal).SequenceEqual(other.Parameters.Select(Kind).OrderBy(kind => kind, StringComparer.Ordinal));

    private static string Kind(IParameterSymbol parameter) => $"{parameter.RefKind} {parameter.Type.ToDisplayString()}";

    /// <summary>The arguments in the sibling's order, those of one type in the order that they have; null where it is the order that they stand in.</summary>
    private static (SyntaxNode, string)[]? Reordered(InvocationExpressionSyntax call, IMethodSymbol method, IMethodSymbol sibling)
    {
        var given = call.ArgumentList.Arguments;
        if (given.Count != sibling.Parameters.Length || given.Any(argument => argument.NameColon is not null) || method.ReducedFrom is not null
            || method.OriginalDefinition.Parameters.Select(Kind).SequenceEqual(sibling.Parameters.Select(Kind)))
            return null;
        var left = method.OriginalDefinition.Parameters.Select((parameter, at) => (Kind: Kind(parameter), Argument: given[at])).ToList();
        return [.. sibling.Parameters.Select((parameter, at) =>
        {
            var next = left.FindIndex(pair => pair.Kind == Kind(parameter));
            var text = left[next].Argument.ToString();
            left.RemoveAt(next);
            return (Node: (SyntaxNode)given[at], Text: text);
        }).Where(change => change.Node.ToString() != change.Text)];
    }

    private static bool IsSame(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other) || one.ToDisplayString() == other.ToDisplayString();

    /// <summary>
    /// Of the code's own members those that are most alike first, for the two products are written alike; of a library's those whose name differs in the transposition
    /// first.
    /// </summary>
    private static IEnumerable<IMethodSymbol> Ranked(IEnumerable<IMethodSymbol> methods, IMethodSymbol from) => methods
        .OrderBy(method => IsLibrary(method) && Transposes(method) == Transposes(from) ? 1 : 0)
        .ThenBy(method => IsLibrary(method) ? Math.Abs(method.Name.Length - from.Name.Length) : Math.Abs(Length(method) - Length(from)));

    private static bool IsLibrary(IMethodSymbol method) => method.DeclaringSyntaxReferences.IsEmpty;

    private static bool Transposes(IMethodSymbol method) => method.Name.IndexOf("transpose", StringComparison.OrdinalIgnoreCase) >= 0;

    private static int Length(IMethodSymbol method) => method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().DescendantTokens().Count() ?? 0;

    private static IEnumerable<Proposal> OfProduct(BinaryExpressionSyntax product, Region region)
    {
        if (region.TypeOf(product) is not { } result || region.TypeOf(product.Left) is not { } left || region.TypeOf(product.Right) is not { } right || region.Model.GetSymbolInfo(product).Symbol is not IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator } times)
            yield break;
        var written = OfReceiver(product.Left, left, product.Right, right)
            .Concat(OfReceiver(product.Right, right, product.Left, left))
            .Concat(Callables.In(region).Where(callable => callable.Method.Parameters.Length == 2 && Callables.Accepts(result, callable.Method.ReturnType)
                    && Callables.Accepts(callable.Method.Parameters[0].Type, left) && Callables.Accepts(callable.Method.Parameters[1].Type, right))
                .Select(callable => (callable.Method, Text: $"{callable.Prefix}{callable.Method.Name}({product.Left}, {product.Right})")));
        foreach (var (method, text) in written.OrderBy(pair => IsLibrary(pair.Method) && !Transposes(pair.Method) ? 1 : 0).ThenBy(pair => IsLibrary(pair.Method) ? pair.Method.Name.Length : 0).Take(MostSiblings))
            yield return Proposal.Of("Call " + method.Name, (product, text));

        IEnumerable<(IMethodSymbol Method, string Text)> OfReceiver(ExpressionSyntax receiver, ITypeSymbol type, ExpressionSyntax argument, ITypeSymbol argumentType)
        {
            for (var current = type; current is not null && current.SpecialType == SpecialType.None; current = current.BaseType)
                foreach (var method in current.GetMembers().OfType<IMethodSymbol>())
                    if (method is { IsStatic: false, MethodKind: MethodKind.Ordinary, Parameters.Length: 1, IsGenericMethod: false } && region.Model.IsAccessible(product.SpanStart, method)
                        && Callables.Accepts(result, method.ReturnType) && Callables.Accepts(method.Parameters[0].Type, argumentType))
                        yield return (method, $"{Text.Primary(receiver)}.{method.Name}({argument})");
        }
    }
}
