using System.Collections.Immutable;

namespace RnnLint.Loading;

/// <summary>The hand-written C# files below a folder.</summary>
public static class SourceFolder
{
    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = false, AttributesToSkip = 0, MatchType = MatchType.Simple };

    /// <summary>Every .cs file that is neither generated nor build output. Links to folders are not followed.</summary>
    public static IEnumerable<string> Files(string folder, ImmutableArray<string>.Builder problems)
    {
        var files = new List<string>();
        var pending = new Stack<DirectoryInfo>([new(folder)]);
        while (pending.TryPop(out var directory))
            try
            {
                foreach (var entry in directory.EnumerateFileSystemInfos("*", Everything))
                    if (entry is DirectoryInfo below)
                    {
                        if (!IsSkipped(below))
                            pending.Push(below);
                    }
                    else if (entry.Extension.Equals(".cs", StringComparison.OrdinalIgnoreCase) && !GeneratedCode.IsNamedSo(entry.Name))
                        files.Add(entry.FullName);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                problems.Add($"{directory.FullName}: {failure.Message}");
            }

        return files;
    }

    /// <summary>True for a path below the folder, where <see cref="Files"/> would look for it.</summary>
    public static bool IsBelow(string folder, string path)
    {
        var way = Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar);
        return way is [not "..", ..] && !Path.IsPathRooted(way[0]) && !way[..^1].Any(IsSkipped);
    }

    /// <summary>True for the path of a file that <see cref="Files"/> would list, were it there.</summary>
    public static bool Holds(string folder, string path) =>
        IsBelow(folder, path) && Path.GetExtension(path).Equals(".cs", StringComparison.OrdinalIgnoreCase) && !GeneratedCode.IsNamedSo(Path.GetFileName(path));

    private static bool IsSkipped(DirectoryInfo directory) => IsSkipped(directory.Name) || directory.LinkTarget is not null;

    private static bool IsSkipped(string name) =>
        name.StartsWith('.')
        || name.Equals("bin", StringComparison.OrdinalIgnoreCase)
        || name.Equals("obj", StringComparison.OrdinalIgnoreCase)
        || name == "node_modules";
}
