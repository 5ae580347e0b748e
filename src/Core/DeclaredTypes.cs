using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint;

/// <summary>The types that a compilation declares in source, nested ones too: those that <see cref="CellAnalysis"/> can be asked about.</summary>
public static class DeclaredTypes
{
    public static IEnumerable<INamedTypeSymbol> Of(Compilation compilation) => In(compilation.Assembly.GlobalNamespace);

    /// <summary>Those with a part in one of the trees.</summary>
    public static ImmutableArray<INamedTypeSymbol> Of(Compilation compilation, ImmutableHashSet<SyntaxTree> trees) =>
        Of(compilation).Where(type => type.DeclaringSyntaxReferences.Any(part => trees.Contains(part.SyntaxTree))).ToImmutableArray();

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? In(type).Prepend(type) : In(member));
}
