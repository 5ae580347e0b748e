using System.Text.RegularExpressions;
using CliWrap;

namespace RnnLint.Packages.Tests;

/// <summary>A machine without anything of RnnLint on it: a folder, an empty cache, and the packages as the only source of any.</summary>
internal sealed partial class Consumer : IDisposable
{
    public const string Sample = "SeedRnnTransposed.cs";

    private readonly Scratch _scratch = new();
    private readonly PackedFixture _packed;

    public Consumer(PackedFixture packed)
    {
        _packed = packed;
        Write("nuget.config", $"""
            <configuration><packageSources><clear /><add key="packed" value="{packed.Source.Folder}" /></packageSources></configuration>
            """);
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write(Sample, File.ReadAllText(SamplePath));
    }

    /// <summary>The line of the sample that is wrong.</summary>
    public static int WrongLine => 1 + Array.FindIndex(File.ReadAllLines(SamplePath), line => line.Contains("// expect: RNN0001"));

    public static string SamplePath => Repository.PathTo("samples", "SeedRnn", Sample);

    public string PathTo(params string[] parts) => _scratch.PathTo(["work", .. parts]);

    public void Write(string name, string text) => _scratch.Write(Path.Combine("work", name), text);

    public void Dispose() => _scratch.Dispose();

    /// <param name="packages">Those that the project refers to.</param>
    /// <param name="properties">Further elements of a property group.</param>
    public void WriteProject(string[] packages, string properties = "") => Write("Project.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
            <UseSharedCompilation>false</UseSharedCompilation>
            <NuGetAudit>false</NuGetAudit>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {string.Concat(packages.Select(package => $"""<PackageReference Include="{package}" Version="{_packed.Version}" />"""))}
          </ItemGroup>
        </Project>
        """);

    public Task<Finished> Dotnet(params string[] arguments) => Run("dotnet", arguments);

    public Task<Finished> Run(string program, params string[] arguments) => Commands.Run(Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(PathTo())
        .WithEnvironmentVariables(variables => variables
            .Set("NUGET_PACKAGES", _scratch.PathTo("cache")).Set("DOTNET_CLI_HOME", _scratch.PathTo("home"))
            .Set("DOTNET_NOLOGO", "1").Set("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false").Set("DOTNET_ADD_GLOBAL_TOOLS_TO_PATH", "false").Set("DOTNET_CLI_TELEMETRY_OPTOUT", "1")));

    /// <summary>The warnings of a build, or its errors. MSBuild repeats them at the end.</summary>
    public static IEnumerable<(string File, int Line, string Id)> Messages(string output, string kind = "warning") => Message().Matches(output)
        .Where(match => match.Groups["kind"].Value == kind)
        .Select(match => (Path.GetFileName(match.Groups["file"].Value), int.Parse("0" + match.Groups["line"].Value), match.Groups["id"].Value)).Distinct();

    [GeneratedRegex(@"^\s*(?<file>[^\n(:]*)(\((?<line>\d+),\d+\))?\s*: (?<kind>warning|error) (?<id>\w+):", RegexOptions.Multiline)]
    private static partial Regex Message();
}
