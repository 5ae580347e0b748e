using System;
using System.Collections.Immutable;
using System.Linq;

namespace RnnLint.Configuration;

/// <summary>What a project may choose about the analysis of a type. Equal settings give equal results.</summary>
public sealed record CellSettings
{
    public const int DefaultFuel = 400_000;

    public static CellSettings Default { get; } = new();

    /// <summary>n at which cells are probed, ascending, at least two of them. Routes are looked for at the first.</summary>
    public ImmutableArray<int> Sizes { get; init; } = ImmutableArray.Create(3, 4);

    /// <summary>Each is another set of random points, all of which have to agree.</summary>
    public ImmutableArray<int> Seeds { get; init; } = ImmutableArray.Create(1);

    /// <summary>Steps that a trace may take, and elements that it may make; a type gets as much for ten traces.</summary>
    public int Fuel { get; init; } = DefaultFuel;

    /// <summary>What nothing is said of.</summary>
    public SymbolPatterns Excluded { get; init; } = SymbolPatterns.None;

    public bool Equals(CellSettings? other) => other is not null && Fuel == other.Fuel && Sizes.SequenceEqual(other.Sizes) && Seeds.SequenceEqual(other.Seeds) && Excluded.Equals(other.Excluded);

    public override int GetHashCode() => unchecked((((Fuel * 31) + Sizes.Length) * 31) + Seeds.Length);
}
