using System.Collections.Immutable;
using RnnLint.Cli.Checking;
using RnnLint.Cli.Terminal;
using RnnLint.Explaining;

namespace RnnLint.Cli.Reports;

/// <summary>The result of a run, to be written in any of the formats.</summary>
internal sealed record Report(CheckResult Result, CheckOptions Options, ReportPaths Paths)
{
    /// <summary>As a service that shows reports names files: from the root of what it has checked out.</summary>
    public ReportPaths Checkout { get; init; } = Paths;

    /// <summary>The findings that the options ask for.</summary>
    public ImmutableArray<Finding> Shown { get; } = [.. Result.Findings.Where(finding => Options.Shows(finding))];

    public ExitCode ExitCode =>
        !Result.Problems.IsEmpty ? ExitCode.CouldNotCheck
        : Result.Findings.Any(Options.Fails) ? ExitCode.Findings
        : ExitCode.NothingFound;

    /// <param name="ink">For text alone.</param>
    public void Write(ReportFormat format, TextWriter writer, Ink ink)
    {
        switch (format)
        {
            case ReportFormat.Sarif:
                SarifReport.Write(this, writer);
                break;
            case ReportFormat.Json:
                JsonReport.Write(this, writer);
                break;
            case ReportFormat.Html:
                new HtmlReport(this).Write(writer);
                break;
            case ReportFormat.Github:
                GithubReport.Write(this, writer);
                break;
            case ReportFormat.Gitlab:
                GitlabReport.Write(this, writer);
                break;
            case ReportFormat.Junit:
                JunitReport.Write(this, writer);
                break;
            default:
                new TextReport(this, writer, ink).Write();
                break;
        }
    }
}
