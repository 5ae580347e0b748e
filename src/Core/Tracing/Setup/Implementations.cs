using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>The concrete classes of this source that implement an interface or derive from an abstract class, in order of declaration.</summary>
public sealed class Implementations(Compilation compilation)
{
    private readonly object _lock = new();
    private ImmutableArray<INamedTypeSymbol> _concrete;

    public IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol type) => Concrete().Where(candidate =>
        candidate.AllInterfaces.Any(implemented => SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, type.OriginalDefinition))
        || DerivesFrom(candidate, type));

    private static bool DerivesFrom(INamedTypeSymbol candidate, INamedTypeSymbol type)
    {
        for (var ancestor = candidate.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(ancestor.OriginalDefinition, type.OriginalDefinition))
                return true;
        }

        return false;
    }

    private ImmutableArray<INamedTypeSymbol> Concrete()
    {
        lock (_lock)
        {
            if (_concrete.IsDefault)
                _concrete = Types(compilation.Assembly.GlobalNamespace).Where(type => !type.IsAbstract && type.TypeKind is TypeKind.Class or TypeKind.Struct).ToImmutableArray();
            return _concrete;
        }
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
