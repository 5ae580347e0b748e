using System.Collections.Concurrent;
using System.Globalization;
using RnnLint.Mutations.Running;
using RnnLint.Mutations.Subjects;

namespace RnnLint.Mutations.Metamorphic;

/// <summary>Every relation on every program, or on some of them.</summary>
public sealed class MetamorphicRun : IDisposable
{
    private readonly Prover _prover = new();
    private readonly ConcurrentDictionary<string, Lazy<(Proof Proof, IReadOnlyList<string> Said)>> _originals = new();

    /// <summary>That many of all pairs of programs and relations, drawn at random; all where <paramref name="count"/> is 0.</summary>
    public static IReadOnlyList<Comparison> Compare(IEnumerable<Subject> subjects, int count, int seed, Action<Comparison>? told = null)
    {
        var all = subjects.SelectMany(_ => AllRelations.List, (subject, relation) => (subject, relation)).ToArray();
        new Random(seed).Shuffle(all);
        using var run = new MetamorphicRun();
        return [.. (count > 0 ? all.Take(count) : all).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(pair =>
        {
            var comparison = run.Compare(pair.subject, pair.relation);
            told?.Invoke(comparison);
            return comparison;
        })];
    }

    public Comparison Compare(Subject subject, Relation relation)
    {
        if (relation.Apply(subject) is not { } rewritten)
            return new(subject, relation, null, Effect.NothingToChange, [], []);
        var (proof, before) = _originals.GetOrAdd(subject.Name, _ => new(() => (_prover.Prove(subject), Comparison.Said(subject)))).Value;
        if (!IsSameProgram(rewritten, relation, proof))
            return new(subject, relation, rewritten, Effect.AnotherProgram, [], []);
        var after = Comparison.Said(rewritten);
        return new(subject, relation, rewritten, Comparison.EffectOf(before, after), before, after);
    }

    public void Dispose() => _prover.Dispose();

    public static void Write(IReadOnlyList<Comparison> compared, TextWriter writer)
    {
        var columns = Enum.GetValues<Effect>();
        writer.WriteLine("".PadRight(52) + string.Concat(columns.Select(effect => effect.ToString().PadLeft(18))));
        foreach (var relation in AllRelations.List)
            writer.WriteLine(relation.Name.PadRight(52) + string.Concat(columns.Select(effect => compared.Count(c => c.Relation == relation && c.Effect == effect).ToString(CultureInfo.InvariantCulture).PadLeft(18))));
        foreach (var comparison in compared.Where(c => c.Effect is Effect.OtherVerdict or Effect.ProbedInOneOnly).OrderByDescending(c => c.Effect).ThenBy(c => c.ToString(), StringComparer.Ordinal))
            writer.WriteLine(comparison);
    }

    private bool IsSameProgram(Subject rewritten, Relation relation, Proof proof) => _prover.Prove(rewritten) switch
    {
        Proof.NoProgram => relation.MayNotFitHarness && !ProgramRunner.Errors(ProgramRunner.Compile(rewritten.Files).GetDiagnostics()).Any(),
        var proved => proved == proof,
    };
}
