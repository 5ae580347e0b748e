using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RnnLint.Cli.Tests;

/// <summary>
/// Files that are given without a project are read and nothing else: neither they themselves nor anything that lies beside them runs. Each trap leaves a
/// mark where it does, and the last tests show that they would.
/// </summary>
public sealed class LooseFilesRunNothingTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("check", "Rnn.cs")]
    [InlineData("check", "source")]
    [InlineData("explain", "Rnn.cs")]
    [InlineData("fix", "Rnn.cs")]
    public async Task Nothing_that_lies_there_runs(string command, string path)
    {
        Plant();

        var run = await Tool.RunAsync(_scratch, command, path);

        run.ExitCode.ShouldBeInRange(0, 1, run.Errors);
        (run.Output + run.Errors).ShouldContain("Rnn");
        Marks().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_targets_would_leave_marks_if_the_project_was_evaluated_and_built()
    {
        Plant();

        await CliWrap.Cli.Wrap("dotnet").WithArguments(["msbuild", "Planted.proj"]).WithWorkingDirectory(_scratch.Folder).WithValidation(CliWrap.CommandResultValidation.None).ExecuteAsync();

        Marks().ShouldContain("ran-targets");
    }

    [Fact]
    public void The_library_would_leave_marks_if_it_was_loaded()
    {
        Plant();
        var context = new AssemblyLoadContext(nameof(The_library_would_leave_marks_if_it_was_loaded), isCollectible: true);

        using (var library = File.OpenRead(Path.Combine(_scratch.Folder, "analyzers/dotnet/cs/Planted.dll")))
            foreach (var type in context.LoadFromStream(library).GetTypes().Where(type => type.Name.StartsWith("Planted", StringComparison.Ordinal)))
                Activator.CreateInstance(type);
        context.Unload();

        Marks().ShouldBe(["ran-analyzer", "ran-cell", "ran-generator", "ran-module"], ignoreOrder: true);
    }

    private string[] Marks() => [.. Directory.EnumerateFiles(_scratch.Folder, "ran-*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file))];

    /// <summary>A cell whose class leaves a mark when it is made, and what a build, a compiler or a runtime might pick up beside it.</summary>
    private void Plant()
    {
        var cell = $$"""
            {{RulePage.Of("RNN0001").Wrong[0]}}

            public static class Mark
            {
                [System.Runtime.CompilerServices.ModuleInitializer]
                public static void Initialise() => Leave("module");

                public static int Leave(string name) { System.IO.File.WriteAllText(System.IO.Path.Combine(@"{{_scratch.Folder}}", "ran-" + name), ""); return 0; }
            }

            public class PlantedCell
            {
                static readonly int Made = Mark.Leave("cell");
                public PlantedCell() => System.GC.KeepAlive(Made);
            }
            """;
        _scratch.Write("Rnn.cs", cell);
        _scratch.Write("source/Rnn.cs", cell);
        var library = Compile(cell + """

            [Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer("C#")]
            public class PlantedAnalyzer : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer
            {
                public PlantedAnalyzer() => Mark.Leave("analyzer");
                public override System.Collections.Immutable.ImmutableArray<Microsoft.CodeAnalysis.DiagnosticDescriptor> SupportedDiagnostics => [];
                public override void Initialize(Microsoft.CodeAnalysis.Diagnostics.AnalysisContext context) => Mark.Leave("analyzer");
            }

            [Microsoft.CodeAnalysis.Generator]
            public class PlantedGenerator : Microsoft.CodeAnalysis.IIncrementalGenerator
            {
                public PlantedGenerator() => Mark.Leave("generator");
                public void Initialize(Microsoft.CodeAnalysis.IncrementalGeneratorInitializationContext context) => Mark.Leave("generator");
            }
            """);

        // Where a package, a tool's own folder or a careless search for libraries would have them.
        foreach (var place in new[] { "analyzers/dotnet/cs/Planted.dll", "Planted.dll", "RnnLint.Core.dll", "Microsoft.CodeAnalysis.dll", "System.Runtime.dll", "source/Planted.dll", "bin/Debug/net10.0/Planted.dll" })
        {
            _scratch.Write(place, "");
            File.WriteAllBytes(Path.Combine(_scratch.Folder, place), library);
        }

        var targets = $"""
            <Project InitialTargets="Mark">
              <Target Name="Mark"><WriteLinesToFile File="{_scratch.Folder}/ran-targets" Lines="ran" /></Target>
              <ItemGroup><Analyzer Include="{_scratch.Folder}/analyzers/dotnet/cs/Planted.dll" /></ItemGroup>
            </Project>
            """;
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "Directory.Solution.targets", "Planted.proj", "obj/Planted.csproj.nuget.g.targets", "Rnn.cs.user" })
            _scratch.Write(name, targets);
        _scratch.Write("Directory.Build.rsp", "-t:Mark");
        _scratch.Write("MSBuild.rsp", "-t:Mark");
        _scratch.Write("source/Directory.Build.targets", targets);
        _scratch.Write("rnnlint.runtimeconfig.json", """{ "configProperties": { "STARTUP_HOOKS": "Planted" } }""");
        _scratch.Write(".editorconfig", "root = true\n[*.cs]\nrnnlint.fuel = 400000\nanalyzer_assembly = Planted.dll\n");
        _scratch.Write(".globalconfig", "is_global = true\n");
    }

    private static byte[] Compile(string source)
    {
        using var library = new MemoryStream();
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var result = CSharpCompilation.Create("Planted", [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview))], references, new(OutputKind.DynamicallyLinkedLibrary)).Emit(library);
        result.Success.ShouldBeTrue(string.Join("\n", result.Diagnostics));
        return library.ToArray();
    }
}
