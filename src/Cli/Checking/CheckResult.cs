using System.Collections.Immutable;

namespace RnnLint.Cli.Checking;

/// <summary>What a run found, in the order of path, position and id.</summary>
/// <param name="Findings">Of every severity: reports choose.</param>
/// <param name="Problems">What could not be read or loaded.</param>
internal sealed record CheckResult(ImmutableArray<Finding> Findings, Summary Summary, ImmutableArray<string> Problems);
