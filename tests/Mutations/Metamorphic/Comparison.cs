using RnnLint.Mutations.Metamorphic.Relations;
using RnnLint.Mutations.Subjects;

namespace RnnLint.Mutations.Metamorphic;

/// <summary>What came of a relation and a program.</summary>
public enum Effect
{
    /// <summary>There is nothing in the program for the relation to change.</summary>
    NothingToChange,

    /// <summary>What came out is another program, or none: it does not compile, or running it gives another answer.</summary>
    AnotherProgram,

    /// <summary>The same is said of it as before.</summary>
    SameVerdict,

    /// <summary>It is decided before and not probed after, or the other way round.</summary>
    ProbedInOneOnly,

    /// <summary>It is said to be right before and wrong after, or wrong for another cause, or the other way round.</summary>
    OtherVerdict,
}

/// <summary>A program, a relation, and what is said before and after.</summary>
public sealed record Comparison(Subject Subject, Relation Relation, Subject? Rewritten, Effect Effect, IReadOnlyList<string> Before, IReadOnlyList<string> After)
{
    public override string ToString() => $"{Effect}: {Subject}, {Relation}\n    before: {string.Join(", ", Before)}\n    after:  {string.Join(", ", After)}";

    public static Effect EffectOf(IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        before.SequenceEqual(after) ? Effect.SameVerdict
        : IsDecided(before) != IsDecided(after) || Accusations(before).SequenceEqual(Accusations(after)) ? Effect.ProbedInOneOnly
        : Effect.OtherVerdict;

    private static bool IsDecided(IReadOnlyList<string> said) => said.Any(finding => !finding.StartsWith("RNN0090", StringComparison.Ordinal));

    private static IEnumerable<string> Accusations(IReadOnlyList<string> said) =>
        said.Where(finding => !finding.StartsWith("RNN0090", StringComparison.Ordinal) && !finding.StartsWith(Expectation.Verified, StringComparison.Ordinal));

    /// <summary>Rules and matrices, these by the names that they have after a renaming.</summary>
    public static IReadOnlyList<string> Said(Subject subject) =>
        [.. Verdicts.Of(ProgramRunner.Compile(subject.Files)).Select(finding => $"{Verdicts.Rule(finding.Verdict)} {Original(finding.MatrixName)}").Distinct().Order(StringComparer.Ordinal)];

    private static string Original(string name)
    {
        var prefix = Renaming.NameFor("");
        return name.StartsWith(prefix, StringComparison.Ordinal) ? string.Concat(name[prefix.Length..].Reverse()) : name;
    }
}
