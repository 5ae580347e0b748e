using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
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
        var findings = ImmutableArray.CreateBuilder<FileFinding>();
        var told = ImmutableArray.CreateBuilder<Cell>();
        var stated = new HashSet<object>();
        foreach (var cell in cells)
        {
            // Several routes may come to one statement: it is one cell's.
            var fresh = cell.Report.Findings.Where(finding => stated.Add(finding.Statement())).ToList();
            if (fresh.Exists(finding => cell.Follow(finding.Location)?.SourceTree == tree || cell.IsStale && FilePaths.Comparer.Equals(finding.Location.SourceTree?.FilePath, path)))
                told.Add(cell);
            if (cell.IsStale)
                continue;
            foreach (var now in fresh.Select(cell.Now).OfType<CellFinding>().Where(now => now.Location.SourceTree == tree))
                if (now.ToEffectiveDiagnostic(state.Compilation, state.Unit.Settings) is { IsSuppressed: false } diagnostic)
                    findings.Add(new(cell, now, diagnostic));
        }

        return new(state, tree, told.ToImmutable(),
            [.. findings.OrderBy(finding => finding.Now.Location.SourceSpan.Start).ThenBy(finding => finding.Diagnostic.Id, StringComparer.Ordinal).ThenBy(finding => finding.Now.Message, StringComparer.Ordinal)]);
    }
}

/// <param name="Cell">What it is a finding on.</param>
/// <param name="Now">The finding, with the places of now.</param>
/// <param name="Diagnostic">The same as the compiler would show it.</param>
internal sealed record FileFinding(Cell Cell, CellFinding Now, Diagnostic Diagnostic);
