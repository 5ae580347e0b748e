using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RnnLint.Cli.Loading;

/// <summary>A compilation, and those of its trees whose types are to be analysed in it.</summary>
internal sealed record AnalysisUnit(Compilation Compilation, ImmutableHashSet<SyntaxTree> Targets);

/// <summary>Everything that was named and could be loaded, and what could not.</summary>
internal sealed record LoadedSource(ImmutableArray<AnalysisUnit> Units, ImmutableArray<string> Problems)
{
    public LoadedSource With(LoadedSource other) => new(Units.AddRange(other.Units), Problems.AddRange(other.Problems));
}
