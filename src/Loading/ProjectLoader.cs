using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.MSBuild;
using RnnLint.Configuration;

namespace RnnLint.Loading;

/// <summary>
/// Loads projects and solutions through MSBuild, which runs in a process of its own. Their source generators are left out: they are
/// code of strangers, and RnnLint runs none.
/// </summary>
public static class ProjectLoader
{
    private const string UnseenAlias = "RnnLint_unseen";

    public static async Task<LoadedSource> LoadAsync(ImmutableArray<string> paths, IProgress<Stage> progress, CancellationToken cancellation)
    {
        var loaded = ImmutableArray.CreateBuilder<(Compilation Compilation, Project Project, Func<SyntaxTree, IEnumerable<ConfigFile>> Configs)>();
        var folders = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var path in paths)
        {
            progress.Report(new($"Loading {Path.GetFileName(path)}", 0, 0));
            using var opened = await OpenAsync(path, cancellation);
            problems.AddRange(opened.Problems);
            if (!opened.Problems.IsEmpty)
                problems.Add($"without its projects the code can be read as it is: name the folder of {Path.GetFileName(path)} instead");
            foreach (var project in opened.Projects)
                if (await project.GetCompilationAsync(cancellation) is { } compilation)
                    loaded.Add((Complete(compilation, cancellation), project, await ConfigsAsync(project, cancellation)));
            foreach (var project in opened.Projects.SelectMany(project => project.Solution.Projects))
                if (project.FilePath is { } file)
                    folders[project.AssemblyName] = Path.GetDirectoryName(file)!;
        }

        ImmutableArray<AnalysisUnit> units = [.. loaded.Select(project => Unit(project.Compilation, project.Project, project.Configs, cancellation))];
        return new(units, problems.ToImmutable())
        {
            Before = (changes, later) =>
            {
                var past = new PastProjects(changes, folders.ToImmutable(), later);
                return [.. loaded.Zip(units).Select(now => past.Of(now.First.Compilation) is var before && ReferenceEquals(before, now.First.Compilation) ? now.Second : Unit(before, now.First.Project, now.First.Configs, later))];
            },
        };
    }

    private static AnalysisUnit Unit(Compilation compilation, Project project, Func<SyntaxTree, IEnumerable<ConfigFile>> configs, CancellationToken cancellation) =>
        new(_ => compilation, [.. compilation.SyntaxTrees.Where(tree => IsHandWritten(tree, compilation, cancellation))]) { Project = project.FilePath, Settings = SettingsOf(project), Configs = configs };

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

    /// <summary>A project's compilation as it is analysed: with what it lacks to be read.</summary>
    public static Compilation Complete(Compilation compilation, CancellationToken cancellation) =>
        UnityStandIn.AddWhereMissing(SharedSymbols.Unify(compilation, cancellation), cancellation);

    public static AnalysisSettings SettingsOf(Project project) => new(project.AnalyzerOptions.AnalyzerConfigOptionsProvider);

    /// <summary>The files that hold a project's settings.</summary>
    public static async Task<Func<SyntaxTree, IEnumerable<ConfigFile>>> ConfigsAsync(Project project, CancellationToken cancellation)
    {
        var files = new List<ConfigFile>();
        foreach (var document in project.AnalyzerConfigDocuments)
            files.Add(new(document.FilePath ?? document.Name, await document.GetTextAsync(cancellation)));
        return _ => files;
    }

    /// <summary>By its name and head, if its configuration does not say.</summary>
    public static bool IsHandWritten(SyntaxTree tree, Compilation compilation, CancellationToken cancellation) =>
        (compilation.Options.SyntaxTreeOptionsProvider?.IsGenerated(tree, cancellation) ?? GeneratedKind.Unknown) is var kind && kind != GeneratedKind.Unknown ? kind == GeneratedKind.NotGenerated
        : !GeneratedCode.IsNamedSo(Path.GetFileName(tree.FilePath)) && !GeneratedCode.SaysSo(tree, cancellation);

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
        foreach (var project in solution.Projects)
        {
            solution = solution.WithProjectAnalyzerReferences(project.Id, []);
            // Here, and not for each compilation: a project that others refer to would be bound once more for itself.
            if (project.CompilationOptions is { } options)
                solution = solution.WithProjectCompilationOptions(project.Id, options.WithReportSuppressedDiagnostics(true));
        }

        return WithTransitiveReferences(solution).Projects
            .Where(project => project.Language == LanguageNames.CSharp && (!isProject || project.FilePath == path))
            .OrderBy(project => project.FilePath, StringComparer.Ordinal).ThenBy(project => project.Name, StringComparer.Ordinal);
    }

    /// <summary>
    /// A project that does not refer to what those refer to that it refers to (all of the time before the SDK, and some since) would see these through copies of their symbols. What is added has a name
    /// of its own, under which no code looks for anything.
    /// </summary>
    private static Solution WithTransitiveReferences(Solution solution)
    {
        var graph = solution.GetProjectDependencyGraph();
        var now = solution;
        foreach (var project in solution.Projects.Where(project => project.Language == LanguageNames.CSharp))
        {
            var known = project.ProjectReferences.Select(reference => reference.ProjectId).ToHashSet();
            var unseen = graph.GetProjectsThatThisProjectTransitivelyDependsOn(project.Id).Where(other => !known.Contains(other) && solution.GetProject(other)?.Language == LanguageNames.CSharp).ToList();
            if (unseen.Count > 0)
                now = now.WithProjectReferences(project.Id, [.. project.ProjectReferences, .. unseen.Select(other => new ProjectReference(other, [UnseenAlias]))]);
        }

        return now;
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
