using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;

namespace RnnLint.Configuration;

/// <summary>The settings there are: what is read, what is documented and what is complained of come from here.</summary>
/// <param name="Key">As it is written.</param>
/// <param name="Default">The value that says what is said without it.</param>
/// <param name="Values">What is understood, as the end of a sentence.</param>
/// <param name="Meaning">What it is for.</param>
/// <param name="Read">The settings with a value of it; null for a value that is not understood.</param>
public sealed record Setting(string Key, string Default, string Values, string Meaning, Func<CellSettings, string, CellSettings?> Read)
{
    public const string Prefix = "rnnlint.";

    private const int FewestUnits = 3, MostUnits = 16, MostSizes = 4, MostSeeds = 10, LargestSeed = 1_000, LeastFuel = 10_000, MostFuel = 10_000_000;

    /// <summary>A value that stands for the default, as in any .editorconfig.</summary>
    private const string Unset = "unset";

    /// <summary>In the order of their keys.</summary>
    public static ImmutableArray<Setting> All { get; } = ImmutableArray.Create(
        new Setting(
            Prefix + "excluded_symbols", "", "names, or documentation ids with `N:`, `T:`, `M:`, `F:` or `P:`, separated by `|`, each with a `*` at its end where only the beginning is given",
            "What nothing is said of: cells of these types, cells whose pass starts in these members, their matrices, and findings in them. It is traced all the same where other code calls it.",
            (settings, value) => SymbolPatterns.Parse(value) is { } patterns ? settings with { Excluded = patterns } : null),
        new Setting(
            Prefix + "fuel", Text($"{CellSettings.DefaultFuel}"), Text($"a whole number from {LeastFuel} to {MostFuel}"),
            "The steps that one trace may take, and the array elements that it may make. All traces of a type together get ten times as much.",
            (settings, value) => Number(value, LeastFuel, MostFuel) is { } fuel ? settings with { Fuel = fuel } : null),
        new Setting(
            Prefix + "probe_sizes", "3, 4", Text($"2 to {MostSizes} different whole numbers from {FewestUnits} to {MostUnits}, separated by commas"),
            "The numbers of units n at which cells are probed; all of them have to agree. Routes through the code are looked for at the smallest.",
            (settings, value) => Numbers(value, FewestUnits, MostUnits) is { Length: >= 2 and <= MostSizes } sizes ? settings with { Sizes = sizes } : null),
        new Setting(
            Prefix + "seeds", "1", Text($"1 to {MostSeeds} different whole numbers from 1 to {LargestSeed}, separated by commas"),
            "The seeds of the random points. Each gives a set of points of its own; all of them have to agree.",
            (settings, value) => Numbers(value, 1, LargestSeed) is { Length: >= 1 and <= MostSeeds } seeds ? settings with { Seeds = seeds } : null));

    /// <summary>The settings with a value of this one; null for a value that is not understood.</summary>
    public CellSettings? ReadOrDefault(CellSettings settings, string value) =>
        string.Equals(value, Unset, StringComparison.OrdinalIgnoreCase) ? settings : Read(settings, value);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    /// <summary>Ascending; null where one is no such number, or is there twice.</summary>
    private static ImmutableArray<int>? Numbers(string text, int least, int most)
    {
        var numbers = text.Split(',').Select(part => Number(part.Trim(), least, most)).ToList();
        return numbers.Contains(null) || numbers.Distinct().Count() < numbers.Count ? null : numbers.Select(number => number!.Value).OrderBy(number => number).ToImmutableArray();
    }
}
