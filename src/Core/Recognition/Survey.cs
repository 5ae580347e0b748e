using System.Collections.Immutable;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>What one member does on its own, at one draw: enough to tell which members can belong together.</summary>
/// <param name="Factors">Paths of the leaf groups that it multiplies with something that varies.</param>
/// <param name="Completed">False where the trace stopped early: then it may touch more.</param>
/// <param name="LacksValues">True where it used members that nothing had set: what was made up for them has names of its own.</param>
public sealed record Survey(ImmutableHashSet<string> Factors, bool Completed, bool LacksValues)
{
    /// <summary>True where it multiplies by nothing but single numbers, and carries one from step to step.</summary>
    public bool CarriesNumber { get; init; }

    /// <summary>The size of arrays that had no elements, where that is why nothing was computed; null for a member that computes something, or has nothing to.</summary>
    public string? EmptySize { get; init; }

    public static Survey Of(RouteTrace run)
    {
        var tape = run.Trace.Tape;
        var factors = ImmutableHashSet.CreateBuilder<string>();
        for (var node = 0; node < tape.Count; node++)
        {
            if (tape.Op(node) != TapeOp.Multiply)
                continue;
            Note(tape.Left(node), tape.Right(node));
            Note(tape.Right(node), tape.Left(node));
        }

        return new Survey(factors.ToImmutable(), run.Stop is null, run.LacksValues)
        {
            CarriesNumber = factors.Count == 0 && ScalarRecurrence.IsCarried(tape),
            EmptySize = factors.Count == 0 && run.Stop is null ? run.EmptySize : null,
        };

        void Note(int factor, int other)
        {
            if (tape.Origin(factor) is { Indices.Length: > 0 } origin && tape.Op(other) != TapeOp.Constant)
                factors.Add(origin.Group.Name);
        }
    }

    /// <summary>True where both multiply by the same storage, or where the other did nothing yet, or not all, for want of a forward pass.</summary>
    public bool MayShareWith(Survey other) => Factors.Overlaps(other.Factors) || !other.Completed || other.LacksValues || other.Factors.IsEmpty;
}
