using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RnnLint.Packages.Tests;

/// <summary>
/// A compiler of any version, as far as analyzers see one. It is written against the oldest; this assembly is loaded once more beside the version that is asked for,
/// and runs with it. Analyzers are loaded as csc does it: from their own folder, and Roslyn from the compiler's.
/// </summary>
internal static class IsolatedCompiler
{
    /// <returns>The version of Roslyn, and what it and the analyzers have to say, in order.</returns>
    public static string[] Run(string[] roslyn, string analyzers, string source)
    {
        var context = new Folders([.. roslyn], name => name == typeof(IsolatedCompiler).Assembly.GetName().Name ? typeof(IsolatedCompiler).Assembly.Location : null);
        var again = context.LoadFromAssemblyName(typeof(IsolatedCompiler).Assembly.GetName()).GetType(typeof(IsolatedCompiler).FullName!)!;
        return (string[])again.GetMethod(nameof(Compile), BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, [analyzers, source])!;
    }

    private static string[] Compile(string analyzers, string source)
    {
        var said = new List<string>();
        var loader = new Loader(analyzers);
        var found = ImmutableArray.CreateBuilder<DiagnosticAnalyzer>();
        foreach (var library in Directory.GetFiles(analyzers, "*.dll").Order(StringComparer.Ordinal))
        {
            var reference = new AnalyzerFileReference(library, loader);
            // What csc reports as CS8032, CS8034 or CS9057.
            reference.AnalyzerLoadFailed += (_, failure) => said.Add($"{failure.ErrorCode} {failure.Message}");
            found.AddRange(reference.GetAnalyzers(LanguageNames.CSharp));
        }

        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Sample", [CSharpSyntaxTree.ParseText(File.ReadAllText(source))], references, new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var diagnostics = compilation.WithAnalyzers(found.ToImmutable()).GetAllDiagnosticsAsync().GetAwaiter().GetResult();
        said.AddRange(diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => $"{diagnostic.Id} {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1} {diagnostic.GetMessage()}"));
        return [$"Roslyn {typeof(CSharpCompilation).Assembly.GetName().Version}", .. said];
    }

    /// <summary>Libraries of some folders; all others are those of the runtime. Not collectible: such code runs without what was compiled ahead, and takes many times as long.</summary>
    private sealed class Folders(ImmutableArray<string> folders, Func<string, string?> path, AssemblyLoadContext? above = null) : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName name)
        {
            if (above is not null && name.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
                return above.LoadFromAssemblyName(name);
            var file = path(name.Name!) ?? folders.Select(folder => Path.Combine(folder, $"{name.Name}.dll")).FirstOrDefault(File.Exists);
            return file is null ? null : LoadFromAssemblyPath(file);
        }
    }

    private sealed class Loader(string folder) : IAnalyzerAssemblyLoader
    {
        private readonly Folders _context = new([folder], _ => null, AssemblyLoadContext.GetLoadContext(typeof(Loader).Assembly));

        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => _context.LoadFromAssemblyPath(fullPath);
    }
}
