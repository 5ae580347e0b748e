using System.Collections.Immutable;

namespace RnnLint.Cli.Checking;

/// <summary>What a run found, in the order of path, position and id.</summary>
/// <param name="Findings">Of every severity: reports choose.</param>
/// <param name="Problems">What could not be read or loaded.</param>
internal sealed record CheckResult(ImmutableArray<Finding> Findings, Summary Summary, ImmutableArray<string> Problems)
{
    /// <summary>What else is to be said about the run.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>Explains and fixes findings; null where no report shows that.</summary>
    public Detail? Detail { get; init; }

    public CheckResult With(string remark) => this with { Remarks = Remarks.Add(remark) };

    /// <summary>The result with what is known marked so.</summary>
    public CheckResult Knowing(Func<Finding, bool> isKnown) => this with { Findings = [.. Findings.Select(finding => finding with { Known = finding.Known || isKnown(finding) })] };
}
