using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.MSBuild;

namespace RnnLint.Loading;

/// <summary>
/// Loads projects and solutions through MSBuild, which runs in a process of its own. Their source generators are left out: they are
/// code of strangers, and RnnLint runs none.
/// </summary>
public static class ProjectLoader
{
    public static async Task<LoadedSource> LoadAsync(ImmutableArray<string> paths, IProgress<Stage> progress, CancellationToken cancellation)
    {
        var units = ImmutableArray.CreateBuilder<AnalysisUnit>();
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var path in paths)
        {
            progress.Report(new($"Loading {Path.GetFileName(path)}", 0, 0));
            using var opened = await OpenAsync(path, cancellation);
            problems.AddRange(opened.Problems);
            foreach (var project in opened.Projects)
                if (await project.GetCompilationAsync(cancellation) is { } compilation)
                {
                    var complete = Complete(compilation, cancellation);
                    units.Add(new(_ => complete, [.. complete.SyntaxTrees.Where(tree => IsHandWritten(tree, cancellation))]));
                }
        }

        return new(units.ToImmutable(), problems.ToImmutable());
    }

    /// <summary>Opens a project or solution. Never throws but on cancellation: what cannot be loaded is among the problems.</summary>
    public static async Task<OpenedProjects> OpenAsync(string path, CancellationToken cancellation)
    {
        var workspace = MSBuildWorkspace.Create();
        workspace.SkipUnrecognizedProjects = true;
        var failures = new SortedSet<string>(StringComparer.Ordinal);
        var projects = ImmutableArray.CreateBuilder<Project>();
        var withAnalyzer = ImmutableHashSet.CreateBuilder<ProjectId>();
        using var handler = workspace.RegisterWorkspaceFailedHandler(failed =>
        {
            if (failed.Diagnostic.Kind == WorkspaceDiagnosticKind.Failure)
                lock (failures)
                    failures.Add(failed.Diagnostic.Message);
        });
        try
        {
            foreach (var project in await OpenAsync(workspace, path, withAnalyzer, cancellation))
                if (IsRestored(project))
                    projects.Add(project);
                else
                    failures.Add($"the packages of {project.Name} are not restored, run dotnet restore first");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            failures.Add(failure.Message);
        }

        lock (failures)
            return new(workspace, projects.ToImmutable(), withAnalyzer.ToImmutable(), [.. failures.Select(failure => $"{path} could not be loaded: {failure.ReplaceLineEndings(" ")}")]);
    }

    /// <summary>A project's compilation as it is analysed: with suppressed diagnostics, and what it lacks to be read.</summary>
    public static Compilation Complete(Compilation compilation, CancellationToken cancellation) =>
        UnityStandIn.AddWhereMissing(OneFramework.Unify(compilation.WithOptions(compilation.Options.WithReportSuppressedDiagnostics(true)), cancellation), cancellation);

    public static bool IsHandWritten(SyntaxTree tree, CancellationToken cancellation) =>
        !GeneratedCode.IsNamedSo(Path.GetFileName(tree.FilePath)) && !GeneratedCode.SaysSo(tree, cancellation);

    /// <summary>The C# projects that a path names, one for each framework they target; not the ones they refer to.</summary>
    private static async Task<IEnumerable<Project>> OpenAsync(MSBuildWorkspace workspace, string path, ImmutableHashSet<ProjectId>.Builder withAnalyzer, CancellationToken cancellation)
    {
        var isProject = path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);
        if (isProject)
            await workspace.OpenProjectAsync(path, cancellationToken: cancellation);
        else
            await workspace.OpenSolutionAsync(path, cancellationToken: cancellation);
        var solution = workspace.CurrentSolution;
        withAnalyzer.UnionWith(solution.Projects.Where(project => project.AnalyzerReferences.Any(reference => Path.GetFileName(reference.FullPath) == "RnnLint.Analyzer.dll")).Select(project => project.Id));
        foreach (var id in solution.ProjectIds)
            solution = solution.WithProjectAnalyzerReferences(id, []);
        return solution.Projects
            .Where(project => project.Language == LanguageNames.CSharp && (!isProject || project.FilePath == path))
            .OrderBy(project => project.FilePath, StringComparer.Ordinal).ThenBy(project => project.Name, StringComparer.Ordinal);
    }

    /// <summary>
    /// Without its packages a project loads all the same, and code that uses them would be passed over in silence. Restore leaves its
    /// assets above the folder of intermediate output; projects older than the SDK have none.
    /// </summary>
    private static bool IsRestored(Project project)
    {
        if (project.FilePath is not { } path || !File.ReadAllText(path).Contains("Sdk", StringComparison.Ordinal))
            return true;
        for (var folder = Path.GetDirectoryName(project.CompilationOutputInfo.AssemblyPath); folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "project.assets.json")))
                return true;
        return false;
    }
}

/// <summary>What a project or solution holds.</summary>
/// <param name="workspace">Keeps the projects alive.</param>
public sealed class OpenedProjects(MSBuildWorkspace workspace, ImmutableArray<Project> projects, ImmutableHashSet<ProjectId> withAnalyzer, ImmutableArray<string> problems) : IDisposable
{
    /// <summary>The C# projects that were named, one for each framework they target, in order of their paths.</summary>
    public ImmutableArray<Project> Projects { get; } = projects;

    /// <summary>Those that refer to the RnnLint.Analyzers package.</summary>
    public ImmutableHashSet<ProjectId> WithAnalyzer { get; } = withAnalyzer;

    public ImmutableArray<string> Problems { get; } = problems;

    public void Dispose() => workspace.Dispose();
}
