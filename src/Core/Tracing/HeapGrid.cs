using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>
/// An array of floating-point numbers as the traced code left it (array, jagged array, list, matrix object, or the row of
/// scalar fields of an object graph), with the indices that the code knows its cells by. This is how a weight gradient is
/// told from its transpose: the products in it are the same, only the indices differ.
/// </summary>
public sealed class HeapGrid(string name, ISymbol? symbol, ImmutableArray<HeapCell> cells)
{
    /// <summary>The field, local or parameter that holds it, as in the code; empty where it was never named.</summary>
    public string Name { get; } = name;

    public ISymbol? Symbol { get; } = symbol;

    public ImmutableArray<HeapCell> Cells { get; } = cells;

    public override string ToString() => Name;
}

/// <summary>One cell: its indices (one per dimension, jagged or not) and the number in it.</summary>
public readonly record struct HeapCell(ImmutableArray<int> Indices, Traced Number);

/// <summary>What tracing hands to probing: the arithmetic, and the arrays at the end.</summary>
/// <param name="Tape">All arithmetic, from the start of the forward pass to the end of the backward pass.</param>
/// <param name="Grids">
/// Every array of numbers that holds a live number at the end, or nothing but zeros; and for frozen parameters what the code's
/// updates would have made of them.
/// </param>
public sealed record Trace(Tape Tape, IReadOnlyList<HeapGrid> Grids)
{
    /// <summary>Where one member computed a vector from a vector and a later one returned a matrix: what might be a step and its Jacobian.</summary>
    public ImmutableArray<OneStep> OneSteps { get; init; } = ImmutableArray<OneStep>.Empty;

    /// <summary>A number that two traces share where they hold the same arithmetic on the same leaves, in arrays of the same names.</summary>
    public ulong Fingerprint()
    {
        var hash = 0UL;
        for (var node = 0; node < Tape.Count; node++)
        {
            Add((long)Tape.Op(node));
            Add(Tape.Left(node));
            Add(Tape.Right(node));
            Add(BitConverter.DoubleToInt64Bits(Tape.Value(node)));
            if (Tape.Origin(node) is { } origin)
                AddPlace(origin.Group.Name, origin.Indices);
        }

        foreach (var grid in Grids)
        {
            foreach (var cell in grid.Cells)
            {
                AddPlace(grid.Name, cell.Indices);
                Add(cell.Number.IsConstant ? BitConverter.DoubleToInt64Bits(cell.Number.Value) : cell.Number.Node);
            }
        }

        return hash;

        void AddPlace(string name, ImmutableArray<int> indices)
        {
            foreach (var letter in name)
                Add(letter);
            foreach (var index in indices)
                Add(index);
        }

        // FNV-1a, a word at a time.
        void Add(long word) => hash = unchecked(((hash ^ (ulong)word) * 0x100000001B3) ^ (hash >> 29));
    }
}

/// <summary>A vector that a member was given, what it returned, and the matrix that a later member returned.</summary>
/// <param name="Inputs">The leaves of the argument, in order.</param>
/// <param name="Outputs">The numbers of the result, in order.</param>
/// <param name="Jacobian">The matrix returned afterwards.</param>
public sealed record OneStep(ImmutableArray<int> Inputs, ImmutableArray<Traced> Outputs, HeapGrid Jacobian);
