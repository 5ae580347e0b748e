using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RnnLint.Probing;

namespace RnnLint;

/// <summary>
/// Everything RnnLint has to say about one recurrent cell, or about a hint that led to none: the only thing the front ends see. Locations are in the analysed
/// source; messages are complete sentences in the code's own names.
/// </summary>
public sealed record CellReport
{
    /// <summary>The type whose members hold the cell.</summary>
    public required INamedTypeSymbol Type { get; init; }

    /// <summary>What was traced, as a reader would call it: <c>Rnn.Forward, then Rnn.Backward</c>.</summary>
    public required string Route { get; init; }

    /// <summary>True for what is said of a hint that led to nothing: it is about no cell.</summary>
    public bool IsHint { get; init; }

    /// <summary>The members that were called, in order: a forward and a backward pass, or one that holds both.</summary>
    public ImmutableArray<IMethodSymbol> Members { get; init; } = ImmutableArray<IMethodSymbol>.Empty;

    /// <summary>What the trace needed and was neither source nor modelled: library members, names that nothing declares. Sorted.</summary>
    public ImmutableArray<string> Unknowns { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>What was found; null where nothing was traced.</summary>
    internal ProbeResult? Probe { get; init; }

    /// <summary>Where the transpose comes from, in the code's own names. Made when it is first asked for, at the cost of about another probe.</summary>
    public System.Lazy<Derivation.Explanation> Explanation { get; init; } = new(() => new([], "nothing was traced"));

    /// <summary>What the forward pass computes, to be compared with that of a changed code. Made when it is first asked for, at the cost of a trace.</summary>
    public System.Lazy<ForwardValues> ForwardValues { get; init; } = new(() => Probing.ForwardValues.None);

    /// <summary>At least one; most severe first, then by position.</summary>
    public required ImmutableArray<CellFinding> Findings { get; init; }
}

/// <summary>One statement about one matrix of a cell (or about the cell, where <see cref="Matrix"/> is empty).</summary>
public sealed record CellFinding
{
    public required Verdict Verdict { get; init; }

    /// <summary>The expression that is wrong, or the one that names the cell.</summary>
    public required Location Location { get; init; }

    /// <summary>The matrix, as in the code.</summary>
    public required string Matrix { get; init; }

    /// <summary>Its name alone: <c>W</c> for <c>layers[].W</c>.</summary>
    public string MatrixName => Reporting.Places.NameOf(Matrix);

    /// <summary>What the code computes, what the forward pass demands, and the errors, in one or two sentences.</summary>
    public required string Message { get; init; }

    /// <summary>The forward use of the matrix, and other places that belong to the finding, each with a short text.</summary>
    public ImmutableArray<RelatedPlace> Related { get; init; } = ImmutableArray<RelatedPlace>.Empty;

    /// <summary>Short cause of "not probed", "unexplained" and σ′ findings; reports count by it.</summary>
    public string Cause { get; init; } = "";

    /// <summary>Figures behind the verdict by name: matrix, convention, errors per hypothesis, sizes, steps, seeds. Keys and values are culture-free.</summary>
    public ImmutableSortedDictionary<string, string> Evidence { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>Causes that a front end does something about.</summary>
public static class FindingCauses
{
    public const string DerivativeMissing = "the activation derivative σ′ is missing";
}

/// <summary>A further place to look at.</summary>
public sealed record RelatedPlace(Location Location, string Text);
