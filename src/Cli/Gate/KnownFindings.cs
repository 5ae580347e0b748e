using RnnLint.Cli.Checking;

namespace RnnLint.Cli.Gate;

/// <summary>
/// Findings that were there at another time: of each, what makes it the same one again, and its file. Equal ones (copies of a class in several folders) are told apart by their files, and where
/// those have changed, by their number.
/// </summary>
internal sealed class KnownFindings
{
    private readonly List<(string Kind, string Path)> _known;

    /// <param name="known">Fingerprints and files.</param>
    public KnownFindings(IEnumerable<(string Fingerprint, string Path)> known) => _known = [.. known.Select(finding => (Kind(finding.Fingerprint), finding.Path))];

    /// <summary>Those of some findings that were there, and how many were there that none of these is.</summary>
    /// <param name="pathOf">A finding's file, as the known ones have it.</param>
    /// <param name="mayHaveMoved">False where a finding that was in the file (the first argument) is not the one that is now in another file.</param>
    public (HashSet<Finding> Found, int Gone) Among(IEnumerable<Finding> findings, Func<Finding, string> pathOf, Func<string, Finding, bool> mayHaveMoved)
    {
        var left = _known.ToList();
        var found = new HashSet<Finding>(ReferenceEqualityComparer.Instance);
        var candidates = findings.Where(finding => !finding.Suppressed).ToList();
        // In its own file first: otherwise a copy that is new could take the place of one that was there.
        foreach (var isSamePlace in new[] { true, false })
            foreach (var finding in candidates.Where(finding => !found.Contains(finding)))
                if (left.FindIndex(known => known.Kind == Kind(finding.Fingerprint) && (isSamePlace ? known.Path == pathOf(finding) : mayHaveMoved(known.Path, finding))) is >= 0 and var index)
                {
                    left.RemoveAt(index);
                    found.Add(finding);
                }

        return (found, left.Count);
    }

    /// <summary>The fingerprint without its number.</summary>
    private static string Kind(string fingerprint) => fingerprint.LastIndexOf(':') is >= 0 and var colon ? fingerprint[..colon] : fingerprint;
}
