using System.Collections.Generic;
using System.Globalization;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// What a leaf of a recurrent matrix does in the forward pass: it weights what comes from class <see cref="In"/> on the way to
/// class <see cref="Out"/>.
/// </summary>
/// <param name="Out">The sums that the leaf stands in; classes are numbered by one of their leaves.</param>
/// <param name="In">The operands that the leaf multiplies.</param>
/// <param name="Block">The leaves linked by common classes: one layer's matrix, or one gate's.</param>
/// <param name="Gate">Which of several sums of one unit within the block.</param>
/// <param name="OutUnit">The unit that <see cref="Out"/> belongs to, numbered within the block; −1 where unknown.</param>
/// <param name="InUnit">The unit that <see cref="In"/> comes from, numbered within the block; −1 where unknown.</param>
/// <param name="Recurrent">Whether what the leaf adds to comes back to it; false for input columns and feed-forward layers.</param>
internal readonly record struct LeafRole(int Out, int In, int Block, int Gate, int OutUnit, int InUnit, bool Recurrent)
{
    /// <summary>The role of the leaf with the two units exchanged.</summary>
    public (int Block, int Gate, int OutUnit, int InUnit) Transposed => (Block, Gate, InUnit, OutUnit);

    public (int Block, int Gate, int OutUnit, int InUnit) Position => (Block, Gate, OutUnit, InUnit);

    public bool HasUnits => OutUnit >= 0 && InUnit >= 0;
}

/// <summary>
/// Roles by group and indices, so that a draw with closed units, which hides part of the structure, can take them over from one
/// with all units open.
/// </summary>
internal sealed class RoleBook
{
    private readonly Dictionary<string, LeafRole> _roles = new();

    public int Count => _roles.Count;

    public void Add(string groupKey, LeafOrigin origin, LeafRole role) => _roles[Key(groupKey, origin)] = role;

    public LeafRole? Find(string groupKey, LeafOrigin origin) =>
        _roles.TryGetValue(Key(groupKey, origin), out var role) ? role : null;

    private static string Key(string groupKey, LeafOrigin origin)
    {
        var key = groupKey;
        if (!origin.Indices.IsDefaultOrEmpty)
        {
            foreach (var index in origin.Indices)
                key += "," + index.ToString(CultureInfo.InvariantCulture);
        }
        return key;
    }
}
