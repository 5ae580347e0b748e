using Microsoft.CodeAnalysis;
using RnnLint.Cli.Reports;

namespace RnnLint.Cli.Tests;

public sealed class SeverityOptionTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(null, false, "RNN0001 RNN0005", 1)]
    [InlineData(DiagnosticSeverity.Warning, false, "RNN0001", 1)]
    [InlineData(DiagnosticSeverity.Error, false, "", 0)]
    [InlineData(DiagnosticSeverity.Info, true, "RNN0001 RNN0005 RNN0090 RNN0099", 1)]
    [InlineData(DiagnosticSeverity.Error, true, "RNN0090 RNN0099", 0)]
    [InlineData(DiagnosticSeverity.Hidden, false, "RNN0001 RNN0005 RNN0090 RNN0099", 1)]
    public void Findings_are_shown_from_the_level_up(DiagnosticSeverity? severity, bool hidden, string shown, int exitCode)
    {
        _scratch.Write("Rnn.cs", "class Rnn { object[] X() => [RNN0001, RNN0005, RNN0090, RNN0099]; }");

        var report = _scratch.Report(new([]) { Severity = severity, IncludeHidden = hidden });

        string.Join(' ', report.Shown.Select(finding => finding.Rule.Id)).ShouldBe(shown);
        ((int)report.ExitCode).ShouldBe(exitCode);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(DiagnosticSeverity.Info, 1)]
    [InlineData(DiagnosticSeverity.Hidden, 1)]
    public void Remarks_fail_a_run_only_where_that_is_asked_for(DiagnosticSeverity? severity, int exitCode)
    {
        _scratch.Write("Rnn.cs", "class Rnn { object X() => RNN0006; }");

        ((int)_scratch.Report(new([]) { Severity = severity }).ExitCode).ShouldBe(exitCode);
    }

    [Fact]
    public void What_is_shown_only_because_it_fails_the_run_is_explained_and_fixed_too()
    {
        _scratch.Write("Rnn.cs", RulePage.Of("RNN0001").Wrong[0]);

        var finding = _scratch.Probed(new([]) { Severity = DiagnosticSeverity.Error, FailOn = FailOn.Warning, Reports = [new(ReportFormat.Sarif)] }).Shown.ShouldHaveSingleItem();

        finding.Fix.ShouldNotBeNull();
        finding.Cell!.Derivation.ShouldNotBeNull();
    }

    [Fact]
    public void Detail_is_made_for_nothing_that_is_not_shown()
    {
        _scratch.Write("Rnn.cs", RulePage.Of("RNN0001").Wrong[0]);

        var finding = _scratch.Probed(new([]) { Severity = DiagnosticSeverity.Error, IncludeHidden = true, Reports = [new(ReportFormat.Html)] }).Result.Findings.ShouldHaveSingleItem();

        finding.Fix.ShouldBeNull();
        finding.Cell!.Derivation.ShouldBeNull();
    }

    [Fact]
    public void Hidden_findings_never_fail_a_run()
    {
        _scratch.Write("Rnn.cs", "class Rnn { object[] X() => [RNN0090, RNN0099]; }");

        _scratch.Report(new([]) { Severity = DiagnosticSeverity.Hidden, IncludeHidden = true }).ExitCode.ShouldBe(ExitCode.NothingFound);
    }
}
