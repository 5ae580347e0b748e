using System.Text;

namespace RnnLint.Cli.Reports;

/// <summary>Writes a file so that a reader sees all of it or the one before it. Links and devices (/dev/stdout) are written through.</summary>
internal static class AtomicFile
{
    public static void Write(string path, Encoding encoding, Action<TextWriter> write)
    {
        var target = Path.GetFullPath(path);
        if (target.StartsWith("/dev/", StringComparison.Ordinal) || new FileInfo(target).LinkTarget is not null)
        {
            using var through = new StreamWriter(target, append: false, encoding) { NewLine = "\n" };
            write(through);
            return;
        }

        var draft = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var writer = new StreamWriter(draft, append: false, encoding) { NewLine = "\n" })
                write(writer);
            File.Move(draft, target, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
