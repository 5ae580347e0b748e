namespace RnnLint.Costs;

/// <summary>The costs that were last accepted, in a file beside this one.</summary>
public static class Baseline
{
    /// <summary>How a baseline is made anew; tests/Costs/README.md says when.</summary>
    public const string Command = "RNNLINT_UPDATE_COSTS=1 dotnet test tests/Costs -c Release";

    private static readonly Lazy<IReadOnlyDictionary<string, Cost>> Costs = new(Read);

    public static IReadOnlyDictionary<string, Cost> All => Costs.Value;

    private static string FilePath => Path.Combine(ProgramLibrary.Root, "tests", "Costs", "Baseline.txt");

    private static Dictionary<string, Cost> Read()
    {
        if (Environment.GetEnvironmentVariable("RNNLINT_UPDATE_COSTS") == "1")
            File.WriteAllText(FilePath, $"# What an analysis costs, by program. Made by {Command}\n#{string.Concat(Cost.Figures.Select(figure => figure.Name.PadLeft(10)))[1..]}  program\n{string.Concat(Subjects.Names.Select(name => $"{Measurement.Of(name)}\n"))}");
        return File.ReadLines(FilePath).Where(line => !line.StartsWith('#')).Select(Cost.Parse).ToDictionary(cost => cost.Program);
    }
}
