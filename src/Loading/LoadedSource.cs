using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RnnLint.Loading;

/// <summary>A compilation, and those of its trees whose types are to be analysed in it.</summary>
/// <param name="Open">
/// Makes the compilation. Files that contradict each other make many compilations of nearly the same files, each as large as the whole when its
/// symbols are known: no more than one is to be alive at a time.
/// </param>
/// <param name="Targets">The trees.</param>
public sealed record AnalysisUnit(Func<CancellationToken, Compilation> Open, ImmutableHashSet<SyntaxTree> Targets);

/// <summary>Everything that was named and could be loaded, and what could not.</summary>
public sealed record LoadedSource(ImmutableArray<AnalysisUnit> Units, ImmutableArray<string> Problems)
{
    public LoadedSource With(LoadedSource other) => new(Units.AddRange(other.Units), Problems.AddRange(other.Problems));
}
