using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RnnLint.Loading;

/// <summary>The types to analyse.</summary>
public static class Types
{
    /// <summary>Every type, nested ones too, with a part in the unit's target trees.</summary>
    public static ImmutableArray<INamedTypeSymbol> Of(Compilation compilation, AnalysisUnit unit) => Of(compilation, unit.Targets);

    /// <summary>Every type, nested ones too, with a part in one of the trees.</summary>
    public static ImmutableArray<INamedTypeSymbol> Of(Compilation compilation, ImmutableHashSet<SyntaxTree> targets) =>
        [.. In(compilation.Assembly.GlobalNamespace)
            .Where(type => type.DeclaringSyntaxReferences.Any(part => targets.Contains(part.SyntaxTree)))];

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member =>
            member is INamedTypeSymbol type ? In(type).Prepend(type) : In(member));
}
