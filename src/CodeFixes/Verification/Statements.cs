using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;

namespace RnnLint.CodeFixes.Verification;

/// <summary>What reports say of matrices, whatever the places: for these a change moves.</summary>
internal static class Statements
{
    public static bool IsWrong(Verdict verdict) => verdict is not (Verdict.Verified or Verdict.NotProbed);

    /// <summary>True where nothing is lost or added by a change but wrong statements that vanished.</summary>
    public static bool Hold(IReadOnlyCollection<CellReport> before, IReadOnlyCollection<CellReport> after)
    {
        var (old, now) = (Findings(before), Findings(after));
        return Verified(old).IsSubsetOf(Verified(now))
            && now.Where(finding => IsWrong(finding.Verdict)).GroupBy(Said).All(same => same.Count() <= old.Count(finding => Said(finding) == same.Key));
    }

    /// <summary>True where the matrix is verified, and nothing else is said of it.</summary>
    public static bool IsRight(IReadOnlyCollection<CellReport> reports, string matrix) =>
        Verified(Findings(reports)).Contains(matrix) && !Findings(reports).Exists(finding => finding.Matrix == matrix && IsWrong(finding.Verdict));

    private static List<CellFinding> Findings(IEnumerable<CellReport> reports) => reports.SelectMany(report => report.Findings).ToList();

    private static HashSet<string> Verified(List<CellFinding> findings) => [.. findings.Where(finding => finding.Verdict == Verdict.Verified).Select(finding => finding.Matrix)];

    private static (Verdict, string) Said(CellFinding finding) => (finding.Verdict, finding.Matrix);
}
