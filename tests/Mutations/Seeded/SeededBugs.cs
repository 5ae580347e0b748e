using RnnLint.Mutations.Running;
using RnnLint.Mutations.Subjects;

namespace RnnLint.Mutations.Seeded;

/// <summary>Breaks right programs by single edits, runs what comes out, and compares with what RnnLint says of it.</summary>
public static class SeededBugs
{
    /// <summary>That many of all edits there are, drawn at random; all where <paramref name="count"/> is 0.</summary>
    public static IReadOnlyList<JudgedMutant> Judge(IEnumerable<Subject> subjects, int count, int seed, Func<SeededEdit, bool>? filter = null, Action<JudgedMutant>? told = null)
    {
        Mutant[] all = [.. subjects.AsParallel().AsOrdered().SelectMany(Edits.Of).Where(mutant => filter?.Invoke(mutant.Edit) ?? true)];
        new Random(seed).Shuffle(all);
        using var prover = new Prover();
        var judged = (count > 0 ? all.Take(count) : all).AsParallel().AsOrdered().WithExecutionMode(ParallelExecutionMode.ForceParallelism).WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(mutant => Judge(mutant, prover));
        var results = new List<JudgedMutant>();
        foreach (var result in judged)
        {
            told?.Invoke(result);
            results.Add(result);
        }

        return results;
    }

    public static JudgedMutant Judge(Mutant mutant, Prover prover)
    {
        var proof = prover.Prove(mutant.Program, mutant.Origin);
        return new(mutant, proof, proof is Proof.NoProgram or Proof.NoAnswer or Proof.Undecided or Proof.OtherLoss ? [] : Verdicts.Of(ProgramRunner.Compile(mutant.Program.Files)));
    }
}
