using RnnLint.Cli.Checking;

namespace RnnLint.Cli.Reports;

/// <summary>The figures behind a verdict, a line each, without those that the message or the source above them show already.</summary>
internal static class EvidenceLines
{
    private static readonly string[] DrawnFrom = ["sizes", "steps", "seeds"];

    public static IEnumerable<string> Of(Finding finding)
    {
        var evidence = finding.Evidence;
        foreach (var (name, figure) in evidence)
            if (!DrawnFrom.Contains(name) && !IsSaid(finding, name, figure))
                yield return name == "convention" ? $"the forward pass keeps {finding.Matrix} as {figure}" : $"{name}: {figure}";
        if (evidence.TryGetValue("sizes", out var sizes) && evidence.TryGetValue("steps", out var steps) && evidence.TryGetValue("seeds", out var seeds))
            yield return $"probed with {sizes}; {steps}; seeds {seeds}";
    }

    private static bool IsSaid(Finding finding, string name, string figure) =>
        name == "matrix" && finding.Message.Contains(figure, StringComparison.Ordinal)
        || name.StartsWith("error: ", StringComparison.Ordinal) && finding.Message.Contains("relative error", StringComparison.OrdinalIgnoreCase);
}
