using System;
using System.Collections.Generic;

namespace RnnLint.Probing;

/// <summary>
/// What the gradient of one parameter must be made of. By the chain rule ∂L/∂p = Σ ĉ·∂c/∂p over pre-activations c, each with the others held fixed; so
/// for every cotangent ĉ that the code carries, ∂G_p/∂ĉ must be ∂c/∂p: for an entry of a recurrent matrix, the operand that it multiplies.
/// </summary>
/// <param name="Rows">One for each cotangent.</param>
/// <param name="Covers">False for leaves that the rows say nothing about.</param>
/// <param name="Transpose">The leaf whose place a reversed outer product fills; −1 where there is none.</param>
internal sealed record ExpectedGradient(List<ExpectedGradient.Row> Rows, Func<int, bool> Covers, Func<int, int> Transpose)
{
    /// <param name="Cotangent">The node ĉ.</param>
    /// <param name="Step">A number of the forward step that c belongs to.</param>
    /// <param name="Unit">A number of the unit of c, the same at every step.</param>
    /// <param name="ByLeaf">∂c/∂p for every leaf p that c depends on.</param>
    /// <param name="IsDirect">
    /// False where the parameter also gets into c by way of an earlier pre-activation, whose cotangent the code does not carry: then the row is right
    /// only where the way back is.
    /// </param>
    internal sealed record Row(int Cotangent, int Step, int Unit, IReadOnlyDictionary<int, double> ByLeaf, bool IsDirect);
}
