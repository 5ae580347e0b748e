using System.Globalization;
using RnnLint.Configuration;
using RnnLint.Mutations.Running;
using RnnLint.Mutations.Subjects;

namespace RnnLint.Mutations.Mutants;

/// <summary>What came of the analysis of a token mutant.</summary>
public enum Endurance
{
    /// <summary>It came to its end, and accuses nothing of what still compiles.</summary>
    Fine,

    /// <summary>What compiles and is accused is wrong, as running it shows.</summary>
    AccusedWithReason,

    /// <summary>What compiles and is accused could not be run, or is too close to tell.</summary>
    AccusedUnproved,

    /// <summary>What compiles and is accused is right.</summary>
    WronglyAccused,

    /// <summary>An exception left the analysis.</summary>
    Threw,

    /// <summary>It spent more steps than a type is granted.</summary>
    SpentTooMuch,

    /// <summary>It was stopped after minutes.</summary>
    DidNotEnd,
}

/// <param name="Compiles">The mutant is a program.</param>
/// <param name="Steps">The most that a type of it spent.</param>
/// <param name="Detail">The exception, or the accusations.</param>
public sealed record TokenResult(TokenMutant Mutant, Endurance Endurance, bool Compiles, long Steps, string Detail = "")
{
    public override string ToString() => $"{Endurance}: {Mutant}: {Detail}";
}

/// <summary>Analyses token mutants: nothing that a file may look like is to throw, to hang, or to be accused without a reason.</summary>
public sealed class TokenRun : IDisposable
{
    /// <summary>A type is granted ten runs' fuel, and as much again for what hints mark; a run that has begun comes to its end, however often it begins anew with other sizes.</summary>
    public const long MostSteps = (2 * 10 + 12) * CellSettings.DefaultFuel;

    // Only against a hang: nothing that ends comes near.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Prover _prover = new();

    public static IReadOnlyList<TokenResult> Run(IReadOnlyList<Subject> subjects, int count, int seed, Action<TokenResult>? told = null)
    {
        using var run = new TokenRun();
        return [.. TokenMutant.Drawn(subjects, count, seed).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(mutant =>
        {
            var result = run.Result(mutant);
            told?.Invoke(result);
            return result;
        })];
    }

    public TokenResult Result(TokenMutant mutant)
    {
        var compilation = ProgramRunner.Compile(mutant.Program.Files);
        var compiles = !ProgramRunner.Errors(compilation.GetDiagnostics()).Any();
        long steps = 0;
        var findings = new List<CellFinding>();
        using var hang = new CancellationTokenSource(Patience);
        try
        {
            var analysis = new CellAnalysis(compilation);
            foreach (var type in Verdicts.Types(compilation.Assembly.GlobalNamespace))
            {
                var trace = analysis.Trace(type, hang.Token);
                steps = Math.Max(steps, trace.StepsSpent);
                findings.AddRange(trace.Reports.SelectMany(report => report.Findings));
            }
        }
        catch (OperationCanceledException)
        {
            return new(mutant, Endurance.DidNotEnd, compiles, steps);
        }
        catch (Exception exception)
        {
            return new(mutant, Endurance.Threw, compiles, steps, exception.ToString());
        }

        if (steps > MostSteps)
            return new(mutant, Endurance.SpentTooMuch, compiles, steps);
        string[] accusations = [.. findings.Where(finding => IsAccusation(finding.Verdict)).Select(finding => $"{Verdicts.Rule(finding.Verdict)} {finding.Location.GetLineSpan()} {finding.Message}").Distinct()];
        return new(mutant, !compiles || accusations.Length == 0 ? Endurance.Fine : OfProof(_prover.Prove(mutant.Program)), compiles, steps, string.Join("\n    ", accusations));
    }

    public void Dispose() => _prover.Dispose();

    public static void Write(IReadOnlyList<TokenResult> results, TextWriter writer)
    {
        writer.WriteLine("".PadRight(12) + string.Concat(Enum.GetNames<Endurance>().Prepend("compile").Prepend("made").Select(name => name.PadLeft(18))));
        foreach (var kind in results.GroupBy(result => result.Mutant.Kind).OrderBy(kind => kind.Key))
        {
            int[] counts = [kind.Count(), kind.Count(result => result.Compiles), .. Enum.GetValues<Endurance>().Select(endurance => kind.Count(result => result.Endurance == endurance))];
            writer.WriteLine(kind.Key.ToString().PadRight(12) + string.Concat(counts.Select(count => count.ToString(CultureInfo.InvariantCulture).PadLeft(18))));
        }

        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the most steps that a type spent: {results.Max(result => result.Steps)} of {MostSteps}"));
        foreach (var result in results.Where(result => IsFault(result.Endurance) || result.Endurance == Endurance.AccusedUnproved))
            writer.WriteLine(result);
    }

    public static bool IsFault(Endurance endurance) => endurance is Endurance.WronglyAccused or Endurance.Threw or Endurance.SpentTooMuch or Endurance.DidNotEnd;

    private static bool IsAccusation(Verdict verdict) => Verdicts.Rule(verdict) is "RNN0001" or "RNN0002" or "RNN0003" or "RNN0004";

    private static Endurance OfProof(Proof proof) => proof switch
    {
        Proof.Right => Endurance.WronglyAccused,
        Proof.Wrong or Proof.Transposed or Proof.OtherLoss => Endurance.AccusedWithReason,
        _ => Endurance.AccusedUnproved,
    };
}
