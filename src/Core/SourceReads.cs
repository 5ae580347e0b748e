using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint;

/// <summary>
/// The source types whose code an analysis has read: as long as these, and the declarations around them, stay as they are, it would come to the same.
/// Safe for concurrent use.
/// </summary>
public sealed class SourceReads
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _types = new(SymbolEqualityComparer.Default);
    private volatile INamedTypeSymbol? _last;

    /// <summary>In no order.</summary>
    public IReadOnlyCollection<INamedTypeSymbol> Types => _types.Keys.ToList();

    internal void Add(INamedTypeSymbol? type)
    {
        // Asked at every call: mostly of the type that was asked for last, or of one that was asked for before.
        if (ReferenceEquals(type, _last))
            return;
        _last = type;
        for (var current = type?.OriginalDefinition; current is not null && !current.DeclaringSyntaxReferences.IsEmpty && _types.TryAdd(current, true); current = current.BaseType?.OriginalDefinition)
        {
        }
    }
}
