using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace RnnLint.Packages.Tests;

/// <summary>The analyzers have to load in every compiler from Roslyn 4.8 on.</summary>
[Collection(nameof(PackedFixture))]
public sealed class CompilerTests(PackedFixture packed) : IDisposable
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

    private readonly Scratch _scratch = new();

    /// <summary>Roslyn's assemblies of the oldest version that is supported, of the newest that is known, and of the SDK.</summary>
    public static TheoryData<string, string[]> Compilers => new()
    {
        { "4.8.0.0", FromNuGet("4.8.0") },
        { "5.12.0.0", FromNuGet("5.12.0") },
        { "", [Repository.Metadata("Compiler")] },
    };

    public void Dispose() => _scratch.Dispose();

    [Theory, MemberData(nameof(Compilers))]
    public void The_packaged_analyzers_say_the_same_in_every_version(string version, string[] folders)
    {
        packed.Package("RnnLint.Analyzers").Extract(_scratch.Folder);

        var said = IsolatedCompiler.Run(folders, _scratch.PathTo("analyzers", "dotnet", "cs"), Consumer.SamplePath);

        said[0].ShouldStartWith($"Roslyn {version}");
        said[1..].ShouldBe([$"RNN0001 {Consumer.WrongLine} 'W' is transposed here. In the forward pass W[j,k] leads from unit k to unit j, so what comes back to unit k is summed over j with the same W[j,k]; this code takes W[k,j]. Relative error against the forward pass's derivative: 1.48 as written, 0 with W transposed there."]);
    }

    [Fact]
    public void They_ask_for_nothing_that_the_oldest_supported_compiler_lacks()
    {
        var package = packed.Package("RnnLint.Analyzers");
        var libraries = package.Entries.Where(entry => entry.EndsWith(".dll")).ToList();
        var shipped = libraries.Select(Path.GetFileNameWithoutExtension).ToHashSet();

        foreach (var library in libraries)
        {
            var offered = library.EndsWith("/RnnLint.CodeFixes.Provider.dll") ? Offered.Concat(OfferedByEditors).ToDictionary() : Offered;
            foreach (var reference in References(package.Bytes(library)).Where(reference => !shipped.Contains(reference.Name!)))
            {
                offered.Keys.ShouldContain(reference.Name!, library);
                reference.Version!.ShouldBeLessThanOrEqualTo(offered[reference.Name!], reference.Name);
            }
        }
    }

    private static AssemblyName[] References(byte[] library)
    {
        using var file = new PEReader(new MemoryStream(library));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
    }

    private static string[] FromNuGet(string version) => [.. new[] { "common", "csharp" }.Select(part =>
        Directory.GetDirectories(Path.Combine(Repository.Metadata("NuGetPackages"), $"microsoft.codeanalysis.{part}", version, "lib"), "net?*.0")
            .Where(folder => Version.TryParse(Path.GetFileName(folder)[3..], out var framework) && framework.Major <= Environment.Version.Major).MaxBy(folder => Version.Parse(Path.GetFileName(folder)[3..]))!)];
}
