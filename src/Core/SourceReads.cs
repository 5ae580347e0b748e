using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace RnnLint;

/// <summary>
/// The source types whose code an analysis has read: as long as these, and the declarations around them, stay as they are, it would come to the same.
/// Safe for concurrent use.
/// </summary>
public sealed class SourceReads
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _types = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _seen = new(new Identity());
    private volatile INamedTypeSymbol? _last;

    /// <summary>In no order.</summary>
    public IReadOnlyCollection<INamedTypeSymbol> Types => _types.Keys.ToList();

    /// <summary>True where the answer hangs on all code: that nothing which a type may call multiplies is changed by a product anywhere.</summary>
    public bool HangOnAllCode { get; internal set; }

    /// <summary>True where what projects show that refer to this one was asked for: any change of theirs may change the answer.</summary>
    public bool HangOnDependents { get; internal set; }

    internal void Add(INamedTypeSymbol? type)
    {
        // Asked at every call: mostly of the type that was asked for last, or of one that was asked for before.
        if (ReferenceEquals(type, _last))
            return;
        _last = type;
        if (type is null || _seen.ContainsKey(type))
            return;
        _seen.TryAdd(type, true);
        for (var current = type.OriginalDefinition; current is not null && !current.DeclaringSyntaxReferences.IsEmpty && _types.TryAdd(current, true); current = current.BaseType?.OriginalDefinition)
        {
        }
    }

    /// <summary>Symbols by identity: what makes two of them equal takes longer to hash.</summary>
    private sealed class Identity : IEqualityComparer<INamedTypeSymbol>
    {
        public bool Equals(INamedTypeSymbol? x, INamedTypeSymbol? y) => ReferenceEquals(x, y);

        public int GetHashCode(INamedTypeSymbol type) => RuntimeHelpers.GetHashCode(type);
    }
}
