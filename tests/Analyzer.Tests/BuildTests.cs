using System.Text.RegularExpressions;

namespace RnnLint.Analyzer.Tests;

/// <summary>An ordinary project, with a reference to the package and nothing else, in an ordinary build.</summary>
[Collection(nameof(PackageFixture))]
public sealed partial class BuildTests(PackageFixture package) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rnnlint-build-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_transposed_matrix_is_warned_of_and_nothing_else()
    {
        var wrong = RulePage.Of("RNN0001").Wrong.First();
        Write("Wrong.cs", $"namespace Wrong\n{{\n{wrong}\n}}\n");
        Write("Right.cs", $"namespace Right\n{{\n{RulePage.Of("RNN0001").Right.First()}\n}}\n");
        Write("Unrelated.cs", "public static class Unrelated { public static double[,] Turn(double[,] m) { var t = new double[m.GetLength(1), m.GetLength(0)]; for (int i = 0; i < m.GetLength(0); i++) for (int j = 0; j < m.GetLength(1); j++) t[j, i] = m[i, j]; return t; } }");

        var warnings = Warnings(await BuildAsync());

        var line = 3 + Array.FindIndex(wrong.Split('\n'), text => text.Contains("// wrong"));
        warnings.ShouldBe([("Wrong.cs", line, "RNN0001")]);
    }

    [Fact]
    public async Task The_analyzer_loads_and_says_nothing_of_unrelated_code()
    {
        Write("Unrelated.cs", "public static class Unrelated { public static int Twice(int number) => 2 * number; }");

        Warnings(await BuildAsync()).ShouldBeEmpty();
    }

    private async Task<string> BuildAsync()
    {
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write("nuget.config", $"""
            <configuration><packageSources><clear /><add key="local" value="{package.Folder}" /></packageSources></configuration>
            """);
        Write("Project.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <RestorePackagesPath>packages</RestorePackagesPath>
                <UseSharedCompilation>false</UseSharedCompilation>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="RnnLint.Analyzers" Version="{package.Version}" /></ItemGroup>
            </Project>
            """);
        return await PackageFixture.Dotnet(_folder, "build", "-nologo");
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private static IEnumerable<(string File, int Line, string Id)> Warnings(string output) =>
        Warning().Matches(output).Select(match => (Path.GetFileName(match.Groups["file"].Value), int.Parse("0" + match.Groups["line"].Value), match.Groups["id"].Value)).Distinct();

    [GeneratedRegex(@"^\s*(?<file>[^\n(:]*)(\((?<line>\d+),\d+\))?\s*: warning (?<id>\w+):", RegexOptions.Multiline)]
    private static partial Regex Warning();
}
