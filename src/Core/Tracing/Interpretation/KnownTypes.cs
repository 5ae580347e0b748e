using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>
/// Types that a trace asks of its compilation again and again. A look-up by name walks all references, and an array type is made anew each time.
/// Safe for concurrent use.
/// </summary>
internal static class KnownTypes
{
    private static readonly ConditionalWeakTable<Compilation, Known> All = new();

    /// <summary>As <see cref="Compilation.GetTypeByMetadataName"/>, looked up once.</summary>
    public static INamedTypeSymbol? TypeNamed(this Compilation compilation, string metadataName)
    {
        var known = All.GetOrCreateValue(compilation).ByName;
        return known.TryGetValue(metadataName, out var type) ? type : known.GetOrAdd(metadataName, compilation.GetTypeByMetadataName(metadataName));
    }

    /// <summary>The type of arrays of <paramref name="element"/>, made once.</summary>
    public static IArrayTypeSymbol ArrayOf(this Compilation compilation, ITypeSymbol element, int rank = 1)
    {
        var known = All.GetOrCreateValue(compilation).Arrays;
        return known.TryGetValue((element, rank), out var type) ? type : known.GetOrAdd((element, rank), compilation.CreateArrayTypeSymbol(element, rank));
    }

    private sealed class Known
    {
        public ConcurrentDictionary<string, INamedTypeSymbol?> ByName { get; } = new(System.StringComparer.Ordinal);

        // By reference: types that differ in nullability alone are different keys.
        public ConcurrentDictionary<(ITypeSymbol Element, int Rank), IArrayTypeSymbol> Arrays { get; } = new(new ByReference());
    }

    private sealed class ByReference : System.Collections.Generic.IEqualityComparer<(ITypeSymbol Element, int Rank)>
    {
        public bool Equals((ITypeSymbol Element, int Rank) x, (ITypeSymbol Element, int Rank) y) => ReferenceEquals(x.Element, y.Element) && x.Rank == y.Rank;

        public int GetHashCode((ITypeSymbol Element, int Rank) key) => RuntimeHelpers.GetHashCode(key.Element) + key.Rank;
    }
}
