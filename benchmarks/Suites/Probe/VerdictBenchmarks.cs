using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis.CSharp;
using RnnLint.Tracing;

namespace RnnLint.Benchmarks.Probe;

/// <summary>A cell in a process that has seen others: from the compilation to its verdict, and one point of it; against binding the same code.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class VerdictBenchmarks
{
    private CSharpCompilation _compilation = null!;
    private Func<Draw, bool> _point = null!;

    [ParamsSource(nameof(Names))]
    public string Cell { get; set; } = "";

    public static IEnumerable<string> Names => Cells.All;

    [GlobalSetup(Targets = [nameof(Bind), nameof(Verdict)])]
    public void Compile() => _compilation = Cells.Compile(Cell);

    [GlobalSetup(Target = nameof(Point))]
    public void Recognise() => _point = Cells.Point(Cell);

    /// <summary>All that the compiler finds out about the code; what is known of the references stays known.</summary>
    [Benchmark(Baseline = true)]
    public int Bind() => _compilation.Clone().GetDiagnostics().Length;

    /// <summary>All types of it: recognised, traced, probed, reported.</summary>
    [Benchmark]
    public int Verdict() => Cells.Findings(_compilation.Clone());

    /// <summary>One trace with its Jacobians, n = 3 and T = 3.</summary>
    [Benchmark]
    public bool Point() => _point(new Draw(3, 3, 1));
}
