using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RnnLint.Analyzer;
using RnnLint.LanguageServer.Documents;

namespace RnnLint.LanguageServer.Analysis;

/// <summary>What there is to say of one file at one state of the code.</summary>
/// <param name="State">Null for a file that belongs to no code.</param>
/// <param name="Tree">The file.</param>
/// <param name="Cells">Cells with a place in the file.</param>
/// <param name="Findings">Those that the configuration does not switch off, in the order of the text.</param>
internal sealed record FileFindings(UnitState? State, SyntaxTree? Tree, ImmutableArray<Cell> Cells, ImmutableArray<FileFinding> Findings)
{
    public static FileFindings None { get; } = new(null, null, [], []);

    public static FileFindings Of(string path, UnitState state, IReadOnlyList<Cell> cells)
    {
        if (state.Compilation.SyntaxTrees.FirstOrDefault(tree => FilePaths.Comparer.Equals(tree.FilePath, path)) is not { } tree)
            return None;
        var stated = new HashSet<object>();
        var findings = ImmutableArray.CreateBuilder<FileFinding>();
        foreach (var cell in cells.Where(cell => !cell.IsStale))
            foreach (var finding in cell.Report.Findings)
                if (cell.Now(finding) is { } now && now.Location.SourceTree == tree && stated.Add(now.Statement())
                    && now.ToDiagnostic(state.Compilation) is { } plain
                    && CompilationWithAnalyzers.GetEffectiveDiagnostics([plain], state.Compilation).SingleOrDefault() is { IsSuppressed: false } diagnostic)
                    findings.Add(new(cell, now, diagnostic));
        return new(state, tree, [.. cells.Where(cell => cell.Report.Findings.Any(finding => cell.Follow(finding.Location)?.SourceTree == tree || cell.IsStale && FilePaths.Comparer.Equals(finding.Location.SourceTree?.FilePath, path)))],
            [.. findings.OrderBy(finding => finding.Now.Location.SourceSpan.Start).ThenBy(finding => finding.Diagnostic.Id, StringComparer.Ordinal).ThenBy(finding => finding.Now.Message, StringComparer.Ordinal)]);
    }
}

/// <param name="Cell">What it is a finding on.</param>
/// <param name="Now">The finding, with the places of now.</param>
/// <param name="Diagnostic">The same as the compiler would show it.</param>
internal sealed record FileFinding(Cell Cell, CellFinding Now, Diagnostic Diagnostic);
