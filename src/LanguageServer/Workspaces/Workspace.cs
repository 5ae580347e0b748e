using System.Collections.Immutable;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;
using RnnLint.Loading;

namespace RnnLint.LanguageServer.Workspaces;

/// <summary>
/// All code there is to look at: the folders of the workspace, through their projects where they are trusted and have some, else as loose files; and what
/// is open besides. Safe for concurrent use.
/// </summary>
internal sealed class Workspace(IWorkspaceEvents events) : IDisposable
{
    private readonly object _gate = new();
    private readonly Dictionary<string, Folder> _folders = new(FilePaths.Comparer);
    private readonly Dictionary<string, LooseFolder> _besides = new(FilePaths.Comparer);

    /// <summary>True where build files may be evaluated.</summary>
    public bool IsTrusted { get; set; }

    /// <summary>True while a folder is being read.</summary>
    public bool IsLoading
    {
        get
        {
            lock (_gate)
                return _folders.Values.Any(folder => folder.Code is null);
        }
    }

    public void Add(string path)
    {
        var folder = new Folder(path);
        lock (_gate)
        {
            if (!_folders.TryAdd(path, folder))
                return;
        }

        _ = LoadAsync(folder);
    }

    public void Remove(string path)
    {
        Folder? folder;
        lock (_gate)
            _folders.Remove(path, out folder);
        folder?.Dispose();
        events.Changed();
    }

    /// <summary>Reads folders again that files have changed in which decide what belongs to them.</summary>
    public void Notice(IReadOnlyList<FileEvent> changes)
    {
        List<Folder> folders;
        lock (_gate)
        {
            folders = [.. _folders.Values];
            foreach (var (change, besides) in changes.SelectMany(change => _besides.Values.Select(besides => (change, besides))))
                besides.Notice(FilePaths.OfUri(change.Uri), change.Type);
        }

        foreach (var folder in folders)
        {
            var below = changes.Select(change => (Path: FilePaths.OfUri(change.Uri), change.Type)).Where(change => Holds(folder.Path, change.Path) || IsConfigAbove(folder.Path, change.Path)).ToList();
            if (below.Count > 0 && (folder.Code is not { } code || below.Any(change => code.Value.Any(part => !part.Notice(change.Path, change.Type)))))
                _ = LoadAsync(folder);
        }

        events.Changed();
    }

    /// <summary>The code as it is now. What is still being read is not part of it yet.</summary>
    public ImmutableArray<CodeUnit> Units(IReadOnlyDictionary<string, OpenDocument> open)
    {
        lock (_gate)
        {
            var units = _folders.Values.Where(folder => folder.Code is not null).SelectMany(folder => folder.Code!.Value).SelectMany(part => part.Units(open)).ToList();
            var covered = units.SelectMany(unit => unit.Targets).ToHashSet(FilePaths.Comparer);
            var strays = open.Values.Where(document => !covered.Contains(document.Path) && !_folders.Values.Any(folder => folder.Code is null && Holds(folder.Path, document.Path)))
                .GroupBy(document => Path.GetDirectoryName(document.Path) ?? "", FilePaths.Comparer).ToDictionary(group => group.Key, FilePaths.Comparer);
            foreach (var left in _besides.Keys.Where(folder => !strays.ContainsKey(folder)).ToArray())
                _besides.Remove(left);
            foreach (var (folder, documents) in strays)
            {
                if (!_besides.TryGetValue(folder, out var besides))
                    _besides.Add(folder, besides = new(folder, isDeep: false));
                var paths = documents.Select(document => document.Path).ToHashSet(FilePaths.Comparer);
                units.AddRange(besides.Units(open).Where(unit => unit.Targets.Any(paths.Contains)));
            }

            return [.. units];
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var folder in _folders.Values)
                folder.Dispose();
            _folders.Clear();
        }
    }

    private static bool IsConfigAbove(string folder, string path) => EditorConfigs.AreIn(path) && Path.GetDirectoryName(path) is { } above && Holds(above, folder);

    private static bool Holds(string folder, string path) => Path.IsPathFullyQualified(path) && Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)[0] != ".." && !Path.IsPathRooted(Path.GetRelativePath(folder, path));

    private async Task LoadAsync(Folder folder)
    {
        var cancellation = folder.Begin();
        try
        {
            // The message that asks for it is answered before it is done.
            await Task.Yield();
            await using var progress = await events.BeginLoadingAsync(folder.Path, cancellation);
            var problems = new List<string>();
            ImmutableArray<ICodeFolder> parts = [];
            Exception? failure = null;
            try
            {
                parts = await ReadAsync(folder.Path, progress, problems, cancellation);
            }
            catch (Exception reading) when (reading is not OperationCanceledException)
            {
                failure = reading;
            }

            // Whoever is told of the end finds the code there.
            if (!folder.End(parts, cancellation))
                return;
            events.Changed();
            if (failure is null)
                events.Loaded(folder.Path, parts.OfType<ProjectsFolder>().Any(), problems);
            else
                events.Failed(folder.Path, failure);
        }
        catch (OperationCanceledException)
        {
            // Begun again, or removed.
        }
    }

    private async Task<ImmutableArray<ICodeFolder>> ReadAsync(string path, ILoading progress, List<string> problems, CancellationToken cancellation)
    {
        var parts = new List<ICodeFolder>();
        if (IsTrusted)
        {
            foreach (var file in ProjectFiles.Of(path))
            {
                progress.Report(Path.GetFileName(file));
                if (await ProjectsFolder.OpenAsync(file, failures => problems.AddRange(failures), cancellation) is not { } projects)
                    continue;
                parts.Add(projects);
                problems.AddRange(projects.Problems);
            }
        }

        if (parts.Count == 0)
            parts.Add(await Task.Run(() => new LooseFolder(path, isDeep: true), cancellation));
        return [.. parts];
    }

    /// <summary>A folder of the workspace, and what was last read of it.</summary>
    private sealed class Folder(string path) : IDisposable
    {
        private readonly object _gate = new();
        private CancellationTokenSource _loading = new();
        private volatile Loaded? _code;

        public string Path { get; } = path;

        /// <summary>Null while it has never been read.</summary>
        public Loaded? Code => _code;

        public CancellationToken Begin()
        {
            lock (_gate)
            {
                _loading.Cancel();
                _loading = new();
                return _loading.Token;
            }
        }

        /// <summary>False where it was begun again in the meantime.</summary>
        public bool End(ImmutableArray<ICodeFolder> parts, CancellationToken begun)
        {
            Loaded? before;
            lock (_gate)
            {
                if (begun != _loading.Token || begun.IsCancellationRequested)
                {
                    Dispose(parts);
                    return false;
                }

                before = _code;
                _code = new(parts);
            }

            Dispose(before?.Value ?? []);
            return true;
        }

        public void Dispose()
        {
            lock (_gate)
                _loading.Cancel();
            Dispose(_code?.Value ?? []);
        }

        private static void Dispose(ImmutableArray<ICodeFolder> parts)
        {
            foreach (var part in parts)
                part.Dispose();
        }
    }

    private sealed record Loaded(ImmutableArray<ICodeFolder> Value);
}

/// <summary>What becomes of a workspace, for whoever wants to know.</summary>
internal interface IWorkspaceEvents
{
    /// <summary>The code may be another now.</summary>
    void Changed();

    Task<ILoading> BeginLoadingAsync(string folder, CancellationToken cancellation);

    void Loaded(string folder, bool asProjects, IReadOnlyList<string> problems);

    void Failed(string folder, Exception failure);
}

/// <summary>Shown while a folder is read.</summary>
internal interface ILoading : IAsyncDisposable
{
    void Report(string file);
}
