using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using RnnLint.Benchmarks.Results;

namespace RnnLint.Benchmarks.Probe;

/// <summary>What a cell costs, and how that grows.</summary>
public static class ProbePart
{
    public static Section Measure()
    {
        var section = new Section("Probing");
        var verdicts = Run<VerdictBenchmarks>(isWarm: true);
        var growth = Run<GrowthBenchmarks>(isWarm: true);
        var files = Run<FileBenchmarks>(isWarm: true);
        var first = Run<FirstVerdictBenchmarks>(isWarm: false);

        foreach (var (cell, kind, most) in new[] { (Cells.Elman, "Elman", 3.0), (Cells.Lstm, "LSTM", 10), (Cells.Gru, "GRU", 10) })
        {
            Target($"{kind} warm, one point at n = 3, T = 3", $"at most {most} ms", Of(verdicts, nameof(VerdictBenchmarks.Point), ("Cell", cell)), most, "ms");
            Target($"{kind} warm, its verdict (all points, and the search for the passes)", $"at most {most} ms", Of(verdicts, nameof(VerdictBenchmarks.Verdict), ("Cell", cell)), most, "ms");
        }

        foreach (var (cell, kind) in new[] { (Cells.Elman, "Elman"), (Cells.Lstm, "LSTM"), (Cells.Gru, "GRU") })
        {
            Target($"{kind}, T from 12 to 24", "linear: 2 times", At(cell, 3, 24) / At(cell, 3, 12), 2.2, "times");
            Target($"{kind}, n from 12 to 24", "quadratic: 4 times", At(cell, 24, 3) / At(cell, 12, 3), 4.4, "times");
        }

        Target("100 cells in a file against 10", "linear: 10 times", Of(files, nameof(FileBenchmarks.Verdicts), ("Count", 100)) / Of(files, nameof(FileBenchmarks.Verdicts), ("Count", 10)), 11, "times");

        section.Paragraph("Each cell warm, medians of the processor's time:");
        section.Table(
            ["cell", "bind, ms", "verdict, ms", "verdict / bind", "one point, ms", "verdict allocates, MB"],
            Cells.All.Select(cell => (IReadOnlyList<string>)[cell, .. new[]
            {
                Of(verdicts, nameof(VerdictBenchmarks.Bind), ("Cell", cell)), Of(verdicts, nameof(VerdictBenchmarks.Verdict), ("Cell", cell)),
                Of(verdicts, nameof(VerdictBenchmarks.Verdict), ("Cell", cell)) / Of(verdicts, nameof(VerdictBenchmarks.Bind), ("Cell", cell)),
                Of(verdicts, nameof(VerdictBenchmarks.Point), ("Cell", cell)), Megabytes(verdicts, nameof(VerdictBenchmarks.Verdict), cell),
            }.Select(Section.Number)]));

        section.Paragraph("One point of a cell in ms of the processor, by (n, T):");
        section.Table(["cell", .. GrowthBenchmarks.Sizes.Select(size => $"({size.Units}, {size.Steps})")],
            new[] { Cells.Elman, Cells.Lstm, Cells.Gru }.Select(cell => (IReadOnlyList<string>)[cell, .. GrowthBenchmarks.Sizes.Select(size => Section.Number(At(cell, size.Units, size.Steps)))]));
        section.Paragraph("The first cell that a process sees, medians of three processes by the clock; Roslyn and RnnLint are compiled as they are used, which in a compiler holds for RnnLint alone:");
        section.Table(["cell", "bind, ms", "bind and verdict, ms", "ratio"], new[] { Cells.Elman, Cells.Lstm, Cells.Gru }.Select(cell => (IReadOnlyList<string>)[cell, .. new[]
        {
            Of(first, nameof(FirstVerdictBenchmarks.Bind), ("Cell", cell)), Of(first, nameof(FirstVerdictBenchmarks.BindAndVerdict), ("Cell", cell)),
            Of(first, nameof(FirstVerdictBenchmarks.BindAndVerdict), ("Cell", cell)) / Of(first, nameof(FirstVerdictBenchmarks.Bind), ("Cell", cell)),
        }.Select(Section.Number)]));
        return section;

        double At(string cell, int units, int steps) => Of(growth, nameof(GrowthBenchmarks.Point), ("Cell", cell), ("Size", (units, steps)));

        void Target(string what, string target, double measured, double most, string unit) =>
            section.Target(what, target, $"{Section.Number(measured)} {unit}", double.IsNaN(measured) ? null : measured <= most);
    }

    /// <summary>In this process, for what is warm is the point of it. Calls take milliseconds, so what calling costs is not taken off.</summary>
    private static Job Warm => Job.Default
        .WithToolchain(InProcessEmitToolchain.Instance).WithClock(new ProcessorClock()).WithEvaluateOverhead(false).WithWarmupCount(2).WithIterationCount(3).WithIterationTime(TimeInterval.FromMilliseconds(100));

    private static Summary Run<T>(bool isWarm)
    {
        var config = ManualConfig.CreateEmpty().AddColumnProvider(DefaultColumnProviders.Instance).AddLogger(ConsoleLogger.Default).AddExporter(MarkdownExporter.GitHub)
            .WithArtifactsPath(ResultsFile.Scratch).WithOptions(ConfigOptions.DisableOptimizationsValidator);
        return BenchmarkRunner.Run<T>(isWarm ? config.AddJob(Warm) : config);
    }

    /// <summary>Median in milliseconds; NaN where it was not measured.</summary>
    private static double Of(Summary summary, string method, params (string Name, object Value)[] parameters) =>
        ReportOf(summary, method, parameters)?.ResultStatistics is { } statistics ? statistics.Median / 1e6 : double.NaN;

    private static double Megabytes(Summary summary, string method, string cell) =>
        ReportOf(summary, method, ("Cell", cell)) is { } report && report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) is { } bytes ? bytes / 1048576.0 : double.NaN;

    private static BenchmarkReport? ReportOf(Summary summary, string method, params (string Name, object Value)[] parameters) => summary.Reports.FirstOrDefault(report =>
        report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method && parameters.All(parameter => Equals(report.BenchmarkCase.Parameters[parameter.Name], parameter.Value)));
}
