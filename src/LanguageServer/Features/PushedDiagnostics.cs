using System.Collections.Concurrent;
using RnnLint.LanguageServer.Analysis;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Features;

/// <summary>Tells the client of findings when the code has come to rest. The newest state wins; nothing is told of a text that is another by then.</summary>
internal sealed class PushedDiagnostics(OpenDocuments documents, Analyses analyses, DiagnosticsConversion conversion, IClient client, Func<Settings> settings, Action<string, Exception> failed) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly HashSet<string> _told = new(FilePaths.Comparer), _toldConfigs = new(FilePaths.Comparer);
    private CancellationTokenSource _waiting = new();

    /// <summary>Tells of all code, where the client does not ask for it by itself.</summary>
    public bool IsOn { get; set; }

    /// <summary>Told when everything has been looked at.</summary>
    public event Action<int>? Rested;

    /// <summary>Begins to wait again.</summary>
    public void Changed()
    {
        var next = new CancellationTokenSource();
        Interlocked.Exchange(ref _waiting, next).Cancel();
        _ = WaitAsync(next.Token);
    }

    public void Dispose() => _waiting.Cancel();

    private async Task WaitAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(settings().Debounce, cancellation);
            await Task.Run(() => TellAsync(cancellation), cancellation);
        }
        catch (OperationCanceledException)
        {
            // A newer state is on its way.
        }
        catch (Exception failure)
        {
            failed("diagnostics", failure);
        }
    }

    private async Task TellAsync(CancellationToken cancellation)
    {
        var state = await analyses.CurrentAsync();
        var units = state.Units.Where(unit => unit.Targets.Any(state.Open.ContainsKey)).ToList();
        var configs = new List<(string Path, Diagnostic Diagnostic)>();
        var files = new ConcurrentDictionary<string, IReadOnlyList<Diagnostic>>(FilePaths.Comparer);
        foreach (var unit in units)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, state.Over);
            var whole = await state.StateOf(unit).WaitAsync(either.Token);
            var cells = await whole.CellsAsync(null).WaitAsync(either.Token);
            var places = cells.SelectMany(cell => cell.Report.Findings).Select(finding => finding.Location.SourceTree?.FilePath).OfType<string>();
            foreach (var path in places.Concat(state.Open.Keys).Where(path => state.UnitOf(path) == unit).Distinct(FilePaths.Comparer))
                files[path] = conversion.Of(FileFindings.Of(path, whole, cells), settings());
            foreach (var (problem, file, diagnostic) in DiagnosticsConversion.Shows(whole, settings()) ? await whole.SettingProblemsAsync(either.Token) : [])
                if (file is null)
                    failed("settings", new InvalidOperationException($"{problem.Tree.FilePath}: {problem.Message}"));
                else if (diagnostic is not null)
                    configs.Add((file.Path, conversion.Of(diagnostic, file.Text)));
            foreach (var failure in whole.Failures)
                failed("analysis", new InvalidOperationException(failure));
        }

        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            // No client asks for those of configuration files by itself.
            var inConfigs = configs.ToLookup(config => config.Path, config => config.Diagnostic, FilePaths.Comparer);
            foreach (var path in inConfigs.Select(same => same.Key).Union(_toldConfigs, FilePaths.Comparer).Order(StringComparer.Ordinal).ToList())
            {
                await client.NotifyAsync("textDocument/publishDiagnostics", new PublishDiagnosticsParams(FilePaths.ToUri(path), null, [.. inConfigs[path].DistinctBy(diagnostic => diagnostic.Message)]));
                _toldConfigs.Add(path);
                if (!inConfigs.Contains(path))
                    _toldConfigs.Remove(path);
            }

            if (IsOn)
                foreach (var path in files.Where(file => file.Value.Count > 0 || state.Open.ContainsKey(file.Key)).Select(file => file.Key).Concat(_told).Concat(state.Open.Keys.Where(path => state.UnitOf(path) is not null)).Distinct(FilePaths.Comparer).Order(StringComparer.Ordinal).ToList())
                    await TellAsync(path, files.GetValueOrDefault(path, []), state);
        }
        finally
        {
            _oneAtATime.Release();
        }

        Rested?.Invoke(files.Values.SelectMany(file => file).Count(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning));
    }

    private async Task TellAsync(string path, IReadOnlyList<Diagnostic> diagnostics, CodeState state)
    {
        var open = state.Open.GetValueOrDefault(path);
        if (documents.Current.GetValueOrDefault(path)?.Text != open?.Text)
            return;
        if (diagnostics.Count > 0)
            _told.Add(path);
        else if (!_told.Remove(path) && open is null)
            return;
        await client.NotifyAsync("textDocument/publishDiagnostics", new PublishDiagnosticsParams(open?.Uri ?? FilePaths.ToUri(path), open?.Version, diagnostics));
    }
}
