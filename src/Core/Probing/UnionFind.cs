using System.Collections.Generic;

namespace RnnLint.Probing;

/// <summary>Disjoint sets of numbers, each named by its smallest member.</summary>
internal sealed class UnionFind
{
    private readonly Dictionary<int, int> _parent = new();

    public int Find(int item)
    {
        if (!_parent.TryGetValue(item, out var parent))
        {
            _parent.Add(item, item);
            return item;
        }
        return parent == item ? item : _parent[item] = Find(parent);
    }

    public void Join(int a, int b)
    {
        a = Find(a);
        b = Find(b);
        if (a != b)
            _parent[a < b ? b : a] = a < b ? a : b;
    }
}
