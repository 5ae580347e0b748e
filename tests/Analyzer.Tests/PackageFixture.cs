using System.Text;
using CliWrap;

namespace RnnLint.Analyzer.Tests;

/// <summary>The package, packed afresh from what the solution's build made, in a folder that serves as its source.</summary>
public sealed class PackageFixture : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("rnnlint-package-").FullName;

    public string File => Directory.EnumerateFiles(Folder, "RnnLint.Analyzers.*.nupkg").Single();

    public string Version => Path.GetFileNameWithoutExtension(File)["RnnLint.Analyzers.".Length..];

    public async Task InitializeAsync() =>
        await Dotnet(Repository.Root, "pack", "src/Analyzer", "--no-build", "-c", Repository.Configuration, "-o", Folder);

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Output of a dotnet command that must succeed.</summary>
    internal static async Task<string> Dotnet(string directory, params string[] arguments)
    {
        var output = new StringBuilder();
        var result = await Cli.Wrap("dotnet").WithArguments(arguments).WithWorkingDirectory(directory)
            .WithEnvironmentVariables(variables => variables
                .Set("MSBUILDDISABLENODEREUSE", "1").Set("DOTNET_CLI_UI_LANGUAGE", "en").Set("MSBuildSDKsPath", null).Set("MSBUILD_EXE_PATH", null))
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(output))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync();
        result.ExitCode.ShouldBe(0, output.ToString());
        return output.ToString();
    }
}

/// <summary>Packs once for all classes that need it: two packs side by side would meet in one obj folder.</summary>
[CollectionDefinition(nameof(PackageFixture))]
public sealed class PackageCollection : ICollectionFixture<PackageFixture>;
