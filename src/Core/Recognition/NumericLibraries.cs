using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>Tells the libraries without source that compute with real numbers, from what they declare.</summary>
internal sealed class NumericLibraries(Compilation compilation)
{
    private const int Deepest = 6;
    private static readonly string[] NoWords = [];
    private readonly ConcurrentDictionary<string, IReadOnlyCollection<string>?> _known = new(StringComparer.Ordinal);

    /// <summary>The names, of types and of their methods, by which code multiplies with what a namespace declares; null for one that is not here, of which nothing is known.</summary>
    public IReadOnlyCollection<string>? WordsOf(string space) => _known.GetOrAdd(space, Find);

    /// <summary>True where a type keeps, takes or gives numbers of a library, functions of numbers, or what is not here.</summary>
    public bool AreHeldBy(INamedTypeSymbol type) => type.GetMembers().Any(member => member switch
    {
        IFieldSymbol field => IsOpen(field.Type),
        IPropertySymbol property => IsOpen(property.Type),
        IMethodSymbol method => IsOpen(method.ReturnType) || method.Parameters.Any(parameter => IsOpen(parameter.Type)),
        _ => false,
    });

    /// <summary>True for a type with arithmetic of its own that has no source: a matrix, a vector.</summary>
    public static bool IsNumber(ITypeSymbol type) => type is INamedTypeSymbol { SpecialType: SpecialType.None, DeclaringSyntaxReferences.IsEmpty: true } named
        && named.GetMembers(WellKnownMemberNames.MultiplyOperatorName).Length > 0 && (!IsSystem(named.ContainingNamespace) || named.Name == "Half")
        && !named.AllInterfaces.Any(implemented => implemented.Name == "IBinaryInteger");

    /// <param name="depth">How far a type is looked into: one may be made of itself, as a delegate that takes its like.</param>
    private static bool IsOpen(ITypeSymbol type, int depth = Deepest) => depth > 0 && type switch
    {
        IArrayTypeSymbol array => IsOpen(array.ElementType, depth - 1),
        IPointerTypeSymbol pointer => IsOpen(pointer.PointedAtType, depth - 1),
        IFunctionPointerTypeSymbol => true,
        { TypeKind: TypeKind.Error or TypeKind.Dynamic } => true,
        INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { } invoke } => IsRealOrMany(invoke.ReturnType) || invoke.Parameters.Any(parameter => IsRealOrMany(parameter.Type) || IsOpen(parameter.Type, depth - 1)),
        INamedTypeSymbol named => IsNumber(named) || named.TypeArguments.Any(argument => IsOpen(argument, depth - 1)),
        _ => false,
    };

    private IReadOnlyCollection<string>? Find(string name)
    {
        INamespaceSymbol? space = compilation.GlobalNamespace;
        foreach (var part in name.Replace("global::", "").Split('.'))
            space = space?.GetNamespaceMembers().FirstOrDefault(inner => inner.Name == part.Trim().TrimStart('@'));
        return space?.ConstituentNamespaces.Where(part => part.ContainingAssembly is { } assembly && compilation.GetMetadataReference(assembly) is PortableExecutableReference
            && (!IsPlatform(assembly) || name.StartsWith("System.Numerics", StringComparison.Ordinal) || name.StartsWith("System.Runtime.Intrinsics", StringComparison.Ordinal)))
            .SelectMany(part => part.GetTypeMembers()).SelectMany(Words).Distinct().ToArray();
    }

    private static IEnumerable<string> Words(INamedTypeSymbol type)
    {
        if (type.DeclaredAccessibility != Accessibility.Public)
            return NoWords;
        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(method => method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsOverride: false });
        var computing = methods.Where(method => IsNumber(type) && !method.IsStatic ? method.Parameters.Length > 0 && GivesNumbers(method) : Computes(method)).ToArray();
        return IsNumber(type) || computing.Length > 0 ? computing.Where(method => !method.IsStatic || method.IsExtensionMethod).Select(method => method.Name).Append(type.Name) : NoWords;
    }

    /// <summary>True for a method that takes numbers together with many of them.</summary>
    private static bool Computes(IMethodSymbol method) => method.Parameters.Length > 1 && GivesNumbers(method)
        && method.Parameters.Count(parameter => IsRealOrMany(parameter.Type)) > 1 && method.Parameters.Any(parameter => !IsReal(parameter.Type) && IsRealOrMany(parameter.Type));

    private static bool GivesNumbers(IMethodSymbol method) => method.ReturnsVoid || IsRealOrMany(method.ReturnType);

    private static bool IsRealOrMany(ITypeSymbol type, int depth = Deepest) => depth > 0 && type switch
    {
        IArrayTypeSymbol array => IsRealOrMany(array.ElementType, depth - 1),
        IPointerTypeSymbol pointer => IsRealOrMany(pointer.PointedAtType, depth - 1),
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Any(constraint => constraint.ContainingNamespace is { Name: "Numerics", ContainingNamespace: { Name: "System" } }),
        INamedTypeSymbol named => IsReal(named) || IsNumber(named) || named.TypeArguments.Any(argument => IsRealOrMany(argument, depth - 1)),
        _ => false,
    };

    private static bool IsReal(ITypeSymbol type) => Value.KindOf(type) is { } kind && Value.IsRealKind(kind);

    /// <summary>The namespace System itself has spans of time and large integers that can be multiplied, and besides the built-in ones one type of real numbers.</summary>
    private static bool IsSystem(INamespaceSymbol? space) => space is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };

    private static bool IsPlatform(IAssemblySymbol assembly) => assembly.Name is "mscorlib" or "netstandard" or "System" || assembly.Name.StartsWith("System.", StringComparison.Ordinal);
}
