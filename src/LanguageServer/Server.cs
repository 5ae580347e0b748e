using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using RnnLint.Explaining;
using RnnLint.LanguageServer.Analysis;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Features;
using RnnLint.LanguageServer.Protocol;
using RnnLint.LanguageServer.Workspaces;

namespace RnnLint.LanguageServer;

/// <summary>The server between a client and the analysis: who is told of what, in which order. LSP 3.17.</summary>
internal sealed class Server : IWorkspaceEvents, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Connection _connection;
    private readonly ServerLog _log;
    private readonly OpenDocuments _documents = new();
    private readonly Workspace _workspace;
    private readonly Analyses _analyses;
    private readonly PushedDiagnostics _pushed;
    private readonly PulledDiagnostics _pulled;
    private readonly HoverFeature _hover;
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Settings _settings = new();
    private ClientCapabilities _client = new();
    private Phase _phase;
    private bool _tellsStatus;
    private int _tokens;

    public Server(Stream output, Stream input, ServerLog log)
    {
        _log = log;
        _connection = new Connection(output, input, Failed) { Admit = Admit };
        _workspace = new Workspace(this);
        _analyses = new Analyses(_documents, _workspace);
        var conversion = new DiagnosticsConversion(_documents);
        var edits = new EditConversion(_documents);
        _pushed = new PushedDiagnostics(_documents, _analyses, conversion, _connection, () => _settings, Failed);
        _pulled = new PulledDiagnostics(_analyses, conversion, () => _settings);
        _hover = new HoverFeature(_documents, _analyses);
        _pushed.Rested += findings => Tell(_workspace.IsLoading ? ServerState.Loading : ServerState.Idle, findings);

        _connection.OnRequest<InitializeParams, InitializeResult>("initialize", InitializeAsync);
        _connection.OnNotification<InitializedParams>("initialized", _ => Run("initialized", BeginAsync));
        _connection.OnRequest<object?>("shutdown", ShutDownAsync);
        _connection.OnNotification("exit", () => _exit.TrySetResult(_phase == Phase.ShutDown ? 0 : 1));

        _connection.OnNotification<DidOpenTextDocumentParams>("textDocument/didOpen", opened => Edited(() => _documents.Open(opened.TextDocument)));
        _connection.OnNotification<DidChangeTextDocumentParams>("textDocument/didChange", changed => Edited(() => _documents.Change(changed)));
        _connection.OnNotification<DidCloseTextDocumentParams>("textDocument/didClose", closed => Edited(() => _documents.Close(closed.TextDocument.Uri)));
        _connection.OnNotification<DidChangeWatchedFilesParams>("workspace/didChangeWatchedFiles", changed => _analyses.TakeIn(() => Notice(changed.Changes)));
        _connection.OnNotification<DidChangeWorkspaceFoldersParams>("workspace/didChangeWorkspaceFolders", changed => ChangeFolders(changed.Event));
        _connection.OnNotification<DidChangeConfigurationParams>("workspace/didChangeConfiguration", changed => Run("workspace/didChangeConfiguration", () => ConfigureAsync(changed.Settings)));

        _connection.OnRequest<TextDocumentPositionParams, Hover?>("textDocument/hover", _hover.AtAsync);
        _connection.OnRequest<CodeLensParams, IReadOnlyList<CodeLens>>("textDocument/codeLens", new CodeLensFeature(_documents, _analyses, () => _settings).OfAsync);
        _connection.OnRequest<InlayHintParams, IReadOnlyList<InlayHint>>("textDocument/inlayHint", new InlayHintFeature(_documents, _analyses, () => _settings).OfAsync);
        _connection.OnRequest<CodeActionParams, IReadOnlyList<CodeAction>>("textDocument/codeAction", new CodeActionFeature(_documents, _analyses, conversion, edits).OfAsync);
        _connection.OnRequest<ExecuteCommandParams, JsonElement?>("workspace/executeCommand", new Commands(_documents, _analyses, new FixAllCommand(_documents, _analyses, edits, _connection, () => _client.Workspace?.ApplyEdit == true)).ExecuteAsync);
        _connection.OnRequest<DocumentDiagnosticParams, DocumentDiagnosticReport>("textDocument/diagnostic", _pulled.OfDocumentAsync);
        _connection.OnRequest<WorkspaceDiagnosticParams, WorkspaceDiagnosticReport>("workspace/diagnostic", _pulled.OfWorkspaceAsync);
    }

    private enum Phase
    {
        New,
        Running,
        ShutDown,
    }

    /// <summary>Serves until the client says goodbye, or is gone. The exit code of the process.</summary>
    public async Task<int> RunAsync()
    {
        _connection.Listen();
        _ = _connection.Completion.ContinueWith(_ => _exit.TrySetResult(_phase == Phase.ShutDown ? 0 : 1), TaskScheduler.Default);
        return await _exit.Task;
    }

    public void Dispose()
    {
        _pushed.Dispose();
        _analyses.Dispose();
        _workspace.Dispose();
        _connection.Dispose();
    }

    void IWorkspaceEvents.Changed() => Edited(() => { });

    async Task<ILoading> IWorkspaceEvents.BeginLoadingAsync(string folder, CancellationToken cancellation)
    {
        Tell(ServerState.Loading, null);
        var progress = new LoadingProgress(_connection, _client.Window?.WorkDoneProgress == true ? $"rnnlint-{Interlocked.Increment(ref _tokens)}" : null);
        await progress.BeginAsync("RnnLint: reading " + Path.GetFileName(folder), cancellation);
        return progress;
    }

    void IWorkspaceEvents.Loaded(string folder, bool asProjects, IReadOnlyList<string> problems)
    {
        _log.Write($"{folder} was read {(asProjects ? "through its projects" : "as loose files")}");
        foreach (var problem in problems)
            Say(MessageType.Warning, problem);
        if (problems.Count > 0)
            _ = _connection.NotifyAsync("window/showMessage", new MessageParams(MessageType.Warning,
                $"RnnLint: {WithoutLinks(problems[0])}{(problems.Count > 1 ? $" (and {problems.Count - 1} more, in the log)" : "")}{(asProjects ? "" : ". The files are read as they are.")}"));
        Run("refresh", RefreshAsync);
    }

    /// <summary>Editors make links, of commands too, of what looks like one in Markdown; file names and messages of build files may.</summary>
    private static string WithoutLinks(string text) => text.Replace("](", "] (", StringComparison.Ordinal);

    void IWorkspaceEvents.Failed(string folder, Exception failure) => Failed("reading " + folder, failure);

    private void Admit(string method)
    {
        switch (_phase)
        {
            case Phase.New when method is not ("initialize" or "exit" or ReadableOrNot.Nothing):
                throw new ProtocolException(ErrorCodes.ServerNotInitialized, $"{method} came before initialize");
            case Phase.Running when method == "initialize":
                throw new ProtocolException(ErrorCodes.InvalidRequest, "initialize came a second time");
            case Phase.ShutDown when method != "exit":
                throw new ProtocolException(ErrorCodes.InvalidRequest, $"{method} came after shutdown");
        }
    }

    private Task<InitializeResult> InitializeAsync(InitializeParams asked, CancellationToken cancellation)
    {
        _phase = Phase.Running;
        _client = asked.Capabilities;
        _documents.Encoding = PositionEncoding.Of(_client.General?.PositionEncodings);
        _hover.IsMarkdown = _client.TextDocument?.Hover?.ContentFormat?.Contains(MarkupContent.Markdown) == true;
        _hover.HasParts = _hover.IsMarkdown && asked.InitializationOptions?.Formulas == true;
        _pushed.IsOn = _client.TextDocument?.Diagnostic is null;
        _workspace.IsTrusted = asked.InitializationOptions?.Trusted == true;
        _tellsStatus = asked.InitializationOptions?.Status == true;
        if (asked.ProcessId is { } client)
            EndWith(client);
        foreach (var folder in asked.WorkspaceFolders?.Select(folder => folder.Uri) ?? (asked.RootUri is { } root ? [root] : []))
            _workspace.Add(FilePaths.OfUri(folder));
        return Task.FromResult(new InitializeResult(
            new()
            {
                PositionEncoding = _documents.Encoding.Name,
                TextDocumentSync = new(OpenClose: true, Change: 2),
                HoverProvider = true,
                CodeLensProvider = new(ResolveProvider: false),
                InlayHintProvider = true,
                DiagnosticProvider = new("rnnlint", InterFileDependencies: true, WorkspaceDiagnostics: true),
                CodeActionProvider = new([CodeActionFeature.QuickFix, CodeActionFeature.FixAll], ResolveProvider: false),
                ExecuteCommandProvider = new(Commands.All),
                Workspace = new(new(Supported: true, ChangeNotifications: true)),
            },
            new("rnnlint", ToolVersion.Current)));
    }

    private async Task BeginAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        if (_client.Workspace?.DidChangeWatchedFiles?.DynamicRegistration == true)
            await TryAsync(() => _connection.RequestAsync<RegistrationParams, JsonElement?>("client/registerCapability", new([new("rnnlint-files", "workspace/didChangeWatchedFiles", JsonSerializer.SerializeToElement(
                new DidChangeWatchedFilesRegistrationOptions([new("**/*.{cs,csproj,sln,slnx,props,targets,editorconfig,globalconfig}"), new("**/project.assets.json")]), ProtocolJson.Default.DidChangeWatchedFilesRegistrationOptions))]), patience.Token));
        if (_client.Workspace?.DidChangeConfiguration?.DynamicRegistration == true)
            await TryAsync(() => _connection.RequestAsync<RegistrationParams, JsonElement?>("client/registerCapability", new([new("rnnlint-settings", "workspace/didChangeConfiguration", null)]), patience.Token));
        await ConfigureAsync(null);
    }

    /// <param name="given">What the client sent along; most send nothing, and are asked.</param>
    private async Task ConfigureAsync(JsonElement? given)
    {
        using var patience = new CancellationTokenSource(Patience);
        if (_client.Workspace?.Configuration == true)
            await TryAsync(async () => _settings = Settings.Of((await _connection.RequestAsync<ConfigurationParams, IReadOnlyList<JsonElement>>("workspace/configuration", new([new(null, "rnnlint")]), patience.Token)).FirstOrDefault()));
        else if (given is { ValueKind: JsonValueKind.Object } settings && settings.TryGetProperty("rnnlint", out var section))
            _settings = Settings.Of(section);
        _pushed.Changed();
        await RefreshAsync();
    }

    /// <summary>Has the client ask again for what it has asked for.</summary>
    private async Task RefreshAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        if (_client.Workspace?.Diagnostics?.RefreshSupport == true)
            await TryAsync(() => _connection.RequestAsync("workspace/diagnostic/refresh", patience.Token));
        if (_client.Workspace?.CodeLens?.RefreshSupport == true)
            await TryAsync(() => _connection.RequestAsync("workspace/codeLens/refresh", patience.Token));
        if (_client.Workspace?.InlayHint?.RefreshSupport == true)
            await TryAsync(() => _connection.RequestAsync("workspace/inlayHint/refresh", patience.Token));
    }

    private Task<object?> ShutDownAsync()
    {
        _phase = Phase.ShutDown;
        _pushed.Dispose();
        _analyses.Renew();
        return Task.FromResult<object?>(null);
    }

    private void Notice(IReadOnlyList<FileEvent> changes)
    {
        try
        {
            _workspace.Notice(changes);
        }
        catch (Exception failure)
        {
            Failed("workspace/didChangeWatchedFiles", failure);
        }
    }

    private void ChangeFolders(WorkspaceFoldersChangeEvent change)
    {
        foreach (var removed in change.Removed)
            _workspace.Remove(FilePaths.OfUri(removed.Uri));
        foreach (var added in change.Added)
            _workspace.Add(FilePaths.OfUri(added.Uri));
    }

    private void Edited(Action edit)
    {
        edit();
        _analyses.Renew();
        if (_phase == Phase.Running)
        {
            Tell(_workspace.IsLoading ? ServerState.Loading : ServerState.Probing, null);
            _pushed.Changed();
        }
    }

    /// <summary>Ends the server when the client's process is gone, for then its streams may stay open.</summary>
    private void EndWith(int client)
    {
        try
        {
            var process = Process.GetProcessById(client);
            _ = process.WaitForExitAsync().ContinueWith(_ => _exit.TrySetResult(1), TaskScheduler.Default);
        }
        catch (ArgumentException)
        {
            // Gone already, or in a container of its own, where numbers of processes mean nothing: the streams will tell.
        }
    }

    private void Tell(ServerState state, int? findings) => _ = !_tellsStatus ? Task.CompletedTask : _connection.NotifyAsync("rnnlint/status", new StatusParams(state.ToString().ToLowerInvariant(), findings));

    private void Say(MessageType type, string message)
    {
        _log.Write(message);
        _ = _connection.NotifyAsync("window/logMessage", new MessageParams(type, message));
    }

    private void Failed(string what, Exception failure) => Say(MessageType.Error, $"{what}: {failure}");

    private async Task TryAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception failure) when (failure is RequestFailedException or OperationCanceledException)
        {
            _log.Write(failure.Message);
        }
    }

    private void Run(string what, Func<Task> work) => _ = Task.Run(async () =>
    {
        try
        {
            await work();
        }
        catch (Exception failure)
        {
            Failed(what, failure);
        }
    });

    private enum ServerState
    {
        Idle,
        Loading,
        Probing,
    }
}
