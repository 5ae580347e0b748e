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
        var diagnostic = (await One.AnalysedBy(Compiled.MarkedCellsAnalyzer, $"[*.cs]\ndotnet_diagnostic.RNN0001.severity = {level}\n")).ShouldHaveSingleItem();

        diagnostic.Severity.ShouldBe(expected == ReportDiagnostic.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Info);
    }

    [Fact]
    public async Task The_editor_config_switches_the_rule_off() =>
        (await One.AnalysedBy(Compiled.MarkedCellsAnalyzer, "[*.cs]\ndotnet_diagnostic.RNN0001.severity = none\n")).ShouldBeEmpty();

    [Fact]
    public async Task A_severity_of_the_category_is_one_of_findings_and_not_of_what_is_right()
    {
        var said = await Compiled.From(("/src/Rnn.cs", "class Rnn { object[] All() => [RNN0001, RNN0006, RNN0090, RNN0099]; }"))
            .AnalysedBy(Compiled.MarkedCellsAnalyzer, "[*.cs]\ndotnet_analyzer_diagnostic.category-RnnLint.severity = error\ndotnet_diagnostic.RNN0006.severity = suggestion\n");

        said.OrderBy(diagnostic => diagnostic.Id, StringComparer.Ordinal).Select(diagnostic => diagnostic.Severity)
            .ShouldBe([DiagnosticSeverity.Error, DiagnosticSeverity.Info, DiagnosticSeverity.Hidden, DiagnosticSeverity.Hidden]);
    }

    /// <summary>The command line and the language server have no compiler that would see to it.</summary>
    [Theory]
    [InlineData("dotnet_analyzer_diagnostic.category-RnnLint.severity = error")]
    [InlineData("dotnet_analyzer_diagnostic.category-RnnLint.severity = none")]
    [InlineData("dotnet_analyzer_diagnostic.category-RnnLint.severity = default\ndotnet_analyzer_diagnostic.severity = error")]
    [InlineData("dotnet_analyzer_diagnostic.severity = silent")]
    [InlineData("dotnet_analyzer_diagnostic.severity = nonsense")]
    [InlineData("dotnet_analyzer_diagnostic.severity = error\ndotnet_diagnostic.RNN0001.severity = suggestion")]
    [InlineData("dotnet_diagnostic.RNN0001.severity = default\ndotnet_analyzer_diagnostic.severity = error")]
    public async Task Severities_are_those_that_the_compiler_gives(string lines)
    {
        var config = $"[*.cs]\n{lines}\n";
        var byCompiler = (await One.AnalysedBy(Compiled.MarkedCellsAnalyzer, config)).Select(diagnostic => diagnostic.Severity);

        var compilation = One.With(config, out var settings);
        var finding = MarkedCells.Read(compilation.GetTypeByMetadataName("Rnn")!, default).Single().Findings.Single();

        (finding.ToEffectiveDiagnostic(compilation, settings) is { } diagnostic ? new[] { diagnostic.Severity } : []).ShouldBe(byCompiler);
    }

    [Fact]
    public async Task A_pragma_suppresses() =>
        (await Compiled.From(("Rnn.cs", "class Rnn {\n#pragma warning disable RNN0001\nobject Backward() => RNN0001;\n}")).AnalysedBy(Compiled.MarkedCellsAnalyzer)).ShouldBeEmpty();

    [Theory]
    [InlineData("class Rnn { [S(\"RnnLint\", \"RNN0001\")] object Backward() => RNN0001; }")]
    [InlineData("[S(\"RnnLint\", \"RNN0001:Transposed\")] class Rnn { object Backward() => RNN0001; }")]
    public async Task An_attribute_suppresses(string source) =>
        (await Compiled.From(("Rnn.cs", "using S = System.Diagnostics.CodeAnalysis.SuppressMessageAttribute;\n" + source)).AnalysedBy(Compiled.MarkedCellsAnalyzer)).ShouldBeEmpty();

    private static Compilation One => Compiled.From(("/src/Rnn.cs", "class Rnn { object Backward() => RNN0001; }"));
}
