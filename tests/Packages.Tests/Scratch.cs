namespace RnnLint.Packages.Tests;

/// <summary>A folder of its own for a test.</summary>
public sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("rnnlint-packages-").FullName;

    public string PathTo(params string[] parts) => Path.Combine([Folder, .. parts]);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathTo(name))!);
        File.WriteAllText(PathTo(name), text);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
