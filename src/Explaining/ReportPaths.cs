namespace RnnLint.Explaining;

/// <summary>How reports name files: relative to the working directory with forward slashes, or absolute where they lie outside of it.</summary>
/// <param name="workingDirectory">Null for absolute paths everywhere.</param>
public sealed class ReportPaths(string? workingDirectory)
{
    public string Display(string path) => Relative(path) ?? path.Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>True for the directory itself and all below it.</summary>
    public bool Contains(string path) => Relative(path) is not null;

    /// <summary>A relative reference, or an absolute file URI.</summary>
    public (string Uri, bool IsRelative) Uri(string path) => Relative(path) is { } relative
        ? (Escaped(relative), true)
        : (AbsoluteUri(path.Replace(Path.DirectorySeparatorChar, '/')), false);

    /// <summary>Not by way of <see cref="System.Uri"/>, which takes a percent sign in a name for the beginning of an escape.</summary>
    private static string AbsoluteUri(string path) =>
        path.StartsWith("//", StringComparison.Ordinal) ? "file:" + Escaped(path)
        : path.StartsWith('/') ? "file://" + Escaped(path)
        : path is [var drive, ':', ..] ? $"file:///{drive}:{Escaped(path[2..])}"
        : Escaped(path);

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(System.Uri.EscapeDataString));

    private string? Relative(string path)
    {
        if (workingDirectory is null)
            return null;
        var relative = Path.GetRelativePath(workingDirectory, path).Replace(Path.DirectorySeparatorChar, '/');
        return Path.IsPathRooted(relative) || relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) ? null : relative;
    }
}
