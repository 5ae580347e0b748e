namespace RnnLint.Cli.Tests;

/// <summary>A solution of a matrix, a wrong layer and the network that drives it, each a project, restored.</summary>
internal static class LayeredProjects
{
    /// <param name="framework">That of the two libraries.</param>
    /// <param name="property">A property of all three.</param>
    public static async Task WriteAsync(Scratch scratch, string framework = "net10.0", string property = "")
    {
        foreach (var (name, used, file, text) in new[] { ("Numbers", "", "Square", LayeredCell.Matrix), ("Layers", "Numbers", "Layer", LayeredCell.Layer(LayeredCell.Wrong)), ("App", "Layers", "Net", LayeredCell.Network) })
        {
            scratch.Write($"{name}/{name}.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>{(name == "App" ? "net10.0" : framework)}</TargetFramework>{property}</PropertyGroup>
                  <ItemGroup>{(used.Length == 0 ? "" : $"<ProjectReference Include=\"../{used}/{used}.csproj\" />")}</ItemGroup>
                </Project>
                """);
            scratch.Write($"{name}/{file}.cs", text);
        }

        scratch.Write("Directory.Build.props", "<Project />");
        scratch.Write("Directory.Packages.props", "<Project />");
        scratch.Write("nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
        scratch.Write("All.slnx", """<Solution><Project Path="App/App.csproj" /><Project Path="Layers/Layers.csproj" /><Project Path="Numbers/Numbers.csproj" /></Solution>""");
        await CliWrap.Cli.Wrap("dotnet").WithArguments(["restore", "All.slnx"]).WithWorkingDirectory(scratch.Folder).ExecuteAsync();
    }
}
