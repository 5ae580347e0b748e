using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>
/// What a weight gradient G must be made of. By the chain rule ∂L/∂p = Σ ĉ·∂c/∂p over all pre-activations c, each with the others held fixed; so for
/// every cotangent ĉ that the code carries, ∂G_p/∂ĉ must be ∂c/∂p: for an entry of a recurrent matrix, the operand that it multiplies.
/// </summary>
internal sealed class ExpectedGradient
{
    private ExpectedGradient(List<Row> rows, Func<int, bool> covers, Func<int, int> transpose) =>
        (Rows, Covers, Transpose) = (rows, covers, transpose);

    /// <summary>One row for each cotangent of the code.</summary>
    public List<Row> Rows { get; }

    /// <summary>False for leaves that the rows say nothing about.</summary>
    public Func<int, bool> Covers { get; }

    /// <summary>The leaf whose place a reversed outer product fills; −1 where there is none.</summary>
    public Func<int, int> Transpose { get; }

    /// <param name="Cotangent">The node ĉ.</param>
    /// <param name="Step">A number of the forward step that c belongs to.</param>
    /// <param name="Unit">A number of the unit of c, the same at every step.</param>
    /// <param name="ByLeaf">∂c/∂p.</param>
    internal sealed record Row(int Cotangent, int Step, int Unit, Dictionary<int, double> ByLeaf);

    /// <summary>Of a recurrent matrix; an operand that several units share counts for each of them.</summary>
    public static ExpectedGradient OfMatrix(Cell cell, Alignment alignment, int group)
    {
        var rows = new List<Row>();
        var byOperand = new Dictionary<int, Dictionary<int, double>>();
        var seen = new HashSet<(int Operand, Event Forward, int Out)>();
        foreach (var chain in cell.BackwardChains.Where(c => c.Group == group))
        {
            foreach (var e in chain.Events)
            {
                if (alignment.IsTangent(e) || alignment.ForwardOf(e, chain.Block) is not { } forward)
                    continue;
                foreach (var term in e.Terms)
                {
                    if (cell.Forward.Role(term.Leaf) is not { Recurrent: true } own || own.Block != chain.Block)
                        continue;
                    var place = cell.Backward.DirectionOf(e) is Direction.Unknown or Direction.OverOut ? term.Leaf : cell.Forward.Transpose(term.Leaf);
                    if (place < 0 || cell.Forward.Role(place) is not { } role || !seen.Add((term.Operand, forward, role.Out)))
                        continue;
                    if (!byOperand.TryGetValue(term.Operand, out var expected))
                    {
                        byOperand.Add(term.Operand, expected = new Dictionary<int, double>());
                        rows.Add(new Row(term.Operand, forward.FirstRoot, role.Out, expected));
                    }
                    AddOperands(cell, forward, role.Out, expected);
                }
            }
        }
        return new ExpectedGradient(rows, cell.Forward.IsRecurrent, cell.Forward.Transpose);
    }

    private static void AddOperands(Cell cell, Event forward, int outClass, Dictionary<int, double> sums)
    {
        foreach (var f in forward.Terms)
        {
            if (cell.Forward.Role(f.Leaf) is { Recurrent: true } r && r.Out == outClass)
                sums[f.Leaf] = (sums.TryGetValue(f.Leaf, out var known) ? known : 0) + cell.Graph.Value(f.Operand);
        }
    }
}
