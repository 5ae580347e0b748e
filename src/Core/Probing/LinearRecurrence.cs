using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>What goes round a matrix without ever meeting an activation: points that are turned, probabilities that are spread, a linear network.</summary>
internal static class LinearRecurrence
{
    /// <summary>
    /// True where no function is taken of anything that a matrix has a part in, and none has a part in what the matrix multiplies. Branching activations leave
    /// no node, and look linear.
    /// </summary>
    /// <param name="tape">What was traced.</param>
    /// <param name="matrix">The matrix; null for any.</param>
    public static bool Is(Tape tape, LeafGroup? matrix)
    {
        bool[] depends = new bool[tape.Count], curved = new bool[tape.Count];
        for (var node = 0; node < depends.Length; node++)
        {
            int left = tape.Left(node), right = tape.Right(node);
            depends[node] = tape.Origin(node) is { } origin ? matrix is null || origin.Group.Name == matrix.Name : left >= 0 && depends[left] || right >= 0 && depends[right];
            curved[node] = left >= 0 && (curved[left] || right >= 0 && curved[right] || IsCurved(tape.Op(node), right >= 0 && tape.Op(right) != TapeOp.Constant));
            if (depends[node] && curved[node])
                return false;
        }

        return true;
    }

    private static bool IsCurved(TapeOp op, bool dividesBy) =>
        op is not (TapeOp.Constant or TapeOp.Leaf or TapeOp.Add or TapeOp.Subtract or TapeOp.Multiply or TapeOp.Negate or TapeOp.Divide) || op is TapeOp.Divide && dividesBy;
}
