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
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using RnnLint.Core.Tests.Programs;

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

    /// <summary>Compiles the files, loads the assembly, and hands it over for as long as <paramref name="use"/> runs.</summary>
    public static T Load<T>(IEnumerable<ProgramFile> files, Func<Assembly, T> use)
    {
        using var image = new MemoryStream();
        var emitted = Compile(files, References.Value).Emit(image);
        if (!emitted.Success)
        {
            throw new InvalidOperationException(string.Join('\n', Errors(emitted.Diagnostics)));
        }

        image.Position = 0;
        var context = new AssemblyLoadContext("program", isCollectible: true);
        try
        {
            return use(context.LoadFromStream(image));
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>The implemented and the numeric gradient of a program at each seed.</summary>
    public static (double[] Implemented, double[] Numeric)[] Gradients(ProgramCase program, params int[] seeds)
    {
        var harness = program.Harness ?? throw new ArgumentException($"{program} has no harness.");
        return Load(program.Files.Append(new ProgramFile("Harness.cs", Usings + harness)), assembly =>
        {
            var gradient = assembly.GetType("Harness", throwOnError: true)!
                .GetMethod("Gradient", BindingFlags.Static | BindingFlags.Public)!
                .CreateDelegate<Func<int, (double[], double[])>>();
            return Array.ConvertAll(seeds, seed => gradient(seed));
        });
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
