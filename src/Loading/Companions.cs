using System.Collections.Immutable;

namespace RnnLint.Loading;

/// <summary>
/// Sorts loose files into sets that compile together. Folders of examples often hold several programs with top-level statements, or
/// several types of one name; each of those rivals is compiled with everything that does not contradict it, near files first.
/// </summary>
public static class Companions
{
    /// <summary>Files to compile together, and those among them to analyse there. Every file is analysed in exactly one group.</summary>
    public sealed record Group(ImmutableArray<LooseFile> Compiled, ImmutableArray<LooseFile> Targets);

    public static ImmutableArray<Group> Of(ImmutableArray<LooseFile> files)
    {
        var contested = files.SelectMany(file => file.Names).GroupBy(name => name, StringComparer.Ordinal)
            .Where(claims => claims.Skip(1).Any()).Select(claims => claims.Key).ToHashSet(StringComparer.Ordinal);
        if (contested.Count == 0)
            return files.IsEmpty ? [] : [new(files, files)];

        var rivals = files.Where(file => file.Names.Any(contested.Contains)).ToImmutableArray();
        var peaceful = files.Except(rivals).ToImmutableArray();
        var byFolder = files.Select(file => file.Folder).Distinct(StringComparer.Ordinal)
            .ToDictionary(folder => folder, folder => rivals.OrderBy(rival => Distance(folder, rival.Folder)).ToImmutableArray(), StringComparer.Ordinal);
        return [.. files
            .Select(file => (File: file, Chosen: Choose(file, byFolder[file.Folder])))
            .GroupBy(pair => string.Join('\n', pair.Chosen.Select(rival => rival.Tree.FilePath)), StringComparer.Ordinal)
            .Select(group => new Group(peaceful.AddRange(group.First().Chosen), [.. group.Select(pair => pair.File)]))];
    }

    /// <summary>The rivals compiled together with a file: itself first where it is one, then each that contradicts none before it.</summary>
    private static ImmutableArray<LooseFile> Choose(LooseFile file, ImmutableArray<LooseFile> nearestFirst)
    {
        var claimed = file.Names.ToHashSet(StringComparer.Ordinal);
        var chosen = nearestFirst.Contains(file) ? new List<LooseFile> { file } : [];
        foreach (var rival in nearestFirst)
            if (!ReferenceEquals(rival, file) && !rival.Names.Any(claimed.Contains))
            {
                claimed.UnionWith(rival.Names);
                chosen.Add(rival);
            }

        return [.. chosen.OrderBy(rival => rival.Tree.FilePath, StringComparer.Ordinal)];
    }

    /// <summary>Steps up and down the tree from one folder to another.</summary>
    private static int Distance(string from, string to)
    {
        var (left, right) = (from.Split(Path.DirectorySeparatorChar), to.Split(Path.DirectorySeparatorChar));
        var shared = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return left.Length + right.Length - 2 * shared;
    }
}
