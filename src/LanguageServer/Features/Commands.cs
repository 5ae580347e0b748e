using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Explaining;
using RnnLint.Explaining.Web;
using RnnLint.LanguageServer.Analysis;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Features;

/// <summary>What a client can have executed.</summary>
internal sealed class Commands(OpenDocuments documents, Analyses analyses, FixAllCommand fixAll)
{
    /// <summary>The derivation of the cell at a place, as `rnnlint explain --format json` writes it; null where there is none.</summary>
    public const string Explain = "rnnlint.explain";

    /// <summary>What the cell at a place shows at sizes and seeds of a person's choice; null where there is none.</summary>
    public const string Probe = "rnnlint.probe";

    /// <summary>How the analysis of the type around a place went, as a text; null where there is no type.</summary>
    public const string ShowTrace = "rnnlint.showTrace";

    /// <summary>Fixes all findings of a document, a project or everything.</summary>
    public const string FixAll = "rnnlint.fixAll";

    private const string Markdown = "markdown", Latex = "latex", Html = "html";

    private static readonly ReportPaths Absolute = new(null);

    public static IReadOnlyList<string> All { get; } = [Explain, Probe, ShowTrace, FixAll];

    /// <exception cref="ProtocolException">for a command that there is not, or arguments that make no sense.</exception>
    public async Task<JsonElement?> ExecuteAsync(ExecuteCommandParams asked, CancellationToken cancellation)
    {
        var arguments = new CommandArguments(asked);
        return asked.Command switch
        {
            Explain => await ExplainAsync(arguments.Place(), Units(asked), arguments.Object(2) is var form && form.TryGetProperty("format", out _) ? arguments.Choice(form, "format", Markdown, Latex, Html) : null, cancellation),
            Probe => await ProbeAsync(arguments.Place(), arguments, cancellation),
            ShowTrace => await ShowTraceAsync(arguments.Place(), arguments.Flag(arguments.Object(1), "source"), cancellation),
            FixAll => await fixAll.ExecuteAsync(arguments, cancellation),
            _ => throw new ProtocolException(ErrorCodes.InvalidParams, $"there is no command {asked.Command}; there are {string.Join(", ", All)}"),
        };
    }

    private async Task<JsonElement?> ExplainAsync(TextDocumentPositionParams at, int units, string? document, CancellationToken cancellation)
    {
        var (file, offset) = await FileAsync(at, isWhole: true, cancellation);
        if (CellAt(file, offset, cancellation) is not { } cell)
            return null;
        var explanation = await Task.Run(() => cell.Report.Explanation.Value.WrittenOutFor(units), cancellation);
        ExplainedCell[] explained = [new ExplainedCell(cell.Report, explanation) { Follow = cell.Follow }];
        return CommandResult.Of(json =>
        {
            json.WriteBoolean("isStale", cell.IsStale);
            if (document is null)
            {
                json.WritePropertyName("explanation");
                ExplanationJson.Write(explained, Absolute, json);
            }
            else
                json.WriteString("text", Document(explained, document, new ReportPaths(Path.GetDirectoryName(FilePaths.OfUri(at.TextDocument.Uri)))));
        });
    }

    /// <summary>Files are named from the folder of the one that was asked for: a document is for others too.</summary>
    private static string Document(ExplainedCell[] cells, string format, ReportPaths paths)
    {
        using var text = new StringWriter();
        switch (format)
        {
            case Markdown:
                MarkdownDocument.Write(cells, text);
                break;
            case Latex:
                LatexDocument.Write(cells, paths, text);
                break;
            default:
                HtmlPage.Write(cells, paths, text);
                break;
        }

        return text.ToString();
    }

    private async Task<JsonElement?> ProbeAsync(TextDocumentPositionParams at, CommandArguments arguments, CancellationToken cancellation)
    {
        ProbeCommand.Choice(arguments);
        var (file, offset) = await FileAsync(at, isWhole: true, cancellation);
        return CellAt(file, offset, cancellation) is { } cell ? await ProbeCommand.ExecuteAsync(arguments, cell, file.State!, cancellation) : null;
    }

    /// <summary>The type is traced again, so that what it shows does not hang on what was asked for before.</summary>
    private async Task<JsonElement?> ShowTraceAsync(TextDocumentPositionParams at, bool showsSource, CancellationToken cancellation)
    {
        var state = await analyses.CurrentAsync();
        var path = FilePaths.OfUri(at.TextDocument.Uri);
        if (state.UnitOf(path) is not { } unit)
            return null;
        var whole = await state.StateOf(unit).WaitAsync(cancellation);
        var compilation = whole.Compilation;
        var tree = compilation.SyntaxTrees.First(tree => FilePaths.Comparer.Equals(tree.FilePath, path));
        var offset = documents.Encoding.Offset(await tree.GetTextAsync(cancellation), at.Position);
        var token = (await tree.GetRootAsync(cancellation)).FindToken(offset);
        var type = token.Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration ? compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration, cancellation)
            : token.Parent?.FirstAncestorOrSelf<GlobalStatementSyntax>() is not null ? compilation.GetEntryPoint(cancellation)?.ContainingType : null;
        if (type is null)
            return null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, state.Over);
        var trace = await Task.Run(() => whole.Analysis().Trace(type, either.Token), either.Token);
        return JsonSerializer.SerializeToElement(TraceText.Write(trace, showsSource), ProtocolJson.Default.String);
    }

    private async Task<(FileFindings File, int Offset)> FileAsync(TextDocumentPositionParams at, bool isWhole, CancellationToken cancellation)
    {
        var file = await (await analyses.CurrentAsync()).OfFileAsync(FilePaths.OfUri(at.TextDocument.Uri), isWhole, cancellation);
        return (file, file.Tree is { } tree ? documents.Encoding.Offset(await tree.GetTextAsync(cancellation), at.Position) : 0);
    }

    /// <summary>The cell that a place belongs to: that of the name there, or of the member around it, or else the first of the file.</summary>
    private static Cell? CellAt(FileFindings file, int offset, CancellationToken cancellation) => file.Tree is not { } tree || file.Cells.IsEmpty ? null
        : Subject.At(file, offset, cancellation)?.Cell ?? file.Cells.FirstOrDefault(cell => cell.Report.Members
            .SelectMany(member => member.DeclaringSyntaxReferences).Any(part => cell.Follow(part.GetSyntax(cancellation).GetLocation()) is { } now && now.SourceTree == tree && now.SourceSpan.Contains(offset))) ?? file.Cells[0];

    private static int Units(ExecuteCommandParams asked) => asked.Arguments is [_, { ValueKind: JsonValueKind.Number } second, ..] && second.TryGetInt32(out var units) && units == 3 ? 3 : 2;
}
