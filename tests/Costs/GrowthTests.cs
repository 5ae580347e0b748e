using RnnLint.Tracing;

namespace RnnLint.Costs;

/// <summary>A trace grows with the sequence as the sequence does, and with the units as their matrix does.</summary>
public class GrowthTests
{
    public static TheoryData<string> Names => ["samples/SeedRnnRight", "samples/MathNetColumnRight", "Gated/LstmSeparate", "Gated/GruResetAfter"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_step_of_a_sequence_takes_as_much_as_the_one_before(string name)
    {
        var nodes = Nodes(name, [.. new[] { 3, 6, 12, 24 }.Select(steps => new Draw(3, steps, 1))]);
        for (var i = 2; i < nodes.Length; i++)
            ((double)(nodes[i] - nodes[i - 1]) / (nodes[i - 1] - nodes[i - 2])).ShouldBe(2, 0.1, $"nodes of the tape: {string.Join(", ", nodes)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Twice_the_units_take_at_most_four_times_as_much(string name)
    {
        var nodes = Nodes(name, [.. new[] { 3, 6, 12 }.Select(units => new Draw(units, 3, 1))]);
        for (var i = 1; i < nodes.Length; i++)
            ((double)nodes[i] / nodes[i - 1]).ShouldBeLessThan(4.1, $"nodes of the tape: {string.Join(", ", nodes)}");
    }

    /// <summary>The size of the first cell's tape at each draw; 0 where it could not be traced there.</summary>
    private static int[] Nodes(string name, Draw[] draws)
    {
        var compilation = Subjects.Compile(name);
        var analysis = new CellAnalysis(compilation);
        var cell = Verdicts.Types(compilation.Assembly.GlobalNamespace).SelectMany(type => analysis.Analyze(type, CancellationToken.None)).First(report => report.Probe is { Retrace: not null });
        int[] nodes = [];
        var thread = new Thread(() => nodes = [.. draws.Select(draw => cell.Probe!.Retrace!(draw)?.Tape.Count ?? 0)], 64 << 20);
        thread.Start();
        thread.Join();
        nodes.ShouldAllBe(count => count > 0);
        return nodes;
    }
}
