using System.Globalization;
using RnnLint.Mutations.Metamorphic;
using RnnLint.Mutations.Mutants;
using RnnLint.Mutations.Running;
using RnnLint.Mutations.Seeded;
using RnnLint.Mutations.Subjects;

return args switch
{
    [Child.Command] => Child.Run(),
    ["mutants", .. var rest] => Mutants(Number(rest, 0, 100_000), Number(rest, 1, 1), rest.ElementAtOrDefault(2) ?? ""),
    ["seeded", .. var rest] => Seeded(Number(rest, 0, 0), Number(rest, 1, 1), rest.ElementAtOrDefault(2) ?? ""),
    ["metamorphic", .. var rest] => Metamorphic(Number(rest, 0, 0), Number(rest, 1, 1), rest.ElementAtOrDefault(2) ?? ""),
    _ => Usage(),
};

static int Mutants(int count, int seed, string part)
{
    Subject[] subjects = [.. SubjectLibrary.All.Where(s => s.Name.Contains(part, StringComparison.Ordinal))];
    var results = TokenRun.Run(subjects, count, seed, result =>
    {
        if (TokenRun.IsFault(result.Endurance))
            Console.Error.WriteLine(result);
    });
    TokenRun.Write(results, Console.Out);
    return results.Any(result => TokenRun.IsFault(result.Endurance)) ? 1 : 0;
}

static int Seeded(int count, int seed, string part)
{
    var judged = SeededBugs.Judge(SubjectLibrary.Verified.Where(s => s.Name.Contains(part, StringComparison.Ordinal)), count, seed, told: Tell);
    SeededReport.Write(judged, Console.Out);
    return judged.Any(j => j.Outcome is Outcome.WronglyAccused && !KnownFault.List.Any(fault => fault.Mutant == j.Mutant.ToString())) ? 1 : 0;
}

static int Metamorphic(int count, int seed, string part)
{
    var subjects = SubjectLibrary.Samples(_ => true).Concat(SubjectLibrary.Programs(p => !p.Expected.IsSilent)).Where(s => s.Name.Contains(part, StringComparison.Ordinal));
    var compared = MetamorphicRun.Compare(subjects, count, seed, comparison =>
    {
        if (comparison.Effect is Effect.OtherVerdict or Effect.ProbedInOneOnly)
            Console.Error.WriteLine(comparison);
    });
    MetamorphicRun.Write(compared, Console.Out);
    return compared.Any(c => c.Effect is Effect.OtherVerdict) ? 1 : 0;
}

// A long run shows what it finds as it finds it.
static void Tell(JudgedMutant judged)
{
    if (judged.Outcome is Outcome.WronglyAccused or Outcome.WrongCause or Outcome.Praised or Outcome.Silent)
        Console.Error.WriteLine(judged);
    else
        Console.Error.WriteLine($"{judged.Outcome} {judged.Proof} {judged.Mutant}");
}

static int Number(string[] arguments, int index, int otherwise) =>
    index < arguments.Length ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;

static int Usage()
{
    Console.Error.WriteLine("usage: mutants|seeded|metamorphic [COUNT] [SEED]");
    return 2;
}
