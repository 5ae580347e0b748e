using Microsoft.CodeAnalysis;

namespace RnnLint.Cli;

/// <summary>How findings are written.</summary>
internal enum ReportFormat
{
    Text,
    Sarif,
    Json,
}

/// <summary>What <c>rnnlint check</c> was asked for.</summary>
internal sealed record CheckOptions(IReadOnlyList<string> Paths)
{
    public ReportFormat Format { get; init; }

    /// <summary>The report's file; null writes it to standard output.</summary>
    public string? Output { get; init; }

    /// <summary>Null where the user left it out.</summary>
    public DiagnosticSeverity? Severity { get; init; }

    public bool IncludeHidden { get; init; }

    /// <summary>
    /// Without <c>--severity</c> informational findings are shown too, but do not fail the run. RNN0090 and RNN0099 are statements about
    /// RnnLint's own work, so they are shown on request only.
    /// </summary>
    public DiagnosticSeverity ShownFrom => IncludeHidden ? DiagnosticSeverity.Hidden : Severity ?? DiagnosticSeverity.Info;

    /// <summary>Hidden findings never fail a run.</summary>
    public DiagnosticSeverity FailsFrom => Severity switch
    {
        null => DiagnosticSeverity.Warning,
        DiagnosticSeverity.Hidden => DiagnosticSeverity.Info,
        { } level => level,
    };
}
