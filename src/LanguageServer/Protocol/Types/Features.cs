using System.Text.Json;
using System.Text.Json.Serialization;

namespace RnnLint.LanguageServer.Protocol;

internal enum DiagnosticSeverity
{
    Error = 1,
    Warning = 2,
    Information = 3,
    Hint = 4,
}

internal sealed record Diagnostic
{
    public required Range Range { get; init; }

    public DiagnosticSeverity? Severity { get; init; }

    public string? Code { get; init; }

    public CodeDescription? CodeDescription { get; init; }

    public string? Source { get; init; }

    public required string Message { get; init; }

    public IReadOnlyList<DiagnosticRelatedInformation>? RelatedInformation { get; init; }

    /// <summary>The evidence, by name.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }
}

internal sealed record CodeDescription(string Href);

internal sealed record DiagnosticRelatedInformation(Location Location, string Message);

internal sealed record PublishDiagnosticsParams(string Uri, int? Version, IReadOnlyList<Diagnostic> Diagnostics);

internal sealed record DocumentDiagnosticParams(TextDocumentIdentifier TextDocument, string? Identifier, string? PreviousResultId);

internal sealed record WorkspaceDiagnosticParams(string? Identifier, IReadOnlyList<PreviousResultId> PreviousResultIds);

internal sealed record PreviousResultId(string Uri, string Value);

/// <param name="Kind">full, or unchanged since the result of that id.</param>
internal sealed record DocumentDiagnosticReport(string Kind, string ResultId, IReadOnlyList<Diagnostic>? Items);

/// <param name="RetriggerRequest">Whether the client is to ask again.</param>
internal sealed record DiagnosticServerCancellationData(bool RetriggerRequest);

internal sealed record WorkspaceDiagnosticReport(IReadOnlyList<WorkspaceDocumentDiagnosticReport> Items);

internal sealed record WorkspaceDocumentDiagnosticReport(string Uri, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Version, string Kind, string ResultId, IReadOnlyList<Diagnostic>? Items);

/// <param name="Parts">For a client that asked for them: the contents in pieces, of which some are formulas.</param>
internal sealed record Hover(MarkupContent Contents, Range? Range, IReadOnlyList<HoverPart>? Parts = null);

/// <summary>A piece of a hover (RnnLint's own).</summary>
/// <param name="Markdown">As it stands in the contents.</param>
/// <param name="Latex">What it shows, where it is a formula.</param>
/// <param name="Display">True for a formula on lines of its own.</param>
internal sealed record HoverPart(string Markdown, string? Latex = null, bool? Display = null);

internal sealed record CodeLensParams(TextDocumentIdentifier TextDocument);

internal sealed record CodeLens(Range Range, Command Command);

internal sealed record Command(string Title, [property: JsonPropertyName("command")] string Name, IReadOnlyList<JsonElement>? Arguments);

internal sealed record InlayHintParams(TextDocumentIdentifier TextDocument, Range Range);

internal sealed record InlayHint(Position Position, string Label, MarkupContent? Tooltip, bool PaddingLeft, bool PaddingRight);

internal sealed record CodeActionParams(TextDocumentIdentifier TextDocument, Range Range, CodeActionContext Context);

internal sealed record CodeActionContext(IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<string>? Only);

internal sealed record CodeAction(string Title, string Kind, IReadOnlyList<Diagnostic>? Diagnostics, bool IsPreferred, WorkspaceEdit? Edit);

internal sealed record ExecuteCommandParams(string Command, IReadOnlyList<JsonElement>? Arguments);

/// <summary>What the server does at the moment: <c>idle</c>, <c>loading</c> or <c>probing</c> (a message of RnnLint's own, <c>rnnlint/status</c>).</summary>
/// <param name="Findings">Warnings that there are in what is open; null while that is being found out.</param>
internal sealed record StatusParams(string State, int? Findings);
