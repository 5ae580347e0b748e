using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>
/// The index position of a matrix that runs over the units it writes to, told by use, not by name. Positions before it that only choose a
/// matrix among several (<c>layers[0].W</c>, <c>w[0][j, k]</c>) do not count.
/// </summary>
internal static class OutPosition
{
    /// <returns>Null where no position, or more than one, does.</returns>
    public static int? Of(Cell cell, int group)
    {
        var leaves = cell.Forward.Roles
            .Where(r => r.Value.Recurrent && cell.Leaves.GroupOf(cell.Graph.TapeNode(r.Key)) == group)
            .Select(r => (Role: r.Value, Indices: cell.Graph.Origin(r.Key)!.Indices))
            .Where(l => !l.Indices.IsDefaultOrEmpty)
            .ToList();
        if (leaves.Count == 0 || leaves.Exists(l => l.Indices.Length != leaves[0].Indices.Length))
            return null;
        int? found = null;
        var choosing = 0;
        for (var position = 0; position < leaves[0].Indices.Length; position++)
        {
            var i = position;
            var fixedByOut = leaves.GroupBy(l => l.Role.Out).All(g => g.Select(l => l.Indices[i]).Distinct().Count() == 1);
            var fixedByIn = leaves.GroupBy(l => l.Role.In).All(g => g.Select(l => l.Indices[i]).Distinct().Count() == 1);
            if (fixedByOut && fixedByIn && found is null)
                choosing++;
            if (!fixedByOut || fixedByIn)
                continue;
            if (found is not null)
                return null;
            found = position - choosing;
        }
        return found;
    }
}
