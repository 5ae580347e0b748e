using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace RnnLint.Core.Tests.Programs;

/// <summary>Compiles a program together with its harness and runs it. Only tests may do this: the product never runs the code it reads.</summary>
public static class ProgramRunner
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using RnnLint.Core.Tests.Programs;
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Append(typeof(ProgramRunner).Assembly.Location)
            .Where(p => Path.GetFileName(p) is var f && (f.StartsWith("System.") || f is "netstandard.dll" or "MathNet.Numerics.dll"
                || p == typeof(ProgramRunner).Assembly.Location))
            .Distinct()
            .Select(p => (MetadataReference)MetadataReference.CreateFromFile(p))]);

    /// <summary>The references a program is compiled against: the framework and MathNet.Numerics.</summary>
    public static ImmutableArray<MetadataReference> PlatformReferences =>
        References.Value.RemoveAll(r => r.Display == typeof(ProgramRunner).Assembly.Location);

    /// <summary>The files of a program alone, without harness, as RnnLint would be given them.</summary>
    public static CSharpCompilation Compile(IEnumerable<ProgramFile> files) => Compile(files, PlatformReferences);

    /// <summary>Compiles the files with the harness and calls a static method without arguments or with a seed.</summary>
    public static T Run<T>(IEnumerable<ProgramFile> files, string type, string method, params object[] arguments)
    {
        var compilation = Compile(files.Append(new ProgramFile("Usings.cs", Usings)), References.Value);
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        if (!emitted.Success)
        {
            throw new InvalidOperationException(string.Join('\n', Errors(emitted.Diagnostics)));
        }

        image.Position = 0;
        var context = new AssemblyLoadContext("program", isCollectible: true);
        try
        {
            var assembly = context.LoadFromStream(image);
            var target = assembly.GetType(type, throwOnError: true)!
                .GetMethod(method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
            return (T)target.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
        }
        finally
        {
            context.Unload();
        }
    }

    public static IEnumerable<string> Errors(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString());

    private static CSharpCompilation Compile(IEnumerable<ProgramFile> files, IEnumerable<MetadataReference> references)
    {
        var trees = files.Select(f => CSharpSyntaxTree.ParseText(SourceText.From(f.Text), Parsing, f.Name)).ToArray();
        var script = trees.Any(t => t.GetCompilationUnitRoot().Members.Any(m => m is GlobalStatementSyntax));
        return CSharpCompilation.Create(
            "Program",
            trees,
            references,
            new CSharpCompilationOptions(
                script ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Debug,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Annotations,
                concurrentBuild: false));
    }
}
