using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using RnnLint.Configuration;
using RnnLint.Derivation;
using RnnLint.Probing;
using RnnLint.Recognition;
using RnnLint.Reporting;
using RnnLint.Tracing;
using RnnLint.Tracing.Models;

namespace RnnLint;

/// <summary>The way through the house for one compilation: recognition, tracing, probing, report. Safe for concurrent use.</summary>
/// <param name="compilation">The code.</param>
/// <param name="settings">What its files are set to; null where nothing is set.</param>
public sealed class CellAnalysis(Compilation compilation, AnalysisSettings? settings = null)
{
    // Counted limits, not the thread's leftover stack, decide where a trace ends: the thread must be deep enough for them.
    private const int StackBytes = 64 << 20;

    private readonly CodeBase _code = new(compilation, LibraryModels.Create());
    private readonly Implementations _implementations = new(compilation);
    private readonly AnalysisSettings _settings = settings ?? AnalysisSettings.None;
    private readonly NumberCarriers _carriers = new();
    private ProductReach? _products;
    private CallerIndex? _callers;

    public Compilation Compilation { get; } = compilation;

    /// <summary>
    /// The analyses of those projects that refer to this one: where nothing in this one shows how the members of a cell belong together, what drives it there
    /// does. Asked for when it is needed.
    /// </summary>
    public Func<IEnumerable<CellAnalysis>> Dependents { get; init; } = () => [];

    public AnalysisSettings Settings => _settings;

    private CallerIndex Callers => LazyInitializer.EnsureInitialized(ref _callers, () => new CallerIndex(_code))!;

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
        reads.HangOnAllCode = !MayMultiply(type, cancellation);
        if (reads.HangOnAllCode || Candidate.Of(type, _carriers, cancellation) is not { } candidate)
            return WithoutCandidate(type, cancellation);

        // Explanations are made later, when nobody can cancel the analysis any more.
        var own = new CancellationTokenSource();
        using (cancellation.Register(own.Cancel))
            return OnDeepThread(() => Analyze(candidate, reads, Tracer(candidate, reads, null, own.Token), own.Token));
    }

    /// <summary>The analysis of the code after some of its files were changed. Projects that refer to this one are taken with the change.</summary>
    /// <param name="changed">The compilation with other trees in the places of some, and none added or taken away.</param>
    public CellAnalysis After(Compilation changed)
    {
        return new CellAnalysis(changed, _settings)
        {
            Dependents = () =>
            {
                // By their order: not every tree has a path.
                var trees = Compilation.SyntaxTrees.Zip(changed.SyntaxTrees, (before, now) => (before, now)).ToDictionary(pair => pair.before, pair => pair.now);
                var projects = ChangedProjects.WithTrees(tree => trees.TryGetValue(tree, out var other) ? other : tree);
                return Dependents().Select(dependent => new CellAnalysis(SharedSymbols.Unify(projects.Of(dependent.Compilation), CancellationToken.None), dependent._settings));
            },
        };
    }

    /// <summary>How the analysis of a type goes, run by run.</summary>
    /// <exception cref="OperationCanceledException">when cancelled.</exception>
    public TypeTrace Trace(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (!MayMultiply(type, cancellation) || Candidate.Of(type, _carriers, cancellation) is not { } candidate)
            return new TypeTrace { Type = type, IsCandidate = false };
        var (log, reads) = (new RunLog(), ReadsOf(type));
        var tracer = Tracer(candidate, reads, log.Add, cancellation);
        var reports = OnDeepThread(() => Analyze(candidate, reads, tracer, cancellation));
        return new TypeTrace { Type = type, IsCandidate = true, Members = candidate.Members, Runs = log.Runs, StepsSpent = tracer.StepsSpent, Reports = reports };
    }

    /// <summary>What a cell shows at sizes and seeds that a person chose, each with steps of its own. Empty where the cell is not found, or was not traced.</summary>
    /// <param name="cell">A report of this compilation.</param>
    /// <param name="units">n, which every unknown dimension gets.</param>
    /// <param name="steps">T, which every unknown sequence gets.</param>
    /// <exception cref="OperationCanceledException">when cancelled.</exception>
    public ImmutableArray<ProbedPoint> ProbeAt(CellReport cell, int units, int steps, IEnumerable<int> seeds, CancellationToken cancellation)
    {
        if (Candidate.Of(cell.Type, _carriers, cancellation) is not { } candidate)
            return ImmutableArray<ProbedPoint>.Empty;

        // What is asked for here is not to be taken from what the cell's own explanation may spend.
        var (stop, reads) = ((TraceStop?)null, ReadsOf(cell.Type));
        var tracer = Tracer(candidate, reads, (_, _, _, run) => stop = run.Stop, cancellation);
        return OnDeepThread(() => Analyze(candidate, reads, tracer, cancellation).FirstOrDefault(report => report.Route == cell.Route && report.Findings.Select(finding => finding.Matrix).SequenceEqual(cell.Findings.Select(finding => finding.Matrix))) is { Probe: { Retrace: not null } probe }
            ? seeds.SelectMany(seed =>
            {
                tracer.Renew();
                return ProbedPoint.Of(probe, units, steps, new[] { seed }, () => stop?.Reason).ToArray();
            }).ToImmutableArray()
            : ImmutableArray<ProbedPoint>.Empty);
    }

    /// <summary>False for a type that there is no use in tracing. What its author marked is tried all the same.</summary>
    private bool MayMultiply(INamedTypeSymbol type, CancellationToken cancellation)
    {
        // Not a Lazy: cancelled, it is made again when it is next asked for.
        var products = Volatile.Read(ref _products) ?? Interlocked.CompareExchange(ref _products, new ProductReach(_code, cancellation), null) ?? _products;
        return Covers() || !Hints.In(type, Compilation, isCandidate: true, cancellation).IsEmpty;

        bool Covers()
        {
            try
            {
                return products.Covers(type, cancellation);
            }
            catch (InsufficientExecutionStackException)
            {
                // An expression that nests deeply. Most types are told without a thread of their own.
                return OnDeepThread(() => products.Covers(type, cancellation));
            }
        }
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

    private static SourceReads ReadsOf(INamedTypeSymbol type)
    {
        var reads = new SourceReads();
        reads.Add(type);
        return reads;
    }

    private RouteTracer Tracer(Candidate candidate, SourceReads reads, Action<Route, RouteReading, Draw, RouteTrace>? ran, CancellationToken cancellation) =>
        new(_code.ReadInto(reads), _implementations, cancellation) { Ran = ran, Settings = _settings.Of(candidate.Type) };

    private ImmutableArray<CellReport> Analyze(Candidate candidate, SourceReads reads, RouteTracer tracer, CancellationToken cancellation)
    {
        var exclusion = new Exclusion(tracer.Settings.Excluded, Compilation, cancellation);
        if (exclusion.Covers(candidate.Type))
            return ImmutableArray<CellReport>.Empty;
        var search = new RouteSearch(tracer, candidate, () => Callers, _carriers, cancellation);
        var results = AsFarAsItIsWritten(search.Results(), reads, cancellation).ToList();
        if (candidate.Multiplies && !results.Any(result => result.Probe.Findings.Any(finding => RouteSearch.IsStrong(finding.Verdict))) && ShownElsewhere(candidate, exclusion, tracer.Settings, reads, cancellation) is { } shown)
            return shown;
        var written = results.Select(result => (Result: result, Report: ReportWriter.Write(candidate.Type, result))).Where(pair => pair.Report is not null).ToList();
        var hints = Hints.In(candidate.Type, Compilation, isCandidate: true, cancellation);
        var vain = hints.IsEmpty ? [] : new HintCheck(candidate.Type, hints).After(search, written.ConvertAll(pair => pair.Result));
        return written.Select(pair => exclusion.Without(pair.Result) is { Probe.Findings.IsEmpty: false } result && ReportWriter.Write(candidate.Type, result) is { } report && exclusion.Without(report) is { } left ? Completed(left, result.Probe, tracer) : null).OfType<CellReport>()
            .Concat(vain.Select(hint => exclusion.Without(ReportWriter.Write(candidate.Type, hint))).OfType<CellReport>()).ToImmutableArray();
    }

    /// <summary>What projects that refer to this one show of a type; null where they show nothing that decides.</summary>
    private ImmutableArray<CellReport>? ShownElsewhere(Candidate candidate, Exclusion exclusion, CellSettings settings, SourceReads reads, CancellationToken cancellation)
    {
        reads.HangOnDependents = true;
        foreach (var dependent in Dependents())
        {
            if (dependent.Driven(candidate, this, settings, reads, cancellation) is not { } driven)
                continue;

            // What stands in the other project is told of there.
            return driven.Results.Select(exclusion.Without).Select(result => ReportWriter.Write(driven.Seen, result) is { } report ? Completed(report with { Type = candidate.Type, Findings = report.Findings.RemoveAll(finding => !IsOwn(finding.Location)) }, result.Probe, driven.Tracer) : null)
                .OfType<CellReport>().Where(report => !report.Findings.IsEmpty).Select(exclusion.Without).OfType<CellReport>().ToImmutableArray();
        }

        return null;
    }

    /// <summary>What members of this project show that drive a type of another one; null where they show nothing that decides.</summary>
    /// <param name="elsewhere">The type.</param>
    /// <param name="its">The analysis of its project.</param>
    /// <param name="settings">What the type is set to there.</param>
    private (INamedTypeSymbol Seen, IReadOnlyList<RouteResult> Results, RouteTracer Tracer)? Driven(Candidate elsewhere, CellAnalysis its, CellSettings settings, SourceReads reads, CancellationToken cancellation)
    {
        // Here it may be another symbol: a project is compiled once more for one that has another framework.
        var declaration = elsewhere.Type.DeclaringSyntaxReferences[0];
        if (!Callers.RoutesInto(elsewhere, _carriers, cancellation).Any(IsNew) || !_code.Projects.Any(project => project.ContainsSyntaxTree(declaration.SyntaxTree))
            || _code.Semantics(declaration.SyntaxTree).GetDeclaredSymbol(declaration.GetSyntax(cancellation), cancellation) is not INamedTypeSymbol seen
            || Candidate.Of(seen, _carriers, cancellation) is not { } candidate)
        {
            return null;
        }

        var tracer = new RouteTracer(_code.ReadInto(reads), _implementations, cancellation) { Settings = settings };
        var results = AsFarAsItIsWritten(new RouteSearch(tracer, candidate, () => Callers, _carriers, cancellation).Driven(IsNew), reads, cancellation).ToList();
        return results.Count == 0 ? null : (seen, results, tracer);

        // What drives it in its own project was tried there.
        bool IsNew(Route route) => route.Steps[0].Method.Locations.Any(place => !its.IsOwn(place));
    }

    private bool IsOwn(Microsoft.CodeAnalysis.Location location) => location.SourceTree is { } tree && Compilation.ContainsSyntaxTree(tree);

    /// <summary>A type that computes nothing has nothing to say, but of hints that are lost on it.</summary>
    private ImmutableArray<CellReport> WithoutCandidate(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var hints = Hints.In(type, Compilation, isCandidate: false, cancellation);
        if (hints.IsEmpty)
            return ImmutableArray<CellReport>.Empty;
        var exclusion = new Exclusion(_settings.Of(type).Excluded, Compilation, cancellation);
        return exclusion.Covers(type) ? ImmutableArray<CellReport>.Empty
            : new HintCheck(type, hints).WithoutCandidate(name => Callers.IsMentioned(name)).Select(hint => exclusion.Without(ReportWriter.Write(type, hint))).OfType<CellReport>().ToImmutableArray();
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

    private static CellReport Completed(CellReport report, ProbeResult probe, RouteTracer tracer)
    {
        return report with { Probe = probe, Explanation = new(() => Afresh(() => Explainer.Explain(probe))), ForwardValues = new(() => Afresh(() => Probing.ForwardValues.Of(probe))) };

        // With steps of its own: what is said of a cell is not to hang on what was asked before.
        T Afresh<T>(Func<T> ask) => OnDeepThread(() =>
        {
            tracer.Renew();
            return ask();
        });
    }
}
