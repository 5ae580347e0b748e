using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>The static functions that a place of the code can call, each with what has to stand before its name.</summary>
internal static class Callables
{
    /// <summary>Those in scope; then those of the classes that the place calls already, and of the static class beside a generic one; then those of the code's own static classes.</summary>
    public static IEnumerable<(IMethodSymbol Method, string Prefix)> In(Region region)
    {
        var position = region.Node.SpanStart;
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var method in region.Model.LookupSymbols(position).OfType<IMethodSymbol>().Where(method => method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction && IsCallable(method)))
            if (seen.Add(method))
                yield return (method, "");
        var called = region.Node.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(call => region.Model.GetSymbolInfo(call).Symbol?.ContainingType)
            .Concat(region.Node.DescendantNodes().OfType<ExpressionSyntax>().Where(expression => expression is IdentifierNameSyntax).Select(expression => region.Model.GetTypeInfo(expression).Type as INamedTypeSymbol));
        var companions = called.OfType<INamedTypeSymbol>().Where(type => type.IsGenericType).SelectMany(type => type.ContainingNamespace.GetTypeMembers(type.Name, 0)).Where(type => type.IsStatic);
        var own = SourceTypes(region.Model.Compilation.Assembly.GlobalNamespace).Where(type => type.GetMembers().Any(member => member is IMethodSymbol { IsStatic: true, MethodKind: MethodKind.Ordinary }));
        foreach (var type in called.Concat(companions).Concat(own).OfType<INamedTypeSymbol>().Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default))
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(method => method is { IsStatic: true, MethodKind: MethodKind.Ordinary } && region.Model.IsAccessible(position, method)))
                if (seen.Add(method))
                    yield return (method, type.ToMinimalDisplayString(region.Model, position) + ".");
    }

    private static bool IsCallable(IMethodSymbol method) => !method.ReturnsVoid || method.Parameters.Length > 1;

    public static bool Accepts(ITypeSymbol parameter, ITypeSymbol argument)
    {
        if (parameter is ITypeParameterSymbol)
            return true;
        if (SymbolEqualityComparer.Default.Equals(parameter, argument) || SymbolEqualityComparer.Default.Equals(parameter.OriginalDefinition, argument.OriginalDefinition))
            return true;
        for (var current = argument.BaseType; current is not null && current.SpecialType == SpecialType.None; current = current.BaseType)
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, parameter.OriginalDefinition))
                return true;
        return parameter.TypeKind == TypeKind.Interface && argument.AllInterfaces.Any(implemented => SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, parameter.OriginalDefinition));
    }

    public static IEnumerable<INamedTypeSymbol> SourceTypes(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? SourceTypes(type).Prepend(type) : SourceTypes(member));
}
