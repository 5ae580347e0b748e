namespace RnnLint.Fuzz.Robustness.Hostile;

/// <summary>How an examination went.</summary>
/// <param name="End">What ended the process that made it, where something did; else null.</param>
/// <param name="Examination">Null where the process ended.</param>
internal sealed record Outcome(HostileInput Input, int Size, string? End, Examination? Examination)
{
    private const long MostPeak = 1L << 30;

    private static readonly string[] Accusations = ["RNN0001", "RNN0002", "RNN0003", "RNN0004"];

    /// <summary>True where the compiler did not get through it: what it cannot take is not put to it.</summary>
    public bool IsOfTheCompiler => End?.StartsWith(Examiner.Compiler, StringComparison.Ordinal) == true;

    /// <summary>What is to be mended.</summary>
    public IEnumerable<string> Complaints()
    {
        if (End is not null)
        {
            yield return $"{Input.Name} × {Size}: {End}";
            yield break;
        }

        var (name, examination) = ($"{Input.Name} × {Size}", Examination!);
        foreach (var said in examination.Said.Where(said => said.StartsWith("AD0001", StringComparison.Ordinal) || said.Contains("internal error", StringComparison.Ordinal)))
            yield return $"{name}: {said}";
        foreach (var thrown in examination.Explained)
            yield return $"{name}: explaining threw {thrown}";
        if (Input.HoldsCell && examination.Said.IsEmpty)
            yield return $"{name}: of a cell nothing was said";
        foreach (var said in examination.Said.Where(said => Input.HoldsCell && Accusations.Any(rule => said.StartsWith(rule, StringComparison.Ordinal))))
            yield return $"{name}: right code was accused: {said}";
        if (examination.Peak > MostPeak)
            yield return $"{name}: {examination.Peak >> 20} MB were held";
    }
}
