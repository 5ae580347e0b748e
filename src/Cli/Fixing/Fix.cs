using Microsoft.CodeAnalysis.Text;
using RnnLint.Cli.Reports;
using RnnLint.Cli.Terminal;
using RnnLint.Loading;
using RnnLint.Explaining;

namespace RnnLint.Cli.Fixing;

/// <summary>One run of <c>rnnlint fix</c>: load, fix, write. Nothing is written before all is probed, so that an interrupt leaves every file as it was.</summary>
internal static class Fix
{
    public static Task<ExitCode> RunAsync(IReadOnlyList<string> paths, bool isDryRun, CancellationToken cancellation) => Session.RunAsync(async (output, errors) =>
    {
        var result = await ProgressDisplay.RunAsync(async progress => Fixer.Run(await Check.LoadAsync(paths, progress, cancellation), progress, cancellation), cancellation);
        var problems = result.Problems.ToList();
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in result.Files)
        {
            if (isDryRun)
                output.Write(UnifiedDiff.Of(file, new ReportPaths(Environment.CurrentDirectory)));
            else if (SourceFile.Replace(file) is { } problem)
                problems.Add(problem);
            else
                written.Add(file.Path);
        }

        await output.FlushAsync(cancellation);
        new FixReport(result, new ReportPaths(Environment.CurrentDirectory)).Write(isDryRun ? errors : output, isDryRun, isDryRun ? [.. result.Files.Select(file => file.Path)] : written);
        foreach (var problem in problems)
            await errors.WriteLineAsync($"rnnlint: {problem}");
        return problems.Count > 0 ? ExitCode.CouldNotCheck
            : !result.Left.IsEmpty || isDryRun && !result.Fixed.IsEmpty ? ExitCode.Findings
            : ExitCode.NothingFound;
    });
}

/// <summary>A file that changes, before and after.</summary>
internal sealed record ChangedFile(string Path, SourceText Before, SourceText After);
