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
        if (file.Tree is not { } tree || settings.Diagnostics == DiagnosticsSetting.Never || settings.Diagnostics == DiagnosticsSetting.Auto && file.State!.Unit.HasAnalyzer)
            return [];
        var text = tree.GetText();
        return [.. file.Findings.Where(finding => settings.ShowHidden || finding.Diagnostic.Severity != Microsoft.CodeAnalysis.DiagnosticSeverity.Hidden).Select(finding => Of(finding, text))];
    }

    public Diagnostic Of(FileFinding finding, Microsoft.CodeAnalysis.Text.SourceText text) => new()
    {
        Range = documents.Encoding.RangeOf(text, finding.Now.Location.SourceSpan),
        Severity = finding.Diagnostic.Severity switch
        {
            Microsoft.CodeAnalysis.DiagnosticSeverity.Error => DiagnosticSeverity.Error,
            Microsoft.CodeAnalysis.DiagnosticSeverity.Warning => DiagnosticSeverity.Warning,
            Microsoft.CodeAnalysis.DiagnosticSeverity.Info => DiagnosticSeverity.Information,
            _ => DiagnosticSeverity.Hint,
        },
        Code = finding.Diagnostic.Id,
        CodeDescription = finding.Diagnostic.Descriptor.HelpLinkUri is { Length: > 0 } page ? new(page) : null,
        Source = Source,
        Message = finding.Now.Message,
        RelatedInformation = [.. finding.Now.Related.Select(related => new DiagnosticRelatedInformation(PlaceOf(related.Location), related.Text))],
        Data = finding.Now.Evidence,
    };

    private Location PlaceOf(Microsoft.CodeAnalysis.Location location) => new(
        documents.Current.TryGetValue(location.SourceTree!.FilePath, out var open) ? open.Uri : FilePaths.ToUri(location.SourceTree.FilePath),
        documents.Encoding.RangeOf(location.SourceTree.GetText(), location.SourceSpan));
}
