using RnnLint.Fuzzing.Generation;

namespace RnnLint.Fuzzing.Running;

/// <summary>What a program is called with: numbers that are leaves of the tape when it is interpreted, and plain integers.</summary>
internal sealed record Inputs(double A, float B, int N, long M)
{
    private static readonly double[] Edges = [0, -0.0, 1, double.NaN, double.PositiveInfinity, 1e300, -1e10, double.Epsilon, 2];

    /// <summary>Each program is called twice: static fields keep what the first call left there.</summary>
    public static IReadOnlyList<Inputs> Of(ulong seed, long program)
    {
        var draws = Draws.Of(~seed, program);
        return [Ordinary(draws), draws.Chance(30) ? Extreme(draws) : Ordinary(draws)];
    }

    private static Inputs Ordinary(Draws draws) => new(draws.Between(-4000, 4000) / 1024.0 + 0.1, draws.Between(-400, 400) / 128f + 0.1f, draws.Between(-9, 9), draws.Between(-100000, 100000) * 40000L);

    private static Inputs Extreme(Draws draws) =>
        new(draws.Pick(Edges), (float)draws.Pick(Edges), draws.Pick([int.MinValue, int.MaxValue, 0, -1]), draws.Pick([long.MinValue, long.MaxValue, -1L, 0]));
}
