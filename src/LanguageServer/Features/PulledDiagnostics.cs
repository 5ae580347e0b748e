using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RnnLint.Explaining;
using RnnLint.LanguageServer.Analysis;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Features;

/// <summary>Diagnostics for clients that ask for them (LSP 3.17, textDocument/diagnostic and workspace/diagnostic).</summary>
internal sealed class PulledDiagnostics(Analyses analyses, DiagnosticsConversion conversion, Func<Settings> settings)
{
    public const string Full = "full", Unchanged = "unchanged";

    public Task<DocumentDiagnosticReport> OfDocumentAsync(DocumentDiagnosticParams asked, CancellationToken cancellation) => OrAgainAsync(OfDocumentNowAsync(asked, cancellation), cancellation);

    public Task<WorkspaceDiagnosticReport> OfWorkspaceAsync(WorkspaceDiagnosticParams asked, CancellationToken cancellation) => OrAgainAsync(OfWorkspaceNowAsync(asked, cancellation), cancellation);

    private async Task<DocumentDiagnosticReport> OfDocumentNowAsync(DocumentDiagnosticParams asked, CancellationToken cancellation)
    {
        var items = conversion.Of(await (await analyses.CurrentAsync()).OfFileAsync(FilePaths.OfUri(asked.TextDocument.Uri), isWhole: true, cancellation), settings());
        var id = IdOf(items);
        return id == asked.PreviousResultId ? new(Unchanged, id, null) : new(Full, id, items);
    }

    private async Task<WorkspaceDiagnosticReport> OfWorkspaceNowAsync(WorkspaceDiagnosticParams asked, CancellationToken cancellation)
    {
        var before = asked.PreviousResultIds.GroupBy(result => FilePaths.OfUri(result.Uri), FilePaths.Comparer).ToDictionary(same => same.Key, same => same.First(), FilePaths.Comparer);
        var state = await analyses.CurrentAsync();
        var reports = new List<WorkspaceDocumentDiagnosticReport>();
        foreach (var unit in state.Units)
        {
            var whole = await state.StateOf(unit).WaitAsync(cancellation);
            var cells = await whole.CellsAsync(null).WaitAsync(cancellation);
            var places = cells.SelectMany(cell => cell.Report.Findings).Select(finding => finding.Location.SourceTree?.FilePath).OfType<string>();
            foreach (var path in places.Concat(before.Keys).Where(path => state.UnitOf(path) == unit).Distinct(FilePaths.Comparer).Order(StringComparer.Ordinal))
            {
                var items = conversion.Of(FileFindings.Of(path, whole, cells), settings());
                var open = state.Open.GetValueOrDefault(path);
                var id = IdOf(items);
                var isSame = before.Remove(path, out var earlier) && earlier.Value == id;
                reports.Add(new(open?.Uri ?? earlier?.Uri ?? FilePaths.ToUri(path), open?.Version, isSame ? Unchanged : Full, id, isSame ? null : items));
            }
        }

        // A file that is gone, or that nothing is said of any more.
        reports.AddRange(before.Values.Select(gone => new WorkspaceDocumentDiagnosticReport(gone.Uri, null, Full, IdOf([]), [])));
        return new(reports);
    }

    /// <summary>A client asks again where the code changed under its question (LSP 3.17, DiagnosticServerCancellationData).</summary>
    private static async Task<TReport> OrAgainAsync<TReport>(Task<TReport> report, CancellationToken cancellation)
    {
        try
        {
            return await report;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ProtocolException(ErrorCodes.ServerCancelled, ErrorCodes.Changed, new DiagnosticServerCancellationData(RetriggerRequest: true));
        }
    }

    /// <summary>Equal for equal diagnostics: the settings that they depend on need not be known.</summary>
    private static string IdOf(IReadOnlyList<Diagnostic> items) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{ToolVersion.Current}\n{JsonSerializer.Serialize(new PublishDiagnosticsParams("", null, items), ProtocolJson.Default.PublishDiagnosticsParams)}"))))[..32];
}
