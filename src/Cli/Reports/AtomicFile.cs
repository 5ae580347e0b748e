using System.Text;

namespace RnnLint.Cli.Reports;

/// <summary>Writes a file so that a reader sees all of it or the one before it, whatever becomes of the run. Links and devices (/dev/stdout) are written through.</summary>
internal static class AtomicFile
{
    private const string Ending = ".tmp";

    private const int DraftLength = 32;

    /// <exception cref="IOException">names the file and says why it could not be written; it is then what it was.</exception>
    public static void Write(string path, Encoding encoding, Action<TextWriter> write)
    {
        try
        {
            var target = Path.GetFullPath(path);
            if (target.StartsWith("/dev/", StringComparison.Ordinal) || new FileInfo(target).LinkTarget is not null)
                WriteThrough(target, encoding, write);
            else if (Directory.Exists(target))
                throw new IOException("it is a folder");
            else if (!Directory.Exists(Path.GetDirectoryName(target)))
                throw new IOException("its folder does not exist");
            else
                Replace(target, encoding, write);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new IOException($"{path} could not be written: it, or its folder, may not be changed", failure);
        }
        catch (IOException failure)
        {
            throw new IOException($"{path} could not be written: {failure.Message}", failure);
        }
    }

    private static void WriteThrough(string target, Encoding encoding, Action<TextWriter> write)
    {
        using var through = new StreamWriter(target, append: false, encoding) { NewLine = "\n" };
        write(through);
    }

    private static void Replace(string target, Encoding encoding, Action<TextWriter> write)
    {
        var (folder, prefix) = (Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.");
        DeleteAbandoned(folder, prefix);
        var draft = Path.Combine(folder, $"{prefix}{Guid.NewGuid():N}{Ending}");
        try
        {
            // The draft stays open, and thereby locked, until it has its name: nobody takes it for an abandoned one.
            using var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None);
            using (var writer = new StreamWriter(stream, encoding, leaveOpen: true) { NewLine = "\n" })
                write(writer);
            stream.Flush(flushToDisk: true);
            File.Move(draft, target, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>Drafts of runs that were killed. Those of runs that go on are locked.</summary>
    private static void DeleteAbandoned(string folder, string prefix)
    {
        foreach (var draft in Directory.EnumerateFiles(folder, "*" + Ending, new EnumerationOptions { AttributesToSkip = default })
            .Where(file => Path.GetFileName(file) is var name && name.StartsWith(prefix, StringComparison.Ordinal) && name.Length == prefix.Length + DraftLength + Ending.Length))
        {
            try
            {
                using var unlocked = new FileStream(draft, FileMode.Open, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None);
                File.Delete(draft);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Somebody is still writing it, or has just given it its name.
            }
        }
    }
}
