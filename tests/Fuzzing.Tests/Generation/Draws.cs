namespace RnnLint.Fuzzing.Generation;

/// <summary>Random choices that are the same on every machine and in every version of .NET (SplitMix64).</summary>
internal sealed class Draws(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The choices of one program among those of a run: each program can be made again without those before it.</summary>
    public static Draws Of(ulong seed, long program) => new(new Draws(seed).Next() ^ new Draws((ulong)program).Next());

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public int Below(int count) => (int)(Next() % (ulong)count);

    /// <summary>A whole number, both ends included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>One of the alternatives, as often as its weight says.</summary>
    public T Weighted<T>(params ReadOnlySpan<(int Weight, T Item)> alternatives)
    {
        var total = 0;
        foreach (var (weight, _) in alternatives)
            total += weight;
        var drawn = Below(total);
        foreach (var (weight, item) in alternatives)
        {
            if ((drawn -= weight) < 0)
                return item;
        }

        throw new InvalidOperationException("no alternatives");
    }
}
