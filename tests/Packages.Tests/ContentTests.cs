using System.Text;
using System.Text.Json;

namespace RnnLint.Packages.Tests;

/// <summary>What the packages hold and say of themselves. What is new in one is new in its list here.</summary>
[Collection(nameof(PackedFixture))]
public class ContentTests(PackedFixture packed)
{
    /// <summary>In both tools.</summary>
    private static readonly string[] InTools =
    [
        "BuildHost-net472/Microsoft.Bcl.AsyncInterfaces.dll",
        "BuildHost-net472/Microsoft.Build.Locator.dll",
        "BuildHost-net472/Microsoft.CodeAnalysis.Workspaces.MSBuild.BuildHost.exe",
        "BuildHost-net472/Microsoft.CodeAnalysis.Workspaces.MSBuild.BuildHost.exe.config",
        "BuildHost-net472/Microsoft.CodeAnalysis.Workspaces.MSBuild.Contracts.dll",
        "BuildHost-net472/Microsoft.CodeAnalysis.Workspaces.MSBuild.Contracts.pdb",
        "BuildHost-net472/Microsoft.IO.Redist.dll",
        "BuildHost-net472/System.Buffers.dll",
        "BuildHost-net472/System.IO.Pipelines.dll",
        "BuildHost-net472/System.Memory.dll",
        "BuildHost-net472/System.Numerics.Vectors.dll",
        "BuildHost-net472/System.Runtime.CompilerServices.Unsafe.dll",
        "BuildHost-net472/System.Text.Encodings.Web.dll",
        "BuildHost-net472/System.Text.Json.dll",
        "BuildHost-net472/System.Threading.Tasks.Extensions.dll",
        "BuildHost-netcore/Microsoft.Build.Locator.dll",
        "BuildHost-netcore/Microsoft.CodeAnalysis.Workspaces.MSBuild.BuildHost.deps.json",
        "BuildHost-netcore/Microsoft.CodeAnalysis.Workspaces.MSBuild.BuildHost.dll",
        "BuildHost-netcore/Microsoft.CodeAnalysis.Workspaces.MSBuild.BuildHost.runtimeconfig.json",
        "BuildHost-netcore/Microsoft.CodeAnalysis.Workspaces.MSBuild.Contracts.dll",
        "BuildHost-netcore/Microsoft.CodeAnalysis.Workspaces.MSBuild.Contracts.pdb",
        "DotnetToolSettings.xml",
        "Humanizer.dll",
        "MathNet.Numerics.dll",
        "Microsoft.Build.Framework.dll",
        "Microsoft.CodeAnalysis.CSharp.Workspaces.dll",
        "Microsoft.CodeAnalysis.CSharp.dll",
        "Microsoft.CodeAnalysis.ExternalAccess.RazorCompiler.dll",
        "Microsoft.CodeAnalysis.Workspaces.MSBuild.Contracts.dll",
        "Microsoft.CodeAnalysis.Workspaces.MSBuild.dll",
        "Microsoft.CodeAnalysis.Workspaces.dll",
        "Microsoft.CodeAnalysis.dll",
        "Microsoft.Extensions.DependencyInjection.Abstractions.dll",
        "Microsoft.Extensions.DependencyInjection.dll",
        "Microsoft.Extensions.Logging.Abstractions.dll",
        "Microsoft.Extensions.Logging.dll",
        "Microsoft.Extensions.Options.dll",
        "Microsoft.Extensions.Primitives.dll",
        "Microsoft.VisualStudio.SolutionPersistence.dll",
        "RnnLint.Analyzer.dll",
        "RnnLint.Analyzer.pdb",
        "RnnLint.CodeFixes.dll",
        "RnnLint.CodeFixes.pdb",
        "RnnLint.Core.dll",
        "RnnLint.Core.pdb",
        "RnnLint.Explaining.dll",
        "RnnLint.Explaining.pdb",
        "RnnLint.Loading.dll",
        "RnnLint.Loading.pdb",
        "System.CommandLine.dll",
        "System.Composition.AttributedModel.dll",
        "System.Composition.Convention.dll",
        "System.Composition.Hosting.dll",
        "System.Composition.Runtime.dll",
        "System.Composition.TypedParts.dll",
        "System.Numerics.Tensors.dll",
    ];

    public static TheoryData<string> Ids => ["RnnLint.Analyzers", "RnnLint.Annotations", "RnnLint.LanguageServer", "rnnlint"];

    [Fact]
    public void The_analyzers_hold_these_files_and_no_others() => packed.Package("RnnLint.Analyzers").Entries.ShouldBe(Sorted(
    [
        "LICENSE",
        "README.md",
        "RnnLint.Analyzers.nuspec",
        "THIRD-PARTY-NOTICES.txt",
        "analyzers/dotnet/cs/MathNet.Numerics.dll",
        "analyzers/dotnet/cs/RnnLint.Analyzer.dll",
        "analyzers/dotnet/cs/RnnLint.Analyzer.pdb",
        "analyzers/dotnet/cs/RnnLint.CodeFixes.Provider.dll",
        "analyzers/dotnet/cs/RnnLint.CodeFixes.Provider.pdb",
        "analyzers/dotnet/cs/RnnLint.CodeFixes.dll",
        "analyzers/dotnet/cs/RnnLint.CodeFixes.pdb",
        "analyzers/dotnet/cs/RnnLint.Core.dll",
        "analyzers/dotnet/cs/RnnLint.Core.pdb",
        .. Directory.GetFiles(Repository.PathTo("docs", "rules"), "*.md").Select(page => $"docs/rules/{Path.GetFileName(page)}"),
        "icon.png",
    ]));

    [Fact]
    public void The_annotations_are_one_source_file() => packed.Package("RnnLint.Annotations").Entries.ShouldBe(
        ["LICENSE", "README.md", "RnnLint.Annotations.nuspec", "contentFiles/cs/any/RnnLintAnnotations.cs", "icon.png"]);

    [Fact]
    public void The_command_holds_these_files_and_no_others() => packed.Package("rnnlint").Entries.ShouldBe(Sorted(
    [
        "LICENSE",
        "README.md",
        "THIRD-PARTY-NOTICES.txt",
        "icon.png",
        "rnnlint.nuspec",
        .. InTools.Concat(
        [
            "CliWrap.dll",
            "DiffPlex.dll",
            "Spectre.Console.Ansi.dll",
            "Spectre.Console.dll",
            "rnnlint.deps.json",
            "rnnlint.dll",
            "rnnlint.pdb",
            "rnnlint.runtimeconfig.json",
        ]).Select(InTool),
    ]));

    [Fact]
    public void The_language_server_holds_these_files_and_no_others() => packed.Package("RnnLint.LanguageServer").Entries.ShouldBe(Sorted(
    [
        "LICENSE",
        "README.md",
        "RnnLint.LanguageServer.nuspec",
        "THIRD-PARTY-NOTICES.txt",
        "icon.png",
        .. InTools.Concat(
        [
            "MessagePack.Annotations.dll",
            "MessagePack.dll",
            "Microsoft.NET.StringTools.dll",
            "Microsoft.VisualStudio.Threading.dll",
            "Microsoft.VisualStudio.Validation.dll",
            "Nerdbank.MessagePack.dll",
            "Nerdbank.Streams.dll",
            "Newtonsoft.Json.dll",
            "PolyType.dll",
            "StreamJsonRpc.dll",
            "rnnlint-server.deps.json",
            "rnnlint-server.dll",
            "rnnlint-server.pdb",
            "rnnlint-server.runtimeconfig.json",
        ]).Select(InTool),
    ]));

    [Theory, MemberData(nameof(Ids))]
    public void Each_says_where_it_is_from_and_what_is_new(string id)
    {
        var package = packed.Package(id);
        var repository = package.Nuspec.Elements().Single(element => element.Name.LocalName == "repository");

        package.Metadata("id").ShouldBe(id);
        package.Metadata("license").ShouldBe("MIT");
        package.Metadata("readme").ShouldBe("README.md");
        package.Metadata("icon").ShouldBe("icon.png");
        package.Metadata("description").ShouldNotBeEmpty();
        package.Metadata("releaseNotes").ShouldStartWith("### ");
        package.Metadata("projectUrl").ShouldBe((string?)repository.Attribute("url"));
        ((string?)repository.Attribute("type")).ShouldBe("git");
        // Code that came without git has no commit.
        if (Directory.Exists(Repository.PathTo(".git")))
            ((string?)repository.Attribute("commit")).ShouldNotBeNull().Length.ShouldBe(40);
        package.Bytes("icon.png").ShouldBe(File.ReadAllBytes(Repository.PathTo("editor-client", "media", "icon.png")));
    }

    [Theory]
    [InlineData("RnnLint.Analyzers", "true", "")]
    [InlineData("RnnLint.Annotations", "true", "")]
    [InlineData("RnnLint.LanguageServer", "", "DotnetTool")]
    [InlineData("rnnlint", "", "DotnetTool")]
    public void None_brings_another_package_along(string id, string developmentDependency, string type)
    {
        var package = packed.Package(id);

        package.Metadata("developmentDependency").ShouldBe(developmentDependency);
        package.Nuspec.Descendants().Where(element => element.Name.LocalName == "packageType").Select(element => (string?)element.Attribute("name")).ShouldBe(type == "" ? [] : [type]);
        package.Nuspec.Descendants().ShouldNotContain(element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void The_annotations_are_compiled_where_they_are_referenced()
    {
        var files = packed.Package("RnnLint.Annotations").Nuspec.Descendants().Single(element => element.Name.LocalName == "files");

        ((string?)files.Attribute("include")).ShouldBe("cs/any/RnnLintAnnotations.cs");
        ((string?)files.Attribute("buildAction")).ShouldBe("Compile");
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_readme_has_no_link_that_leads_nowhere_from_a_package(string id)
    {
        var package = packed.Package(id);

        foreach (var link in package.Text("README.md").Split("](").Skip(1).Select(rest => rest.Split(')')[0]))
            link.ShouldStartWith("https://");
    }

    [Theory]
    [InlineData("RnnLint.LanguageServer")]
    [InlineData("rnnlint")]
    public void The_notices_of_a_tool_name_every_package_that_it_contains(string id)
    {
        var package = packed.Package(id);
        using var dependencies = JsonDocument.Parse(package.Bytes(package.Entries.Single(entry => entry.StartsWith("tools/net10.0/any/rnnlint") && entry.EndsWith(".deps.json"))));
        var notices = package.Text("THIRD-PARTY-NOTICES.txt");

        var contained = dependencies.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject()
            .Where(library => library.Value.TryGetProperty("runtime", out _) && dependencies.RootElement.GetProperty("libraries").GetProperty(library.Name).GetProperty("type").GetString() == "package")
            .Select(library => library.Name.Replace('/', ' ')).ToList();

        contained.Count.ShouldBeGreaterThan(20);
        foreach (var library in contained)
            notices.ShouldContain($"\n{library} (", Case.Sensitive, library);
        notices.ShouldContain("Permission is hereby granted, free of charge");
        if (notices.Contains("(Apache-2.0)"))
            notices.ShouldContain("Apache License\n                           Version 2.0, January 2004");
    }

    [Fact]
    public void The_help_links_of_the_rules_name_the_repository_of_the_package()
    {
        var package = packed.Package("RnnLint.Analyzers");

        var link = Encoding.Unicode.GetBytes($"{package.Metadata("projectUrl")}/blob/main/docs/rules/RNN0001.md");
        package.Bytes("analyzers/dotnet/cs/RnnLint.Analyzer.dll").AsSpan().IndexOf(link).ShouldBeGreaterThan(0);
    }

    private static string InTool(string name) => $"tools/net10.0/any/{name}";

    private static string[] Sorted(string[] names) => [.. names.Order(StringComparer.Ordinal)];
}
