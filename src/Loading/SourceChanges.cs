using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace RnnLint.Loading;

/// <summary>How source files differ from what they were at an earlier time. Paths are absolute.</summary>
/// <param name="Changed">Files that are there now, with what they were; null where they were not there.</param>
/// <param name="Gone">Files that were there, with what they were.</param>
public sealed record SourceChanges(ImmutableDictionary<string, SourceText?> Changed, ImmutableDictionary<string, SourceText> Gone)
{
    /// <summary>Changed files that say how source is compiled, and which rules are on: what they were is not brought back. In ordinal order.</summary>
    public ImmutableArray<string> ProjectFiles { get; init; } = [];

    /// <summary>Folders whose files are all taken for new.</summary>
    public ImmutableArray<string> NewFolders { get; init; } = [];

    internal bool IsNew(string path) => Changed.TryGetValue(path, out var before) && before is null
        || NewFolders.Any(folder => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    /// <summary>What a file was, where that is not what it is now.</summary>
    internal SourceText? TextBefore(string path) => Changed.GetValueOrDefault(path) ?? Gone.GetValueOrDefault(path);
}
