// The least that any Roslyn program does with a file, or with all those of a folder: read them, parse them, bind them against the framework. `rnnlint check` is measured against it.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

var files = Directory.Exists(args[0]) ? Directory.EnumerateFiles(args[0], "*.cs", SearchOption.AllDirectories) : [args[0]];
var trees = files.Order(StringComparer.Ordinal).Select(Parse).ToList();
var framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
    .Where(path => Path.GetDirectoryName(path) == framework)
    .Select(path => MetadataReference.CreateFromFile(path));
var compilation = CSharpCompilation.Create("Bare", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
Console.WriteLine($"{(trees.Count == 1 ? compilation.GetSemanticModel(trees[0]).GetDiagnostics() : compilation.GetDiagnostics()).Length} diagnostics");

static SyntaxTree Parse(string path)
{
    using var stream = File.OpenRead(path);
    return CSharpSyntaxTree.ParseText(SourceText.From(stream), path: path);
}
