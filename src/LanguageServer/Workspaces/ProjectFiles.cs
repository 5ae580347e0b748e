namespace RnnLint.LanguageServer.Workspaces;

/// <summary>Which build files stand for a folder.</summary>
internal static class ProjectFiles
{
    private const int MostProjects = 100;

    /// <summary>The solutions right in the folder; where there are none, the projects below it.</summary>
    public static IReadOnlyList<string> Of(string folder)
    {
        try
        {
            var solutions = Directory.EnumerateFiles(folder, "*.sln").Concat(Directory.EnumerateFiles(folder, "*.slnx")).Order(StringComparer.Ordinal).ToList();
            return solutions.Count > 0 ? solutions : Projects(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static List<string> Projects(string folder) => [.. Directory
        .EnumerateFiles(folder, "*.csproj", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint })
        .Where(path => Loading.SourceFolder.IsBelow(folder, path)).Order(StringComparer.Ordinal).Take(MostProjects)];
}
