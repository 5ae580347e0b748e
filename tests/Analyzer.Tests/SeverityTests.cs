using Microsoft.CodeAnalysis;

namespace RnnLint.Analyzer.Tests;

public class SeverityTests
{
    [Fact]
    public async Task Rules_have_their_default_severities()
    {
        const string source = "class Rnn { object[] All() => [RNN0001, RNN0002, RNN0003, RNN0004, RNN0005, RNN0006, RNN0090, RNN0099]; }";

        var severities = (await Compiled.From(("Rnn.cs", source)).AnalysedBy(Compiled.MarkedCellsAnalyzer))
            .OrderBy(diagnostic => diagnostic.Id, StringComparer.Ordinal).Select(diagnostic => diagnostic.Severity);

        severities.ShouldBe([
            DiagnosticSeverity.Warning, DiagnosticSeverity.Warning, DiagnosticSeverity.Warning, DiagnosticSeverity.Warning,
            DiagnosticSeverity.Info, DiagnosticSeverity.Info, DiagnosticSeverity.Hidden, DiagnosticSeverity.Hidden]);
    }

    [Theory]
    [InlineData("error", ReportDiagnostic.Error)]
    [InlineData("suggestion", ReportDiagnostic.Info)]
    public async Task The_editor_config_sets_the_severity(string level, ReportDiagnostic expected)
    {
        var compilation = Configured($"[*.cs]\ndotnet_diagnostic.RNN0001.severity = {level}\n");

        var diagnostic = (await compilation.AnalysedBy(Compiled.MarkedCellsAnalyzer)).ShouldHaveSingleItem();

        diagnostic.Severity.ShouldBe(expected == ReportDiagnostic.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Info);
    }

    [Fact]
    public async Task The_editor_config_switches_the_rule_off() =>
        (await Configured("[*.cs]\ndotnet_diagnostic.RNN0001.severity = none\n").AnalysedBy(Compiled.MarkedCellsAnalyzer)).ShouldBeEmpty();

    [Fact]
    public async Task A_pragma_suppresses() =>
        (await Compiled.From(("Rnn.cs", "class Rnn {\n#pragma warning disable RNN0001\nobject Backward() => RNN0001;\n}")).AnalysedBy(Compiled.MarkedCellsAnalyzer)).ShouldBeEmpty();

    [Theory]
    [InlineData("class Rnn { [S(\"Correctness\", \"RNN0001\")] object Backward() => RNN0001; }")]
    [InlineData("[S(\"Correctness\", \"RNN0001:Transposed\")] class Rnn { object Backward() => RNN0001; }")]
    public async Task An_attribute_suppresses(string source) =>
        (await Compiled.From(("Rnn.cs", "using S = System.Diagnostics.CodeAnalysis.SuppressMessageAttribute;\n" + source)).AnalysedBy(Compiled.MarkedCellsAnalyzer)).ShouldBeEmpty();

    private static Compilation Configured(string editorConfig)
    {
        var compilation = Compiled.From(("/src/Rnn.cs", "class Rnn { object Backward() => RNN0001; }"));
        var set = AnalyzerConfigSet.Create<AnalyzerConfig[]>([AnalyzerConfig.Parse(editorConfig, "/src/.editorconfig")]);
        return compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new ConfiguredTrees(set)));
    }

    private sealed class ConfiguredTrees(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }
}
