using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using RnnLint.CodeFixes.Candidates;
using RnnLint.CodeFixes.Verification;
using RnnLint.Probing;

namespace RnnLint.CodeFixes;

/// <summary>
/// Looks for changes that set findings of one compilation right. A change is proposed from what stands at the finding, and is a fix only if the changed code was
/// probed and verified. Not safe for concurrent use.
/// </summary>
public sealed class FixFinder
{
    /// <summary>Proposals that are probed for one finding at most.</summary>
    private const int MostProbes = 40;

    /// <summary>After so many that verify but for the forward pass, two traces of this code cannot be compared, and no other proposal will fare better.</summary>
    private const int MostOfAnotherForward = 3;

    /// <summary>Proposals that are compiled for one finding at most.</summary>
    private const int MostCompiled = 160;

    private readonly Compilation _compilation;
    private readonly Verifier _verifier;
    private readonly FixScope _scope;

    /// <param name="analysis">That of the code, with every tree that its cells need.</param>
    /// <param name="reports">
    /// What is known already of the types of the code; without it they are analysed when it matters whether a change spoils them.
    /// </param>
    /// <param name="scope">Where changes may be; without it everywhere.</param>
    public FixFinder(CellAnalysis analysis, Func<INamedTypeSymbol, CancellationToken, ImmutableArray<CellReport>>? reports = null, FixScope? scope = null)
    {
        _compilation = analysis.Compilation;
        _scope = scope ?? FixScope.All;
        _verifier = new Verifier(analysis, reports ?? Analysed(analysis));
    }

    /// <summary>True for verdicts that a change of one place may set right.</summary>
    public static bool CanFix(Verdict verdict) => verdict is Verdict.TransposedRecurrentMatrix or Verdict.WrongActivationDerivative or Verdict.ReversedWeightGradient;

    /// <summary>
    /// The fixes of a finding, each verified when it is asked for: the first is the one to prefer, and taking it alone costs least. Empty where no change
    /// verifies.
    /// </summary>
    /// <param name="report">A report of the compilation.</param>
    /// <param name="finding">One of its findings.</param>
    /// <exception cref="OperationCanceledException">when cancelled.</exception>
    public IEnumerable<CellFix> Find(CellReport report, CellFinding finding, CancellationToken cancellation) =>
        Tried(report, finding, cancellation).Select(tried => tried.Fix).OfType<CellFix>();

    /// <summary>The fix to prefer, or why there is none.</summary>
    /// <exception cref="OperationCanceledException">when cancelled.</exception>
    public FixSearch Search(CellReport report, CellFinding finding, CancellationToken cancellation)
    {
        var (compiled, probed, nearest) = (0, 0, Objection.None);
        foreach (var (fix, objection) in Tried(report, finding, cancellation))
        {
            if (fix is not null)
                return new FixSearch(fix, "");
            compiled++;
            probed += objection == Objection.HasErrors ? 0 : 1;
            nearest = objection > nearest ? objection : nearest;
        }

        return new FixSearch(null, compiled == 0 ? (report.ForwardValues.Value.AreKnown ? "no change is known for it" : "its forward pass could not be traced once more") : $"{probed} {(probed == 1 ? "change was" : "changes were")} tried, and {Said(nearest)}");
    }

    private static string Said(Objection nearest) => nearest switch
    {
        Objection.ChangesForward => "the nearest of them changes the forward pass",
        Objection.SpoilsOther => "the nearest of them makes something else wrong",
        Objection.StaysWrong => "the gradient stays wrong with each of them",
        _ => "none of them compiles",
    };

    private IEnumerable<(CellFix? Fix, Objection Objection)> Tried(CellReport report, CellFinding finding, CancellationToken cancellation)
    {
        // Without it no change could be told from one of the forward pass.
        if (!CanFix(finding.Verdict) || !report.ForwardValues.Value.AreKnown)
            yield break;
        var tried = new HashSet<string>(StringComparer.Ordinal);
        var (compiled, probes, ofAnotherForward) = (0, 0, 0);
        foreach (var proposal in Proposals.For(finding, _compilation, _scope, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!tried.Add(proposal.Key) || !proposal.Changes.All(change => _scope.MayChange(change.Tree)))
                continue;
            if (++compiled > MostCompiled)
                yield break;
            if (_verifier.Compile(proposal, cancellation) is not { } changed)
            {
                yield return (null, Objection.HasErrors);
                continue;
            }

            if (++probes > MostProbes)
                yield break;
            var (fix, objection) = _verifier.Verify(proposal, changed, report, finding, cancellation);
            yield return (fix is null ? null : fix with { Probes = probes }, objection);
            if (objection == Objection.ChangesForward && ++ofAnotherForward == MostOfAnotherForward)
                yield break;
        }
    }

    private static Func<INamedTypeSymbol, CancellationToken, ImmutableArray<CellReport>> Analysed(CellAnalysis analysis)
    {
        var known = new Dictionary<INamedTypeSymbol, ImmutableArray<CellReport>>(SymbolEqualityComparer.Default);
        return (type, cancellation) =>
        {
            if (!known.TryGetValue(type, out var reports))
                known.Add(type, reports = analysis.Analyze(type, cancellation));
            return reports;
        };
    }
}

/// <summary>What came of the search for a fix.</summary>
/// <param name="Fix">The first change that verified; null where none did.</param>
/// <param name="Obstacle">Why there is none, as the rest of a sentence; empty where there is one.</param>
public sealed record FixSearch(CellFix? Fix, string Obstacle);
