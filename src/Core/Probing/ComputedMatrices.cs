using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// Recurrent matrices that are no parameters themselves but made of one (V − Vᵀ, a masked or normalised matrix). Whether a gradient goes
/// through such a matrix as it should does not depend on what the matrix is made of: its entries are taken for leaves.
/// </summary>
internal static class ComputedMatrices
{
    private const int FewestUses = 2;

    /// <summary>The trace with the entries of such matrices as leaves of their own; null where there are none.</summary>
    public static Trace? AsLeaves(Trace trace)
    {
        var uses = Uses(trace.Tape);
        var makers = Makers(trace.Tape);
        var entries = new Dictionary<int, LeafOrigin>();
        var constants = new List<(LeafOrigin Origin, double Value)>();
        foreach (var grid in trace.Grids.Where(grid => IsMatrix(grid, trace.Tape, makers, uses)))
        {
            var group = new LeafGroup(grid.Name, LeafGroupKind.Storage, grid.Symbol);
            foreach (var cell in grid.Cells.Where(cell => !cell.Number.IsConstant && !entries.ContainsKey(cell.Number.Node)))
                entries.Add(cell.Number.Node, new LeafOrigin(group, cell.Indices));

            // Its gradient has a cell for every entry, those included that nothing can change.
            constants.AddRange(grid.Cells.Where(cell => cell.Number.IsConstant).Select(cell => (new LeafOrigin(group, cell.Indices), cell.Number.Value)));
        }

        return entries.Count > 0 ? new TraceCopy(trace, entries, constants).Trace : null;
    }

    /// <summary>True for a square array of numbers computed from one group of leaves, each of which multiplies several others.</summary>
    private static bool IsMatrix(HeapGrid grid, Tape tape, int[] makers, int[] uses)
    {
        var live = grid.Cells.Where(cell => !cell.Number.IsConstant).Select(cell => cell.Number.Node).ToList();
        if (live.Count == 0 || grid.Cells.Any(cell => cell.Indices.Length != 2) || grid.Cells.Max(cell => cell.Indices[0]) != grid.Cells.Max(cell => cell.Indices[1]))
            return false;
        return live.TrueForAll(node => tape.Op(node) != TapeOp.Leaf && makers[node] >= 0 && makers[node] == makers[live[0]] && uses[node] >= FewestUses);
    }

    /// <summary>Number of products in which a node is a factor.</summary>
    private static int[] Uses(Tape tape)
    {
        var uses = new int[tape.Count];
        for (var node = 0; node < uses.Length; node++)
        {
            if (tape.Op(node) != TapeOp.Multiply)
                continue;
            uses[tape.Left(node)]++;
            uses[tape.Right(node)]++;
        }

        return uses;
    }

    /// <summary>The number of the one group of leaves that a node is made of; −1 for several, −2 for none.</summary>
    private static int[] Makers(Tape tape)
    {
        const int several = -1, none = -2;
        var numbers = new Dictionary<LeafGroup, int>();
        var makers = new int[tape.Count];
        for (var node = 0; node < makers.Length; node++)
        {
            makers[node] = tape.Origin(node) is { } origin ? NumberOf(origin.Group)
                : tape.Left(node) < 0 ? none
                : tape.Right(node) < 0 ? makers[tape.Left(node)]
                : Both(makers[tape.Left(node)], makers[tape.Right(node)]);
        }

        return makers;

        int NumberOf(LeafGroup group)
        {
            if (!numbers.TryGetValue(group, out var number))
                numbers.Add(group, number = numbers.Count);
            return number;
        }

        static int Both(int left, int right) => left == none ? right : right == none || left == right ? left : several;
    }
}
