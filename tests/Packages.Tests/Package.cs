using System.IO.Compression;
using System.Xml.Linq;

namespace RnnLint.Packages.Tests;

/// <summary>A package as those see it who take it apart.</summary>
internal sealed class Package(string path)
{
    public string Path => path;

    /// <summary>What is in it, apart from what makes the file a package.</summary>
    public string[] Entries => Read(archive => archive.Entries.Select(entry => entry.FullName)
        .Where(name => !name.StartsWith("_rels/") && !name.StartsWith("package/") && name != "[Content_Types].xml")
        .Order(StringComparer.Ordinal).ToArray());

    public XElement Nuspec => XDocument.Parse(Text(Entries.Single(name => name.EndsWith(".nuspec") && !name.Contains('/')))).Root!.Elements().Single();

    public string Metadata(string name) => Nuspec.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value ?? "";

    public byte[] Bytes(string entry) => Read(archive =>
    {
        using var stream = archive.GetEntry(entry)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    });

    public string Text(string entry)
    {
        using var reader = new StreamReader(new MemoryStream(Bytes(entry)));
        return reader.ReadToEnd();
    }

    public void Extract(string folder) => ZipFile.ExtractToDirectory(path, folder);

    private T Read<T>(Func<ZipArchive, T> read)
    {
        using var archive = ZipFile.OpenRead(path);
        return read(archive);
    }
}
