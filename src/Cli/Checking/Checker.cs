using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RnnLint.Analyzer;
using RnnLint.Loading;
using RnnLint.Cli.Terminal;
using RnnLint.Explaining;

namespace RnnLint.Cli.Checking;

/// <summary>Runs the analysis over everything loaded. Types are analysed side by side; the result does not show it.</summary>
internal static class Checker
{
    /// <param name="open">The analysis of a compilation: <see cref="CellAnalysis"/>, save in tests.</param>
    public static CheckResult Run(LoadedSource source, Func<Compilation, CellReader> open, IProgress<Stage> progress, CancellationToken cancellation)
    {
        var cells = new List<CellReport>();
        var stated = new HashSet<object>();
        var findings = new List<Finding>();
        var problems = source.Problems.ToBuilder();
        for (var part = 0; part < source.Units.Length; part++)
        {
            var unit = source.Units[part];
            var compilation = unit.Open(cancellation);
            var stage = new Stage(source.Units.Length == 1 ? "Checking" : $"Checking, part {part + 1} of {source.Units.Length}", 0, 0);
            var (found, crashes) = Analyse(DeclaredTypes.Of(compilation, unit.Targets), open(compilation), stage, progress, cancellation);
            problems.AddRange(crashes);
            foreach (var cell in found)
            {
                // Several routes may come to one statement, and a project with several target frameworks comes once for each of them.
                var fresh = cell with { Findings = [.. cell.Findings.Where(finding => stated.Add(finding.Statement()))] };
                if (fresh.Findings.IsEmpty)
                    continue;
                cells.Add(fresh);
                findings.AddRange(fresh.Findings.Select(finding => Describe(finding, fresh, compilation)).OfType<Finding>());
            }
        }

        var sorted = findings
            .OrderBy(finding => finding.Place.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Place.Line).ThenBy(finding => finding.Place.Column)
            .ThenBy(finding => finding.Place.EndLine).ThenBy(finding => finding.Place.EndColumn)
            .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal)
            .ThenBy(finding => finding.Message, StringComparer.Ordinal);
        var files = source.Units.SelectMany(unit => unit.Targets).Select(tree => tree.FilePath).Distinct(StringComparer.Ordinal).Count();
        return new([.. Fingerprint.Numbered(sorted)], Summary.Of(files, cells), problems.ToImmutable());
    }

    private static (ImmutableArray<CellReport> Cells, ImmutableArray<string> Problems) Analyse(ImmutableArray<INamedTypeSymbol> types, CellReader read, Stage stage, IProgress<Stage> progress, CancellationToken cancellation)
    {
        var reports = new ImmutableArray<CellReport>[types.Length];
        var crashes = new string?[types.Length];
        var done = 0;

        // One type at a time to each thread: the few that hold networks take nearly all the time, and stand next to each other.
        var oneByOne = Partitioner.Create(Enumerable.Range(0, types.Length), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(oneByOne, new() { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, index =>
        {
            try
            {
                reports[index] = read(types[index], cancellation);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                reports[index] = [];
                crashes[index] = $"{types[index].ToDisplayString()} could not be analysed: internal error, {failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}";
            }

            progress.Report(stage with { Done = Interlocked.Increment(ref done), Total = types.Length });
        });
        return new([.. reports.SelectMany(report => report)], [.. crashes.OfType<string>()]);
    }

    /// <summary>Null where the project's configuration switches the rule off there.</summary>
    private static Finding? Describe(CellFinding finding, CellReport cell, Compilation compilation) =>
        finding.ToEffectiveDiagnostic(compilation) is { } diagnostic
        && Place.Of(finding.Location) is { } place
            ? new()
            {
                Rule = diagnostic.Descriptor,
                Severity = diagnostic.Severity,
                Suppressed = diagnostic.IsSuppressed,
                Place = place,
                Source = finding.Location.SourceTree!.GetText(),
                Message = finding.Message,
                Matrix = finding.Matrix,
                Type = cell.Type.ToDisplayString(),
                Route = cell.Route,
                Cause = finding.Cause,
                Evidence = finding.Evidence,
                Notes = [.. finding.Related.Select(related => Place.Of(related.Location) is { } there ? new Note(there, related.Location.SourceTree!.GetText(), related.Text) : null).OfType<Note>()],
                Fingerprint = Fingerprint.Of(finding, diagnostic.Descriptor, compilation),
            }
            : null;
}

/// <summary>The cells that start in members of a type.</summary>
internal delegate ImmutableArray<CellReport> CellReader(INamedTypeSymbol type, CancellationToken cancellation);
