using Microsoft.CodeAnalysis;
using RnnLint.LanguageServer.Analysis;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;
using Diagnostic = RnnLint.LanguageServer.Protocol.Diagnostic;
using DiagnosticSeverity = RnnLint.LanguageServer.Protocol.DiagnosticSeverity;
using Location = RnnLint.LanguageServer.Protocol.Location;

namespace RnnLint.LanguageServer.Features;

/// <summary>Findings as the protocol's diagnostics.</summary>
internal sealed class DiagnosticsConversion(OpenDocuments documents)
{
    public const string Source = "RnnLint";

    public IReadOnlyList<Diagnostic> Of(FileFindings file, Settings settings)
    {
        if (file.Tree is not { } tree || !Shows(file.State!, settings))
            return [];
        var text = tree.GetText();
        return [.. file.Findings.Where(finding => settings.ShowHidden || finding.Diagnostic.Severity != Microsoft.CodeAnalysis.DiagnosticSeverity.Hidden).Select(finding => Of(finding, text))];
    }

    public Diagnostic Of(FileFinding finding, Microsoft.CodeAnalysis.Text.SourceText text) => new()
    {
        Range = documents.Encoding.RangeOf(text, finding.Now.Location.SourceSpan),
        Severity = SeverityOf(finding.Diagnostic),
        Code = finding.Diagnostic.Id,
        CodeDescription = PageOf(finding.Diagnostic),
        Source = Source,
        Message = finding.Now.Message,
        RelatedInformation = [.. finding.Now.Related.Select(related => new DiagnosticRelatedInformation(PlaceOf(related.Location), related.Text))],
        Data = finding.Now.Evidence,
    };

    /// <summary>A diagnostic in a file that is no source.</summary>
    public Diagnostic Of(Microsoft.CodeAnalysis.Diagnostic diagnostic, Microsoft.CodeAnalysis.Text.SourceText text) => new()
    {
        Range = documents.Encoding.RangeOf(text, diagnostic.Location.SourceSpan),
        Severity = SeverityOf(diagnostic),
        Code = diagnostic.Id,
        CodeDescription = PageOf(diagnostic),
        Source = Source,
        Message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>False where the client wants to hear nothing of it, or hears it from the compiler.</summary>
    public static bool Shows(UnitState unit, Settings settings) => settings.Diagnostics != DiagnosticsSetting.Never && !(settings.Diagnostics == DiagnosticsSetting.Auto && unit.Unit.HasAnalyzer);

    private static DiagnosticSeverity SeverityOf(Microsoft.CodeAnalysis.Diagnostic diagnostic) => diagnostic.Severity switch
    {
        Microsoft.CodeAnalysis.DiagnosticSeverity.Error => DiagnosticSeverity.Error,
        Microsoft.CodeAnalysis.DiagnosticSeverity.Warning => DiagnosticSeverity.Warning,
        Microsoft.CodeAnalysis.DiagnosticSeverity.Info => DiagnosticSeverity.Information,
        _ => DiagnosticSeverity.Hint,
    };

    private static CodeDescription? PageOf(Microsoft.CodeAnalysis.Diagnostic diagnostic) => diagnostic.Descriptor.HelpLinkUri is { Length: > 0 } page ? new(page) : null;

    private Location PlaceOf(Microsoft.CodeAnalysis.Location location) => new(
        documents.Current.TryGetValue(location.SourceTree!.FilePath, out var open) ? open.Uri : FilePaths.ToUri(location.SourceTree.FilePath),
        documents.Encoding.RangeOf(location.SourceTree.GetText(), location.SourceSpan));
}
