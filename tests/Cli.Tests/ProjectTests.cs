namespace RnnLint.Cli.Tests;

public sealed class ProjectTests : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
        </Project>
        """;

    private readonly Scratch _scratch = new();

    public ProjectTests()
    {
        _scratch.Write("Directory.Build.props", "<Project />");
        _scratch.Write("Directory.Packages.props", "<Project />");
        _scratch.Write("nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
    }

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("App/App.csproj")]
    [InlineData("App.slnx")]
    public async Task Projects_and_solutions_are_loaded(string path)
    {
        _scratch.Write("App/App.csproj", Project);
        _scratch.Write("App/One.cs", "class One;");
        _scratch.Write("App/Two.cs", "class Two;");
        _scratch.Write("App.slnx", """<Solution><Project Path="App/App.csproj" /></Solution>""");
        await CliWrap.Cli.Wrap("dotnet").WithArguments(["restore", "App"]).WithWorkingDirectory(_scratch.Folder).ExecuteAsync();

        var run = await Tool.RunAsync(_scratch, "check", path);

        run.Errors.ShouldBeEmpty();
        run.Output.ShouldStartWith("2 files:");
        run.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_project_that_does_not_load_is_2_with_its_name_and_the_reason()
    {
        _scratch.Write("App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");

        var run = await Tool.RunAsync(_scratch, "check", "App/App.csproj");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("App.csproj could not be loaded");
        run.Errors.ShouldContain("TargetFramework");
    }

    [Fact]
    public async Task A_project_without_its_packages_is_2()
    {
        _scratch.Write("App/App.csproj", Project);
        _scratch.Write("App/One.cs", "class One;");

        var run = await Tool.RunAsync(_scratch, "check", "App/App.csproj");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("the packages of App are not restored");
    }

    [Fact]
    public async Task Loose_files_below_a_project_are_read_as_they_are()
    {
        _scratch.Write("App/App.csproj", "not a project");
        _scratch.Write("App/One.cs", "class One;");

        (await Tool.RunAsync(_scratch, "check", "App")).ExitCode.ShouldBe(0);
    }
}
