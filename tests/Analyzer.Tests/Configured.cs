using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RnnLint.Configuration;

namespace RnnLint.Analyzer.Tests;

/// <summary>Compilations whose files /src/.editorconfig and /src/.globalconfig speak of, as the compiler hands both on.</summary>
internal static class Configured
{
    /// <param name="additional">True to give the compiler the file once more, as an additional one.</param>
    public static async Task<ImmutableArray<Diagnostic>> AnalysedBy(this Compilation compilation, RecurrentGradientAnalyzer analyzer, string editorConfig, string globalConfig = "is_global = true\n", bool additional = false)
    {
        var set = AnalyzerConfigSet.Create<AnalyzerConfig[]>([AnalyzerConfig.Parse(editorConfig, "/src/.editorconfig"), AnalyzerConfig.Parse(globalConfig, "/src/.globalconfig")]);
        var options = new AnalyzerOptions(additional ? [new File("/src/.editorconfig", editorConfig)] : [], new Provider(set));
        return await compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new Trees(set)))
            .WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false)).GetAnalyzerDiagnosticsAsync();
    }

    public static Compilation With(this Compilation compilation, string editorConfig, out AnalysisSettings settings)
    {
        var set = AnalyzerConfigSet.Create<AnalyzerConfig[]>([AnalyzerConfig.Parse(editorConfig, "/src/.editorconfig")]);
        settings = new(new Provider(set));
        return compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new Trees(set)));
    }

    private sealed class File(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Trees(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }

    private sealed class Provider(AnalyzerConfigSet set) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new Options(set.GlobalConfigOptions.AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(set.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(set.GetOptionsForSourcePath(textFile.Path).AnalyzerOptions);
    }

    private sealed class Options(ImmutableDictionary<string, string> options) : AnalyzerConfigOptions
    {
        public override IEnumerable<string> Keys => options.Keys;

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => options.TryGetValue(key, out value);
    }
}
