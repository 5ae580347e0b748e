using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;

namespace RnnLint.Packages.Tests;

/// <summary>What would make the bytes of two clones differ. That they are the same was measured: docs/packages.md.</summary>
[Collection(nameof(PackedFixture))]
public class ReproducibilityTests(PackedFixture packed)
{
    public static TheoryData<string> Ids => ContentTests.Ids;

    [Theory, MemberData(nameof(Ids))]
    public void No_place_on_the_machine_shows(string id)
    {
        var package = packed.Package(id);
        var places = new[] { Repository.Root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) }
            .Select(place => place.TrimEnd('/', '\\')).Where(place => place != "").Select(place => place + Path.DirectorySeparatorChar).ToList();

        foreach (var entry in package.Entries.Where(entry => Path.GetFileName(entry).Contains("rnnlint", StringComparison.OrdinalIgnoreCase)))
            foreach (var place in places)
                foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
                    package.Bytes(entry).AsSpan().IndexOf(encoding.GetBytes(place)).ShouldBe(-1, $"{place} in {entry}");
    }

    [Theory, MemberData(nameof(Ids))]
    public void Everything_in_a_package_has_one_date(string id)
    {
        using var archive = ZipFile.OpenRead(packed.Package(id).Path);

        archive.Entries.Select(entry => entry.LastWriteTime.DateTime).Distinct().Count().ShouldBe(1);
        // This file is named at random otherwise.
        archive.Entries.ShouldContain(entry => entry.FullName == "package/services/metadata/core-properties/nuget.psmdcp");
    }

    [Fact]
    public void Symbols_lead_to_the_source_of_the_commit()
    {
        var package = packed.Package("RnnLint.Analyzers");
        var commit = (string?)package.Nuspec.Elements().Single(element => element.Name.LocalName == "repository").Attribute("commit");
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(package.Bytes("analyzers/dotnet/cs/RnnLint.Core.pdb")));
        var reader = symbols.GetMetadataReader();

        var paths = reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name)).ToList();
        var link = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation).Where(information => reader.GetGuid(information.Kind) == SourceLink)
            .Select(information => Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value)));

        paths.ShouldAllBe(path => path.StartsWith("/_"));
        link.ShouldBe(commit is null ? [] : [$$$"""{"documents":{"/_/*":"{{{package.Metadata("projectUrl")}}}/raw/{{{commit}}}/*"}}"""]);
    }

    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
}
