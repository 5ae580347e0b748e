using System.Collections.Generic;

namespace RnnLint.Derivation;

/// <summary>A value for every index of a formula: for the free ones, and for those that the sums around a part of it have bound.</summary>
internal sealed class IndexPoint(int step, int item, int to, int from)
{
    private readonly List<(IndexVariable Variable, int Value)> _bound = new();

    public int Step { get; } = step;

    public int Item { get; } = item;

    /// <exception cref="KeyNotFoundException">for an index that no sum around has bound.</exception>
    public int Of(IndexVariable variable)
    {
        if (variable == Free.Time)
            return Step;
        if (variable == Free.To)
            return to;
        if (variable == Free.From)
            return from;
        if (variable == Free.Item)
            return Item;
        for (var i = _bound.Count - 1; i >= 0; i--)
        {
            if (_bound[i].Variable == variable)
                return _bound[i].Value;
        }

        throw new KeyNotFoundException();
    }

    /// <summary>Goes into a sum; its index has no value yet.</summary>
    public void Enter(IndexVariable bound) => _bound.Add((bound, 0));

    /// <summary>Gives the index of the innermost sum a value.</summary>
    public void Set(int value) => _bound[_bound.Count - 1] = (_bound[_bound.Count - 1].Variable, value);

    public void Leave() => _bound.RemoveAt(_bound.Count - 1);
}
