using RnnLint.Fuzz.Robustness.Concurrency;

namespace RnnLint.Robustness.Tests;

/// <summary>The short form of <c>fuzz.sh concurrency</c>.</summary>
public class ConcurrencyTests
{
    private const int Rounds = 1, Cancelled = 24, Seed = 1;

    [Fact]
    public void Sixteen_threads_that_ask_one_analysis_are_told_what_one_is()
    {
        var threads = new ManyThreads(Subject.Samples(Repository.Root), Seed);

        threads.HasAnswers.ShouldBeTrue();
        Enumerable.Range(0, Rounds).SelectMany(threads.Differences).ShouldBeEmpty();
    }

    [Fact]
    public void A_cancelled_analysis_leaves_nothing_behind() =>
        new Cancellations(Subject.Samples(Repository.Root), Seed).Differences(Cancelled).ShouldBeEmpty();
}
