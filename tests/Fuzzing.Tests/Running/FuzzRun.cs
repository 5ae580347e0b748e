using System.Diagnostics;
using System.Globalization;
using RnnLint.Fuzzing.Generation;
using RnnLint.Fuzzing.Shrinking;

namespace RnnLint.Fuzzing.Running;

/// <summary>A fault and the smallest program that was found to show it.</summary>
internal sealed record Fault(long Program, Outcome Outcome, string Shrunk);

/// <summary>What came of a run.</summary>
internal sealed record FuzzResult(ulong Seed, long Programs, IReadOnlyDictionary<OutcomeKind, long> Counts, IReadOnlyDictionary<string, long> Causes, IReadOnlyList<Fault> Faults, TimeSpan Time)
{
    public bool IsClean => Counts.Keys.All(kind => !new Outcome(kind).IsFault);

    public void WriteTo(TextWriter output)
    {
        foreach (var fault in Faults)
            output.WriteLine($"--- program {fault.Program} of seed {Seed}: {fault.Outcome.Kind}\n{fault.Outcome.Detail}\n{fault.Shrunk}\n");
        foreach (var (cause, count) in Causes.OrderByDescending(cause => cause.Value).ThenBy(cause => cause.Key, StringComparer.Ordinal).Take(40))
            output.WriteLine($"{count,8} {cause}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {Seed}: {Programs} programs, {Count(OutcomeKind.Same)} the same ({100.0 * Count(OutcomeKind.Same) / Programs:0.00} %), {Count(OutcomeKind.Different)} different, {Count(OutcomeKind.Crashed)} crashed, {Count(OutcomeKind.Stopped)} stopped, {Count(OutcomeKind.Unknown)} with an unknown member, {Count(OutcomeKind.DoesNotCompile)} that do not compile; {Time.TotalSeconds:0} s"));
    }

    private long Count(OutcomeKind kind) => Counts.GetValueOrDefault(kind);
}

/// <summary>Makes programs from a seed, compares their interpretation with their compiled run, and shrinks the first few faults.</summary>
internal sealed class FuzzRun(ulong seed, long count)
{
    private const int BatchSize = 500;
    private const int MostFaultsShrunk = 6;

    private readonly Lock _lock = new();
    private readonly Dictionary<OutcomeKind, long> _counts = [];
    private readonly Dictionary<string, long> _causes = [];
    private readonly List<(long Program, Outcome Outcome)> _faults = [];
    private long _next;
    private long _done;

    public TextWriter? Progress { get; init; }

    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount);

    public FuzzResult Go()
    {
        var time = Stopwatch.StartNew();
        Exception? failure = null;
        var workers = Enumerable.Range(0, Threads).Select(_ => Batch.OnDeepStack(() =>
        {
            try
            {
                Work(time);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        })).ToList();
        workers.ForEach(worker => worker.Join());
        if (failure is not null)
            throw new InvalidOperationException("the fuzzer itself failed", failure);
        foreach (var (program, outcome) in _faults.OrderBy(fault => fault.Program))
            Progress?.WriteLine($"program {program}: {outcome.Kind}, {outcome.Detail}");
        var elapsed = time.Elapsed;
        var faults = new List<Fault>();
        Batch.OnDeepStack(() => faults.AddRange(_faults.OrderBy(fault => fault.Program).Take(MostFaultsShrunk).Select(Shrink))).Join();
        return new FuzzResult(seed, count, _counts, _causes, faults, elapsed);
    }

    public static Subject Make(ulong seed, long program) => new(ProgramWriter.ClassName(program), ProgramWriter.Write(seed, program), Inputs.Of(seed, program));

    private void Work(Stopwatch time)
    {
        while (true)
        {
            var first = Interlocked.Add(ref _next, BatchSize) - BatchSize;
            if (first >= count)
                return;
            var programs = Enumerable.Range(0, (int)Math.Min(BatchSize, count - first)).Select(i => first + i).ToList();
            var outcomes = Batch.Compare([.. programs.Select(program => Make(seed, program))]);
            lock (_lock)
            {
                for (var i = 0; i < programs.Count; i++)
                    Note(programs[i], outcomes[i]);
                _done += programs.Count;
                if (_done / 10_000 != (_done - programs.Count) / 10_000)
                    Progress?.WriteLine($"{_done} programs, {_faults.Count} faults, {time.Elapsed.TotalSeconds:0} s");
            }
        }
    }

    private void Note(long program, Outcome outcome)
    {
        _counts[outcome.Kind] = _counts.GetValueOrDefault(outcome.Kind) + 1;
        if (outcome.IsFault)
            _faults.Add((program, outcome));
        else if (outcome.Kind != OutcomeKind.Same)
            _causes[outcome.Detail] = _causes.GetValueOrDefault(outcome.Detail) + 1;
    }

    private Fault Shrink((long Program, Outcome Outcome) fault)
    {
        var subject = Make(seed, fault.Program);
        var shrunk = fault.Outcome.Kind == OutcomeKind.DoesNotCompile ? subject.Source : Shrinker.Shrink(subject);
        Progress?.WriteLine($"shrunk program {fault.Program}");
        return new Fault(fault.Program, fault.Outcome, shrunk);
    }
}
