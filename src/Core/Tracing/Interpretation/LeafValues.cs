using System.Collections.Immutable;

namespace RnnLint.Tracing;

/// <summary>
/// The random point of a draw. A leaf's value depends on the seed and its own name and indices only, so it is the same
/// whatever the order in which leaves are met.
/// </summary>
public static class LeafValues
{
    private const double MostlyPositive = 0.9;

    private const double Smaller = 0.6;

    /// <summary>
    /// A number with magnitude in [0.15, 0.85): generic, far from saturating an activation, and as far from where one is linear.
    /// Numbers that are mostly positive add up in every sum, and are smaller.
    /// </summary>
    public static double Of(Draw draw, string name, ImmutableArray<int> indices)
    {
        var hash = Hash(draw.Seed, name);
        foreach (var index in indices)
            hash = Mix(hash ^ unchecked((ulong)index + 0x9E3779B97F4A7C15));
        var magnitude = (0.15 + (0.7 * ToUnit(hash))) * (draw.PositiveShare > MostlyPositive ? Smaller : 1);
        return ToUnit(Mix(hash)) < draw.PositiveShare ? magnitude : -magnitude;
    }

    /// <summary>A number in [0, 1).</summary>
    public static double Uniform(int seed, string name, int index) => ToUnit(Mix(Hash(seed, name) ^ unchecked((ulong)index * 0xD1B54A32D192ED03)));

    private static ulong Hash(int seed, string name)
    {
        var hash = Mix(unchecked((ulong)seed + 0x2545F4914F6CDD1D));
        foreach (var letter in name)
            hash = Mix(hash ^ letter);
        return hash;
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    private static double ToUnit(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));
}
