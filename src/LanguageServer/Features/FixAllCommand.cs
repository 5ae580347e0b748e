using System.Text.Json;
using RnnLint.Analyzer;
using RnnLint.LanguageServer.Analysis;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Features;

/// <summary>Fixes all findings of a document, of its project, or of all code, and has the client take the edits over.</summary>
internal sealed class FixAllCommand(OpenDocuments documents, Analyses analyses, EditConversion edits, IClient client, Func<bool> appliesEdits)
{
    private const string Document = "document", Project = "project", Solution = "solution";

    /// <exception cref="ProtocolException">where the arguments make no sense, or the client takes no edits.</exception>
    public async Task<JsonElement?> ExecuteAsync(CommandArguments arguments, CancellationToken cancellation)
    {
        var asked = arguments.Object(0, "{ textDocument, scope }");
        var scope = arguments.Choice(asked, "scope", Document, Project, Solution);
        var path = arguments.Document(asked, isNeeded: scope != Solution);
        if (!appliesEdits())
            throw new ProtocolException(ErrorCodes.RequestFailed, $"{arguments.Command} needs a client that takes edits (workspace.applyEdit)");
        var state = await analyses.CurrentAsync();
        var own = path is null ? null : state.UnitOf(path) ?? throw new ProtocolException(ErrorCodes.InvalidParams, $"{arguments.Command}: {path} belongs to no code that was read");
        var run = await state.FixAllAsync(
            scope switch { Document => other => FilePaths.Comparer.Equals(other, path), Project => other => state.UnitOf(other) == own, _ => _ => true }, cancellation);
        var result = new ApplyWorkspaceEditResult(Applied: false, null);
        if (run.Applied.Length > 0)
        {
            var edit = edits.Of(await state.ChangesAsync(run.Changed), state);
            cancellation.ThrowIfCancellationRequested();
            state.Over.ThrowIfCancellationRequested();
            result = await client.RequestAsync<ApplyWorkspaceEditParams, ApplyWorkspaceEditResult>(
                "workspace/applyEdit", new(run.Applied.Length == 1 ? run.Applied[0].Fix.Title : $"Fix {run.Applied.Length} recurrent gradients, each verified", edit), cancellation);
        }

        return CommandResult.Of(json =>
        {
            json.WriteBoolean("applied", result.Applied);
            if (result.FailureReason is { } reason)
                json.WriteString("failureReason", reason);
            json.WriteNumber("fixed", run.Applied.Length);
            json.WriteNumber("files", run.Changed.Count);
            json.WriteStartArray("left");
            foreach (var left in run.Left.OrderBy(left => left.Finding.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(left => left.Finding.Location.SourceSpan.Start))
            {
                json.WriteStartObject();
                json.WriteString("code", Rules.For(left.Finding.Verdict).Id);
                json.WriteString("uri", state.Open.GetValueOrDefault(left.Finding.Location.SourceTree!.FilePath)?.Uri ?? FilePaths.ToUri(left.Finding.Location.SourceTree.FilePath));
                json.WritePropertyName("range");
                JsonSerializer.Serialize(json, documents.Encoding.RangeOf(left.Finding.Location.SourceTree.GetText(cancellation), left.Finding.Location.SourceSpan), ProtocolJson.Default.Range);
                json.WriteString("why", left.Obstacle);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }
}
