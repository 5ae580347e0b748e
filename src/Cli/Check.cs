using System.Text;
using RnnLint.Cli.Checking;
using RnnLint.Cli.Loading;
using RnnLint.Cli.Reports;
using RnnLint.Cli.Terminal;

namespace RnnLint.Cli;

/// <summary>One run of <c>rnnlint check</c>: load, analyse, report.</summary>
internal static class Check
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static async Task<ExitCode> RunAsync(CheckOptions options, CancellationToken cancellation)
    {
        // One writer a stream, in UTF-8 with \n, so that the bytes are the same everywhere.
        await using var output = new StreamWriter(Console.OpenStandardOutput(), Utf8) { NewLine = "\n" };
        await using var errors = new StreamWriter(Console.OpenStandardError(), Utf8) { NewLine = "\n", AutoFlush = true };
        try
        {
            var result = await ProgressDisplay.RunAsync(progress => AnalyseAsync(options.Paths, progress, cancellation), cancellation);
            foreach (var problem in result.Problems)
                await errors.WriteLineAsync($"rnnlint: {problem}");
            var report = new Report(result, options, new ReportPaths(Environment.CurrentDirectory));
            await WriteAsync(report, output, errors);
            return report.ExitCode;
        }
        catch (InterruptedException interrupted)
        {
            await errors.WriteLineAsync(interrupted.Stage is { } stage ? $"rnnlint: interrupted: {stage}; nothing is reported" : "rnnlint: interrupted while reading");
            return ExitCode.Interrupted;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"rnnlint: {failure.Message}");
            return ExitCode.CouldNotCheck;
        }
        catch (Exception failure)
        {
            await errors.WriteLineAsync($"rnnlint: internal error: {failure}");
            return ExitCode.CouldNotCheck;
        }
    }

    private static async Task<CheckResult> AnalyseAsync(IReadOnlyList<string> paths, IProgress<Stage> progress, CancellationToken cancellation)
    {
        var named = NamedPaths.Sort(paths);
        var loaded = LooseFiles.Load(named, cancellation);
        if (named.Projects.Length > 0)
            loaded = loaded.With(await ProjectLoader.LoadAsync(named.Projects, progress, cancellation));
        return Checker.Run(loaded, compilation => new CellAnalysis(compilation).Analyze, progress, cancellation);
    }

    private static async Task WriteAsync(Report report, StreamWriter output, StreamWriter errors)
    {
        var options = report.Options;
        if (options.Output is { } file)
            AtomicFile.Write(file, Utf8, writer => report.Write(writer, Ink.None));
        else
            report.Write(output, options.Format == ReportFormat.Text ? Ink.ForStandardOutput() : Ink.None);
        await output.FlushAsync();
        if (options.Output is not null || options.Format != ReportFormat.Text)
            await errors.WriteLineAsync(report.Result.Summary.ToString());
    }
}
