using System.Collections.Immutable;
using RnnLint.Probing;

namespace RnnLint.Cli.Checking;

/// <summary>Counts of a run. A cell counts once, by its most severe finding.</summary>
internal sealed record Summary
{
    /// <summary>Files whose types were analysed.</summary>
    public int Files { get; init; }

    public int Recognised { get; init; }

    public int Verified { get; init; }

    /// <summary>With a wrong gradient: RNN0001 to RNN0004.</summary>
    public int Wrong { get; init; }

    /// <summary>RNN0005 and RNN0006.</summary>
    public int Remarked { get; init; }

    public int NotProbed { get; init; }

    /// <summary>How often each cause kept a cell from being probed.</summary>
    public ImmutableSortedDictionary<string, int> Causes { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>In how many cells that were not probed each of these was met, and neither source nor modelled.</summary>
    public ImmutableSortedDictionary<string, int> Unknowns { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    public static Summary Of(int files, IReadOnlyCollection<CellReport> cells)
    {
        var verdicts = cells.Select(Worst).ToList();
        var notProbed = cells.Where(cell => Worst(cell) == Verdict.NotProbed).ToList();
        return new()
        {
            Files = files,
            Recognised = cells.Count,
            Verified = verdicts.Count(verdict => verdict == Verdict.Verified),
            Wrong = verdicts.Count(IsWrong),
            Remarked = verdicts.Count(IsRemark),
            NotProbed = notProbed.Count,
            Causes = Counted(notProbed.Select(cell => cell.Findings.First(finding => finding.Verdict == Verdict.NotProbed).Cause)
                .Select(cause => cause.Length == 0 ? "no cause given" : cause)),
            Unknowns = Counted(notProbed.SelectMany(cell => cell.Unknowns.Distinct())),
        };
    }

    /// <summary>Without causes.</summary>
    public string Counts => $"{Count(Files, "file")}: {Count(Recognised, "recurrent cell")} recognised, {Verified} verified, {Wrong} wrong, {Remarked} with a remark, {NotProbed} not probed";

    public override string ToString() => Causes.IsEmpty
        ? Counts
        : $"{Counts} ({string.Join("; ", Causes.OrderByDescending(cause => cause.Value).Select(cause => $"{cause.Value} × {cause.Key}"))})";

    private static ImmutableSortedDictionary<string, int> Counted(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).ToImmutableSortedDictionary(name => name.Key, name => name.Count(), StringComparer.Ordinal);

    private static Verdict Worst(CellReport cell)
    {
        var verdicts = cell.Findings.Select(finding => finding.Verdict);
        return verdicts.Where(IsWrong).Concat(verdicts.Where(IsRemark)).Concat(verdicts.Where(verdict => verdict == Verdict.NotProbed)).FirstOrDefault(Verdict.Verified);
    }

    public static bool IsWrong(Verdict verdict) => verdict
        is Verdict.TransposedRecurrentMatrix or Verdict.WrongActivationDerivative or Verdict.ReversedWeightGradient or Verdict.UnexplainedGradient;

    private static bool IsRemark(Verdict verdict) => verdict is Verdict.HarmlessTranspose or Verdict.TruncatedToOneStep;

    private static string Count(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}
