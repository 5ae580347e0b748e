using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RnnLint.Loading;

/// <summary>Compilations of projects as they were before some changes of their source, with the projects that they refer to. Options and packages stay as they are.</summary>
/// <param name="folders">Where each project is, by the name of its assembly.</param>
internal sealed class PastProjects(SourceChanges changes, ImmutableDictionary<string, string> folders, CancellationToken cancellation)
{
    private readonly ILookup<string, string> _gone = changes.Gone.Keys.Order(StringComparer.Ordinal)
        .Select(path => (Path: path, Folder: folders.Values.Distinct(StringComparer.Ordinal).Where(folder => SourceFolder.Holds(folder, path)).MaxBy(folder => folder.Length)))
        .Where(file => file.Folder is not null)
        .ToLookup(file => file.Folder!, file => file.Path, StringComparer.Ordinal);

    private ChangedProjects? _projects;

    /// <summary>The same compilation where no change lies in it.</summary>
    public Compilation Of(Compilation now) => (_projects ??= new(WithFiles)).Of(now);

    private Compilation WithFiles(Compilation now)
    {
        var past = now;
        foreach (var tree in now.SyntaxTrees)
            if (changes.IsNew(tree.FilePath))
                past = past.RemoveSyntaxTrees(tree);
            else if (changes.TextBefore(tree.FilePath) is { } text)
                past = past.ReplaceSyntaxTree(tree, tree.WithChangedText(text));
        return now.SyntaxTrees.FirstOrDefault()?.Options is CSharpParseOptions language && now.AssemblyName is { } name && folders.TryGetValue(name, out var folder)
            ? past.AddSyntaxTrees(_gone[folder].Select(path => CSharpSyntaxTree.ParseText(changes.Gone[path], language, path, cancellation)))
            : past;
    }
}
