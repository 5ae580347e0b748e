using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Analyzer;
using RnnLint.Cli.Checking;
using RnnLint.Explaining.Web;
using RnnLint.Cli.Reports;
using RnnLint.Cli.Terminal;
using RnnLint.Derivation;
using RnnLint.Loading;
using RnnLint.Explaining;

namespace RnnLint.Cli.Explaining;

/// <summary>One run of <c>rnnlint explain</c>: load, analyse, derive.</summary>
internal static class Explain
{
    public static Task<ExitCode> RunAsync(ExplainedPlace place, ExplanationFormat format, int units, string? file, CancellationToken cancellation) => Session.RunAsync(async (output, errors) =>
    {
        var source = await ProgressDisplay.RunAsync(progress => Check.LoadAsync([place.Path], progress, cancellation), cancellation);
        foreach (var problem in source.Problems)
            await errors.WriteLineAsync($"rnnlint: {problem}");
        var cells = await ProgressDisplay.RunAsync(progress => Task.Run(() => Cells(source, progress, cancellation), cancellation), cancellation);
        var wanted = place.Line is { } line ? At(cells, System.IO.Path.GetFullPath(place.Path), line) : cells;
        if (wanted.Count == 0)
        {
            await errors.WriteLineAsync("rnnlint: " + Nothing(place, cells));
            return ExitCode.CouldNotCheck;
        }

        var explained = wanted.ConvertAll(cell => new ExplainedCell(cell, cell.Explanation.Value.WrittenOutFor(units)));
        if (file is null)
            Write(explained, format, output);
        else
            AtomicFile.Write(file, Session.Utf8, writer => Write(explained, format, writer));
        return source.Problems.IsEmpty ? ExitCode.NothingFound : ExitCode.CouldNotCheck;
    });

    /// <summary>Every cell once, in the order in which they stand.</summary>
    private static List<CellReport> Cells(LoadedSource source, IProgress<Stage> progress, CancellationToken cancellation)
    {
        var stated = new HashSet<object>();
        var cells = new List<CellReport>();
        var projects = source.Projects(cancellation);
        foreach (var unit in source.Units)
        {
            var compilation = unit.Open(cancellation);
            var analysis = projects.Analysis(compilation, unit.Settings);
            var types = DeclaredTypes.Of(compilation, unit.Targets);
            for (var i = 0; i < types.Length; i++)
            {
                progress.Report(new Stage("Probing", i, types.Length));
                cells.AddRange(analysis.Analyze(types[i], cancellation).Select(cell => cell with { Findings = [.. cell.Findings.Where(finding => stated.Add(finding.Statement()))] }).Where(cell => !cell.Findings.IsEmpty));
            }
        }

        return [.. cells.OrderBy(cell => Where(cell).Path, StringComparer.Ordinal).ThenBy(cell => Where(cell).StartLinePosition)];
    }

    /// <summary>The cells told of at the line, or else in the member around it, or else in the type around it.</summary>
    private static List<CellReport> At(List<CellReport> cells, string path, int line)
    {
        return new Func<Location, SyntaxNode?>[] { _ => null, Member, location => Node(location)?.FirstAncestorOrSelf<TypeDeclarationSyntax>() }
            .Select(around => cells.FindAll(cell => cell.Findings.Any(finding => finding.Related.Select(related => related.Location).Prepend(finding.Location).Any(location => Covers(location, around(location))))))
            .FirstOrDefault(found => found.Count > 0) ?? [];

        bool Covers(Location location, SyntaxNode? around) => (around?.GetLocation() ?? location).GetLineSpan() is var span
            && System.IO.Path.GetFullPath(span.Path) == path && span.StartLinePosition.Line < line && line <= span.EndLinePosition.Line + 1;
    }

    private static SyntaxNode? Node(Location location) => location.SourceTree?.GetRoot().FindNode(location.SourceSpan);

    private static SyntaxNode? Member(Location location) => Node(location)?.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    private static FileLinePositionSpan Where(CellReport cell) => cell.Findings[0].Location.GetLineSpan();

    private static string Nothing(ExplainedPlace place, List<CellReport> cells) => cells.Count == 0
        ? $"{place.Path}: no recurrent cell with a backward pass was recognised here"
        : $"{place.Path}:{place.Line}: no recurrent cell here; there is one at line " + string.Join(", ", cells.Select(cell => Where(cell).StartLinePosition.Line + 1).Distinct());

    private static void Write(List<ExplainedCell> cells, ExplanationFormat format, TextWriter writer)
    {
        var paths = new ReportPaths(Environment.CurrentDirectory);
        switch (format)
        {
            case ExplanationFormat.Json:
                ExplanationJson.Write(cells, paths, writer);
                break;
            case ExplanationFormat.Latex:
                LatexDocument.Write(cells, paths, writer);
                break;
            case ExplanationFormat.Html:
                HtmlPage.Write(cells, paths, writer);
                break;
            case ExplanationFormat.Markdown:
                MarkdownDocument.Write(cells, writer);
                break;
            default:
                writer.Write(string.Join("\n", cells.Select(Text)));
                break;
        }
    }

    private static string Text(ExplainedCell cell) => VisibleText.Of(cell.Title) + "\n\n"
        + string.Concat(cell.Findings.Select(finding => VisibleText.Of(cell.Line(finding)) + "\n")) + "\n"
        + (cell.NoDerivation ?? PlainText.Write(cell.Explanation));
}
