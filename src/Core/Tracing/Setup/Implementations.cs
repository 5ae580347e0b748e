using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Tracing;

/// <summary>The concrete classes of this source that implement an interface or derive from an abstract class, in order of declaration.</summary>
public sealed class Implementations(Compilation compilation)
{
    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> _concrete = new(() => Types(compilation.Assembly.GlobalNamespace).Where(type => !type.IsAbstract && type.TypeKind is TypeKind.Class or TypeKind.Struct).ToImmutableArray());
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<INamedTypeSymbol>> _known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<IMethodSymbol>> _constructors = new(SymbolEqualityComparer.Default);

    /// <summary>Of functions of one real (activations) the smooth ones come first: at any point they show the whole structure of a cell.</summary>
    public ImmutableArray<INamedTypeSymbol> Of(INamedTypeSymbol type) => _known.GetOrAdd(type, Find);

    /// <summary>What an object of the type can be made with, in the order in which to try it.</summary>
    public ImmutableArray<IMethodSymbol> Constructors(INamedTypeSymbol type) => _constructors.GetOrAdd(type, static made => made.InstanceConstructors.Where(constructor => !IsCopy(constructor))
        .OrderBy(constructor => made.IsValueType && constructor.IsImplicitlyDeclared && constructor.Parameters.IsEmpty)
        .ThenBy(constructor => constructor.DeclaredAccessibility == Accessibility.Private)
        .ThenBy(constructor => constructor.Parameters.Any(parameter => parameter.Type.SpecialType == SpecialType.System_String))
        .ThenBy(constructor => constructor.Parameters.Count(parameter => !parameter.IsOptional && parameter.Type.IsReferenceType))
        .ThenByDescending(constructor => constructor.Parameters.Length)
        .ToImmutableArray());

    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);

    private ImmutableArray<INamedTypeSymbol> Find(INamedTypeSymbol type)
    {
        var kinds = _concrete.Value.Where(candidate => IsKindOf(candidate, type));
        return (type.GetMembers().OfType<IMethodSymbol>().Any(IsFunctionOfOneReal) ? kinds.OrderBy(Roughness) : kinds).ToImmutableArray();
    }

    /// <summary>True for a class that implements the interface or derives from the class.</summary>
    public static bool IsKindOf(INamedTypeSymbol candidate, INamedTypeSymbol type) =>
        candidate.AllInterfaces.Any(implemented => SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, type.OriginalDefinition))
        || DerivesFrom(candidate, type);

    private static bool IsFunctionOfOneReal(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, Parameters.Length: 1 } && IsReal(method.ReturnType) && IsReal(method.Parameters[0].Type);

    private static bool IsReal(ITypeSymbol type) => Value.KindOf(type) is { } kind && Value.IsRealKind(kind);

    /// <summary>0 for what is made of tanh, 1 of exponentials, 2 for other formulas, 3 for what has pieces.</summary>
    private static int Roughness(INamedTypeSymbol function)
    {
        var nodes = function.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().DescendantNodes()).ToArray();
        var names = new HashSet<string>(nodes.OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText));
        return nodes.Any(node => node is ConditionalExpressionSyntax or IfStatementSyntax or SwitchExpressionSyntax) || names.Overlaps(new[] { "Max", "Min", "Abs", "Sign", "Clamp" }) ? 3
            : names.Contains("Tanh") ? 0
            : names.Contains("Exp") ? 1
            : 2;
    }

    private static bool DerivesFrom(INamedTypeSymbol candidate, INamedTypeSymbol type)
    {
        for (var ancestor = candidate.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(ancestor.OriginalDefinition, type.OriginalDefinition))
                return true;
        }

        return false;
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            if (member is INamespaceOrTypeSymbol nested)
            {
                foreach (var inner in Types(nested))
                    yield return inner;
            }
        }
    }
}
