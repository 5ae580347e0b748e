// The least that any Roslyn program does with a file: read it, parse it, bind it against the framework. `rnnlint check` is measured against it.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

using var stream = File.OpenRead(args[0]);
var tree = CSharpSyntaxTree.ParseText(SourceText.From(stream), path: args[0]);
var framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
    .Where(path => Path.GetDirectoryName(path) == framework)
    .Select(path => MetadataReference.CreateFromFile(path));
var compilation = CSharpCompilation.Create("Bare", [tree], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
Console.WriteLine($"{compilation.GetSemanticModel(tree).GetDiagnostics().Length} diagnostics");
