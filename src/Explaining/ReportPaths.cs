namespace RnnLint.Explaining;

/// <summary>How reports name files: relative to the working directory with forward slashes, or absolute where they lie outside of it.</summary>
/// <param name="workingDirectory">Null for absolute paths everywhere.</param>
public sealed class ReportPaths(string? workingDirectory)
{
    public string Display(string path) => Relative(path) ?? path.Replace('\\', '/');

    /// <summary>A relative reference, or an absolute file URI.</summary>
    public (string Uri, bool IsRelative) Uri(string path) => Relative(path) is { } relative
        ? (string.Join('/', relative.Split('/').Select(System.Uri.EscapeDataString)), true)
        : (new Uri(path).AbsoluteUri, false);

    private string? Relative(string path)
    {
        if (workingDirectory is null)
            return null;
        var relative = Path.GetRelativePath(workingDirectory, path).Replace('\\', '/');
        return Path.IsPathRooted(relative) || relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) ? null : relative;
    }
}
