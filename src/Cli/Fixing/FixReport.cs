using RnnLint.Cli.Reports;
using RnnLint.Derivation;
using RnnLint.Explaining;

namespace RnnLint.Cli.Fixing;

/// <summary>What was changed, and what was not and why, for a person.</summary>
internal sealed class FixReport(FixResult result, ReportPaths paths)
{
    /// <param name="changed">The files that were written, or would be.</param>
    public void Write(TextWriter writer, bool isDryRun, IReadOnlySet<string> changed)
    {
        foreach (var finding in result.Fixed.Where(finding => finding.Lines.All(lines => changed.Contains(lines.Path))))
        {
            writer.WriteLine($"{At(finding.Place)}: {finding.Rule.Id} {(isDryRun ? "would be fixed" : "fixed")}: {finding.Title}");
            foreach (var lines in finding.Lines.Where(_ => !isDryRun))
            {
                writer.WriteLine($"  - {lines.Before.Trim()}");
                foreach (var line in lines.After.Split('\n'))
                    writer.WriteLine($"  + {line.Trim()}");
            }
        }

        foreach (var finding in result.Left)
            writer.WriteLine($"{At(finding.Place)}: {finding.Rule.Id} has no fix that verifies: {finding.Obstacle}");
        var count = result.Fixed.Count(finding => finding.Lines.All(lines => changed.Contains(lines.Path)));
        writer.WriteLine($"{Count(count, "finding")} {(isDryRun ? "would be fixed" : "fixed")} in {Count(changed.Count, "file")}, {result.Left.Length} left");
    }

    private string At(Place place) => $"{VisibleText.Of(paths.Display(place.Path))}:{place.Line}:{place.Column}";

    private static string Count(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}
