using RnnLint.Mutations.Running;

namespace RnnLint.Mutations.Seeded;

/// <summary>How RnnLint's word on a mutant compares with what central differences say.</summary>
public enum Outcome
{
    /// <summary>It does not compile, has no answer, or one too close to tell, or has but another loss.</summary>
    NotJudged,

    /// <summary>Still right, and nothing is said against it.</summary>
    Equivalent,

    /// <summary>Still right, and said to be wrong: the worst that can happen.</summary>
    WronglyAccused,

    /// <summary>Wrong, and the cause is named.</summary>
    CauseNamed,

    /// <summary>Wrong, and said to be, without a cause.</summary>
    Unexplained,

    /// <summary>Wrong, but not for the cause that is named.</summary>
    WrongCause,

    /// <summary>Wrong, and said to be not probed.</summary>
    NotProbed,

    /// <summary>Wrong, and nothing but praise is said of it.</summary>
    Praised,

    /// <summary>Wrong, and nothing is said of it.</summary>
    Silent,
}

/// <summary>A mutant, what running it proves, and what RnnLint says.</summary>
public sealed record JudgedMutant(Mutant Mutant, Proof Proof, IReadOnlyList<CellFinding> Findings)
{
    private const string Transposed = "RNN0001", Sigma = "RNN0002", Reversed = "RNN0003", Unexplained = "RNN0004", Truncated = "RNN0006";

    public IEnumerable<CellFinding> Accusations => Findings.Where(finding => Verdicts.IsShown(finding.Verdict) && finding.Verdict != Verdict.HarmlessTranspose);

    public Outcome Outcome => Proof switch
    {
        Proof.NoProgram or Proof.NoAnswer or Proof.Undecided or Proof.OtherLoss => Outcome.NotJudged,
        Proof.Right => Accusations.Any() ? Outcome.WronglyAccused : Outcome.Equivalent,
        _ when !Accusations.Any() => Findings.Any(f => f.Verdict == Verdict.NotProbed) ? Outcome.NotProbed : Findings.Any(f => f.Verdict == Verdict.Verified) ? Outcome.Praised : Outcome.Silent,
        _ when Rules.Any(rule => rule != Unexplained && !Causes.Contains(rule)) => Outcome.WrongCause,
        _ => Rules.Contains(Unexplained) ? Outcome.Unexplained : Outcome.CauseNamed,
    };

    public IEnumerable<string> Rules => Accusations.Select(finding => Verdicts.Rule(finding.Verdict)).Distinct().Order(StringComparer.Ordinal);

    /// <summary>
    /// The causes that may be named of the edit. Which of the swaps transposes a recurrent matrix is shown by running it with symmetric ones; not so where a second fault is told of
    /// beside it: turned in the forward pass, a matrix is turned against its own gradient too.
    /// </summary>
    private string[] Causes => Proof == Proof.Transposed ? [Transposed] : Mutant.Edit.Kind switch
    {
        EditKind.IndicesSwapped or EditKind.OperandsSwapped or EditKind.SiblingCalled or EditKind.CallDropped => Mutant.Origin.CanMirror && !Rules.Contains(Unexplained) ? [Sigma, Reversed] : [Transposed, Sigma, Reversed],
        EditKind.AddedUp => [Sigma],
        _ => [Sigma, Truncated],
    };

    public override string ToString() =>
        $"{Outcome} {Proof} {Mutant}\n    {string.Join("\n    ", Findings.Where(f => Accusations.Any() ? Verdicts.IsShown(f.Verdict) : true).Select(f => $"{Verdicts.Rule(f.Verdict)} {Path.GetFileName(f.Location.SourceTree?.FilePath)}:{f.Location.GetLineSpan().StartLinePosition.Line + 1} {f.Message}"))}";
}
