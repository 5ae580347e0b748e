using System.Diagnostics;

namespace RnnLint.Fuzz.Robustness.Concurrency;

/// <summary>
/// Analyses that are cancelled somewhere on their way, and the answers of the same objects after it. Where a cancellation comes in depends on the machine;
/// that it leaves nothing behind does not.
/// </summary>
internal sealed class Cancellations(Subject subject, int seed)
{
    private const int AnalysesBeforeRenewal = 10;

    private readonly Random _random = new(seed);
    private readonly List<TimeSpan> _latencies = [];

    /// <summary>How long it took from the request to the return, of those that were cancelled before they were done.</summary>
    public IReadOnlyList<TimeSpan> Latencies => _latencies;

    /// <summary>Cancels so many analyses at random points; what was said afterwards that differs from what is said without any cancellation, or was thrown.</summary>
    public IEnumerable<string> Differences(int count)
    {
        var expected = new string?[subject.Types.Length];
        var (fresh, analysis) = (subject, new CellAnalysis(subject.Compilation));
        var whole = Measure(() => { for (var type = 0; type < expected.Length; type++) expected[type] = Subject.Answer(analysis, subject.Types[type], CancellationToken.None); });
        for (var number = 0; number < count; number++)
        {
            // What is kept after a cancellation is used by the ten analyses after it; then all begins anew.
            if (number % AnalysesBeforeRenewal == 0)
            {
                fresh = subject.Afresh();
                analysis = new CellAnalysis(fresh.Compilation);
            }

            var type = _random.Next(expected.Length);
            if (Cancel(analysis, fresh, type, whole / expected.Length * 2 * _random.NextDouble()) is { } thrown)
                yield return $"cancellation {number}, {subject.Types[type].Name}: {thrown}";
            var after = Subject.Answer(analysis, fresh.Types[type], CancellationToken.None);
            if (after != expected[type])
                yield return $"after cancellation {number}, {subject.Types[type].Name}:\n{after}\ninstead of\n{expected[type]}";
        }
    }

    private Exception? Cancel(CellAnalysis analysis, Subject fresh, int type, TimeSpan after)
    {
        using var source = new CancellationTokenSource();
        Exception? thrown = null;
        var (asked, ended) = (0L, 0L);
        var work = new Thread(() =>
        {
            try
            {
                Subject.Answer(analysis, fresh.Types[type], source.Token);
            }
            catch (OperationCanceledException)
            {
                ended = Stopwatch.GetTimestamp();
            }
            catch (Exception failure)
            {
                thrown = failure;
            }
        });
        work.Start();
        if (!work.Join(after))
        {
            asked = Stopwatch.GetTimestamp();
            source.Cancel();
            work.Join();
        }

        if (asked > 0 && ended > 0)
            _latencies.Add(Stopwatch.GetElapsedTime(asked, ended));
        return thrown;
    }

    private static TimeSpan Measure(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start);
    }
}
