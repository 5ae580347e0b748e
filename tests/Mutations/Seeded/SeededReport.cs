using System.Globalization;

namespace RnnLint.Mutations.Seeded;

/// <summary>A table by kind of edit, and every mutant that is not as it should be.</summary>
public static class SeededReport
{
    private static readonly Outcome[] Columns = Enum.GetValues<Outcome>();

    public static void Write(IReadOnlyList<JudgedMutant> judged, TextWriter writer)
    {
        writer.WriteLine(Row("", ["made", .. Columns.Select(outcome => outcome.ToString())]));
        foreach (var kind in judged.GroupBy(j => j.Mutant.Edit.Kind).OrderBy(kind => kind.Key))
            writer.WriteLine(Row(kind.Key.ToString(), Counts([.. kind])));
        writer.WriteLine(Row("at the matrix", Counts([.. judged.Where(j => j.Mutant.Edit.IsAtMatrix)])));
        writer.WriteLine(Row("transposed, by running", Counts([.. judged.Where(j => j.Proof == Running.Proof.Transposed)])));
        writer.WriteLine(Row("all", Counts(judged)));
        foreach (var outcome in new[] { Outcome.WronglyAccused, Outcome.WrongCause, Outcome.Praised, Outcome.Silent, Outcome.NotProbed })
        {
            writer.WriteLine();
            foreach (var mutant in judged.Where(j => j.Outcome == outcome).OrderBy(j => j.Mutant.ToString(), StringComparer.Ordinal))
                writer.WriteLine(mutant);
        }
    }

    private static IEnumerable<string> Counts(IReadOnlyCollection<JudgedMutant> judged) =>
        [judged.Count.ToString(CultureInfo.InvariantCulture), .. Columns.Select(outcome => judged.Count(j => j.Outcome == outcome).ToString(CultureInfo.InvariantCulture))];

    private static string Row(string head, IEnumerable<string> cells) => head.PadRight(24) + string.Concat(cells.Select(cell => cell.PadLeft(16)));
}
