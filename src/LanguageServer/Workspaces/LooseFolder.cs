using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using RnnLint.Configuration;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;
using RnnLint.Loading;

namespace RnnLint.LanguageServer.Workspaces;

/// <summary>Files that are read as they are, with no project. Safe for concurrent use.</summary>
internal sealed class LooseFolder : ICodeFolder
{
    private static readonly Lazy<CSharpCompilation> Empty = new(() => LooseFiles.Empty(FrameworkReferences.Load()));

    private readonly object _gate = new();
    private readonly string _folder;
    private readonly bool _isDeep;
    private readonly SortedDictionary<string, LooseFile> _onDisk = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LooseFile> _open = new(FilePaths.Comparer);
    private readonly Dictionary<string, CSharpCompilation> _last = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _problems = new(StringComparer.Ordinal);
    private EditorConfigs _configs = new();

    /// <param name="isDeep">True for the folder with all that is below it.</param>
    public LooseFolder(string folder, bool isDeep)
    {
        (_folder, _isDeep) = (folder, isDeep);
        var problems = ImmutableArray.CreateBuilder<string>();
        var files = isDeep ? SourceFolder.Files(folder, problems) : Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.cs").Where(path => !GeneratedCode.IsNamedSo(Path.GetFileName(path))) : [];
        foreach (var problem in problems)
            _problems.Add(problem, problem);
        foreach (var file in files.AsParallel().Select(path => (Path: path, Read: Read(path))))
            Keep(file.Path, file.Read);
    }

    public ImmutableArray<string> Problems
    {
        get
        {
            lock (_gate)
                return [.. _problems.Values];
        }
    }

    public ImmutableArray<CodeUnit> Units(IReadOnlyDictionary<string, OpenDocument> open)
    {
        lock (_gate)
        {
            foreach (var closed in _open.Keys.Where(path => !open.ContainsKey(path)).ToArray())
                _open.Remove(closed);
            foreach (var document in open.Values.Where(document => Holds(document.Path)))
                _open[document.Path] = !_open.TryGetValue(document.Path, out var known) ? LooseFiles.Parse(document.Text, document.Path, default)
                    : known.Tree.TryGetText(out var text) && text == document.Text ? known
                    : LooseFile.Read(known.Tree.WithChangedText(document.Text), default);
            ImmutableArray<LooseFile> files = [.. _onDisk.Where(pair => !_open.ContainsKey(pair.Key)).Select(pair => pair.Value).Concat(_open.Values).OrderBy(file => file.Tree.FilePath, StringComparer.Ordinal)];
            return [.. Companions.Of(files).Select(group => Unit(group, _configs))];
        }
    }

    public bool Notice(string path, FileChangeType change)
    {
        if (EditorConfigs.AreIn(path))
        {
            lock (_gate)
                _configs = new();
            return true;
        }

        if (!Holds(path))
            return true;
        var read = change == FileChangeType.Deleted ? default : Read(path);
        lock (_gate)
        {
            _onDisk.Remove(path);
            _problems.Remove(path);
            Keep(path, read);
        }

        return true;
    }

    public void Dispose()
    {
    }

    private void Keep(string path, (LooseFile? File, string? Problem) read)
    {
        if (read.File is { } file)
            _onDisk[path] = file;
        if (read.Problem is { } problem)
            _problems[path] = problem;
    }

    private bool Holds(string path) => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && !GeneratedCode.IsNamedSo(Path.GetFileName(path)) && Path.GetDirectoryName(path) is { } folder
        && (_isDeep ? SourceFolder.IsBelow(_folder, path) : FilePaths.Comparer.Equals(folder, _folder));

    private static (LooseFile? File, string? Problem) Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return (LooseFiles.Parse(SourceText.From(stream), path, default), null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return (null, File.Exists(path) ? $"{path}: {failure.Message}" : null);
        }
    }

    private CodeUnit Unit(Companions.Group group, EditorConfigs configs)
    {
        var key = _folder + "|" + group.Targets[0].Tree.FilePath;
        return new(key, [.. group.Targets.Where(file => LooseFiles.IsHandWritten(file.Tree, configs, default)).Select(file => file.Tree.FilePath)], () =>
            Task.FromResult<Compilation>(LooseFiles.Complete(group.Compiled, Together(key, group.Compiled, configs), default)))
        {
            Settings = configs.Settings,
            ConfigsAsync = _ => Task.FromResult<Func<SyntaxTree, IEnumerable<ConfigFile>>>(configs.Of),
        };
    }

    /// <summary>The files added up, beginning with the last compilation of most of them.</summary>
    private CSharpCompilation Together(string key, ImmutableArray<LooseFile> files, EditorConfigs configs)
    {
        CSharpCompilation? last;
        lock (_gate)
            _last.TryGetValue(key, out last);

        last ??= Empty.Value;
        if (last.Options.SyntaxTreeOptionsProvider != configs)
            last = last.WithOptions(last.Options.WithSyntaxTreeOptionsProvider(configs));
        var trees = files.Select(file => file.Tree).ToHashSet();
        var old = last.SyntaxTrees.Where(tree => !trees.Contains(tree)).ToDictionary(tree => tree.FilePath, StringComparer.Ordinal);
        foreach (var tree in trees.Where(tree => !last.ContainsSyntaxTree(tree)).OrderBy(tree => tree.FilePath, StringComparer.Ordinal))
            last = old.Remove(tree.FilePath, out var before) ? last.ReplaceSyntaxTree(before, tree) : last.AddSyntaxTrees(tree);
        last = last.RemoveSyntaxTrees(old.Values);
        lock (_gate)
            _last[key] = last;
        return last;
    }
}
