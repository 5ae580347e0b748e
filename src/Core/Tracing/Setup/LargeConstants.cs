using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing;

/// <summary>
/// Integer constants of the code that are sizes too large to trace: 128 units, 1,000 epochs. Smaller numbers take their places, the
/// same one wherever a constant stands, in the same order, with multiples, sums, products and neighbours kept (4·128 beside 128, 28·28 beside 28), so
/// that arrays and the loops over them still fit together.
/// </summary>
internal sealed class LargeConstants
{
    private const int MostSmall = 8, MostLarge = 100_000, MostMultiple = 8, MostApart = 2;

    private readonly SortedSet<int> _met = new();
    private readonly Dictionary<int, int> _given = new();
    private SortedDictionary<int, int> _replacements = new();
    private int _smallest;

    /// <summary>True while smaller numbers are handed out.</summary>
    public bool Shrinks { get; private set; }

    /// <summary>True where smaller numbers would make a difference.</summary>
    public bool CanShrink => !Shrinks && _met.Count > 0;

    /// <summary>True where a number handed out in this run would be another one by now, for want of a constant met only later: the run must be done again.</summary>
    public bool HasChanged => _given.Any(pair => _replacements[pair.Key] != pair.Value);

    /// <summary>Begins a run.</summary>
    /// <param name="smallest">What the smallest large constant becomes.</param>
    /// <param name="shrinks">Whether to hand out smaller numbers.</param>
    public void Begin(int smallest, bool shrinks)
    {
        Shrinks = shrinks;
        _smallest = smallest;
        _given.Clear();
        _replacements = Replacements();
    }

    /// <summary>What a constant of the code stands for in this run.</summary>
    public int Of(int constant)
    {
        if (constant is <= MostSmall or > MostLarge)
            return constant;
        var isNew = _met.Add(constant);
        if (!Shrinks)
            return constant;
        if (isNew)
            _replacements = Replacements();
        return _given[constant] = _replacements[constant];
    }

    /// <summary>The size that an array of <paramref name="length"/> elements or more most likely has: a small one just that, a large one a constant of the code's.</summary>
    public int AtLeast(int length) => length <= MostSmall ? length
        : (Shrinks ? _replacements.Values : _met.AsEnumerable()).Where(size => size >= length).DefaultIfEmpty(length).Min();

    private SortedDictionary<int, int> Replacements()
    {
        var replacements = new SortedDictionary<int, int>();
        var next = _smallest;
        foreach (var constant in _met)
        {
            var related = Related(constant, replacements).ToList();
            // Some relations would put it before a smaller constant; where all would, the one that comes nearest to its place is kept.
            var replacement = related.Count == 0 ? next : related.Where(number => number >= next).DefaultIfEmpty(related.Max()).First();
            replacements.Add(constant, replacement);
            next = Math.Max(next, replacement + 1);
        }

        return replacements;
    }

    /// <summary>What a constant would be by what it has to do with smaller ones.</summary>
    private static IEnumerable<int> Related(int constant, SortedDictionary<int, int> smaller)
    {
        foreach (var (one, replacement) in smaller.Select(pair => (pair.Key, pair.Value)))
        {
            var rest = constant - one;
            if (rest <= MostApart)
                yield return replacement + rest;
            if (constant % one == 0 && constant / one <= MostMultiple)
                yield return replacement * (constant / one);
            if (smaller.TryGetValue(rest, out var other))
                yield return replacement + other;
            if (constant % one == 0 && smaller.TryGetValue(constant / one, out other))
                yield return replacement * other;
        }
    }
}
