using System.Collections.Generic;
using System.Collections.Immutable;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>Numbers the leaf groups of a tape densely, in order of their first leaf.</summary>
internal sealed class LeafIndex
{
    private readonly int[] _groupOfNode;
    private readonly List<LeafGroup> _groups = new();
    private readonly List<List<int>> _leaves = new();

    public LeafIndex(Tape tape)
    {
        _groupOfNode = new int[tape.Count];
        var numbers = new Dictionary<LeafGroup, int>();
        for (var node = 0; node < _groupOfNode.Length; node++)
        {
            _groupOfNode[node] = -1;
            if (tape.Op(node) != TapeOp.Leaf || tape.Origin(node) is not { } origin)
                continue;
            if (!numbers.TryGetValue(origin.Group, out var number))
            {
                numbers.Add(origin.Group, number = _groups.Count);
                _groups.Add(origin.Group);
                _leaves.Add(new List<int>());
            }
            _groupOfNode[node] = number;
            _leaves[number].Add(node);
        }
    }

    public int Count => _groups.Count;

    public LeafGroup this[int group] => _groups[group];

    /// <summary>The tape nodes of the group's leaves.</summary>
    public IReadOnlyList<int> Leaves(int group) => _leaves[group];

    /// <summary>The group of a tape node, or −1 where it is no leaf.</summary>
    public int GroupOf(int tapeNode) => tapeNode >= 0 && tapeNode < _groupOfNode.Length ? _groupOfNode[tapeNode] : -1;

    /// <summary>Lexicographic order of index tuples.</summary>
    public static IComparer<ImmutableArray<int>> ByIndices { get; } = Comparer<ImmutableArray<int>>.Create(CompareIndices);

    private static int CompareIndices(ImmutableArray<int> a, ImmutableArray<int> b)
    {
        if (a.IsDefault || b.IsDefault)
            return (a.IsDefault ? 0 : 1).CompareTo(b.IsDefault ? 0 : 1);
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            if (a[i] != b[i])
                return a[i].CompareTo(b[i]);
        }
        return a.Length.CompareTo(b.Length);
    }
}
