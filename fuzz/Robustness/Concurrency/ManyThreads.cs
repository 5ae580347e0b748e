namespace RnnLint.Fuzz.Robustness.Concurrency;

/// <summary>One analysis asked by many threads at once about the same types, each in an order of its own, while what it keeps is still being made.</summary>
internal sealed class ManyThreads(Subject subject, int seed)
{
    public const int Threads = 16;

    private readonly string[] _expected = Alone(subject);

    /// <summary>True where the samples say something at all.</summary>
    public bool HasAnswers => _expected.Any(answer => answer.Length > 0);

    /// <summary>One answer of each thread about every type; all those that differ from what one thread alone is told.</summary>
    /// <param name="round">Chooses the orders.</param>
    public IReadOnlyList<string> Differences(int round)
    {
        var shared = subject.Afresh();
        var analysis = new CellAnalysis(shared.Compilation);
        var answers = new string[Threads][];
        using var start = new Barrier(Threads);
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() => answers[number] = Ask(number))).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        return [.. from number in Enumerable.Range(0, Threads) from type in Enumerable.Range(0, _expected.Length) where answers[number][type] != _expected[type]
                   select $"round {round}, thread {number}, {subject.Types[type].Name}:\n{answers[number][type]}\ninstead of\n{_expected[type]}"];

        string[] Ask(int number)
        {
            var order = Enumerable.Range(0, shared.Types.Length).ToArray();
            new Random(SeedOf(round, number)).Shuffle(order);
            var told = new string[order.Length];
            start.SignalAndWait();
            foreach (var type in order)
            {
                try
                {
                    told[type] = Subject.Answer(analysis, shared.Types[type], CancellationToken.None);
                }
                catch (Exception failure)
                {
                    told[type] = failure.ToString();
                }
            }

            return told;
        }
    }

    private static string[] Alone(Subject subject)
    {
        var analysis = new CellAnalysis(subject.Compilation);
        return [.. subject.Types.Select(type => Subject.Answer(analysis, type, CancellationToken.None))];
    }

    /// <summary>Seeds from seeds: the same on every run.</summary>
    private int SeedOf(int round, int number) => unchecked((((seed * 31) + round) * 31) + number);
}
