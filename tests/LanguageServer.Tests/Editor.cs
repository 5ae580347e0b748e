using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.CodeAnalysis.Text;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace RnnLint.LanguageServer.Tests;

/// <summary>A client in the same process: opens, edits and asks as an editor does, and keeps what it is told.</summary>
internal sealed class Editor : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, PublishDiagnosticsParams> _published = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (int Version, SourceText Text)> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<StatusParams> _statuses = new();
    private readonly JsonRpc _rpc;
    private readonly Server _server;
    private readonly StringWriter _log = new();

    private Editor(JsonElement? settings)
    {
        Pipe up = new(), down = new();
        _server = new Server(down.Writer.AsStream(), up.Reader.AsStream(), new ServerLog(_log));
        Exit = _server.RunAsync();
        _rpc = new Rpc(new HeaderDelimitedMessageHandler(up.Writer.AsStream(), down.Reader.AsStream(), new SystemTextJsonFormatter { JsonSerializerOptions = ProtocolJson.ForConnections() }));
        Receive<PublishDiagnosticsParams>("textDocument/publishDiagnostics", told => _published[told.Uri] = told);
        Receive<StatusParams>("rnnlint/status", _statuses.Enqueue);
        Receive<MessageParams>("window/logMessage", told => Messages.Enqueue(told));
        Receive<MessageParams>("window/showMessage", told => Messages.Enqueue(told));
        Receive<ProgressParams>("$/progress", told => Progress.Enqueue(told.Value));
        Answer<ConfigurationParams, IReadOnlyList<JsonElement?>>("workspace/configuration", asked => [.. asked.Items.Select(_ => settings)]);
        Answer<RegistrationParams, object?>("client/registerCapability", registered => { Registered.AddRange(registered.Registrations); return null; });
        Answer<WorkDoneProgressCreateParams, object?>("window/workDoneProgress/create", _ => null);
        Answer<ApplyWorkspaceEditParams, ApplyWorkspaceEditResult>("workspace/applyEdit", asked => { Edits.Enqueue(asked); return new(true, null); });
        _rpc.AddLocalRpcMethod("workspace/diagnostic/refresh", () => (object?)null);
        _rpc.AddLocalRpcMethod("workspace/codeLens/refresh", () => (object?)null);
        _rpc.AddLocalRpcMethod("workspace/inlayHint/refresh", () => (object?)null);
        _rpc.Disconnected += (_, why) => _log.WriteLine($"the client is off: {why.Reason} {why.Description} {why.Exception}");
        _rpc.StartListening();
    }

    public Task<int> Exit { get; }

    public ConcurrentQueue<MessageParams> Messages { get; } = new();

    public ConcurrentQueue<WorkDoneProgress> Progress { get; } = new();

    /// <summary>What the server wants changed, kept and not done.</summary>
    public ConcurrentQueue<ApplyWorkspaceEditParams> Edits { get; } = new();

    public List<Registration> Registered { get; } = [];

    public InitializeResult Initialized { get; private set; } = null!;

    /// <param name="folders">Folders of the workspace.</param>
    /// <param name="pulls">True for a client that asks for diagnostics, and is not told of them.</param>
    public static async Task<Editor> StartAsync(IReadOnlyList<string>? folders = null, bool trusted = false, bool pulls = false, string encoding = "utf-16", string? settings = null, bool markdown = true, bool appliesEdits = true)
    {
        var editor = new Editor(JsonDocument.Parse(settings ?? """{"debounce": 20}""").RootElement);
        editor.Initialized = await editor.AskAsync<InitializeParams, InitializeResult>("initialize", new()
        {
            ProcessId = Environment.ProcessId,
            WorkspaceFolders = [.. (folders ?? []).Select(folder => new WorkspaceFolder(FilePaths.ToUri(folder), Path.GetFileName(folder)))],
            InitializationOptions = new(trusted, Status: true),
            Capabilities = new()
            {
                General = new([encoding, "utf-16"]),
                TextDocument = new(new(markdown ? ["markdown", "plaintext"] : ["plaintext"]), pulls ? new DynamicCapability() : null),
                Workspace = new(ApplyEdit: appliesEdits, Configuration: true, DidChangeWatchedFiles: new(true), Diagnostics: new(true), CodeLens: new(true), InlayHint: new(true)),
                Window = new(WorkDoneProgress: true),
            },
        });
        await editor.TellAsync("initialized", new InitializedParams());
        return editor;
    }

    public Task TellAsync<T>(string method, T parameters) => _rpc.NotifyWithParameterObjectAsync(method, parameters);

    /// <summary>Asks again, as editors do, where the code changed under the question.</summary>
    public async Task<TResult> AskAsync<T, TResult>(string method, T parameters, CancellationToken cancellation = default)
    {
        while (true)
        {
            try
            {
                return await AskOnceAsync<T, TResult>(method, parameters, cancellation);
            }
            catch (RemoteInvocationException changed) when (changed.ErrorCode is ErrorCodes.ContentModified or ErrorCodes.ServerCancelled)
            {
                await Task.Delay(20, cancellation);
            }
        }
    }

    public Task<TResult> AskOnceAsync<T, TResult>(string method, T parameters, CancellationToken cancellation = default) => _rpc.InvokeWithParameterObjectAsync<TResult>(method, parameters, cancellation);

    /// <returns>The document's URI.</returns>
    public async Task<string> OpenAsync(string path, string? text = null)
    {
        var uri = FilePaths.ToUri(path);
        text ??= await File.ReadAllTextAsync(path);
        _open[uri] = (1, SourceText.From(text));
        await TellAsync("textDocument/didOpen", new DidOpenTextDocumentParams(new(uri, "csharp", 1, text)));
        return uri;
    }

    public SourceText TextOf(string uri) => _open[uri].Text;

    /// <summary>Puts other text in the place of the first that is such.</summary>
    public async Task EditAsync(string uri, string old, string text)
    {
        var before = _open[uri].Text;
        var at = before.ToString().IndexOf(old, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0);
        await EditAsync(uri, new TextChange(new(at, old.Length), text));
    }

    public async Task EditAsync(string uri, TextChange change)
    {
        var (version, before) = _open[uri];
        _open[uri] = (version + 1, before.WithChanges(change));
        await TellAsync("textDocument/didChange", new DidChangeTextDocumentParams(new(uri, version + 1), [new(PositionEncoding.Utf16.RangeOf(before, change.Span), change.NewText!)]));
    }

    public async Task CloseAsync(string uri)
    {
        _open.TryRemove(uri, out _);
        await TellAsync("textDocument/didClose", new DidCloseTextDocumentParams(new(uri)));
    }

    /// <summary>What the client was told of a document as it is now.</summary>
    public async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(string uri)
    {
        await UntilAsync(() => _published.TryGetValue(uri, out var told) && (!_open.TryGetValue(uri, out var open) || told.Version == open.Version), $"diagnostics of {uri}");
        return _published[uri].Diagnostics;
    }

    public IReadOnlyDictionary<string, PublishDiagnosticsParams> Published => _published;

    /// <summary>The first place of a text in a document, some characters on.</summary>
    public Position PositionOf(string uri, string text, int on = 0) => PositionEncoding.Utf16.PositionOf(TextOf(uri), TextOf(uri).ToString().IndexOf(text, StringComparison.Ordinal) + on);

    public Task<Hover?> HoverAsync(string uri, string text, int on = 0) => AskAsync<TextDocumentPositionParams, Hover?>("textDocument/hover", new(new(uri), PositionOf(uri, text, on)));

    public Task<IReadOnlyList<CodeLens>> LensesAsync(string uri) => AskAsync<CodeLensParams, IReadOnlyList<CodeLens>>("textDocument/codeLens", new(new(uri)));

    public Task<DocumentDiagnosticReport> PullAsync(string uri, string? previous = null) => AskAsync<DocumentDiagnosticParams, DocumentDiagnosticReport>("textDocument/diagnostic", new(new(uri), null, previous));

    /// <summary>Waits until something holds; fails with what is waited for, and the server's log, where it never does.</summary>
    public async Task UntilAsync(Func<bool> holds, string what)
    {
        var end = DateTime.UtcNow + Patience;
        while (!holds())
        {
            (DateTime.UtcNow < end).ShouldBeTrue($"waited in vain for {what}\n{_log}");
            await Task.Delay(5);
        }
    }

    public Task RestsAsync() => UntilAsync(() => _statuses.LastOrDefault() is { State: "idle" }, "rest");

    public async ValueTask DisposeAsync()
    {
        _rpc.Dispose();
        await Exit.WaitAsync(Patience);
        _server.Dispose();
    }

    private void Receive<T>(string method, Action<T> take) => _rpc.AddLocalRpcMethod(take.Method, take.Target, new JsonRpcMethodAttribute(method) { UseSingleObjectParameterDeserialization = true });

    private void Answer<T, TResult>(string method, Func<T, TResult> answer) => _rpc.AddLocalRpcMethod(answer.Method, answer.Target, new JsonRpcMethodAttribute(method) { UseSingleObjectParameterDeserialization = true });

    /// <summary>The data of an error as they came.</summary>
    private sealed class Rpc(IJsonRpcMessageHandler messages) : JsonRpc(messages)
    {
        protected override Type GetErrorDetailsDataType(JsonRpcError error) => typeof(JsonElement);
    }
}
