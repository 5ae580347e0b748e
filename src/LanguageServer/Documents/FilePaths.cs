namespace RnnLint.LanguageServer.Documents;

/// <summary>Paths for the URIs that a client names files by, and back.</summary>
internal static class FilePaths
{
    public static StringComparer Comparer { get; } = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The full path of a file URI. What is no file (a buffer without a name, the old side of a comparison) is known by its URI.</summary>
    public static string OfUri(string uri) =>
        System.Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.IsFile && parsed.LocalPath.Length > 0 ? Path.GetFullPath(WithoutSlash(parsed.LocalPath)) : uri;

    public static string ToUri(string path) =>
        Path.IsPathFullyQualified(path) ? new UriBuilder { Scheme = Uri.UriSchemeFile, Host = "", Path = string.Join('/', path.Replace(Path.DirectorySeparatorChar, '/').Split('/').Select(Uri.EscapeDataString)).Replace("%3A", ":", StringComparison.Ordinal) }.Uri.AbsoluteUri : path;

    /// <summary>`/c:/folder` means `c:/folder`.</summary>
    private static string WithoutSlash(string path) => path.Length > 2 && path[0] is '/' or '\\' && char.IsAsciiLetter(path[1]) && path[2] == ':' ? path[1..] : path;
}
