using System.Globalization;
using System.Text.RegularExpressions;
using RnnLint.Benchmarks.Results;

namespace RnnLint.Benchmarks.Processes;

/// <summary>The command line against bare programs that read and bind the same code: one file, a folder, a solution. The scripts that measure it can be run by themselves.</summary>
public static partial class CommandLinePart
{
    private const int Files = 1_000, Projects = 50, FolderRuns = 3;

    public static Section Measure()
    {
        var section = new Section("Command line");
        var lines = new List<string>();
        Compare("one file with a cell, cold", 1.2, "at most 1.2 times parsing and binding it", "startup.sh");
        var folder = Directory.CreateTempSubdirectory("rnnlint-folder-").FullName;
        try
        {
            MadeUpCode.Write(folder, "Made", Files, methods: 10, networks: 3);
            Compare(string.Create(CultureInfo.InvariantCulture, $"a folder of {Files:N0} files with three cells"), 1.3, "at most 1.3 times", "startup.sh", folder, FolderRuns.ToString(CultureInfo.InvariantCulture));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Compare($"a solution of {Projects} projects with three wrong cells", 1.3, "at most 1.3 times loading and compiling it", "solution.sh", Projects.ToString(CultureInfo.InvariantCulture));
        section.Paragraph("As measured:\n\n```text\n" + string.Join('\n', lines) + "\n```");
        return section;

        void Compare(string what, double most, string target, string script, params string[] arguments)
        {
            // A script ends with 1 where its own bound is not kept; its line tells the figures all the same.
            var line = Timing.Run(new Command("bash", [Path.Combine(ProgramLibrary.Root, "benchmarks", script), .. arguments]) { ExitCodes = [0, 1] }).TrimEnd().Split('\n')[^1];
            var ratio = RatioIn().Match(line) is { Success: true } match ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"{script}: {line}");
            lines.Add(line);
            section.Target(what, target, string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} times"), ratio <= most);
        }
    }

    [GeneratedRegex(@"ratio ([\d.]+)")]
    private static partial Regex RatioIn();
}
