using RnnLint.Cli.Checking;
using RnnLint.Cli.Gate;
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
        var result = await ProgressDisplay.RunAsync(progress => AnalyseAsync(options, progress, cancellation), cancellation);
        foreach (var line in result.Problems.Concat(result.Remarks))
            await errors.WriteLineAsync($"rnnlint: {line}");
        var report = new Report(result, options, new ReportPaths(Environment.CurrentDirectory)) { Checkout = Checkout(Environment.CurrentDirectory) };
        var written = await WriteAsync(report, output, errors);
        return written ? report.ExitCode : ExitCode.CouldNotCheck;
    });

    /// <summary>What is compared with is read first: nobody is to wait for an analysis only to learn that it cannot be had.</summary>
    /// <exception cref="GateException">It cannot be had.</exception>
    private static async Task<CheckResult> AnalyseAsync(CheckOptions options, IProgress<Stage> progress, CancellationToken cancellation)
    {
        var paths = new ReportPaths(Environment.CurrentDirectory);
        var baseline = options.Baseline is { } file ? Baseline.Read(file) : null;
        var changes = options.ChangedSince is { } revision ? await (await Repository.OfAsync(options.Paths, cancellation)).ChangesSinceAsync(revision, cancellation) : null;
        var comparison = new Comparison(await LoadAsync(options.Paths, progress, cancellation), options.Jobs, progress, cancellation);
        var result = comparison.Run(options.DetailFrom);
        if (baseline is not null)
            result = baseline.Mark(result, paths);
        if (changes is not null)
            result = comparison.Mark(result, changes, paths);
        return result.Detail is { } detail ? detail.AddTo(result, options.ShowsDetail, cancellation) : result;
    }

    /// <summary>Everything that the paths hold, with nothing to compare it with.</summary>
    public static async Task<CheckResult> AnalyseAsync(IReadOnlyList<string> paths, IProgress<Stage> progress, CancellationToken cancellation) =>
        await AnalyseAsync(new CheckOptions(paths), progress, cancellation);

    /// <summary>What the paths name, ready to be analysed.</summary>
    public static async Task<LoadedSource> LoadAsync(IReadOnlyList<string> paths, IProgress<Stage> progress, CancellationToken cancellation)
    {
        var named = NamedPaths.Sort(paths);
        var loaded = LooseFiles.Load(named, cancellation);
        return named.Projects.Length > 0 ? loaded.With(await ProjectLoader.LoadAsync(named.Projects, progress, cancellation)) : loaded;
    }

    /// <summary>Jobs of GitHub and GitLab say where the root of the repository is: a step of theirs may run in a folder below it.</summary>
    private static ReportPaths Checkout(string workingDirectory) => new(new[] { "GITHUB_WORKSPACE", "CI_PROJECT_DIR" }.Select(Environment.GetEnvironmentVariable)
        .FirstOrDefault(root => root is { Length: > 0 } && Path.IsPathFullyQualified(root) && new ReportPaths(root).Contains(workingDirectory)) ?? workingDirectory);

    /// <summary>Every report that was asked for: one that cannot be written does not keep the others from it.</summary>
    /// <returns>False where there was one that could not.</returns>
    private static async Task<bool> WriteAsync(Report report, StreamWriter output, StreamWriter errors)
    {
        var written = true;
        foreach (var target in report.Options.Reports)
        {
            try
            {
                if (target.File is { } file)
                {
                    AtomicFile.Write(file, Session.Utf8, writer => report.Write(target.Format, writer, Ink.None));
                    continue;
                }

                report.Write(target.Format, output, target.Format == ReportFormat.Text ? Ink.ForStandardOutput() : Ink.None);
                await output.FlushAsync();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                written = false;
                await errors.WriteLineAsync(target.File is null ? $"rnnlint: the report could not be written to standard output: {failure.Message}" : $"rnnlint: {failure.Message}");
            }
        }

        if (!report.Options.Reports.Contains(ReportTarget.ToStandardOutput))
            await errors.WriteLineAsync(report.Result.Summary.ToString());
        return written;
    }
}
