using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace RnnLint.Tracing;

/// <summary>What became of the arrays of leaves in one run, by their paths.</summary>
/// <param name="Updated">A cell is its own leaf plus something, in its own array or in one that took its place: weights that learn.</param>
/// <param name="Overwritten">They were zeros, and are something else: states.</param>
/// <param name="FilledAnew">No cell hangs on what the array held: a second initialisation.</param>
internal sealed record ChangedArrays(ImmutableHashSet<string> Updated, ImmutableHashSet<string> Overwritten, ImmutableHashSet<string> FilledAnew)
{
    /// <summary>Nodes that are looked through for a leaf; behind more it may be anywhere.</summary>
    private const int MostNodes = 200;

    public static ChangedArrays None { get; } = new(ImmutableHashSet<string>.Empty, ImmutableHashSet<string>.Empty, ImmutableHashSet<string>.Empty);

    /// <param name="tape">The trace.</param>
    /// <param name="leaves">Its leaves, and where they were put.</param>
    /// <param name="begun">The node at which the members of the route were first called: leaves from there on were put into arrays that had others.</param>
    /// <param name="numbers">What the object and the statics hold in the end.</param>
    public static ChangedArrays Of(Tape tape, LeafRegistry leaves, int begun, IEnumerable<HeapNumber> numbers)
    {
        var updated = new HashSet<string>(leaves.Held.Where(held => IsUpdate(held.Location.Load(), held.Leaf)).Select(held => NameOf(held.Leaf)));
        var (overwritten, filledAnew) = (new HashSet<string>(), new HashSet<string>());

        // One cell stands for the array. What was put into it later, and became a leaf for that, comes after its own.
        var own = leaves.Held.GroupBy(held => NameOf(held.Leaf)).ToDictionary(array => array.Key, array => array.First().Leaf);
        foreach (var array in numbers.Where(number => own.ContainsKey(number.Path) && number.Location.Load().IsReal).GroupBy(number => number.Path))
        {
            var leaf = own[array.Key];
            if (array.Any(number => number.Indices.SequenceEqual(OriginOf(leaf).Indices) && IsUpdate(number.Location.Load(), leaf)))
                updated.Add(array.Key);
            else if (leaves.Zeros.Contains(array.Key) && array.Any(number => number.Indices.SequenceEqual(OriginOf(leaf).Indices) && number.Location.Load().AsTraced is { IsConstant: false, Node: var node } && node != leaf.AsTraced.Node))
                overwritten.Add(array.Key);
            if (array.All(number => !MayHangOn(number.Location.Load().AsTraced, array.Key)))
                filledAnew.Add(array.Key);
        }

        return new(updated.ToImmutableHashSet(), overwritten.ToImmutableHashSet(), filledAnew.ToImmutableHashSet());

        LeafOrigin OriginOf(Value leaf) => tape.Origin(leaf.AsTraced.Node)!;

        string NameOf(Value leaf) => OriginOf(leaf).Group.Name;

        bool IsUpdate(Value now, Value leaf) =>
            now.IsReal && now.AsTraced is { IsConstant: false, Node: var node } && node != leaf.AsTraced.Node && Meets(node, other => other == leaf.AsTraced.Node, Terms) == true;

        // An unknown call may have used all that there is.
        bool MayHangOn(Traced now, string array) => !now.IsConstant
            && Meets(now.Node, node => tape.Origin(node)?.Group is { } group && (group.Kind == LeafGroupKind.Opaque || group.Name == array && node < begun), Operands) != false;

        // What a sum is a sum of, scaled or not.
        IEnumerable<int> Terms(int node)
        {
            var (isSum, isProduct) = (tape.Op(node) is TapeOp.Add or TapeOp.Subtract, tape.Op(node) == TapeOp.Multiply);
            if (isSum || (isProduct && tape.Op(tape.Left(node)) == TapeOp.Constant))
                yield return tape.Right(node);
            if (isSum || (isProduct && tape.Op(tape.Right(node)) == TapeOp.Constant))
                yield return tape.Left(node);
        }

        IEnumerable<int> Operands(int node) => new[] { tape.Right(node), tape.Left(node) }.Where(operand => operand >= 0);
    }

    /// <summary>Whether a node is reached; null where there is too much to look through.</summary>
    private static bool? Meets(int from, Func<int, bool> isSought, Func<int, IEnumerable<int>> next)
    {
        var open = new Stack<int>();
        open.Push(from);
        for (var visits = 0; open.Count > 0; visits++)
        {
            if (visits == MostNodes)
                return null;
            var node = open.Pop();
            if (isSought(node))
                return true;
            foreach (var operand in next(node))
                open.Push(operand);
        }

        return false;
    }
}
