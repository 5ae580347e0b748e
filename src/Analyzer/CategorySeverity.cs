using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using RnnLint.Configuration;

namespace RnnLint.Analyzer;

/// <summary>
/// Severities that .editorconfig files set for a whole category, or for all analyzers at once. The compiler sees to them itself where it runs the analyzer, and by
/// these rules.
/// </summary>
internal static class CategorySeverity
{
    /// <summary>Default where there is none, or where one is set for the rule itself.</summary>
    public static ReportDiagnostic Of(DiagnosticDescriptor rule, SyntaxTree tree, Compilation compilation, AnalysisSettings settings) =>
        settings.OptionsOf(tree) is not { } options || IsSetItself(rule, tree, compilation) ? ReportDiagnostic.Default
        : new[] { $"dotnet_analyzer_diagnostic.category-{rule.Category}.severity", "dotnet_analyzer_diagnostic.severity" }
            .Select(key => options.TryGetValue(key, out var value) ? Parse(value) : null).FirstOrDefault(severity => severity is not null) ?? ReportDiagnostic.Default;

    private static bool IsSetItself(DiagnosticDescriptor rule, SyntaxTree tree, Compilation compilation) =>
        compilation.Options.SpecificDiagnosticOptions.ContainsKey(rule.Id)
        || compilation.Options.SyntaxTreeOptionsProvider is { } provider
            && (provider.TryGetDiagnosticValue(tree, rule.Id, CancellationToken.None, out _) || provider.TryGetGlobalDiagnosticValue(rule.Id, CancellationToken.None, out _));

    /// <summary>Null for what is no severity.</summary>
    private static ReportDiagnostic? Parse(string value) => value.ToLowerInvariant() switch
    {
        "default" => ReportDiagnostic.Default,
        "none" => ReportDiagnostic.Suppress,
        "silent" or "refactoring" => ReportDiagnostic.Hidden,
        "suggestion" => ReportDiagnostic.Info,
        "warning" => ReportDiagnostic.Warn,
        "error" => ReportDiagnostic.Error,
        _ => null,
    };
}
