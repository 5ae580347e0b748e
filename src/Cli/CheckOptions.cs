using Microsoft.CodeAnalysis;
using RnnLint.Cli.Checking;
using RnnLint.Cli.Reports;

namespace RnnLint.Cli;

/// <summary>From which findings on a run fails.</summary>
internal enum FailOn
{
    /// <summary>Informational ones and above.</summary>
    Info,

    Warning,

    Error,

    /// <summary>Warnings and above, and cells that were recognised and not probed.</summary>
    Unverified,

    Never,
}

/// <summary>What <c>rnnlint check</c> was asked for.</summary>
internal sealed record CheckOptions(IReadOnlyList<string> Paths)
{
    /// <summary>Each to be written, with another file or format.</summary>
    public IReadOnlyList<ReportTarget> Reports { get; init; } = [ReportTarget.ToStandardOutput];

    /// <summary>Below it nothing can be shown that is to be explained and fixed; null where no report shows such detail.</summary>
    public DiagnosticSeverity? DetailFrom =>
        !Reports.Any(report => report.Format is ReportFormat.Sarif or ReportFormat.Html) ? null
        : IncludeHidden ? DiagnosticSeverity.Hidden
        : FailsFrom < ShownFrom ? FailsFrom
        : ShownFrom;

    /// <summary>Null where the user left it out.</summary>
    public DiagnosticSeverity? Severity { get; init; }

    public bool IncludeHidden { get; init; }

    /// <summary>Null where the user left it out: <see cref="Severity"/> decides.</summary>
    public FailOn? FailOn { get; init; }

    /// <summary>A file that <c>rnnlint baseline</c> wrote; null for none.</summary>
    public string? Baseline { get; init; }

    /// <summary>A revision that git knows; null where everything counts.</summary>
    public string? ChangedSince { get; init; }

    /// <summary>True where findings are laid against those of before.</summary>
    public bool Compares => Baseline is not null || ChangedSince is not null;

    /// <summary>How many types are analysed at a time.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Without <c>--severity</c> informational findings are shown too, but do not fail the run.</summary>
    private DiagnosticSeverity ShownFrom => Severity ?? DiagnosticSeverity.Info;

    /// <summary>Null where no severity fails the run.</summary>
    private DiagnosticSeverity? FailsFrom => (FailOn ?? ImpliedFailOn) switch
    {
        Cli.FailOn.Info => DiagnosticSeverity.Info,
        Cli.FailOn.Warning or Cli.FailOn.Unverified => DiagnosticSeverity.Warning,
        Cli.FailOn.Error => DiagnosticSeverity.Error,
        _ => null,
    };

    /// <summary>
    /// True for a finding that the options ask for. One that fails the run is never left out. RNN0090 and RNN0099 are statements about
    /// RnnLint's own work, so they are shown on request only.
    /// </summary>
    public bool Shows(Finding finding) => finding.Severity >= ShownFrom || IncludeHidden && (finding.IsNotProbed || finding.IsVerified) || Fails(finding);

    /// <summary>True for a finding that is shown in detail: of what was not probed there is nothing to derive, and what is suppressed in the source, or was known before, is settled.</summary>
    public bool ShowsDetail(Finding finding) => finding is { IsNotProbed: false, Suppressed: false, Known: false } && Shows(finding);

    /// <summary>True for a finding that fails the run. What was verified, suppressed, or known before, never does.</summary>
    public bool Fails(Finding finding) => !finding.Suppressed && !finding.Known && !finding.IsVerified
        && (finding.Severity >= FailsFrom || FailOn == Cli.FailOn.Unverified && finding is { IsNotProbed: true, IsOfHint: false });

    private FailOn ImpliedFailOn => Severity switch
    {
        DiagnosticSeverity.Hidden or DiagnosticSeverity.Info => Cli.FailOn.Info,
        DiagnosticSeverity.Error => Cli.FailOn.Error,
        _ => Cli.FailOn.Warning,
    };
}
