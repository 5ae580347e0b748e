using System.Collections.Immutable;

namespace RnnLint.Core.Tests.Programs;

/// <summary>All programs of tests/Programs in all their variants, and the files of samples/.</summary>
public static class ProgramLibrary
{
    private static readonly Lazy<ImmutableArray<ProgramCase>> Cases = new(ReadAll);

    /// <summary>Every program, first as written, then with each of its mistakes.</summary>
    public static IReadOnlyList<ProgramCase> All => Cases.Value;

    /// <summary>(name, variant) rows for theories.</summary>
    public static TheoryData<string, string> Rows(Func<ProgramCase, bool>? filter = null)
    {
        var rows = new TheoryData<string, string>();
        foreach (var program in All.Where(filter ?? (_ => true)))
        {
            rows.Add(program.Name, program.Variant);
        }

        return rows;
    }

    public static ProgramCase Get(string name, string variant) => All.Single(p => p.Name == name && p.Variant == variant);

    /// <summary>The repository's root: the folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    private static ImmutableArray<ProgramCase> ReadAll()
    {
        var folder = Path.Combine(Root, "tests", "Programs");
        return [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(path => ProgramParser.Parse(
                Path.ChangeExtension(Path.GetRelativePath(folder, path), null).Replace('\\', '/'),
                File.ReadAllText(path)))];
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RnnLint.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No RnnLint.sln above {AppContext.BaseDirectory}.");
    }
}
