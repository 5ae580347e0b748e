using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Reporting;

namespace RnnLint.Derivation;

/// <summary>What the verdict means for the gradient, and for what is known of it without it: the last step of a derivation.</summary>
internal static class Consequences
{
    public static string Title(Verdict? verdict) => verdict switch
    {
        Verdict.TransposedRecurrentMatrix or Verdict.HarmlessTranspose => "What a transposed matrix changes, and what it does not",
        Verdict.WrongActivationDerivative or Verdict.UnexplainedGradient => "What it changes, and what it does not",
        Verdict.ReversedWeightGradient => "What the reversed product changes, and what it does not",
        Verdict.TruncatedToOneStep => "What ending after one step changes",
        _ => "What a transposed matrix would change, and what it would not",
    };

    /// <param name="matrix">The recurrent matrix that is told of.</param>
    public static IEnumerable<Block> Of(Verdict? verdict, Quantity matrix)
    {
        var norms = new object[] { "‖", matrix, "‖ = ‖", matrix, "ᵀ‖, so that a bound by ‖", matrix, "‖, such as ‖", matrix, "‖·max|σ′| < 1 for the gradients of a plain recurrent network to vanish, " };
        yield return verdict switch
        {
            Verdict.TransposedRecurrentMatrix => Say(["A bound by norms cannot tell: ", .. norms, "stays what it was, and so do the eigenvalues of the matrix alone. The gradient is another one."]),
            Verdict.HarmlessTranspose => Say(["Here it changes nothing: ", .. norms, "stays what it was, and so do the eigenvalues of the matrix alone; and nothing else is made of it. A gradient that went through it would be another one."]),
            Verdict.WrongActivationDerivative or Verdict.UnexplainedGradient => Say(["No bound by norms speaks for the code: one like ‖", matrix, "‖·max|σ′|, in a plain recurrent network, holds for the Jacobian that the forward pass demands, and not for what the code has in its place. The gradient is another one."]),
            Verdict.ReversedWeightGradient => Say(["What goes back through time is right, and so is all that bounds it: no angle opens there. What learning moves the wrong way is the matrix itself: each of its entries gets what belongs to the opposite connection."]),
            Verdict.TruncatedToOneStep => Say(["No bound by norms matters here: of what a loss at one step sends back through ", matrix, ", nothing gets to the steps before, whatever the true gradient is, and nothing is learnt of them."]),
            Verdict.Verified => Say(["Nothing is transposed here. If the matrix were, on the way back, a bound by norms could not tell: ", .. norms, "would stay what it is, and so would the eigenvalues of the matrix alone. The gradient would be another one."]),
            _ => Say(["If the matrix were transposed on the way back, a bound by norms could not tell: ", .. norms, "would stay what it is, and so would the eigenvalues of the matrix alone. The gradient would be another one."]),
        };
    }

    public static IEnumerable<Block> Of(IReadOnlyList<GradientDrift> drift)
    {
        if (drift.Count == 0)
            yield break;
        yield return Say(["Measured on this cell, from a random cotangent at the last step back:"]);
        yield return new DriftTable(drift);
    }

    private static Prose Say(IEnumerable<object> parts) => new(parts.Select(part => part is Quantity quantity ? new InCode(quantity.Name) : (Inline)new Words((string)part)).ToList());
}
