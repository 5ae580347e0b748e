using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>
/// What the type parameters of the running member stand for. A parameter that nothing fills in stands for <c>double</c>: such
/// code is generic over its number type.
/// </summary>
internal sealed class TypeMap
{
    public static readonly TypeMap Empty = new(new Dictionary<ITypeParameterSymbol, ITypeSymbol>(SymbolEqualityComparer.Default));

    private readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> _arguments;

    private TypeMap(Dictionary<ITypeParameterSymbol, ITypeSymbol> arguments) => _arguments = arguments;

    /// <summary>The map inside a method whose own and containing types' arguments are filled in, on top of an enclosing one.</summary>
    public static TypeMap Within(IMethodSymbol method, TypeMap? enclosing, Compilation compilation)
    {
        if (!method.IsGenericMethod && !IsGeneric(method.ContainingType))
            return enclosing ?? Empty;
        var arguments = enclosing is null
            ? new Dictionary<ITypeParameterSymbol, ITypeSymbol>(SymbolEqualityComparer.Default)
            : new Dictionary<ITypeParameterSymbol, ITypeSymbol>(enclosing._arguments, SymbolEqualityComparer.Default);
        Add(arguments, method.OriginalDefinition.TypeParameters, method.TypeArguments, compilation);
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
            Add(arguments, type.OriginalDefinition.TypeParameters, type.TypeArguments, compilation);
        return new TypeMap(arguments);
    }

    /// <summary>The map inside a type whose arguments are filled in.</summary>
    public static TypeMap Of(INamedTypeSymbol type, Compilation compilation)
    {
        if (!IsGeneric(type))
            return Empty;
        var arguments = new Dictionary<ITypeParameterSymbol, ITypeSymbol>(SymbolEqualityComparer.Default);
        for (var current = type; current is not null; current = current.ContainingType)
            Add(arguments, current.OriginalDefinition.TypeParameters, current.TypeArguments, compilation);
        return new TypeMap(arguments);
    }

    public ITypeSymbol Substitute(ITypeSymbol type, Compilation compilation)
    {
        // Numbers, bool, string and object: most of what is asked.
        if (type.SpecialType is >= SpecialType.System_Object and <= SpecialType.System_String)
            return type;
        switch (type)
        {
            case ITypeParameterSymbol parameter:
                return _arguments.TryGetValue(parameter.OriginalDefinition as ITypeParameterSymbol ?? parameter, out var argument)
                    ? argument
                    : parameter.ConstraintTypes.OfType<INamedTypeSymbol>().FirstOrDefault(constraint => constraint.TypeKind == TypeKind.Class && !constraint.IsAbstract)
                        ?? (ITypeSymbol)compilation.GetSpecialType(SpecialType.System_Double);
            case IArrayTypeSymbol array:
                var element = Substitute(array.ElementType, compilation);
                return SymbolEqualityComparer.Default.Equals(element, array.ElementType) ? array : compilation.ArrayOf(element, array.Rank);
            case IPointerTypeSymbol pointer:
                return compilation.CreatePointerTypeSymbol(Substitute(pointer.PointedAtType, compilation));
            case INamedTypeSymbol named when IsGeneric(named):
                return SubstituteNamed(named, compilation);
            default:
                return type;
        }
    }

    /// <summary>The method with every type parameter filled in.</summary>
    public IMethodSymbol Substitute(IMethodSymbol method, Compilation compilation)
    {
        if (method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction)
            return Construct(method, compilation);
        if (!IsGeneric(method.ContainingType))
            return Construct(method, compilation);
        if (Substitute(method.ContainingType, compilation) is not INamedTypeSymbol container || SymbolEqualityComparer.Default.Equals(container, method.ContainingType))
            return Construct(method, compilation);
        var definition = method.OriginalDefinition;
        var member = container.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(other => SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, definition));
        if (member is null)
            return method;
        return method.IsGenericMethod ? member.Construct(method.TypeArguments.Select(argument => Substitute(argument, compilation)).ToArray()) : member;
    }

    private IMethodSymbol Construct(IMethodSymbol method, Compilation compilation)
    {
        if (!method.IsGenericMethod)
            return method;
        var arguments = method.TypeArguments.Select(argument => Substitute(argument, compilation)).ToArray();
        return arguments.SequenceEqual(method.TypeArguments, SymbolEqualityComparer.Default) ? method : method.ConstructedFrom.Construct(arguments);
    }

    private ITypeSymbol SubstituteNamed(INamedTypeSymbol type, Compilation compilation)
    {
        var definition = type.OriginalDefinition;
        if (type.ContainingType is { } outer && IsGeneric(outer) && SubstituteNamed(outer, compilation) is INamedTypeSymbol container)
            definition = container.GetTypeMembers(type.Name, type.Arity).FirstOrDefault() ?? definition;
        if (type.Arity == 0)
            return definition;
        var arguments = type.TypeArguments.Select(argument => Substitute(argument, compilation)).ToArray();
        return arguments.SequenceEqual(type.TypeArguments, SymbolEqualityComparer.Default) && SymbolEqualityComparer.Default.Equals(definition, type.OriginalDefinition)
            ? type
            : definition.Construct(arguments);
    }

    private static void Add(
        Dictionary<ITypeParameterSymbol, ITypeSymbol> arguments,
        IReadOnlyList<ITypeParameterSymbol> parameters,
        IReadOnlyList<ITypeSymbol> values,
        Compilation compilation)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            // A definition's own parameter standing for itself says nothing.
            if (values[i] is not ITypeParameterSymbol)
                arguments[parameters[i]] = values[i];
            else if (!arguments.ContainsKey(parameters[i]))
                arguments[parameters[i]] = Empty.Substitute(parameters[i], compilation);
        }
    }

    private static bool IsGeneric(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.Arity > 0)
                return true;
        }

        return false;
    }
}
