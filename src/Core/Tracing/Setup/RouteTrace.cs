using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>Why and where a trace ended early.</summary>
public sealed record TraceStop(StopKind Kind, string Reason, SyntaxNode? Syntax);

/// <summary>What one run of a route left behind.</summary>
/// <param name="Trace">The arithmetic up to the end, or up to the stop.</param>
/// <param name="Stop">Why it ended early; null where the route was completed.</param>
/// <param name="Unknowns">Library members that were neither source nor modelled.</param>
/// <param name="MadeUpFunctions">Number of unknown functions that stand-ins took the place of.</param>
/// <param name="LacksValues">True where the code used members that nobody had set, or may have failed for want of sizes that a caller sets, or got lists that nobody filled.</param>
/// <param name="MakesUpMembers">True where such members were made up, or given another size.</param>
/// <param name="AssumesConditions">True where conditions on names that nothing here declares were taken as false.</param>
/// <param name="Steps">Evaluations and elements spent.</param>
/// <param name="Updated">Leaf groups that the code changed by adding to them, as weight updates do.</param>
public sealed record RouteTrace(Trace Trace, TraceStop? Stop, IReadOnlyCollection<string> Unknowns, ImmutableHashSet<string> Updated, int MadeUpFunctions, bool LacksValues, bool MakesUpMembers, bool AssumesConditions, long Steps)
{
    /// <summary>True where numbers were paired with fewer numbers: what was made up for the code may not fit together.</summary>
    public bool LengthsDisagree { get; init; }

    /// <summary>The size, as the code writes it, of which the first array of numbers has none; null where each has some.</summary>
    public string? EmptySize { get; init; }

    /// <summary>Arrays that began as zeros and that the code wrote over, as it does with states.</summary>
    public ImmutableHashSet<string> Overwritten { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Arrays of which nothing is left in the end: filled anew, as by a second initialisation, and what was learnt is lost.</summary>
    public ImmutableHashSet<string> FilledAnew { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>What the trace, and those begun before it that were given up, have asked of the reading.</summary>
    public ReadingParts Asked { get; init; }

    /// <summary>Names of results of earlier members: a later member's parameter of that name and type got the result.</summary>
    public ImmutableHashSet<string> HandedOn { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>True where constants of the code were made smaller, for with them as they are the trace does not end.</summary>
    public bool Shrinks { get; init; }

    /// <summary>Arrays that still hold the numbers of another one as it was before the route updated it.</summary>
    public ImmutableArray<StaleCopy> Stale { get; init; } = ImmutableArray<StaleCopy>.Empty;

    /// <summary>Flags that were left false, which somebody may set: parameters that nothing in the code gives a value, members of the object that any caller can set.</summary>
    public ImmutableArray<ISymbol> Flags { get; init; } = ImmutableArray<ISymbol>.Empty;

    /// <summary>True where the members compared a number drawn by chance with a chance, so that it may come out either way.</summary>
    public bool HasTossed { get; init; }

    /// <summary>Which code ran.</summary>
    public Branches Branches { get; init; } = new(null);

    /// <summary>Of a second pass: the leaves of such arrays, each with the leaf that it would be had the array followed the update.</summary>
    public IReadOnlyDictionary<int, int> Twins { get; init; } = ImmutableDictionary<int, int>.Empty;
}

/// <summary>An array that holds the same numbers as another one, until that one is updated.</summary>
/// <param name="Path">The access path in the code.</param>
/// <param name="Symbol">The field that holds it.</param>
/// <param name="Of">The group of leaves that it is a copy of.</param>
public sealed record StaleCopy(string Path, ISymbol? Symbol, string Of);
