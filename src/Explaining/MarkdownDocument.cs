using RnnLint.Derivation;

namespace RnnLint.Explaining;

/// <summary>Derivations as Markdown with LaTeX between dollar signs.</summary>
public static class MarkdownDocument
{
    public static void Write(IReadOnlyList<ExplainedCell> cells, TextWriter writer) => writer.Write(string.Join("\n", cells.Select(Text)));

    private static string Text(ExplainedCell cell) => "## " + MarkdownText.Escaped(cell.Title) + "\n\n"
        + string.Concat(cell.Findings.Select(finding => MarkdownText.Escaped(cell.Line(finding)) + "\n\n"))
        + (cell.NoDerivation is { } obstacle ? MarkdownText.Escaped(obstacle) : MarkdownText.Write(cell.Explanation));
}
