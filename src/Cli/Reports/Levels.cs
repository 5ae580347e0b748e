using Microsoft.CodeAnalysis;

namespace RnnLint.Cli.Reports;

/// <summary>The words for severities.</summary>
internal static class Levels
{
    /// <summary>As on the command line.</summary>
    public static string Name(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "info",
        _ => "hidden",
    };

    /// <summary>As in SARIF, which has no word for hidden.</summary>
    public static string Sarif(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "note",
        _ => "none",
    };
}
