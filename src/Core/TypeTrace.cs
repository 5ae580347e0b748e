using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RnnLint.Tracing;

namespace RnnLint;

/// <summary>How the analysis of one type went: for whoever wants to know why it came to what it came to, or to nothing.</summary>
public sealed record TypeTrace
{
    public required INamedTypeSymbol Type { get; init; }

    /// <summary>False where the type multiplies no numbers that go through memory: then nothing of it was traced.</summary>
    public required bool IsCandidate { get; init; }

    /// <summary>Members that a route can start in.</summary>
    public ImmutableArray<IMethodSymbol> Members { get; init; } = ImmutableArray<IMethodSymbol>.Empty;

    /// <summary>Every run, in their order.</summary>
    public ImmutableArray<TracedRun> Runs { get; init; } = ImmutableArray<TracedRun>.Empty;

    /// <summary>What all runs together have spent.</summary>
    public long StepsSpent { get; init; }

    /// <summary>What the analysis came to.</summary>
    public ImmutableArray<CellReport> Reports { get; init; } = ImmutableArray<CellReport>.Empty;
}

/// <summary>One run of a route.</summary>
/// <param name="Route">The members that were called.</param>
/// <param name="Reading">How what the code leaves open was filled in; empty for the likeliest way.</param>
/// <param name="Point">Sizes and seed.</param>
/// <param name="Steps">Evaluations and elements spent.</param>
/// <param name="Nodes">Size of the tape.</param>
/// <param name="Leaves">Numbers on the tape that nothing computed.</param>
/// <param name="Events">Products with recurrent matrices, forwards and backwards; null where none were recognised.</param>
/// <param name="Stop">Why it ended early; null where it did not.</param>
/// <param name="Unknowns">What was neither source nor modelled, in order.</param>
public sealed record TracedRun(string Route, string Reading, Draw Point, long Steps, int Nodes, int Leaves, (int Forward, int Backward)? Events, TraceStop? Stop, ImmutableArray<string> Unknowns);
