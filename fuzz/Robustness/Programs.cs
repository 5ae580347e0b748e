using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace RnnLint.Fuzz.Robustness;

/// <summary>Sources compiled in memory against the running framework.</summary>
internal static class Programs
{
    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    public static CSharpCompilation Compile(params ReadOnlySpan<(string Path, string Text)> sources)
    {
        var language = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = new List<SyntaxTree>();
        foreach (var (path, text) in sources)
            trees.Add(CSharpSyntaxTree.ParseText(SourceText.From(text), language, path));
        return CSharpCompilation.Create("Robustness", trees, References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }
}
