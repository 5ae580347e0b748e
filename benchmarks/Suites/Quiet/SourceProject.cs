using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace RnnLint.Benchmarks.Quiet;

/// <summary>The C# files below one project file, without those of projects further below.</summary>
/// <param name="Path">Of the project file; a folder where files are in no project.</param>
public sealed record SourceProject(string Path, IReadOnlyList<string> Files)
{
    /// <summary>What a project with implicit usings has.</summary>
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly string[] Left = ["bin", "obj", ".git", "artifacts"];

    private static readonly IReadOnlyList<MetadataReference> Framework =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(System.IO.Path.PathSeparator).Where(path => !System.IO.Path.GetFileName(path).StartsWith("RnnLint.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>All projects below a folder, by path.</summary>
    public static IReadOnlyList<SourceProject> Below(string folder) => [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !System.IO.Path.GetRelativePath(folder, file).Split(System.IO.Path.DirectorySeparatorChar).Any(Left.Contains))
        .GroupBy(file => OwnerOf(System.IO.Path.GetDirectoryName(file)!, folder))
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new SourceProject(group.Key, [.. group.Order(StringComparer.Ordinal)]))];

    /// <summary>The project in memory, against the framework and what else this program runs with; <paramref name="made"/> has those that it refers to, if they were made before.</summary>
    public CSharpCompilation Compile(IReadOnlyDictionary<string, CSharpCompilation> made)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: ["NET", "NETCOREAPP", "NET5_0_OR_GREATER", "NET6_0_OR_GREATER", "NET8_0_OR_GREATER", "NETSTANDARD2_0_OR_GREATER"]);
        var trees = Files.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file)), parsing, file)).Prepend(CSharpSyntaxTree.ParseText(Usings, parsing, "Usings.g.cs"));
        return CSharpCompilation.Create(
            System.IO.Path.GetFileNameWithoutExtension(Path),
            trees,
            Framework.Concat(References().Distinct().Where(made.ContainsKey).Select(path => made[path].ToMetadataReference())),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));
    }

    /// <summary>Project files that it names.</summary>
    public IEnumerable<string> References() => !File.Exists(Path) ? [] : XDocument.Load(Path).Descendants().Where(element => element.Name.LocalName == "ProjectReference")
        .Select(element => element.Attribute("Include")?.Value).OfType<string>().Where(include => !include.Contains('$'))
        .Select(include => System.IO.Path.GetFullPath(include.Replace('\\', '/'), System.IO.Path.GetDirectoryName(Path)!));

    private static readonly Dictionary<string, string> Owners = [];

    private static string OwnerOf(string folder, string root)
    {
        if (Owners.TryGetValue(folder, out var known))
            return known;
        var own = Directory.EnumerateFiles(folder, "*.csproj").Order(StringComparer.Ordinal).FirstOrDefault();
        return Owners[folder] = own ?? (folder.Length <= root.Length || Directory.GetParent(folder)!.FullName.Length <= root.Length ? folder : OwnerOf(Directory.GetParent(folder)!.FullName, root));
    }
}
