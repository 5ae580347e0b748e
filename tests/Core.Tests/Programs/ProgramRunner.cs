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

    /// <summary>The references a program is compiled against: the framework and the numerical libraries.</summary>
    public static IReadOnlyList<MetadataReference> PlatformReferences { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is var f && (f.StartsWith("System.", StringComparison.Ordinal) || f is "Microsoft.CSharp.dll" or "MathNet.Numerics.dll" or "NumSharp.dll" or "TorchSharp.dll" or "ILGPU.dll"))
            .Select(p => (MetadataReference)MetadataReference.CreateFromFile(p))];

    private static readonly Lazy<CSharpCompilation> EmptyProgram = new(() => Empty(PlatformReferences));

    private static readonly Lazy<CSharpCompilation> EmptyTest = new(() =>
        Empty(PlatformReferences.Append(MetadataReference.CreateFromFile(typeof(ProgramRunner).Assembly.Location))));

    /// <summary>The files of a program alone, without harness, as RnnLint would be given them: what is Unity's it has declarations of.</summary>
    public static CSharpCompilation Compile(IEnumerable<ProgramFile> files) =>
        (CSharpCompilation)RnnLint.Loading.UnityStandIn.AddWhereMissing(Compile(files, EmptyProgram.Value), CancellationToken.None);

    /// <summary>Compiles the files, loads the assembly, and hands it over for as long as <paramref name="use"/> runs.</summary>
    public static T Load<T>(IEnumerable<ProgramFile> files, Func<Assembly, T> use) => LoadImage(Image(files), use);

    /// <summary>The same of an assembly that was compiled before.</summary>
    public static T LoadImage<T>(byte[] image, Func<Assembly, T> use)
    {
        var context = new AssemblyLoadContext("program", isCollectible: true);
        try
        {
            return use(context.LoadFromStream(new MemoryStream(image)));
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>The files as an assembly.</summary>
    /// <exception cref="InvalidOperationException">They do not compile.</exception>
    public static byte[] Image(IEnumerable<ProgramFile> files)
    {
        using var image = new MemoryStream();
        var emitted = Compile(files, EmptyTest.Value).Emit(image);
        return emitted.Success ? image.ToArray() : throw new InvalidOperationException(string.Join('\n', Errors(emitted.Diagnostics)));
    }

    /// <summary>The implemented and the numeric gradient of a program at each seed.</summary>
    public static (double[] Implemented, double[] Numeric)[] Gradients(ProgramCase program, params int[] seeds)
    {
        var harness = program.Harness ?? throw new ArgumentException($"{program} has no harness.");
        return Load(program.Files.Append(HarnessFile(harness)), assembly => Array.ConvertAll(seeds, seed => Gradient(assembly)(seed)));
    }

    /// <summary>A harness as a file that compiles with its program.</summary>
    public static ProgramFile HarnessFile(string harness) => new("Harness.cs", Usings + harness);

    /// <summary>The function of a compiled program that computes both gradients at a seed.</summary>
    public static Func<int, (double[] Implemented, double[] Numeric)> Gradient(Assembly program) =>
        program.GetType("Harness", throwOnError: true)!
            .GetMethod("Gradient", BindingFlags.Static | BindingFlags.Public)!
            .CreateDelegate<Func<int, (double[], double[])>>();

    public static IEnumerable<string> Errors(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString());

    private static CSharpCompilation Compile(IEnumerable<ProgramFile> files, CSharpCompilation empty)
    {
        var trees = files.Select(f => CSharpSyntaxTree.ParseText(SourceText.From(f.Text), Parsing, f.Name)).ToArray();
        var script = trees.Any(t => t.GetCompilationUnitRoot().Members.Any(m => m is GlobalStatementSyntax));
        return empty
            .WithOptions(empty.Options.WithOutputKind(script ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary))
            .AddSyntaxTrees(trees);
    }

    // Compilations made from one another share what they know of their references.
    private static CSharpCompilation Empty(IEnumerable<MetadataReference> references) => CSharpCompilation.Create(
        "Program",
        references: references,
        options: new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Annotations));
}
