using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;
using RnnLint.Loading;

namespace RnnLint.LanguageServer.Workspaces;

/// <summary>The projects that MSBuild found for one solution or project file. Safe for concurrent use.</summary>
internal sealed class ProjectsFolder : ICodeFolder
{
    private static readonly string[] BuildFiles = [".csproj", ".sln", ".slnx", ".props", ".targets"];

    private readonly object _gate = new();
    private readonly OpenedProjects _opened;
    private readonly ImmutableArray<ProjectId> _projects;
    private readonly Dictionary<string, SourceText> _laidOver = new(FilePaths.Comparer);
    private Solution _solution;

    private ProjectsFolder(OpenedProjects opened, Solution solution) =>
        (_opened, _solution, _projects, Problems) = (opened, solution, [.. opened.Projects.Select(project => project.Id)], opened.Problems);

    public ImmutableArray<string> Problems { get; }

    /// <param name="path">A solution or project file.</param>
    /// <exception cref="OperationCanceledException">when cancelled.</exception>
    public static async Task<ProjectsFolder?> OpenAsync(string path, Action<ImmutableArray<string>> failed, CancellationToken cancellation)
    {
        var opened = await ProjectLoader.OpenAsync(path, cancellation);
        if (opened.Projects is [var first, ..])
            return new(opened, first.Solution);
        failed(opened.Problems);
        opened.Dispose();
        return null;
    }

    public ImmutableArray<CodeUnit> Units(IReadOnlyDictionary<string, OpenDocument> open)
    {
        lock (_gate)
        {
            foreach (var closed in _laidOver.Keys.Where(path => !open.ContainsKey(path)).ToArray())
            {
                _laidOver.Remove(closed);
                ReadAgain(closed);
            }

            foreach (var document in open.Values)
            {
                if (_laidOver.TryGetValue(document.Path, out var known) && known == document.Text || !Write(document.Path, document.Text))
                    continue;
                _laidOver[document.Path] = document.Text;
            }

            var solution = _solution;
            return [.. _projects.Select(id => Unit(solution.GetProject(id)!))];
        }
    }

    public bool Notice(string path, FileChangeType change)
    {
        if (BuildFiles.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) || Path.GetFileName(path) is ".editorconfig" or ".globalconfig" or "project.assets.json")
            return false;
        lock (_gate)
        {
            var isKnown = !_solution.GetDocumentIdsWithFilePath(path).IsEmpty;
            if (change == FileChangeType.Changed && isKnown)
            {
                if (!_laidOver.ContainsKey(path))
                    ReadAgain(path);
                return true;
            }

            // Which files belong to a project is its build file's business.
            return !path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) || change == FileChangeType.Deleted && !isKnown || change == FileChangeType.Created && isKnown;
        }
    }

    public void Dispose() => _opened.Dispose();

    private void ReadAgain(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            Write(path, SourceText.From(stream));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // The file is gone, or on its way: of that the client tells by itself.
        }
    }

    private bool Write(string path, SourceText text)
    {
        var documents = _solution.GetDocumentIdsWithFilePath(path);
        foreach (var document in documents)
            _solution = _solution.GetDocument(document) is null ? _solution : _solution.WithDocumentText(document, text);
        return !documents.IsEmpty;
    }

    private static string KeyOf(Project project) => project.FilePath + "|" + project.Name;

    private CodeUnit Unit(Project project) => new(
        KeyOf(project),
        [.. project.Documents.Select(document => document.FilePath).OfType<string>().Where(path => !GeneratedCode.IsNamedSo(Path.GetFileName(path)))],
        async () => ProjectLoader.Complete(await project.GetCompilationAsync() ?? throw new InvalidOperationException($"{project.Name} has no compilation"), default))
    {
        Dependents = new(() => [.. project.Solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(project.Id).Select(other => KeyOf(project.Solution.GetProject(other)!))]),
        Settings = ProjectLoader.SettingsOf(project),
        ConfigsAsync = cancellation => ProjectLoader.ConfigsAsync(project, cancellation),
        HasAnalyzer = _opened.WithAnalyzer.Contains(project.Id),
    };
}
