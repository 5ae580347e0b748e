namespace RnnLint.Fuzz.Robustness.Hostile;

/// <summary>The long form: each program with what it took, as a table with tabs between.</summary>
internal static class HostileRun
{
    private const int LongestName = 70;

    /// <summary>Processor time that one may take at full size.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(2);

    /// <returns>The exit code.</returns>
    public static int Go(double share, string name)
    {
        var inputs = HostileInputs.All.Where(input => input.Name.Contains(name, StringComparison.OrdinalIgnoreCase)).Select(input => (input, input.SizeOf(share))).ToArray();
        var (complaints, beyond) = (0, 0);
        Console.WriteLine("program\tsize\tcompiler s\tanalysis s\texplaining s\tallocated MB\theld MB\tsaid");
        foreach (var outcome in new Examiner(Most).Examine(inputs))
        {
            Console.WriteLine(Row(outcome));
            if (outcome.IsOfTheCompiler)
            {
                beyond++;
                continue;
            }

            foreach (var complaint in outcome.Complaints())
            {
                complaints++;
                Console.WriteLine($"  ! {complaint}");
            }
        }

        Console.WriteLine($"{inputs.Length} programs, {complaints} to be mended, {beyond} that the compiler itself does not take at this size");
        return complaints == 0 ? 0 : 1;
    }

    private static string Row(Outcome outcome)
    {
        var name = outcome.Input.Name.Length > LongestName ? outcome.Input.Name[..LongestName] + "…" : outcome.Input.Name;
        return outcome.Examination is not { } seen ? $"{name}\t{outcome.Size}\t{outcome.End}"
            : FormattableString.Invariant($"{name}\t{outcome.Size}\t{seen.Binding.TotalSeconds:N1}\t{seen.Analysis.TotalSeconds:N1}\t{seen.Explaining.TotalSeconds:N1}\t{seen.Allocated >> 20}\t{seen.Peak >> 20}\t{seen.Said.FirstOrDefault()}");
    }
}
