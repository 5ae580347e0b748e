using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis.CSharp;

namespace RnnLint.Benchmarks.Probe;

/// <summary>A file with many cells.</summary>
public class FileBenchmarks
{
    private CSharpCompilation _compilation = null!;

    [Params(1, 10, 100)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Compile()
    {
        var text = SampleLibrary.All.Single(sample => "samples/" + sample.Name == Cells.Elman).File.Text;
        var types = text[text.IndexOf("/// <summary>", StringComparison.Ordinal)..];
        _compilation = ProgramRunner.Compile([new ProgramFile("Cells.cs", "using System;\n" + string.Concat(Enumerable.Range(0, Count).Select(i => $"namespace N{i}\n{{\n{types}}}\n")))]);
    }

    [Benchmark]
    public int Verdicts() => Cells.Findings(_compilation.Clone());
}
