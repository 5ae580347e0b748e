using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using RnnLint.CodeFixes.Verification;

namespace RnnLint.CodeFixes;

/// <summary>
/// Fixes findings one after the other, each in the code that the fixes before it left: what is right after all of them was probed as a whole. A finding whose fix does not
/// verify there is left.
/// </summary>
public sealed class FixRun
{
    private readonly Func<CellFinding, Compilation, bool> _isWanted;
    private readonly FixScope _scope;
    private readonly Dictionary<string, ImmutableArray<CellReport>> _reports = new(StringComparer.Ordinal);
    private readonly HashSet<(string, object)> _given = [];
    private readonly List<AppliedFix> _applied = [];
    private readonly Dictionary<(string, object), UnfixedFinding> _left = [];
    private CellAnalysis _analysis;

    private FixRun(CellAnalysis analysis, Func<CellFinding, Compilation, bool> isWanted, FixScope scope)
    {
        _analysis = analysis;
        _isWanted = isWanted;
        _scope = scope;
    }

    private Compilation Current => _analysis.Compilation;

    /// <param name="analysis">That of the code.</param>
    /// <param name="types">The types whose findings are wanted.</param>
    /// <param name="isWanted">False for findings to leave alone, in the compilation as it is then.</param>
    /// <param name="scope">Where changes may be.</param>
    /// <param name="cancellation">Ends the run; nothing is lost, for nothing was written.</param>
    /// <exception cref="OperationCanceledException">when cancelled.</exception>
    public static FixRunResult Over(CellAnalysis analysis, IEnumerable<INamedTypeSymbol> types, Func<CellFinding, Compilation, bool> isWanted, FixScope scope, CancellationToken cancellation)
    {
        var run = new FixRun(analysis, isWanted, scope);
        run.Apply(types.Select(Verifier.NameOf).Distinct().ToList(), cancellation);
        return new FixRunResult(run.Current, run._applied.ToImmutableArray(), run._left.Values.ToImmutableArray());
    }

    private void Apply(List<string> types, CancellationToken cancellation)
    {
        while (Next(types, cancellation) is { } next)
        {
            var search = new FixFinder(_analysis, ReportsOf, _scope).Search(next.Report, next.Finding, cancellation);
            if (search.Fix is not { } fix)
            {
                _given.Add(Key(next.Report, next.Finding));
                _left[Key(next.Report, next.Finding)] = new UnfixedFinding(next.Finding, search.Obstacle);
                continue;
            }

            _applied.Add(new AppliedFix(next.Finding, fix));
            TakeOver(fix);
        }
    }

    /// <summary>The first finding, by its place, that was not tried as the code is now.</summary>
    private (CellReport Report, CellFinding Finding)? Next(List<string> types, CancellationToken cancellation) => types
        .Select(name => DocumentationCommentId.GetFirstSymbolForDeclarationId(name, Current)).OfType<INamedTypeSymbol>()
        .SelectMany(type => ReportsOf(type, cancellation))
        .SelectMany(report => report.Findings.Select(finding => (Report: report, Finding: finding)))
        .Where(pair => FixFinder.CanFix(pair.Finding.Verdict) && pair.Finding.Location.SourceTree is { } tree && Current.ContainsSyntaxTree(tree) && !_given.Contains(Key(pair.Report, pair.Finding)) && _isWanted(pair.Finding, Current))
        .OrderBy(pair => pair.Finding.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(pair => pair.Finding.Location.SourceSpan.Start)
        .Select(pair => ((CellReport, CellFinding)?)pair).FirstOrDefault();

    /// <summary>The same for a finding that has only moved.</summary>
    private static (string, object) Key(CellReport report, CellFinding finding) =>
        (Verifier.NameOf(report.Type), (finding.Verdict, finding.Matrix, finding.Location.SourceTree!.FilePath, finding.Location.SourceTree.GetText().ToString(finding.Location.SourceSpan)));

    private ImmutableArray<CellReport> ReportsOf(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var name = Verifier.NameOf(type);
        if (!_reports.TryGetValue(name, out var reports))
            _reports.Add(name, reports = Verifier.Same(type, Current) is { } own ? _analysis.Analyze(own, cancellation) : ImmutableArray<CellReport>.Empty);
        return reports;
    }

    /// <summary>What was said in a changed tree is said again, for its places moved; what could not be fixed in what the fix touched may have become fixable.</summary>
    private void TakeOver(CellFix fix)
    {
        var moved = new HashSet<SyntaxTree>(fix.Changes.Select(change => change.Tree));
        foreach (var name in _reports.Where(pair => pair.Value.Any(report => report.Findings.Any(finding => finding.Location.SourceTree is { } tree && moved.Contains(tree)))).Select(pair => pair.Key).ToList())
            _reports.Remove(name);
        _analysis = _analysis.After(fix.Fixed);
        foreach (var (type, reports) in fix.Reports)
        {
            var name = Verifier.NameOf(type);
            _reports[name] = reports;
            foreach (var key in _given.Where(key => key.Item1 == name).ToList())
            {
                _given.Remove(key);
                _left.Remove(key);
            }
        }
    }
}

/// <summary>The code after a run, what was fixed in which order, and what was not.</summary>
public sealed record FixRunResult(Compilation Fixed, ImmutableArray<AppliedFix> Applied, ImmutableArray<UnfixedFinding> Left);

/// <param name="Finding">What was wrong, in the code before this fix.</param>
/// <param name="Fix">What set it right.</param>
public sealed record AppliedFix(CellFinding Finding, CellFix Fix);

/// <param name="Finding">What is wrong still.</param>
/// <param name="Obstacle">Why nothing sets it right, as the rest of a sentence.</param>
public sealed record UnfixedFinding(CellFinding Finding, string Obstacle);
