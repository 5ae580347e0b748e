using System.Globalization;

namespace RnnLint.LanguageServer;

/// <summary>What happened, in a file, where one was asked for. Safe for concurrent use.</summary>
internal sealed class ServerLog(TextWriter? writer) : IDisposable
{
    private readonly object _gate = new();

    public void Write(string line)
    {
        lock (_gate)
        {
            writer?.WriteLine(DateTime.UtcNow.ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture) + line);
            writer?.Flush();
        }
    }

    public void Dispose() => writer?.Dispose();
}
