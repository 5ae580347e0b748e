using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using RnnLint.Configuration;
using RnnLint.Tracing;

namespace RnnLint;

/// <summary>
/// Projects that may refer to each other. A library has the layers, the program that uses it drives them through time: what the analysis of the one leaves open, the other may
/// show. Safe for concurrent use.
/// </summary>
public sealed class ProjectFamily
{
    private readonly ImmutableArray<(Compilation Compilation, AnalysisSettings Settings)> _projects;
    private readonly Lazy<ILookup<SyntaxTree, int>> _dependents;
    private readonly ConcurrentDictionary<int, CellAnalysis> _analyses = new();

    public ProjectFamily(IEnumerable<(Compilation Compilation, AnalysisSettings Settings)> projects)
    {
        _projects = projects.ToImmutableArray();

        // By a file, for a project is compiled once more for one that has another framework.
        _dependents = new(() => Enumerable.Range(0, _projects.Length)
            .SelectMany(user => CodeBase.ProjectsOf(_projects[user].Compilation).Skip(1).Select(used => (Key: used.SyntaxTrees.FirstOrDefault(), User: user)))
            .Where(pair => pair.Key is not null).ToLookup(pair => pair.Key!, pair => pair.User));
    }

    /// <summary>In the order in which they were given.</summary>
    public IEnumerable<Compilation> Projects => _projects.Select(project => project.Compilation);

    /// <summary>The analysis of one of the projects; of code that is none of them, by itself.</summary>
    public CellAnalysis Analysis(Compilation compilation, AnalysisSettings settings) => new(compilation, settings) { Dependents = () => DependentsOf(compilation) };

    /// <summary>The projects after a change of some of their files, in the same order.</summary>
    /// <param name="change">The same tree where nothing is changed.</param>
    /// <exception cref="OperationCanceledException">when cancelled.</exception>
    public ProjectFamily After(Func<SyntaxTree, SyntaxTree> change, CancellationToken cancellation)
    {
        var changed = ChangedProjects.WithTrees(change);
        var projects = _projects.Select(project => (changed.Of(project.Compilation) is var now && now != project.Compilation ? SharedSymbols.Unify(now, cancellation) : now, project.Settings)).ToArray();
        return projects.Select(project => project.Item1).SequenceEqual(Projects) ? this : new ProjectFamily(projects);
    }

    private IEnumerable<CellAnalysis> DependentsOf(Compilation compilation) => compilation.SyntaxTrees.FirstOrDefault() is not { } first ? []
        : _dependents.Value[first].Select(user => _analyses.GetOrAdd(user, index => new CellAnalysis(_projects[index].Compilation, _projects[index].Settings)));
}
