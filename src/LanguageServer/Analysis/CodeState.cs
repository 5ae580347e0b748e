using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using RnnLint.Analyzer;
using RnnLint.CodeFixes;
using RnnLint.Configuration;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Workspaces;
using RnnLint.Loading;
using RnnLint.Probing;
using CodeBase = RnnLint.Tracing.CodeBase;

namespace RnnLint.LanguageServer.Analysis;

/// <summary>
/// One state of the code, and what the analysis of it comes to, type by type, each when it is first asked for. What an earlier state came to stands where
/// nothing changed that it hangs on.
/// </summary>
internal sealed class CodeState : IDisposable
{
    private readonly ProbedTypes _known;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<CodeUnit, Lazy<Task<UnitState>>> _units = new();

    public CodeState(ImmutableDictionary<string, OpenDocument> open, ImmutableArray<CodeUnit> units, ProbedTypes known) => (Open, Units, _known) = (open, units, known);

    /// <summary>What was open, by path.</summary>
    public ImmutableDictionary<string, OpenDocument> Open { get; }

    public ImmutableArray<CodeUnit> Units { get; }

    /// <summary>Cancelled when the code has become another.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>The unit that answers for a file. A file of a project for several frameworks is looked at in the first.</summary>
    public CodeUnit? UnitOf(string path) => Units.FirstOrDefault(unit => unit.Targets.Contains(path));

    /// <summary>What there is to say of a file.</summary>
    /// <param name="isWhole">True to wait for the types of other files too: some that are told of in one file are looked at where they are used.</param>
    /// <exception cref="OperationCanceledException">when cancelled, or when the code has become another.</exception>
    public async Task<FileFindings> OfFileAsync(string path, bool isWhole, CancellationToken cancellation)
    {
        if (UnitOf(path) is not { } unit)
            return FileFindings.None;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Over);
        var state = await StateOf(unit).WaitAsync(either.Token);
        return FileFindings.Of(path, state, await state.CellsAsync(isWhole ? null : path).WaitAsync(either.Token));
    }

    /// <summary>A unit's compilation, and its types.</summary>
    public Task<UnitState> StateOf(CodeUnit unit) => _units.GetOrAdd(unit, key => new(() => Task.Run(async () =>
    {
        var compilation = await key.Compilation;
        return new UnitState(key, compilation, Open, _known, name => IsNamedOutside(compilation, name), () => Dependents(key), Over);
    }, Over))).Value;

    /// <summary>Loads what refers to a project: only where its own code does not show how the members of a cell belong together.</summary>
    private IEnumerable<CellAnalysis> Dependents(CodeUnit unit) => Units.Where(other => unit.Dependents.Value.Contains(other.Key)).Select(other => StateOf(other).WaitAsync(Over).GetAwaiter().GetResult().Shared);

    /// <summary>Loads all the other code: only where a fix may be in a member that it calls.</summary>
    private bool IsNamedOutside(Compilation compilation, string name)
    {
        var own = compilation.SyntaxTrees.Select(tree => tree.FilePath).ToHashSet(FilePaths.Comparer);
        return Units.Select(unit => unit.Compilation.WaitAsync(Over).GetAwaiter().GetResult()).SelectMany(other => other.SyntaxTrees).Where(tree => !own.Contains(tree.FilePath))
            .Any(tree => tree.GetRoot(Over).DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name));
    }

    /// <summary>Fixes all findings of some files, each in the code that those before it left.</summary>
    /// <param name="isWanted">False for files to leave alone, by path.</param>
    /// <exception cref="OperationCanceledException">when cancelled, or when the code has become another.</exception>
    public async Task<FixRunsResult> FixAllAsync(Func<string, bool> isWanted, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Over);
        var states = await Task.WhenAll(Units.Select(StateOf)).WaitAsync(either.Token);

        // A file of several projects is fixed in the one that answers for it.
        var units = await Task.WhenAll(states.Select(state => state.ToBeFixedAsync(path => isWanted(path) && UnitOf(path) == state.Unit))).WaitAsync(either.Token);
        return await Task.Run(() => FixRuns.Over(units, either.Token), either.Token);
    }

    /// <summary>Changed trees as changes of the code as it is.</summary>
    public async Task<IReadOnlyList<TreeChange>> ChangesAsync(IReadOnlyDictionary<string, SyntaxTree> changed)
    {
        var changes = new List<TreeChange>();
        foreach (var (path, tree) in changed.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var before = (await StateOf(UnitOf(path)!)).Compilation.SyntaxTrees.First(other => FilePaths.Comparer.Equals(other.FilePath, path));
            changes.Add(new(before, [.. tree.GetText().GetTextChanges(before.GetText())]));
        }

        return changes;
    }

    public void Dispose() => _over.Cancel();
}

/// <summary>A compilation of one state, and what its types come to.</summary>
internal sealed class UnitState
{
    private readonly ProbedTypes _known;
    private readonly CancellationToken _over;
    private readonly ConcurrentDictionary<string, Lazy<Task<ProbedType>>> _types = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(Compilation Before, Compilation After), CompilationChange> _changes = new();
    private readonly ConcurrentDictionary<(string Rule, string Path, TextSpan Span), Lazy<Task<FixSearch>>> _fixes = new();
    private readonly Lazy<CellAnalysis> _analysis;
    private readonly Func<IEnumerable<CellAnalysis>> _dependents;
    private readonly ImmutableArray<INamedTypeSymbol> _all;
    private readonly FixScope _scope;

    public UnitState(CodeUnit unit, Compilation compilation, ImmutableDictionary<string, OpenDocument> open, ProbedTypes known, Func<string, bool> isNamedElsewhere, Func<IEnumerable<CellAnalysis>> dependents, CancellationToken over)
    {
        (Unit, Compilation, _known, _dependents, _over) = (unit, compilation, known, dependents, over);
        _analysis = new(Analysis);
        var targets = compilation.SyntaxTrees.Where(tree => unit.Targets.Contains(tree.FilePath) && ProjectLoader.IsHandWritten(tree, compilation, over)).ToImmutableHashSet();

        var handWritten = targets.Select(tree => tree.FilePath).ToImmutableHashSet(FilePaths.Comparer);
        _scope = new FixScope(tree => handWritten.Contains(tree.FilePath), isNamedElsewhere);

        // What is in sight comes first.
        _all = [.. DeclaredTypes.Of(compilation, targets).OrderBy(type => type.DeclaringSyntaxReferences.Any(part => open.ContainsKey(part.SyntaxTree.FilePath)) ? 0 : 1)];
    }

    public CodeUnit Unit { get; }

    public Compilation Compilation { get; }

    /// <summary>The analysis whose results are shown.</summary>
    public CellAnalysis Shared => _analysis.Value;

    /// <summary>An analysis that has nothing in common with the one whose results are shown.</summary>
    public CellAnalysis Analysis() => new(Compilation, Unit.Settings) { Dependents = _dependents };

    /// <summary>Internal errors, each with the type that it ended the analysis of.</summary>
    public IEnumerable<string> Failures => _types.Values.Where(type => type is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }).Select(type => type.Value.Result.Failure).OfType<string>();

    /// <summary>The cells of the types of one file, or of all types.</summary>
    public async Task<IReadOnlyList<Cell>> CellsAsync(string? path)
    {
        var types = path is null ? _all : [.. _all.Where(type => type.DeclaringSyntaxReferences.Any(part => FilePaths.Comparer.Equals(part.SyntaxTree.FilePath, path)))];
        var probed = await Task.WhenAll(types.Select(ProbeAsync));
        return [.. probed.SelectMany(type => type.Reports.Select(report => new Cell(report, type.Compilation, Change(type.Compilation).Follow, type.IsStale)))];
    }

    /// <summary>What is not understood of the settings, each with its file and place where they are found.</summary>
    public async Task<IReadOnlyList<(SettingProblem Problem, ConfigFile? File, Diagnostic? Diagnostic)>> SettingProblemsAsync(CancellationToken cancellation)
    {
        var problems = Unit.Settings.Problems(Compilation.SyntaxTrees.Where(tree => Unit.Targets.Contains(tree.FilePath)));
        if (problems.IsEmpty)
            return [];
        var configs = await Unit.ConfigsAsync(cancellation);
        return [.. problems.Select(problem => ConfigFile.PlaceOf(problem, configs(problem.Tree)) is { } found
            ? (problem, found.File, problem.ToEffectiveDiagnostic(found.Place, Compilation, Unit.Settings)) : (problem, (ConfigFile?)null, (Diagnostic?)null))];
    }

    /// <summary>The change that sets a finding right, verified; or why there is none. Looked for once.</summary>
    /// <exception cref="OperationCanceledException">when the code has become another.</exception>
    public Task<FixSearch> FixAsync(FileFinding finding) => _fixes.GetOrAdd((finding.Diagnostic.Id, finding.Now.Location.SourceTree!.FilePath, finding.Now.Location.SourceSpan), _ => new(() => Task.Run(() => Fix(finding), _over))).Value;

    /// <summary>The compilation as one of several to be fixed.</summary>
    /// <param name="isWanted">False for files to leave alone, by path.</param>
    public async Task<FixUnit> ToBeFixedAsync(Func<string, bool> isWanted)
    {
        // Only what is known to be wrong is looked at again.
        var wrong = Unit.Targets.Any(isWanted) ? (await CellsAsync(null)).Where(cell => !cell.IsStale && cell.Report.Findings.Any(finding => FixFinder.CanFix(finding.Verdict))).Select(Now).ToList() : [];

        // What calls a member elsewhere is looked at when the fixes are made, not given up beforehand.
        var scope = _scope with { IsNamedElsewhere = _ => false };
        return new(Unit.Key, Compilation, _all, [.. _all.Where(wrong.Contains)], scope, (finding, current) =>
            finding.Location.SourceTree?.FilePath is { } path && Unit.Targets.Contains(path) && isWanted(path) && finding.ToEffectiveDiagnostic(current, Unit.Settings) is { IsSuppressed: false })
        {
            Settings = Unit.Settings,
        };
    }

    /// <summary>What a cell shows at sizes and seeds that a person chose. Empty where it is not found in the code as it is now, or cannot be traced.</summary>
    /// <exception cref="OperationCanceledException">when cancelled.</exception>
    public (CellReport? Report, ImmutableArray<ProbedPoint> Points) ProbeAt(Cell cell, int units, int steps, IReadOnlyList<int> seeds, CancellationToken cancellation)
    {
        var analysis = Analysis();
        var report = Now(cell) is { } type ? analysis.Analyze(type, cancellation).FirstOrDefault(report => report.Route == cell.Report.Route && report.Findings.Any(finding => cell.Report.Findings.Any(own => own.Matrix == finding.Matrix))) : null;
        return (report, report is null ? [] : analysis.ProbeAt(report, units, steps, seeds, cancellation));
    }

    /// <summary>The type of a cell in the code as it is now.</summary>
    private INamedTypeSymbol? Now(Cell cell) => _all.FirstOrDefault(type => CodeBase.NameOf(type) == CodeBase.NameOf(cell.Report.Type));

    private FixSearch Fix(FileFinding finding)
    {
        lock (_fixes)
        {
            // A fix is looked for in the very code that the report is of.
            var reports = finding.Cell.Of == Compilation ? [finding.Cell.Report]
                : Now(finding.Cell) is { } type ? _analysis.Value.Analyze(type, _over) : [];
            foreach (var report in reports)
                if (report.Findings.FirstOrDefault(own => own.Verdict == finding.Now.Verdict && own.Location == finding.Now.Location) is { } same)
                    return new FixFinder(_analysis.Value, scope: _scope).Search(report, same, _over);
            return new FixSearch(null, "it was not found again");
        }
    }

    private Task<ProbedType> ProbeAsync(INamedTypeSymbol type) => _types.GetOrAdd(CodeBase.NameOf(type), name => new(() => _known.GetAsync(
        Unit.Key + "|" + name,
        old => old.Settings == Unit.Settings.Of(type) && Stands(old) ? old : old.Reports.Length > 0 && IsBroken(type, old) ? old with { IsStale = true } : null,
        () => Probe(type),
        _over))).Value;

    private bool Stands(ProbedType old) => old.HangsOnAllCode ? old.Compilation == Compilation
        : Change(old.Compilation).Spares(old.Read) && (old.Dependents is not { } before || _dependents().Select(dependent => dependent.Compilation).ToList() is var now
            && now.Count == before.Length && before.Zip(now).All(pair => pair.First == pair.Second || Change(pair.First, pair.Second).Spares(old.Read)));

    private ProbedType Probe(INamedTypeSymbol type)
    {
        var reads = new SourceReads();
        try
        {
            return Probed(_analysis.Value.Analyze(type, reads, _over), null);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !_over.IsCancellationRequested)
        {
            return Probed([], $"{type.ToDisplayString()} could not be analysed: internal error, {failure.GetType().Name}: {failure.Message}");
        }

        ProbedType Probed(ImmutableArray<CellReport> reports, string? failure) => new(Compilation, Unit.Settings.Of(type), [.. reads.Types.Select(CodeBase.NameOf)], reads.HangOnAllCode, reads.HangOnDependents ? [.. _dependents().Select(dependent => dependent.Compilation)] : null, reports, reports.IsEmpty ? [] : [.. Errors(type).Select(error => error.ToString())], failure);
    }

    private CompilationChange Change(Compilation before) => Change(before, Compilation);

    private CompilationChange Change(Compilation before, Compilation after) => _changes.GetOrAdd((before, after), pair => new(pair.Before, pair.After));

    /// <summary>True for a type with errors that it did not have: where references are missing there always are some.</summary>
    private bool IsBroken(INamedTypeSymbol type, ProbedType before) => Errors(type).Any(error => !before.Errors.Contains(error.ToString()));

    private IEnumerable<(string Id, string Message)> Errors(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.SelectMany(part => Compilation.GetSemanticModel(part.SyntaxTree).GetDiagnostics(part.Span, _over))
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => (diagnostic.Id, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
}

/// <summary>What types came to in the states before. Safe for concurrent use.</summary>
internal sealed class ProbedTypes : IDisposable
{
    private readonly ConcurrentDictionary<string, ProbedType> _last = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _free = new(Math.Max(1, Environment.ProcessorCount));
    private int _probes;

    /// <summary>How often a type was probed because nothing of before stood.</summary>
    public int Probes => _probes;

    /// <param name="key">The type, and the unit that it is looked at in.</param>
    /// <param name="reuse">What still stands of an earlier result; null where nothing does.</param>
    /// <param name="probe">Makes it anew.</param>
    /// <exception cref="OperationCanceledException">when cancelled.</exception>
    public async Task<ProbedType> GetAsync(string key, Func<ProbedType, ProbedType?> reuse, Func<ProbedType> probe, CancellationToken cancellation)
    {
        await Task.Yield();
        if (_last.TryGetValue(key, out var old) && reuse(old) is { } same)
            return same;
        await _free.WaitAsync(cancellation);
        try
        {
            Interlocked.Increment(ref _probes);
            return _last[key] = await Task.Run(probe, cancellation);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
