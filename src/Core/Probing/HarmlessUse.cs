using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// A transposed copy of the recurrent matrix of which nothing is taken but the sum of squares: the Frobenius norm, which the transpose
/// shares. Norms by rows or columns are not shared, and are nobody's sum of squares.
/// </summary>
internal static class HarmlessUse
{
    /// <returns>The squares; empty where there is no such copy, or something else is made of the matrix too.</returns>
    public static List<int> Squares(Cell cell, int group)
    {
        var none = new List<int>();
        if (!cell.Trace.Grids.Any(grid => IsTransposedCopy(cell, grid)))
            return none;
        var forward = new HashSet<int>(cell.Forward.Events.SelectMany(e => e.Terms).Select(t => t.Product));
        var squares = new List<int>();
        foreach (var role in cell.Forward.Roles.Where(r => r.Value.Recurrent && cell.Leaves.GroupOf(cell.Graph.TapeNode(r.Key)) == group))
        {
            var consumers = cell.Graph.Consumers(role.Key);
            for (var i = 0; i < consumers.Length; i++)
            {
                if (forward.Contains(consumers[i]))
                    continue;
                if (cell.Graph.Find(TapeOp.Multiply, role.Key, role.Key) != consumers[i])
                    return none;
                squares.Add(consumers[i]);
            }
        }

        return squares.Count > 0 && AreAddedUp(cell, squares) ? squares : none;
    }

    /// <summary>True for an array of nothing but the matrix's entries, each where its mirror image belongs.</summary>
    private static bool IsTransposedCopy(Cell cell, HeapGrid grid)
    {
        if (grid.Cells.IsDefaultOrEmpty)
            return false;
        var moved = false;
        foreach (var entry in grid.Cells)
        {
            if (cell.NodeOf(entry.Number) is not (>= 0 and var node) || cell.Graph.Origin(node) is not { Indices.Length: 2 } origin || entry.Indices.Length != 2)
                return false;
            if (origin.Indices[0] != entry.Indices[1] || origin.Indices[1] != entry.Indices[0] || !cell.Forward.IsRecurrent(node))
                return false;
            moved |= entry.Indices[0] != entry.Indices[1];
        }

        return moved;
    }

    /// <summary>True where one sum holds all the squares and each of them only goes there.</summary>
    private static bool AreAddedUp(Cell cell, List<int> squares)
    {
        var sums = new HashSet<int>();
        foreach (var square in squares)
        {
            var node = square;
            while (cell.Graph.Consumers(node).Length == 1 && cell.Graph.Op(cell.Graph.Consumers(node)[0]) == TapeOp.Add)
                node = cell.Graph.Consumers(node)[0];
            sums.Add(node);
        }

        return sums.Count == 1;
    }
}
