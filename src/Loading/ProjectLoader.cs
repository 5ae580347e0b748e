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
            using var workspace = MSBuildWorkspace.Create();
            workspace.SkipUnrecognizedProjects = true;
            var failures = new SortedSet<string>(StringComparer.Ordinal);
            using var handler = workspace.RegisterWorkspaceFailedHandler(failed =>
            {
                if (failed.Diagnostic.Kind == WorkspaceDiagnosticKind.Failure)
                    lock (failures)
                        failures.Add(failed.Diagnostic.Message);
            });
            try
            {
                foreach (var project in await OpenAsync(workspace, path, cancellation))
                    if (!IsRestored(project))
                        failures.Add($"the packages of {project.Name} are not restored, run dotnet restore first");
                    else if (await CompileAsync(project, cancellation) is { } unit)
                        units.Add(unit);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failures.Add(failure.Message);
            }

            lock (failures)
                problems.AddRange(failures.Select(failure => $"{path} could not be loaded: {failure.ReplaceLineEndings(" ")}"));
        }

        return new(units.ToImmutable(), problems.ToImmutable());
    }

    /// <summary>The C# projects that a path names, one for each framework they target; not the ones they refer to.</summary>
    private static async Task<IEnumerable<Project>> OpenAsync(MSBuildWorkspace workspace, string path, CancellationToken cancellation)
    {
        var isProject = path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);
        if (isProject)
            await workspace.OpenProjectAsync(path, cancellationToken: cancellation);
        else
            await workspace.OpenSolutionAsync(path, cancellationToken: cancellation);
        var solution = workspace.CurrentSolution;
        foreach (var id in solution.ProjectIds)
            solution = solution.WithProjectAnalyzerReferences(id, []);
        return solution.Projects
            .Where(project => project.Language == LanguageNames.CSharp && (!isProject || project.FilePath == path))
            .OrderBy(project => project.FilePath, StringComparer.Ordinal).ThenBy(project => project.Name, StringComparer.Ordinal);
    }

    private static async Task<AnalysisUnit?> CompileAsync(Project project, CancellationToken cancellation)
    {
        if (await project.GetCompilationAsync(cancellation) is not { } compilation)
            return null;
        var reporting = UnityStandIn.AddWhereMissing(OneFramework.Unify(compilation.WithOptions(compilation.Options.WithReportSuppressedDiagnostics(true)), cancellation), cancellation);
        return new(
            _ => reporting,
            [.. compilation.SyntaxTrees.Where(tree =>
                !GeneratedCode.IsNamedSo(Path.GetFileName(tree.FilePath)) && !GeneratedCode.SaysSo(tree, cancellation))]);
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
