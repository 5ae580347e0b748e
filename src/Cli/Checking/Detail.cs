using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RnnLint.Analyzer;
using RnnLint.CodeFixes;
using RnnLint.Cli.Fixing;
using RnnLint.Cli.Terminal;
using RnnLint.Configuration;
using RnnLint.Explaining;
using RnnLint.Loading;

namespace RnnLint.Cli.Checking;

/// <summary>
/// What only reports for a review show: derivations, and verified fixes. Each costs more than the verdict, so that they are made where such a report is asked for, and after it is known which findings are no
/// news.
/// </summary>
internal sealed class Detail(LoadedSource source, int jobs, IProgress<Stage> progress)
{
    private readonly FixScopes _scopes = new(source);
    private ProjectFamily? _projects;

    /// <summary>The result with what is wanted explained and fixed. Types are worked on side by side; the result does not show it.</summary>
    public CheckResult AddTo(CheckResult result, Func<Finding, bool> wanted, CancellationToken cancellation)
    {
        var fixes = new ConcurrentDictionary<DetailSource, VerifiedFix>(ReferenceEqualityComparer.Instance);
        var problems = result.Problems.ToBuilder();
        foreach (var unit in result.Findings.Where(finding => finding.Origin is not null && wanted(finding)).GroupBy(finding => finding.Origin!.Unit, ReferenceEqualityComparer.Instance))
            problems.AddRange(Add((AnalysedUnit)unit.Key!, [.. unit], fixes, cancellation));
        return result with
        {
            Findings = [.. result.Findings.Select(finding => finding.Origin is { } origin ? finding with { Fix = fixes.GetValueOrDefault(origin), Origin = null } : finding)],
            Problems = problems.ToImmutable(),
            Detail = null,
        };
    }

    /// <returns>What went wrong.</returns>
    private IEnumerable<string> Add(AnalysedUnit unit, IReadOnlyList<Finding> findings, ConcurrentDictionary<DetailSource, VerifiedFix> fixes, CancellationToken cancellation)
    {
        var analysis = (_projects ??= source.Projects(cancellation)).Analysis(unit.Compilation, unit.Settings);
        var known = new ConcurrentDictionary<ISymbol, ImmutableArray<CellReport>>(SymbolEqualityComparer.Default);
        foreach (var type in unit.Types)
            known[type] = [.. unit.Found.Where(cell => SymbolEqualityComparer.Default.Equals(cell.Type, type))];
        var scope = _scopes.In(unit.Compilation, cancellation);
        var crashes = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var (done, types) = (0, findings.GroupBy(finding => finding.Origin!.Cell.Type, SymbolEqualityComparer.Default).ToList());
        var oneByOne = Partitioner.Create(types, EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(oneByOne, new() { CancellationToken = cancellation, MaxDegreeOfParallelism = jobs }, type =>
        {
            try
            {
                // Cells of one type share what they are traced with.
                foreach (var cell in type.GroupBy(finding => finding.Cell!))
                    Add(cell.Key, cell);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                var name = type.Key!.ToDisplayString();
                crashes[name] = $"{name} could not be explained or fixed: internal error, {failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}";
            }

            progress.Report(new("Explaining and fixing", Interlocked.Increment(ref done), types.Count));
        });
        return crashes.OrderBy(crash => crash.Key, StringComparer.Ordinal).Select(crash => crash.Value);

        void Add(CheckedCell cell, IEnumerable<Finding> ofCell)
        {
            var origins = ofCell.Select(finding => finding.Origin!).ToList();
            var explanation = origins[0].Cell.Explanation.Value;
            cell.Derivation = new(ExplainedStep.Of(explanation), explanation.Obstacle);
            var finder = new FixFinder(analysis, (type, later) => known.GetOrAdd(type, _ => unit.Read(type, later)), scope);
            foreach (var origin in origins.Where(origin => FixFinder.CanFix(origin.Finding.Verdict)))
                if (finder.Search(origins[0].Cell, origin.Finding, cancellation).Fix is { } fix)
                    fixes[origin] = VerifiedFix.Of(fix);
        }
    }
}

/// <summary>A compilation after its analysis.</summary>
/// <param name="Types">The types that were analysed.</param>
/// <param name="Found">What was found in them.</param>
internal sealed record AnalysedUnit(Compilation Compilation, ImmutableArray<INamedTypeSymbol> Types, ImmutableArray<CellReport> Found, AnalysisSettings Settings, CellReader Read);

/// <summary>What the analysis knows of a finding, and reports do not show.</summary>
internal sealed record DetailSource(AnalysedUnit Unit, CellReport Cell, CellFinding Finding);
