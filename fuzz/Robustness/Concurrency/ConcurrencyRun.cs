namespace RnnLint.Fuzz.Robustness.Concurrency;

/// <summary>The long form, with how fast analyses end that are cancelled.</summary>
internal static class ConcurrencyRun
{
    /// <param name="count">Analyses by threads beside one another, and then cancellations.</param>
    /// <param name="seed">Of the orders and of the points.</param>
    /// <returns>The exit code.</returns>
    public static int Go(int count, int seed)
    {
        var subject = Subject.Samples(Root());
        var (threads, cancellations) = (new ManyThreads(subject, seed), new Cancellations(subject, seed));
        var rounds = Math.Max(1, count / (ManyThreads.Threads * subject.Types.Length));
        var differences = 0;
        foreach (var difference in Enumerable.Range(0, rounds).SelectMany(threads.Differences).Concat(cancellations.Differences(count)))
        {
            differences++;
            Console.WriteLine(difference);
        }

        var waited = cancellations.Latencies.Order().ToArray();
        Console.WriteLine(FormattableString.Invariant($"From the request to the return of {waited.Length} analyses: median {At(0.5):N1} ms, 95 % {At(0.95):N1} ms, longest {At(1):N1} ms"));
        Console.WriteLine($"{rounds * ManyThreads.Threads * subject.Types.Length} analyses on {ManyThreads.Threads} threads and {count} cancellations, {differences} to be mended");
        return differences == 0 ? 0 : 1;

        double At(double share) => waited.Length == 0 ? 0 : waited[(int)(share * (waited.Length - 1))].TotalMilliseconds;
    }

    private static string Root()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "RnnLint.sln")))
                return folder;
        }

        throw new DirectoryNotFoundException("the repository around this program was not found");
    }
}
