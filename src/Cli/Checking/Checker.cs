using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RnnLint.Analyzer;
using RnnLint.Configuration;
using RnnLint.Loading;
using RnnLint.Cli.Terminal;
using RnnLint.Explaining;

namespace RnnLint.Cli.Checking;

/// <summary>Runs the analysis over everything loaded. Types are analysed side by side; the result does not show it.</summary>
internal static class Checker
{
    /// <param name="open">The analysis of a compilation: <see cref="CellAnalysis"/>, save in tests.</param>
    /// <param name="jobs">How many types are analysed at a time.</param>
    /// <param name="detailFrom">Findings of this severity and above can be explained and fixed afterwards, by the result's <see cref="Detail"/>; null for none.</param>
    public static CheckResult Run(LoadedSource source, Func<Compilation, AnalysisSettings, CellReader> open, int jobs, IProgress<Stage> progress, CancellationToken cancellation, DiagnosticSeverity? detailFrom = null)
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
            var types = DeclaredTypes.Of(compilation, unit.Targets);
            var read = open(compilation, unit.Settings);
            var (found, crashes) = Analyse(types, read, jobs, stage, progress, cancellation);
            problems.AddRange(crashes);

            // Several routes may come to one statement, and a project with several target frameworks comes once for each of them.
            var fresh = found.Select(cell => cell with { Findings = [.. cell.Findings.Where(finding => stated.Add(finding.Statement()))] }).Where(cell => !cell.Findings.IsEmpty).ToImmutableArray();
            cells.AddRange(fresh.Where(cell => !cell.IsHint));
            var analysed = detailFrom is null ? null : new AnalysedUnit(compilation, types, found, unit.Settings, read);
            foreach (var cell in fresh)
            {
                var recognised = cell.IsHint ? null : new CheckedCell { Type = cell.Type.ToDisplayString(), Route = cell.Route, Project = unit.Project };
                foreach (var finding in cell.Findings)
                    if (Describe(finding, recognised, compilation, unit.Settings) is { } described)
                        findings.Add(analysed is not null && recognised is not null && described.Severity >= detailFrom ? described with { Origin = new(analysed, cell, finding) } : described);
            }

            foreach (var problem in unit.Settings.Problems(unit.Targets))
                if (!SettingFinding.TryFind(problem, unit.Configs(problem.Tree), compilation, unit.Settings, out var finding))
                    problems.Add($"{problem.Tree.FilePath}: {problem.Message}");
                else if (finding is not null && stated.Add((finding.Place, finding.Message)))
                    findings.Add(finding);
        }

        var sorted = findings
            .OrderBy(finding => finding.Place.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Place.Line).ThenBy(finding => finding.Place.Column)
            .ThenBy(finding => finding.Place.EndLine).ThenBy(finding => finding.Place.EndColumn)
            .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal)
            .ThenBy(finding => finding.Message, StringComparer.Ordinal);
        var files = source.Units.SelectMany(unit => unit.Targets).Select(tree => tree.FilePath).Distinct(StringComparer.Ordinal).Count();
        return new([.. Fingerprint.Numbered(sorted)], Summary.Of(files, cells), problems.ToImmutable()) { Detail = detailFrom is null ? null : new(source, jobs, progress) };
    }

    private static (ImmutableArray<CellReport> Cells, ImmutableArray<string> Problems) Analyse(ImmutableArray<INamedTypeSymbol> types, CellReader read, int jobs, Stage stage, IProgress<Stage> progress, CancellationToken cancellation)
    {
        var reports = new ImmutableArray<CellReport>[types.Length];
        var crashes = new string?[types.Length];
        var done = 0;

        // One type at a time to each thread: the few that hold networks take nearly all the time, and stand next to each other.
        var oneByOne = Partitioner.Create(Enumerable.Range(0, types.Length), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(oneByOne, new() { CancellationToken = cancellation, MaxDegreeOfParallelism = jobs }, index =>
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
    private static Finding? Describe(CellFinding finding, CheckedCell? cell, Compilation compilation, AnalysisSettings settings) =>
        finding.ToEffectiveDiagnostic(compilation, settings) is { } diagnostic
        && Place.Of(finding.Location) is { } place
            ? new()
            {
                Rule = diagnostic.Descriptor,
                Severity = diagnostic.Severity,
                Suppression = Suppression.Of(diagnostic, compilation),
                Place = place,
                Source = finding.Location.SourceTree!.GetText(),
                Message = finding.Message,
                Matrix = finding.Matrix,
                IsWrong = Summary.IsWrong(finding.Verdict),
                Cell = cell,
                Cause = finding.Cause,
                Evidence = finding.Evidence,
                Notes = [.. finding.Related.Select(related => Place.Of(related.Location) is { } there ? new Note(there, related.Location.SourceTree!.GetText(), related.Text) : null).OfType<Note>()],
                Fingerprint = Fingerprint.Of(finding, diagnostic.Descriptor, compilation),
            }
            : null;
}

/// <summary>The cells that start in members of a type.</summary>
internal delegate ImmutableArray<CellReport> CellReader(INamedTypeSymbol type, CancellationToken cancellation);
