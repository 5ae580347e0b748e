using System.Collections.Immutable;
using RnnLint.Cli.Checking;
using RnnLint.Cli.Terminal;
using RnnLint.Explaining;

namespace RnnLint.Cli.Reports;

/// <summary>The result of a run, to be written in the format asked for.</summary>
internal sealed record Report(CheckResult Result, CheckOptions Options, ReportPaths Paths)
{
    /// <summary>The findings that the options ask for.</summary>
    public ImmutableArray<Finding> Shown { get; } = [.. Result.Findings.Where(finding => finding.Severity >= Options.ShownFrom)];

    public ExitCode ExitCode =>
        !Result.Problems.IsEmpty ? ExitCode.CouldNotCheck
        : Result.Findings.Any(finding => !finding.Suppressed && finding.Severity >= Options.FailsFrom) ? ExitCode.Findings
        : ExitCode.NothingFound;

    public void Write(TextWriter writer, Ink ink)
    {
        switch (Options.Format)
        {
            case ReportFormat.Sarif:
                SarifReport.Write(this, writer);
                break;
            case ReportFormat.Json:
                JsonReport.Write(this, writer);
                break;
            default:
                new TextReport(this, writer, ink).Write();
                break;
        }
    }
}
