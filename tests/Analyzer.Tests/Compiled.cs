using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RnnLint.Analyzer.Tests;

/// <summary>Sources compiled in memory against the running framework, and what an analyzer says of them.</summary>
internal static class Compiled
{
    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Reports every marked cell.</summary>
    public static RecurrentGradientAnalyzer MarkedCellsAnalyzer { get; } = new(_ => MarkedCells.Read);

    public static CSharpCompilation From(params (string Path, string Text)[] sources) => CSharpCompilation.Create(
        "Sources",
        sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, new CSharpParseOptions(LanguageVersion.Preview), source.Path)),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    public static async Task<ImmutableArray<Diagnostic>> AnalysedBy(this Compilation compilation, RecurrentGradientAnalyzer analyzer, CancellationToken cancellation = default)
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        return await compilation.WithAnalyzers([analyzer], options).GetAnalyzerDiagnosticsAsync(cancellation);
    }
}
