using System.Text;

namespace RnnLint.Cli.Fixing;

/// <summary>Puts a changed text in the place of a file: whole or not at all, with the encoding, byte order mark, line ends and permissions that it had.</summary>
internal static class SourceFile
{
    /// <returns>Why the file was left as it is; null where it was replaced.</returns>
    public static string? Replace(ChangedFile file)
    {
        try
        {
            // A link stays one: what it leads to is replaced.
            var path = File.ResolveLinkTarget(file.Path, returnFinalTarget: true)?.FullName ?? file.Path;
            var bytes = File.ReadAllBytes(path);
            var (encoding, mark) = EncodingOf(bytes, file.Before.Encoding);
            var before = file.Before.ToString();
            if (!bytes.AsSpan(mark).SequenceEqual(encoding.GetBytes(before)))
                return $"{file.Path} was not changed: it is not what was read, or is in no encoding that can be written as it was";
            Write(path, [.. bytes.AsSpan(0, mark), .. encoding.GetBytes(file.After.ToString())]);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{file.Path} was not changed: {failure.Message}";
        }
    }

    /// <summary>The encoding that a byte order mark tells of, and its length; without one the encoding that the file was read in.</summary>
    private static (Encoding Encoding, int Mark) EncodingOf(byte[] bytes, Encoding? read)
    {
        Encoding[] marked = [new UTF8Encoding(true), new UTF32Encoding(false, true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true)];
        foreach (var encoding in marked)
            if (bytes.AsSpan().StartsWith(encoding.Preamble))
                return (encoding, encoding.Preamble.Length);
        return (read ?? Session.Utf8, 0);
    }

    private static void Write(string path, byte[] bytes)
    {
        var draft = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            File.WriteAllBytes(draft, bytes);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(draft, File.GetUnixFileMode(path));
            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
