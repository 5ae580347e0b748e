using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>What goes round a matrix without ever passing an activation: points that are turned, probabilities that are spread, a linear network.</summary>
internal static class LinearRecurrence
{
    /// <summary>True where no function is taken of anything that a matrix has a part in. Branching activations leave no node, and look linear.</summary>
    public static bool Is(Tape tape, LeafGroup? matrix)
    {
        var depends = new bool[tape.Count];
        for (var node = 0; node < depends.Length; node++)
        {
            int left = tape.Left(node), right = tape.Right(node);
            depends[node] = tape.Origin(node) is { } origin ? origin.Group.Name == matrix?.Name : left >= 0 && depends[left] || right >= 0 && depends[right];
            if (left >= 0 && depends[node] && !IsLinear(tape.Op(node), right >= 0 && depends[right]))
                return false;
        }

        return true;
    }

    private static bool IsLinear(TapeOp op, bool dividesBy) =>
        op is TapeOp.Add or TapeOp.Subtract or TapeOp.Multiply or TapeOp.Negate || op is TapeOp.Divide && !dividesBy;
}
