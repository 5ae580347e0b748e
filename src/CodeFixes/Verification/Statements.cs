using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;

namespace RnnLint.CodeFixes.Verification;

/// <summary>What reports say of matrices, whatever the places: for these a change moves.</summary>
internal static class Statements
{
    public static bool IsWrong(Verdict verdict) => verdict is not (Verdict.Verified or Verdict.NotProbed);

    private const string OfWeights = "error: weight gradient as written", Gradients = "gradients";

    /// <summary>True where nothing is lost or added by a change but wrong statements that vanished.</summary>
    public static bool Hold(IReadOnlyCollection<CellReport> before, IReadOnlyCollection<CellReport> after)
    {
        var (old, now) = (Findings(before), Findings(after));
        return Verified(old).IsSubsetOf(Verified(now)) && RightGradients(old).IsSubsetOf(RightGradients(now))
            && now.Where(finding => IsWrong(finding.Verdict)).GroupBy(Said).All(same => same.Count() <= old.Count(finding => Said(finding) == same.Key));
    }

    /// <summary>
    /// True where the finding's matrix is verified and nothing else is said of it, with its weight gradient where that was compared: a gradient that is not recognised
    /// as one any more is not right.
    /// </summary>
    public static bool IsRight(IReadOnlyCollection<CellReport> reports, CellFinding finding)
    {
        var own = Findings(reports).FindAll(found => found.Matrix == finding.Matrix);
        return !own.Exists(found => IsWrong(found.Verdict))
            && own.Exists(found => found.Verdict == Verdict.Verified && (!finding.Evidence.ContainsKey(OfWeights) || found.Evidence.ContainsKey(OfWeights)));
    }

    private static List<CellFinding> Findings(IEnumerable<CellReport> reports) => reports.SelectMany(report => report.Findings).ToList();

    private static HashSet<string> Verified(List<CellFinding> findings) => [.. findings.Where(finding => finding.Verdict == Verdict.Verified).Select(finding => finding.Matrix)];

    /// <summary>The gradients that were compared and are right, by the matrix that they were compared with.</summary>
    private static HashSet<(string, string)> RightGradients(List<CellFinding> findings) => [.. findings.Where(finding => finding.Verdict == Verdict.Verified)
        .SelectMany(finding => (finding.Evidence.TryGetValue(Gradients, out var names) ? names.Split([", "], System.StringSplitOptions.None) : [])
            .Concat(finding.Evidence.ContainsKey(OfWeights) ? [finding.Matrix] : []).Select(name => (finding.Matrix, name)))];

    private static (Verdict, string) Said(CellFinding finding) => (finding.Verdict, finding.Matrix);
}
