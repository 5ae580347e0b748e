// How long RnnLint takes. `./bench.sh` runs the parts and writes benchmarks/RESULTS.md; what is not the name of a part goes to BenchmarkDotNet: `--filter *Verdict* --job dry`.
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using RnnLint.Benchmarks.Probe;
using RnnLint.Benchmarks.Processes;
using RnnLint.Benchmarks.Quiet;
using RnnLint.Benchmarks.Results;

Dictionary<string, Func<Section>> parts = new()
{
    ["probe"] = ProbePart.Measure,
    ["alternatives"] = AlternativesPart.Measure,
    ["cli"] = CommandLinePart.Measure,
    ["quiet"] = QuietPart.Measure,
    ["server"] = ServerPart.Measure,
};
if (args.Length == 0 || !args.All(parts.ContainsKey))
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, ManualConfig.Create(DefaultConfig.Instance).WithArtifactsPath(ResultsFile.Scratch));
    return;
}

foreach (var part in args)
{
    ResultsFile.Replace(part, parts.Keys, parts[part]());
    Console.WriteLine($"{part}: written to {ResultsFile.FilePath}");
}
