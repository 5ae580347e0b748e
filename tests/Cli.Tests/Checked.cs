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
        var result = Checker.Run(loaded, _ => MarkedCells.Read, new Progress<Stage>(), CancellationToken.None);
        return new(result, options ?? new CheckOptions([]), new ReportPaths(scratch.Folder));
    }

    public static string Text(this Report report, Ink? ink = null)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        report.Write(writer, ink ?? Ink.None);
        return writer.ToString();
    }
}
