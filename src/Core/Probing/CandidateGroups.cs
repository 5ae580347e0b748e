using System;
using System.Collections.Generic;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// The cheap gate: which leaf groups could hold a recurrent matrix at all. A group is a candidate where a product with one of
/// its leaves depends on another such product. Feed-forward weights pass too (their backward product depends on their
/// forward product); inputs, targets and initial states do not.
/// </summary>
internal static class CandidateGroups
{
    /// <summary>Fewer leaves than this are gains, biases and step sizes, not matrices.</summary>
    private const int FewestLeaves = 4;

    /// <summary>Group numbers, larger groups first, then in order of appearance.</summary>
    public static List<int> Find(Tape tape, LeafIndex leaves)
    {
        var found = new List<int>();
        if (tape.ProductDepth() < 2)
            return found;
        var rank = new int[tape.Count];
        var beside = new int[tape.Count];
        for (var group = 0; group < leaves.Count; group++)
        {
            if (leaves.Leaves(group).Count >= FewestLeaves && Feeds(tape, leaves, group, rank, beside))
                found.Add(group);
        }
        found.Sort((a, b) =>
            leaves.Leaves(a).Count != leaves.Leaves(b).Count
                ? leaves.Leaves(b).Count.CompareTo(leaves.Leaves(a).Count)
                : a.CompareTo(b));
        return found;
    }

    /// <summary>
    /// True where one product with a leaf of the group reaches another. <paramref name="rank"/>: products passed on the longest
    /// way to a node. <paramref name="beside"/>: −1, or for a product that has a leaf of the group as a factor the rank of its
    /// other factors, so that W·σ′·v counts once although it is two multiplications.
    /// </summary>
    private static bool Feeds(Tape tape, LeafIndex leaves, int group, int[] rank, int[] beside)
    {
        // What was there before the first leaf has nothing of the group in it.
        var first = leaves.Leaves(group)[0];
        for (var node = 0; node < first; node++)
            (rank[node], beside[node]) = (0, -1);
        for (var node = first; node < tape.Count; node++)
        {
            int left = tape.Left(node), right = tape.Right(node);
            if (left < 0)
            {
                var reached = 0;
                foreach (var input in tape.OpaqueInputs(node))
                    reached = Math.Max(reached, rank[input]);
                rank[node] = reached;
                beside[node] = leaves.GroupOf(node) == group ? 0 : -1;
                continue;
            }

            var l = rank[left];
            var r = right < 0 ? 0 : rank[right];
            rank[node] = Math.Max(l, r);
            beside[node] = -1;
            switch (tape.Op(node))
            {
                case TapeOp.Negate:
                    beside[node] = beside[left];
                    break;
                case TapeOp.Divide when beside[left] >= 0:
                    beside[node] = Math.Max(beside[left], r);
                    rank[node] = beside[node] + 1;
                    break;
                case TapeOp.Multiply when beside[left] >= 0 || beside[right] >= 0:
                    beside[node] = beside[left] >= 0 ? Math.Max(beside[left], r) : Math.Max(beside[right], l);
                    rank[node] = beside[node] + 1;
                    break;
            }
            if (rank[node] >= 2)
                return true;
        }
        return false;
    }
}
