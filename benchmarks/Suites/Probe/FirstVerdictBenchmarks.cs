using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace RnnLint.Benchmarks.Probe;

/// <summary>The first cell that a process sees: all that is compiled and loaded for it counts. Each launch is a process of its own.</summary>
[SimpleJob(RunStrategy.ColdStart, launchCount: 3, warmupCount: 0, iterationCount: 1, invocationCount: 1)]
public class FirstVerdictBenchmarks
{
    [Params(Cells.Elman, Cells.Lstm, Cells.Gru)]
    public string Cell { get; set; } = "";

    [Benchmark(Baseline = true)]
    public int Bind() => Cells.Compile(Cell).GetDiagnostics().Length;

    [Benchmark]
    public int BindAndVerdict()
    {
        var compilation = Cells.Compile(Cell);
        return compilation.GetDiagnostics().Length + Cells.Findings(compilation);
    }
}
