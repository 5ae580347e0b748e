using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using RnnLint.CodeFixes.Verification;
using RnnLint.Configuration;
using CodeBase = RnnLint.Tracing.CodeBase;

namespace RnnLint.CodeFixes;

/// <summary>
/// Fixes several compilations, those first that others refer to: each is fixed as it is with what was fixed before. What a compilation is fixed by is dropped again
/// where something in another one would not be right any more.
/// </summary>
public static class FixRuns
{
    /// <param name="units">All compilations that may refer to each other, or have files in common.</param>
    /// <param name="cancellation">Ends the run; nothing is lost, for nothing was written.</param>
    /// <exception cref="OperationCanceledException">when cancelled.</exception>
    public static FixRunsResult Over(IReadOnlyCollection<FixUnit> units, CancellationToken cancellation)
    {
        var all = units.OrderBy(unit => unit.Key, StringComparer.Ordinal).ToArray();
        var family = new ProjectFamily(all.Select(unit => (unit.Compilation, unit.Settings)));
        var changed = ImmutableDictionary.Create<string, SyntaxTree>(StringComparer.Ordinal);
        var (applied, left) = (ImmutableArray.CreateBuilder<AppliedFix>(), new Dictionary<object, UnfixedFinding>());

        // What refers to a project stands on more than that does.
        foreach (var at in Enumerable.Range(0, all.Length).Where(index => !all[index].Wanted.IsEmpty).OrderBy(index => CodeBase.ProjectsOf(all[index].Compilation).Count))
        {
            var (unit, before) = (all[at], family.Projects.ElementAt(at));
            var run = FixRun.Over(family.Analysis(before, unit.Settings), unit.Wanted, unit.IsWantedFinding, unit.Scope, cancellation);
            var fresh = run.Fixed.SyntaxTrees.Where(tree => !before.ContainsSyntaxTree(tree)).ToDictionary(tree => tree.FilePath, StringComparer.Ordinal);
            var next = family.After(tree => fresh.TryGetValue(tree.FilePath, out var other) ? tree.WithChangedText(other.GetText()) : tree, cancellation);
            if (Spoilt(all, at, family, next, cancellation) is { } spoilt)
            {
                Leave(run.Applied.Select(fix => new UnfixedFinding(fix.Finding, $"with it {spoilt} would not be right any more")));
                continue;
            }

            Leave(run.Left);
            applied.AddRange(run.Applied);
            (changed, family) = (changed.SetItems(fresh), next);
        }

        return new FixRunsResult(changed, applied.ToImmutable(), left.Values.ToImmutableArray());

        // A file of several compilations is told of once.
        void Leave(IEnumerable<UnfixedFinding> findings)
        {
            foreach (var unfixed in findings)
                left[(unfixed.Finding.Verdict, unfixed.Finding.Matrix, unfixed.Finding.Location.GetLineSpan())] = unfixed;
        }
    }

    /// <summary>The first type of other units that a change makes wrong; null where there is none.</summary>
    private static string? Spoilt(FixUnit[] units, int changed, ProjectFamily before, ProjectFamily after, CancellationToken cancellation)
    {
        foreach (var (unit, old, now) in units.Zip(before.Projects, (unit, old) => (unit, old)).Zip(after.Projects, (pair, now) => (pair.unit, pair.old, now)))
        {
            if (old == now || unit == units[changed])
                continue;
            var (earlier, later) = (before.Analysis(old, unit.Settings), after.Analysis(now, unit.Settings));
            foreach (var type in unit.Types)
                if (Verifier.Same(type, old) is { } one && (Verifier.Same(type, now) is not { } same || !Statements.Hold(earlier.Analyze(one, cancellation), later.Analyze(same, cancellation))))
                    return type.ToDisplayString();
        }

        return null;
    }
}

/// <summary>One of several compilations.</summary>
/// <param name="Key">Orders those that do not refer to each other.</param>
/// <param name="Compilation">The code.</param>
/// <param name="Types">All types that are to stay right where they are right.</param>
/// <param name="Wanted">Those of them whose findings are to be fixed.</param>
/// <param name="Scope">What fixes may change. That other units stay right is seen to here.</param>
/// <param name="IsWantedFinding">False for findings to leave alone, in the compilation as it is then.</param>
public sealed record FixUnit(string Key, Compilation Compilation, ImmutableArray<INamedTypeSymbol> Types, ImmutableArray<INamedTypeSymbol> Wanted, FixScope Scope, Func<CellFinding, Compilation, bool> IsWantedFinding)
{
    /// <summary>What the code's files are set to.</summary>
    public AnalysisSettings Settings { get; init; } = AnalysisSettings.None;
}

/// <summary>The trees that changed, by path, what was fixed in which order, and what was not.</summary>
public sealed record FixRunsResult(ImmutableDictionary<string, SyntaxTree> Changed, ImmutableArray<AppliedFix> Applied, ImmutableArray<UnfixedFinding> Left);
