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

    private static bool IsSkipped(DirectoryInfo directory) =>
        directory.Name.StartsWith('.')
        || directory.Name.Equals("bin", StringComparison.OrdinalIgnoreCase)
        || directory.Name.Equals("obj", StringComparison.OrdinalIgnoreCase)
        || directory.Name == "node_modules"
        || directory.LinkTarget is not null;
}
