using RnnLint.Cli.Checking;
using RnnLint.Loading;
using RnnLint.Cli.Reports;
using RnnLint.Cli.Terminal;
using RnnLint.Explaining;

namespace RnnLint.Cli.Tests;

/// <summary>Loose files checked in this process, with marks in place of the analysis.</summary>
internal static class Checked
{
    public static Report Report(this Scratch scratch, CheckOptions? options = null)
    {
        var loaded = LooseFiles.Load(NamedPaths.Sort([scratch.Folder]), CancellationToken.None);
        var result = Checker.Run(loaded, (_, _) => MarkedCells.Read, 2, new Progress<Stage>(), CancellationToken.None);
        return new(result, options ?? new CheckOptions([]), new ReportPaths(scratch.Folder));
    }

    /// <summary>The same with the analysis itself, and all that the reports of the options show.</summary>
    public static Report Probed(this Scratch scratch, CheckOptions options)
    {
        var loaded = LooseFiles.Load(NamedPaths.Sort([scratch.Folder]), CancellationToken.None);
        var result = Checker.Run(loaded, (compilation, settings) => new CellAnalysis(compilation, settings).Analyze, 2, new Progress<Stage>(), CancellationToken.None, options.DetailFrom);
        return new(result.Detail is { } detail ? detail.AddTo(result, options.ShowsDetail, CancellationToken.None) : result, options, new ReportPaths(scratch.Folder));
    }

    public static string Text(this Report report, ReportFormat format = ReportFormat.Text, Ink? ink = null)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        report.Write(format, writer, ink ?? Ink.None);
        return writer.ToString();
    }
}
