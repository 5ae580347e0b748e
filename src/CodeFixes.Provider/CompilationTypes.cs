using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.CodeFixes.Provider;

internal static class CompilationTypes
{
    /// <summary>Every type that the compilation declares, nested ones too.</summary>
    public static IEnumerable<INamedTypeSymbol> Types(this Compilation compilation) => In(compilation.Assembly.GlobalNamespace);

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? In(type).Prepend(type) : In(member));
}
