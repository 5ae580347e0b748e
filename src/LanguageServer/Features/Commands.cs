using System.Text.Json;
using RnnLint.Explaining;
using RnnLint.LanguageServer.Analysis;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Features;

/// <summary>What a client can have executed.</summary>
internal sealed class Commands(OpenDocuments documents, Analyses analyses)
{
    /// <summary>The derivation of the cell at a place, as `rnnlint explain --format json` writes it; null where there is none.</summary>
    public const string Explain = "rnnlint.explain";

    private static readonly ReportPaths Absolute = new(null);

    public static IReadOnlyList<string> All { get; } = [Explain];

    /// <exception cref="ProtocolException">for a command that there is not, or arguments that make no sense.</exception>
    public async Task<JsonElement?> ExecuteAsync(ExecuteCommandParams asked, CancellationToken cancellation) => asked.Command switch
    {
        Explain => await ExplainAsync(Argument(asked), Units(asked), cancellation),
        _ => throw new ProtocolException(ErrorCodes.InvalidParams, $"there is no command {asked.Command}"),
    };

    /// <summary>The cell that a place belongs to: that of the name there, or of the member around it, or else the first of the file.</summary>
    private async Task<JsonElement?> ExplainAsync(TextDocumentPositionParams at, int units, CancellationToken cancellation)
    {
        var file = await (await analyses.CurrentAsync()).OfFileAsync(FilePaths.OfUri(at.TextDocument.Uri), isWhole: true, cancellation);
        if (file.Tree is not { } tree || file.Cells.IsEmpty)
            return null;
        var offset = documents.Encoding.Offset(await tree.GetTextAsync(cancellation), at.Position);
        var cell = Subject.At(file, offset, cancellation)?.Cell ?? file.Cells.FirstOrDefault(cell => cell.Report.Members
            .SelectMany(member => member.DeclaringSyntaxReferences).Any(part => cell.Follow(part.GetSyntax(cancellation).GetLocation()) is { } now && now.SourceTree == tree && now.SourceSpan.Contains(offset))) ?? file.Cells[0];
        var explanation = await Task.Run(() => cell.Report.Explanation.Value.WrittenOutFor(units), cancellation);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteBoolean("isStale", cell.IsStale);
            json.WritePropertyName("explanation");
            ExplanationJson.Write([new ExplainedCell(cell.Report, explanation) { Follow = cell.Follow }], Absolute, json);
            json.WriteEndObject();
        }

        return JsonDocument.Parse(bytes.ToArray()).RootElement;
    }

    private static TextDocumentPositionParams Argument(ExecuteCommandParams asked)
    {
        try
        {
            if (asked.Arguments is [var first, ..] && first.Deserialize(ProtocolJson.Default.TextDocumentPositionParams) is { TextDocument.Uri: not null } place)
                return place;
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new ProtocolException(ErrorCodes.InvalidParams, $"{asked.Command} takes a place: textDocument and position");
    }

    private static int Units(ExecuteCommandParams asked) => asked.Arguments is [_, { ValueKind: JsonValueKind.Number } second, ..] && second.TryGetInt32(out var units) && units == 3 ? 3 : 2;
}
