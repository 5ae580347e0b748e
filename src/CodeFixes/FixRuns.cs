using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using RnnLint.CodeFixes.Verification;
using RnnLint.Configuration;

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
        var changed = ImmutableDictionary.Create<string, SyntaxTree>(StringComparer.Ordinal);
        var (applied, left) = (ImmutableArray.CreateBuilder<AppliedFix>(), new Dictionary<object, UnfixedFinding>());
        foreach (var unit in units.Where(wanted => !wanted.Wanted.IsEmpty).OrderBy(wanted => Depth(wanted.Compilation)).ThenBy(wanted => wanted.Key, StringComparer.Ordinal))
        {
            var before = With(unit.Compilation, changed, cancellation);
            var run = FixRun.Over(before, unit.Wanted, unit.IsWantedFinding, unit.Scope, cancellation, unit.Settings);
            var next = changed.SetItems(run.Fixed.SyntaxTrees.Where(tree => !before.ContainsSyntaxTree(tree)).Select(tree => new KeyValuePair<string, SyntaxTree>(tree.FilePath, tree)));
            if (next != changed && Spoilt(units.Where(another => another != unit), changed, next, cancellation) is { } spoilt)
            {
                Leave(run.Applied.Select(fix => new UnfixedFinding(fix.Finding, $"with it {spoilt} would not be right any more")));
                continue;
            }

            Leave(run.Left);
            applied.AddRange(run.Applied);
            changed = next;
        }

        return new FixRunsResult(changed, applied.ToImmutable(), left.Values.ToImmutableArray());

        // A file of several compilations is told of once.
        void Leave(IEnumerable<UnfixedFinding> findings)
        {
            foreach (var unfixed in findings)
                left[(unfixed.Finding.Verdict, unfixed.Finding.Matrix, unfixed.Finding.Location.GetLineSpan())] = unfixed;
        }
    }

    /// <summary>How many compilations lie one on the other below this one.</summary>
    private static int Depth(Compilation compilation) => compilation.References.OfType<CompilationReference>().Select(reference => 1 + Depth(reference.Compilation)).DefaultIfEmpty(0).Max();

    /// <summary>A compilation with changed trees in the places of those of their paths, in what it refers to as well.</summary>
    private static Compilation With(Compilation compilation, ImmutableDictionary<string, SyntaxTree> changed, CancellationToken cancellation) =>
        Changed(compilation, changed) is var now && now != compilation ? SharedSymbols.Unify(now, cancellation) : compilation;

    private static Compilation Changed(Compilation compilation, ImmutableDictionary<string, SyntaxTree> changed)
    {
        var now = compilation;
        foreach (var tree in compilation.SyntaxTrees)
            if (changed.TryGetValue(tree.FilePath, out var fixedTree))
                now = now.ReplaceSyntaxTree(tree, tree.WithChangedText(fixedTree.GetText()));
        foreach (var reference in compilation.References.OfType<CompilationReference>())
            if (Changed(reference.Compilation, changed) is var other && other != reference.Compilation)
                now = now.ReplaceReference(reference, other.ToMetadataReference(reference.Properties.Aliases, reference.Properties.EmbedInteropTypes));
        return now;
    }

    /// <summary>The first type of other compilations that changes make wrong; null where there is none.</summary>
    private static string? Spoilt(IEnumerable<FixUnit> others, ImmutableDictionary<string, SyntaxTree> before, ImmutableDictionary<string, SyntaxTree> after, CancellationToken cancellation)
    {
        foreach (var unit in others.OrderBy(other => other.Key, StringComparer.Ordinal))
        {
            if (Changed(unit.Compilation, after.RemoveRange(before.Where(pair => after[pair.Key] == pair.Value).Select(pair => pair.Key))) == unit.Compilation)
                continue;
            var (old, now) = (With(unit.Compilation, before, cancellation), With(unit.Compilation, after, cancellation));
            var (earlier, later) = (new CellAnalysis(old, unit.Settings), new CellAnalysis(now, unit.Settings));
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
