using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnLint.Analyzer;
using RnnLint.LanguageServer.Documents;
using RnnLint.Loading;

namespace RnnLint.LanguageServer.Tests;

/// <summary>On every sample the compiler's analyzer and the server say the same. That `rnnlint check` says what the analyzer says is tested with it.</summary>
public class ParityTests
{
    [Fact]
    public async Task The_server_says_what_the_compiler_says()
    {
        var folder = Path.Combine(Repository.Root, "samples");
        var loaded = LooseFiles.Load(NamedPaths.Sort([folder]), default);
        var expected = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var unit in loaded.Units)
        {
            var compilation = unit.Open(default);
            var diagnostics = await compilation.WithAnalyzers([new RecurrentGradientAnalyzer()]).GetAnalyzerDiagnosticsAsync();
            expected.UnionWith(diagnostics.Where(diagnostic => unit.Targets.Contains(diagnostic.Location.SourceTree!)).Select(diagnostic =>
                $"{diagnostic.Location.SourceTree!.FilePath} {diagnostic.Location.GetLineSpan().Span} {diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"));
        }

        await using var editor = await Editor.StartAsync([folder], pulls: true, settings: """{"debounce": 20, "showHidden": true}""");
        await editor.UntilAsync(() => editor.Progress.Any(step => step.Kind == "end"), "the folder");
        var report = await editor.AskAsync<Protocol.WorkspaceDiagnosticParams, Protocol.WorkspaceDiagnosticReport>("workspace/diagnostic", new(null, []));

        var told = report.Items.SelectMany(file => (file.Items ?? []).Select(diagnostic =>
            $"{FilePaths.OfUri(file.Uri)} ({diagnostic.Range.Start.Line},{diagnostic.Range.Start.Character})-({diagnostic.Range.End.Line},{diagnostic.Range.End.Character}) {diagnostic.Code} {diagnostic.Message}"));
        told.Order(StringComparer.Ordinal).ShouldBe(expected);
        expected.Count.ShouldBeGreaterThan(20);
    }
}
