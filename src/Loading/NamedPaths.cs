using System.Collections.Immutable;

namespace RnnLint.Loading;

/// <summary>The paths of the command line by kind, each absolute and named once, in ordinal order.</summary>
public sealed record NamedPaths(ImmutableArray<string> SourceFiles, ImmutableArray<string> Projects, ImmutableArray<string> Problems)
{
    /// <summary>Those whose files are among <see cref="SourceFiles"/>.</summary>
    private ImmutableArray<string> Folders { get; init; } = [];

    public static NamedPaths Sort(IReadOnlyList<string> paths)
    {
        var sources = new SortedSet<string>(StringComparer.Ordinal);
        var projects = new SortedSet<string>(StringComparer.Ordinal);
        var folders = ImmutableArray.CreateBuilder<string>();
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var path in paths)
        {
            if (path.Length == 0)
            {
                problems.Add("'': no such file or folder");
                continue;
            }

            var full = Path.GetFullPath(path);
            if (Directory.Exists(full))
            {
                folders.Add(full);
                sources.UnionWith(SourceFolder.Files(full, problems));
            }
            else if (!File.Exists(full))
                problems.Add($"{path}: no such file or folder");
            else
                switch (Path.GetExtension(full).ToLowerInvariant())
                {
                    case ".cs":
                        sources.Add(full);
                        break;
                    case ".csproj" or ".sln" or ".slnx":
                        projects.Add(full);
                        break;
                    default:
                        problems.Add($"{path}: not a C# file, project or solution");
                        break;
                }
        }

        return new([.. sources], [.. projects], problems.ToImmutable()) { Folders = folders.ToImmutable() };
    }

    /// <summary>The source files that would have been named before some changes.</summary>
    internal ImmutableArray<string> SourceFilesBefore(SourceChanges changes) =>
        [.. SourceFiles.Where(path => !changes.IsNew(path)).Concat(changes.Gone.Keys.Where(path => Folders.Any(folder => SourceFolder.Holds(folder, path)))).Order(StringComparer.Ordinal)];
}
