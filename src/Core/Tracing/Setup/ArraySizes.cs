using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace RnnLint.Tracing;

/// <summary>
/// Lengths of made-up arrays that the code has shown to be too short: it reads beyond the end, so it expects more. The trace is
/// then begun again with a longer one. So it is for the dimensions of a tensor.
/// </summary>
internal sealed class ArraySizes
{
    private const int MostDimensions = 4;

    private readonly Dictionary<(string Name, int Dimension), int> _lengths = new();

    /// <summary>By cells, which an array shares with the spans on it.</summary>
    private readonly ConditionalWeakTable<Value[], Tuple<string, int>> _origins = new();
    private readonly Dictionary<string, int> _ranks = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<TensorObject, string> _tensors = new();

    /// <summary>The same lengths and ranks, to learn more with.</summary>
    public ArraySizes Copy()
    {
        var copy = new ArraySizes();
        foreach (var length in _lengths)
            copy._lengths.Add(length.Key, length.Value);
        foreach (var rank in _ranks)
            copy._ranks.Add(rank.Key, rank.Value);
        return copy;
    }

    /// <summary>The length learnt for a dimension of a named argument, the dimensions of jagged arrays counted through; null for none.</summary>
    public int? Of(string name, int dimension) => _lengths.TryGetValue((name, dimension), out var length) ? length : null;

    /// <summary>The number of dimensions learnt for a named tensor; null for none.</summary>
    public int? RankOf(string name) => _ranks.TryGetValue(name, out var rank) ? rank : null;

    public void Note(TensorObject tensor, string name) => _tensors.Add(tensor, name);

    /// <summary>Learns from a use of a made-up tensor that takes more dimensions than it has; false where it is none of them, or was learnt already.</summary>
    public bool Learn(TensorObject tensor, int rank)
    {
        if (!_tensors.TryGetValue(tensor, out var name) || rank > MostDimensions || RankOf(name) >= rank)
            return false;
        _ranks[name] = rank;
        return true;
    }

    public void Note(ArrayObject array, string name, int level) => _origins.Add(array.Cells, Tuple.Create(name, level));

    /// <summary>Learns from an access beyond the end of a made-up array; false where it is none of them, or lies before the start.</summary>
    /// <param name="array">The array accessed.</param>
    /// <param name="indices">One per dimension.</param>
    /// <param name="steps">T: what a flat array that is too short is most likely multiplied by.</param>
    /// <param name="constants">What the code says of sizes.</param>
    public bool Learn(ArrayObject array, int[] indices, int steps, LargeConstants constants)
    {
        if (array.ShapeOf is { } tensor)
            return Learn(tensor, indices[0] + 1);
        if (!_origins.TryGetValue(array.Cells, out var origin))
            return false;
        for (var dimension = 0; dimension < array.Rank; dimension++)
        {
            if (indices[dimension] < array.Lengths[dimension])
                continue;
            var length = constants.AtLeast(indices[dimension] + 1);
            _lengths[(origin.Item1, origin.Item2 + dimension)] = array.Rank == 1 && origin.Item2 == 0 ? FlatLength(length, array.Length * steps) : length;
            return true;
        }

        return false;
    }

    /// <summary>What is longer than all steps together holds several matrices, and there are often two of that kind: weights and their gradient.</summary>
    private int FlatLength(int atLeast, int allSteps) =>
        atLeast <= allSteps ? allSteps : _lengths.Where(known => known.Key.Dimension == 0 && known.Value >= atLeast).Select(known => known.Value).DefaultIfEmpty(atLeast).Min();
}
