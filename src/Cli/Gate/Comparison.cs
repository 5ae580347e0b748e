using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Cli.Checking;
using RnnLint.Cli.Terminal;
using RnnLint.Explaining;
using RnnLint.Loading;

namespace RnnLint.Cli.Gate;

/// <summary>Tells what a change has caused from what was there: the source as it was is analysed too, so far as the change can have touched it.</summary>
internal sealed class Comparison(LoadedSource now, int jobs, IProgress<Stage> progress, CancellationToken cancellation)
{
    /// <summary>
    /// What types hold, so that those of compilations that stay as they are need not be analysed again. Types of loose files that hold nothing are left out: they would keep their compilations in
    /// memory, while those of projects are there to the end.
    /// </summary>
    private readonly ConcurrentDictionary<object, ImmutableArray<CellReport>> _cells = new(ReferenceEqualityComparer.Instance);

    private readonly HashSet<Compilation> _ofProjects = [.. now.Units.Where(unit => unit.Project is not null).Select(unit => unit.Open(cancellation))];

    private readonly Lazy<Dictionary<string, SyntaxTree>> _files = new(() => now.Units.SelectMany(unit => unit.Targets).GroupBy(tree => tree.FilePath, StringComparer.Ordinal).ToDictionary(file => file.Key, file => file.First(), StringComparer.Ordinal));

    /// <param name="detailFrom">Findings of this severity and above can be explained and fixed afterwards; null for none.</param>
    public CheckResult Run(DiagnosticSeverity? detailFrom) => Run(now, detailFrom);

    /// <summary>The result with everything marked as known that the source had before the changes. A finding that was suppressed then was not known.</summary>
    public CheckResult Mark(CheckResult result, SourceChanges changes, ReportPaths paths)
    {
        if (!changes.ProjectFiles.IsEmpty)
            result = result.With($"what else has changed and may bring findings is taken for what it is now: {string.Join(", ", changes.ProjectFiles.Select(paths.Display))}");
        var before = now.Before(changes, cancellation);
        if (before.SequenceEqual(now.Units))
            return result.Knowing(finding => !IsNewlySet(finding));
        var past = Run(now with { Units = before, Problems = [] }, null);
        var (known, _) = new KnownFindings(past.Findings.Where(finding => !finding.Suppressed).Select(finding => (finding.Fingerprint, finding.Place.Path)))
            .Among(result.Findings, finding => finding.Place.Path, (path, finding) => !IsDeclaredIn(path, finding));
        return result.Knowing(finding => known.Contains(finding) && !IsNewlySet(finding));

        // What was set before is not known, and a setting that is not understood is not to slip through with the change that brings it.
        bool IsNewlySet(Finding finding) => changes.ProjectFiles.Contains(finding.Place.Path);
    }

    /// <summary>True where a file has a type of the finding's name still: what was found there has not moved, but was set right, or is there as well.</summary>
    private bool IsDeclaredIn(string path, Finding finding) => finding.Cell?.Type.Split('.', '<')[^1] is { } name
        && _files.Value.TryGetValue(path, out var tree) && tree.GetRoot(cancellation).DescendantNodes().OfType<TypeDeclarationSyntax>().Any(type => type.Identifier.ValueText == name);

    private CheckResult Run(LoadedSource source, DiagnosticSeverity? detailFrom)
    {
        var projects = source.Projects(cancellation);
        return Checker.Run(source, (compilation, settings) =>
        {
            var read = projects.Analysis(compilation, settings);
            return (type, token) =>
            {
                if (_cells.TryGetValue(type, out var known))
                    return known;
                var reads = new SourceReads();
                var cells = read.Analyze(type, reads, token);

                // What a program shows of a library changes with the program.
                if (!reads.HangOnDependents && (!cells.IsEmpty || _ofProjects.Contains(compilation)))
                    _cells[type] = cells;
                return cells;
            };
        }, jobs, progress, cancellation, detailFrom);
    }
}
