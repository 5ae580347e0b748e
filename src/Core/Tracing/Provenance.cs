using System;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>What a group of leaves is in the code: a field, parameter, local or unknown call that holds the numbers.</summary>
public enum LeafGroupKind
{
    /// <summary>Held in the heap when the forward pass starts: a parameter of the network, a state, a buffer.</summary>
    Storage,

    /// <summary>Handed in as an argument: an input, a target, an incoming gradient.</summary>
    Argument,

    /// <summary>Drawn from a random generator while the code ran.</summary>
    Random,

    /// <summary>The result of a call that could not be interpreted.</summary>
    Opaque,
}

/// <summary>
/// One container of leaves, named as in the code (<c>Whh</c>, <c>layers[].W</c>). Copying, transposing, slicing or boxing moves
/// leaves about but never changes their group.
/// </summary>
public sealed class LeafGroup(string name, LeafGroupKind kind, ISymbol? symbol = null)
{
    /// <summary>The access path in the code, with indices left empty.</summary>
    public string Name { get; } = name;

    public LeafGroupKind Kind { get; } = kind;

    /// <summary>The field, property, parameter or local behind <see cref="Name"/>, or the external method, where there is one.</summary>
    public ISymbol? Symbol { get; } = symbol;

    public override string ToString() => Name;
}

/// <summary>A leaf of the tape: its group and the element indices within it (one index per dimension, jagged or not).</summary>
public sealed record LeafOrigin(LeafGroup Group, ImmutableArray<int> Indices)
{
    public bool Equals(LeafOrigin? other) =>
        other is not null && ReferenceEquals(Group, other.Group) && Indices.AsSpan().SequenceEqual(other.Indices.AsSpan());

    public override int GetHashCode()
    {
        var hash = System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Group);
        foreach (var index in Indices)
            hash = unchecked((hash * 31) + index);
        return hash;
    }

    public override string ToString() =>
        Indices.IsDefaultOrEmpty
            ? Group.Name
            : Group.Name + "[" + string.Join(",", System.Linq.Enumerable.Select(Indices, i => i.ToString(CultureInfo.InvariantCulture))) + "]";
}
