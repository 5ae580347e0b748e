using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.LanguageServer.Analysis;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;
using Location = Microsoft.CodeAnalysis.Location;

namespace RnnLint.LanguageServer.Features;

/// <summary>A line above each recognised backward pass.</summary>
internal sealed class CodeLensFeature(OpenDocuments documents, Analyses analyses, Func<Settings> settings)
{
    public async Task<IReadOnlyList<CodeLens>> OfAsync(CodeLensParams asked, CancellationToken cancellation)
    {
        if (!settings().CodeLens)
            return [];
        var file = await (await analyses.CurrentAsync()).OfFileAsync(FilePaths.OfUri(asked.TextDocument.Uri), isWhole: true, cancellation);
        if (file.Tree is not { } tree)
            return [];
        var text = tree.GetText(cancellation);
        var lenses = new List<CodeLens>();
        foreach (var cell in file.Cells)
            foreach (var place in PlacesOf(cell, tree).Take(1))
            {
                var range = documents.Encoding.RangeOf(text, place.SourceSpan);
                foreach (var title in cell.Report.Findings.Select(Verdicts.Lens).Distinct(StringComparer.Ordinal).Take(4))
                    lenses.Add(new(range, new(cell.IsStale ? "stale: " + title : title, Commands.Explain, Arguments(asked.TextDocument.Uri, range.Start))));
            }

        return [.. lenses.DistinctBy(lens => (lens.Range, lens.Command.Title))];
    }

    /// <summary>The member that goes back, the last that was called; where the passes are driven from another file, the member that something is found in.</summary>
    private static IEnumerable<Location> PlacesOf(Cell cell, SyntaxTree tree) => cell.Report.Members.Reverse().SelectMany(member => member.Locations)
        .Concat(cell.Report.Findings.Select(finding => NameAround(finding.Location)).OfType<Location>())
        .Select(location => cell.Follow(location) ?? (cell.IsStale ? Again(location, tree) : null)).OfType<Location>().Where(location => location.SourceTree == tree);

    private static Location? NameAround(Location location) =>
        (location.SourceTree?.GetRoot().FindNode(location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>())?.Identifier.GetLocation();

    /// <summary>While the code is broken, the line of before will do.</summary>
    private static Location? Again(Location location, SyntaxTree tree) =>
        FilePaths.Comparer.Equals(location.SourceTree?.FilePath, tree.FilePath) && location.SourceSpan.End <= tree.Length ? Location.Create(tree, location.SourceSpan) : null;

    private static IReadOnlyList<JsonElement> Arguments(string uri, Position position) => [JsonSerializer.SerializeToElement(new TextDocumentPositionParams(new(uri), position), ProtocolJson.Default.TextDocumentPositionParams)];
}
