using Microsoft.CodeAnalysis;

namespace RnnLint.Analyzer.Tests;

public class FailureTests
{
    [Fact]
    public async Task An_internal_error_is_reported_as_not_probed()
    {
        var analyzer = new RecurrentGradientAnalyzer(_ => (_, _) => throw new InvalidOperationException("tape is torn"));

        var diagnostic = (await Compiled.From(("Rnn.cs", "class Rnn;")).AnalysedBy(analyzer)).ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("RNN0090");
        diagnostic.GetMessage().ShouldContain("InvalidOperationException: tape is torn");
    }

    [Fact]
    public async Task An_error_on_opening_the_compilation_is_reported_too()
    {
        var analyzer = new RecurrentGradientAnalyzer(_ => throw new FileNotFoundException("no linear algebra"));

        (await Compiled.From(("Rnn.cs", "class Rnn;")).AnalysedBy(analyzer)).ShouldHaveSingleItem().Id.ShouldBe("RNN0090");
    }

    [Fact]
    public async Task Cancellation_passes()
    {
        using var source = new CancellationTokenSource();
        var analyzer = new RecurrentGradientAnalyzer(_ => (_, cancellation) =>
        {
            source.Cancel();
            cancellation.ThrowIfCancellationRequested();
            return [];
        });

        await Should.ThrowAsync<OperationCanceledException>(() => Compiled.From(("Rnn.cs", "class Rnn;")).AnalysedBy(analyzer, source.Token));
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_an_error_like_others()
    {
        var analyzer = new RecurrentGradientAnalyzer(_ => (_, _) => throw new OperationCanceledException());

        (await Compiled.From(("Rnn.cs", "class Rnn;")).AnalysedBy(analyzer)).ShouldHaveSingleItem().Id.ShouldBe("RNN0090");
    }
}
