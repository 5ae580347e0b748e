using System.Collections.Concurrent;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>Tells the types that can hold floating-point numbers, from how they are declared and never from their names.</summary>
public sealed class NumberCarriers
{
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    public bool Carries(ITypeSymbol? type) => Carries(type, 3);

    private bool Carries(ITypeSymbol? type, int depth)
    {
        if (type is null)
            return false;
        if (Value.KindOf(type) is { } kind)
            return Value.IsRealKind(kind);
        if (depth == 0)
            return false;
        return _known.TryGetValue(type, out var known) ? known : Decide(type, depth);
    }

    private bool Decide(ITypeSymbol type, int depth)
    {
        var carries = type switch
        {
            IArrayTypeSymbol array => Carries(array.ElementType, depth),
            IPointerTypeSymbol pointer => Carries(pointer.PointedAtType, depth),
            ITypeParameterSymbol => true,
            INamedTypeSymbol named when named.TypeArguments.Any(argument => Carries(argument, depth)) => true,
            INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } named => named.GetMembers().Any(member => member switch
            {
                IFieldSymbol field => !SymbolEqualityComparer.Default.Equals(field.Type, type) && Carries(field.Type, depth - 1),
                IPropertySymbol property when type.TypeKind == TypeKind.Interface => Carries(property.Type, depth - 1),
                _ => false,
            }),
            // A library's matrix or vector: a type with arithmetic of its own.
            INamedTypeSymbol named => named.SpecialType == SpecialType.None && named.GetMembers("op_Multiply").Length > 0,
            _ => false,
        };

        // Only the answer at full depth is final: a shallow "no" may be a cut-off.
        if (carries || depth == 3)
            _known[type] = carries;
        return carries;
    }
}
