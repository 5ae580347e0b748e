using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace RnnLint.Analyzer.Tests;

[Collection(nameof(PackageFixture))]
public class PackageTests(PackageFixture package)
{
    /// <summary>What every compiler since .NET 8's first SDK offers an analyzer.</summary>
    private static readonly Dictionary<string, Version> Offered = new()
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
        ["System.Collections.Immutable"] = new(7, 0, 0, 0),
        ["System.Memory"] = new(4, 0, 1, 2),
        ["System.Runtime.CompilerServices.Unsafe"] = new(6, 0, 0, 0),
        ["System.Threading.Tasks.Extensions"] = new(4, 2, 0, 1),
        ["System.Reflection.Metadata"] = new(7, 0, 0, 0),
    };

    /// <summary>What only editors and dotnet format have. The provider may ask for it; the compiler never loads that one for a diagnostic.</summary>
    private static readonly Dictionary<string, Version> OfferedByEditors = new()
    {
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 8, 0, 0),
    };

    [Fact]
    public void It_holds_these_files_and_no_others()
    {
        using var archive = ZipFile.OpenRead(package.File);

        var entries = archive.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/") && !name.StartsWith("package/") && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal);

        entries.ShouldBe([
            "LICENSE",
            "README.md",
            "RnnLint.Analyzers.nuspec",
            "THIRD-PARTY-NOTICES.txt",
            "analyzers/dotnet/cs/MathNet.Numerics.dll",
            "analyzers/dotnet/cs/RnnLint.Analyzer.dll",
            "analyzers/dotnet/cs/RnnLint.CodeFixes.Provider.dll",
            "analyzers/dotnet/cs/RnnLint.CodeFixes.dll",
            "analyzers/dotnet/cs/RnnLint.Core.dll",
            .. Rules.All.Select(rule => $"docs/rules/{rule.Id}.md"),
        ]);
    }

    [Fact]
    public void It_depends_on_no_other_package()
    {
        using var archive = ZipFile.OpenRead(package.File);
        using var nuspec = new StreamReader(archive.GetEntry("RnnLint.Analyzers.nuspec")!.Open());

        var text = nuspec.ReadToEnd();

        text.ShouldNotContain("<dependency ");
        text.ShouldContain("<developmentDependency>true</developmentDependency>");
    }

    [Fact]
    public void Its_metadata_and_the_help_links_name_one_repository()
    {
        using var archive = ZipFile.OpenRead(package.File);
        using var nuspec = new StreamReader(archive.GetEntry("RnnLint.Analyzers.nuspec")!.Open());
        var help = Rules.TransposedRecurrentMatrix.HelpLinkUri;

        nuspec.ReadToEnd().ShouldContain($" url=\"{help[..help.IndexOf("/blob/", StringComparison.Ordinal)]}\"");
    }

    [Fact]
    public void Its_libraries_ask_for_nothing_that_the_oldest_supported_compiler_lacks()
    {
        using var archive = ZipFile.OpenRead(package.File);
        var libraries = archive.Entries.Where(entry => entry.Name.EndsWith(".dll")).ToList();
        var shipped = libraries.Select(entry => Path.GetFileNameWithoutExtension(entry.Name)).ToHashSet();

        foreach (var library in libraries)
        {
            var offered = library.Name == "RnnLint.CodeFixes.Provider.dll" ? Offered.Concat(OfferedByEditors).ToDictionary() : Offered;
            foreach (var reference in References(library).Where(reference => !shipped.Contains(reference.Name!)))
            {
                offered.Keys.ShouldContain(reference.Name!, library.Name);
                reference.Version!.ShouldBeLessThanOrEqualTo(offered[reference.Name!], reference.Name);
            }
        }
    }

    private static AssemblyName[] References(ZipArchiveEntry library)
    {
        using var bytes = new MemoryStream();
        using (var stream = library.Open())
            stream.CopyTo(bytes);
        bytes.Position = 0;
        using var file = new PEReader(bytes);
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
    }
}
