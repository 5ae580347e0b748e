using System.Reflection;
using CliWrap;

namespace RnnLint.Packages.Tests;

/// <summary>All packages, made by the one command that makes them, in a folder that serves as the only source of packages.</summary>
public sealed class PackedFixture : IAsyncLifetime
{
    public Scratch Source { get; } = new();

    public async Task InitializeAsync()
    {
        var packed = await Commands.Run(Cli.Wrap("bash").WithWorkingDirectory(Source.Folder).WithArguments([Repository.PathTo("pack.sh"), "", Source.Folder]));
        packed.ExitCode.ShouldBe(0, packed.Output);
    }

    public Task DisposeAsync()
    {
        Source.Dispose();
        return Task.CompletedTask;
    }

    internal Package Package(string id) => new(Directory.EnumerateFiles(Source.Folder, $"{id}.?.*.nupkg").Single());

    internal string Version => Package("rnnlint").Metadata("version");
}

/// <summary>Packs once for all tests. They run one after the other: most of them are builds and installations.</summary>
[CollectionDefinition(nameof(PackedFixture))]
public sealed class PackedCollection : ICollectionFixture<PackedFixture>;
