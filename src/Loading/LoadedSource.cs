using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RnnLint.Configuration;

namespace RnnLint.Loading;

/// <summary>A compilation, and those of its trees whose types are to be analysed in it.</summary>
/// <param name="Open">
/// Makes the compilation. Files that contradict each other make many compilations of nearly the same files, each as large as the whole when its
/// symbols are known: no more than one is to be alive at a time.
/// </param>
/// <param name="Targets">The trees.</param>
public sealed record AnalysisUnit(Func<CancellationToken, Compilation> Open, ImmutableHashSet<SyntaxTree> Targets)
{
    /// <summary>The file of the project; null for files that are read as they are.</summary>
    public string? Project { get; init; }

    public AnalysisSettings Settings { get; init; } = AnalysisSettings.None;

    /// <summary>The files that may hold the settings of a tree.</summary>
    public Func<SyntaxTree, IEnumerable<ConfigFile>> Configs { get; init; } = _ => [];
}

/// <summary>Everything that was named and could be loaded, and what could not.</summary>
public sealed record LoadedSource(ImmutableArray<AnalysisUnit> Units, ImmutableArray<string> Problems)
{
    /// <summary>The units of the same source as it was before some changes. Those that no change lies in are the same.</summary>
    public required Func<SourceChanges, CancellationToken, ImmutableArray<AnalysisUnit>> Before { get; init; }

    /// <summary>The projects among the units. Compilations of loose files refer to none, and are not to be alive all at a time.</summary>
    public ProjectFamily Projects(CancellationToken cancellation) => new(Units.Where(unit => unit.Project is not null).Select(unit => (unit.Open(cancellation), unit.Settings)));

    public LoadedSource With(LoadedSource other) => new(Units.AddRange(other.Units), Problems.AddRange(other.Problems))
    {
        Before = (changes, cancellation) => Before(changes, cancellation).AddRange(other.Before(changes, cancellation)),
    };
}
