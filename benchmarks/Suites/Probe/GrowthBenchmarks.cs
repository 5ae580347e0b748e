using BenchmarkDotNet.Attributes;
using RnnLint.Tracing;

namespace RnnLint.Benchmarks.Probe;

/// <summary>One point of a cell, with longer sequences and with more units.</summary>
public class GrowthBenchmarks
{
    private Func<Draw, bool> _point = null!;

    [Params(Cells.Elman, Cells.Lstm, Cells.Gru)]
    public string Cell { get; set; } = "";

    [ParamsSource(nameof(Sizes))]
    public (int Units, int Steps) Size { get; set; }

    public static IEnumerable<(int Units, int Steps)> Sizes => [(3, 3), (3, 6), (3, 12), (3, 24), (6, 3), (12, 3), (24, 3)];

    [GlobalSetup]
    public void Recognise() => _point = Cells.Point(Cell);

    [Benchmark]
    public bool Point() => _point(new Draw(Size.Units, Size.Steps, 1));
}
