using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using RnnLint.Derivation;
using RnnLint.Probing;
using RnnLint.Recognition;
using RnnLint.Reporting;
using RnnLint.Tracing;
using RnnLint.Tracing.Models;

namespace RnnLint;

/// <summary>The way through the house for one compilation: recognition, tracing, probing, report. Safe for concurrent use.</summary>
public sealed class CellAnalysis(Compilation compilation)
{
    // Counted limits, not the thread's leftover stack, decide where a trace ends: the thread must be deep enough for them.
    private const int StackBytes = 64 << 20;

    private readonly CodeBase _code = new(compilation, LibraryModels.Create());
    private readonly Implementations _implementations = new(compilation);
    private readonly NumberCarriers _carriers = new();
    private readonly Lazy<CallerIndex> _callers = new(() => new CallerIndex(compilation));

    public Compilation Compilation { get; } = compilation;

    /// <summary>
    /// The recurrent cells whose forward and backward passes start in members of <paramref name="type"/> (not of its nested types).
    /// Empty, and cheap, for a type that does no recurrent arithmetic. Never throws for any source, except on cancellation.
    /// </summary>
    /// <exception cref="OperationCanceledException">when cancelled.</exception>
    public ImmutableArray<CellReport> Analyze(INamedTypeSymbol type, CancellationToken cancellation) => Analyze(type, new SourceReads(), cancellation);

    /// <param name="reads">Is told all source types whose code the result hangs on, besides the declarations of the compilation.</param>
    /// <exception cref="OperationCanceledException">when cancelled.</exception>
    public ImmutableArray<CellReport> Analyze(INamedTypeSymbol type, SourceReads reads, CancellationToken cancellation)
    {
        reads.Add(type);
        if (Candidate.Of(type, _carriers, cancellation) is not { } candidate)
            return ImmutableArray<CellReport>.Empty;

        // Explanations are made later, when nobody can cancel the analysis any more.
        var own = new CancellationTokenSource();
        using (cancellation.Register(own.Cancel))
            return OnDeepThread(() => Analyze(candidate, reads, own.Token));
    }

    private static T OnDeepThread<T>(Func<T> work)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            StackBytes)
        { IsBackground = true };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    private ImmutableArray<CellReport> Analyze(Candidate candidate, SourceReads reads, CancellationToken cancellation)
    {
        var search = new RouteSearch(new RouteTracer(_code.ReadInto(reads), _implementations, cancellation), candidate, () => _callers.Value, _carriers, cancellation);
        return AsFarAsItIsWritten(search.Results(), reads, cancellation).Select(result => ReportWriter.Write(candidate.Type, result) is { } report ? Completed(report, result.Probe) : null).OfType<CellReport>().ToImmutableArray();
    }

    /// <summary>Of code that is half typed nothing is said, for what is missing may be what would be wrong, or right.</summary>
    private static IEnumerable<RouteResult> AsFarAsItIsWritten(IReadOnlyList<RouteResult> results, SourceReads reads, CancellationToken cancellation)
    {
        if (!results.Any(result => result.Probe.Recognised) || reads.Types.Where(type => IsHalfTyped(type, cancellation)).Select(type => type.Name).OrderBy(name => name, StringComparer.Ordinal).FirstOrDefault() is not { } broken)
            return results;
        return results.Select(result => result with
        {
            Probe = result.Probe with { Findings = result.Probe.Findings.Select(finding => finding with { Verdict = Verdict.NotProbed, Cause = $"the code of {broken} has syntax errors", Unseen = ImmutableArray<UntakenBranch>.Empty }).ToImmutableArray() },
        });
    }

    private static bool IsHalfTyped(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences.Select(part => part.GetSyntax(cancellation))
        .Any(declaration => declaration.ContainsDiagnostics && declaration.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

    private static CellReport Completed(CellReport report, ProbeResult probe) => report with
    {
        Probe = probe,
        Explanation = new(() => OnDeepThread(() => Explainer.Explain(probe))),
        ForwardValues = new(() => OnDeepThread(() => Probing.ForwardValues.Of(probe))),
    };
}
