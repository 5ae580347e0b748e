using System.Text.Json;

namespace RnnLint.LanguageServer.Protocol;

internal sealed record InitializeParams
{
    /// <summary>The process that started the server; the server ends when that one is gone.</summary>
    public int? ProcessId { get; init; }

    public string? RootUri { get; init; }

    public IReadOnlyList<WorkspaceFolder>? WorkspaceFolders { get; init; }

    public ClientCapabilities Capabilities { get; init; } = new();

    public InitializationOptions? InitializationOptions { get; init; }
}

/// <param name="Trusted">True where the person trusts the workspace: only then are its build files evaluated.</param>
/// <param name="Status">True for a client that wants to be told what the server does (<c>rnnlint/status</c>).</param>
/// <param name="Formulas">True for a client that typesets formulas: hovers in Markdown have <see cref="Hover.Parts"/> then.</param>
internal sealed record InitializationOptions(bool Trusted = false, bool Status = false, bool Formulas = false);

internal sealed record WorkspaceFolder(string Uri, string Name);

internal sealed record ClientCapabilities
{
    public GeneralCapabilities? General { get; init; }

    public TextDocumentClientCapabilities? TextDocument { get; init; }

    public WorkspaceClientCapabilities? Workspace { get; init; }

    public WindowClientCapabilities? Window { get; init; }
}

internal sealed record GeneralCapabilities(IReadOnlyList<string>? PositionEncodings);

internal sealed record TextDocumentClientCapabilities(HoverCapabilities? Hover, DynamicCapability? Diagnostic);

internal sealed record HoverCapabilities(IReadOnlyList<string>? ContentFormat);

internal sealed record WorkspaceClientCapabilities(
    bool ApplyEdit = false, bool Configuration = false, RefreshCapability? CodeLens = null, RefreshCapability? InlayHint = null, RefreshCapability? Diagnostics = null, DynamicCapability? DidChangeWatchedFiles = null, DynamicCapability? DidChangeConfiguration = null);

internal sealed record RefreshCapability(bool RefreshSupport = false);

internal sealed record DynamicCapability(bool DynamicRegistration = false);

internal sealed record WindowClientCapabilities(bool WorkDoneProgress = false);

internal sealed record InitializeResult(ServerCapabilities Capabilities, ServerInfo ServerInfo);

internal sealed record ServerInfo(string Name, string Version);

internal sealed record ServerCapabilities
{
    public required string PositionEncoding { get; init; }

    public required TextDocumentSyncOptions TextDocumentSync { get; init; }

    public bool HoverProvider { get; init; }

    public CodeLensOptions? CodeLensProvider { get; init; }

    public bool InlayHintProvider { get; init; }

    public CodeActionOptions? CodeActionProvider { get; init; }

    public DiagnosticOptions? DiagnosticProvider { get; init; }

    public ExecuteCommandOptions? ExecuteCommandProvider { get; init; }

    public WorkspaceServerCapabilities? Workspace { get; init; }
}

/// <param name="OpenClose">Opening and closing are told of.</param>
/// <param name="Change">2: changes come as ranges.</param>
internal sealed record TextDocumentSyncOptions(bool OpenClose, int Change);

internal sealed record CodeLensOptions(bool ResolveProvider);

internal sealed record CodeActionOptions(IReadOnlyList<string> CodeActionKinds, bool ResolveProvider);

internal sealed record DiagnosticOptions(string Identifier, bool InterFileDependencies, bool WorkspaceDiagnostics);

internal sealed record ExecuteCommandOptions(IReadOnlyList<string> Commands);

internal sealed record WorkspaceServerCapabilities(WorkspaceFoldersServerCapabilities WorkspaceFolders);

internal sealed record WorkspaceFoldersServerCapabilities(bool Supported, bool ChangeNotifications);

internal sealed record InitializedParams;

internal sealed record DidChangeWorkspaceFoldersParams(WorkspaceFoldersChangeEvent Event);

internal sealed record WorkspaceFoldersChangeEvent(IReadOnlyList<WorkspaceFolder> Added, IReadOnlyList<WorkspaceFolder> Removed);

internal sealed record DidChangeWatchedFilesParams(IReadOnlyList<FileEvent> Changes);

internal sealed record FileEvent(string Uri, FileChangeType Type);

internal enum FileChangeType
{
    Created = 1,
    Changed = 2,
    Deleted = 3,
}

internal sealed record DidChangeConfigurationParams(JsonElement? Settings);

internal sealed record ConfigurationParams(IReadOnlyList<ConfigurationItem> Items);

internal sealed record ConfigurationItem(string? ScopeUri, string Section);

internal sealed record RegistrationParams(IReadOnlyList<Registration> Registrations);

internal sealed record Registration(string Id, string Method, JsonElement? RegisterOptions);

internal sealed record DidChangeWatchedFilesRegistrationOptions(IReadOnlyList<FileSystemWatcherPattern> Watchers);

internal sealed record FileSystemWatcherPattern(string GlobPattern);

/// <summary>Kinds of what is shown or logged (LSP 3.17, MessageType).</summary>
internal enum MessageType
{
    Error = 1,
    Warning = 2,
    Info = 3,
    Log = 4,
}

internal sealed record MessageParams(MessageType Type, string Message);

internal sealed record WorkDoneProgressCreateParams(string Token);

internal sealed record ProgressParams(string Token, WorkDoneProgress Value);

/// <param name="Kind">begin, report or end.</param>
internal sealed record WorkDoneProgress(string Kind, string? Title = null, string? Message = null, int? Percentage = null, bool? Cancellable = null);
