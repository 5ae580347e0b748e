using RnnLint.Cli.Checking;
using RnnLint.Loading;
using RnnLint.Cli.Reports;
using RnnLint.Cli.Terminal;
using RnnLint.Explaining;

namespace RnnLint.Cli;

/// <summary>One run of <c>rnnlint check</c>: load, analyse, report.</summary>
internal static class Check
{
    public static Task<ExitCode> RunAsync(CheckOptions options, CancellationToken cancellation) => Session.RunAsync(async (output, errors) =>
    {
        var result = await ProgressDisplay.RunAsync(progress => AnalyseAsync(options.Paths, progress, cancellation), cancellation);
        foreach (var problem in result.Problems)
            await errors.WriteLineAsync($"rnnlint: {problem}");
        var report = new Report(result, options, new ReportPaths(Environment.CurrentDirectory));
        await WriteAsync(report, output, errors);
        return report.ExitCode;
    });

    private static async Task<CheckResult> AnalyseAsync(IReadOnlyList<string> paths, IProgress<Stage> progress, CancellationToken cancellation)
    {
        var loaded = await LoadAsync(paths, progress, cancellation);
        return Checker.Run(loaded, compilation => new CellAnalysis(compilation).Analyze, progress, cancellation);
    }

    /// <summary>What the paths name, ready to be analysed.</summary>
    public static async Task<LoadedSource> LoadAsync(IReadOnlyList<string> paths, IProgress<Stage> progress, CancellationToken cancellation)
    {
        var named = NamedPaths.Sort(paths);
        var loaded = LooseFiles.Load(named, cancellation);
        return named.Projects.Length > 0 ? loaded.With(await ProjectLoader.LoadAsync(named.Projects, progress, cancellation)) : loaded;
    }

    private static async Task WriteAsync(Report report, StreamWriter output, StreamWriter errors)
    {
        var options = report.Options;
        if (options.Output is { } file)
            AtomicFile.Write(file, Session.Utf8, writer => report.Write(writer, Ink.None));
        else
            report.Write(output, options.Format == ReportFormat.Text ? Ink.ForStandardOutput() : Ink.None);
        await output.FlushAsync();
        if (options.Output is not null || options.Format != ReportFormat.Text)
            await errors.WriteLineAsync(report.Result.Summary.ToString());
    }
}
