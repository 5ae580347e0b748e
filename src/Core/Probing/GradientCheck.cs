using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>How the arrays that could be a matrix's weight gradient fared against cotangent times operand.</summary>
internal enum GradientFinding
{
    /// <summary>No array is a weight gradient of the matrix.</summary>
    None,

    Right,

    /// <summary>The outer product is reversed: operand times cotangent.</summary>
    Reversed,

    /// <summary>An array holds products of cotangents and forward operands, but neither way round.</summary>
    Wrong,
}

/// <summary>
/// The weight gradient, entry by entry: ∂G_p/∂ĉ_{e,v} must be the forward operand that p multiplies in e where p adds to v, and 0
/// elsewhere, up to one constant for the whole array (a mean, a learning rate). Only the heap's indices tell a gradient from its
/// transpose; the products in it are the same.
/// </summary>
internal static class GradientCheck
{
    private const double Right = 1e-9;
    private const double RightByRow = 1e-6;
    private const double Wrong = 1e-2;

    /// <param name="byRow">Let every cotangent have a factor of its own, for code whose cotangents lack σ′.</param>
    public static (GradientFinding Finding, GradientGrid? Grid, double Direct, double Reversed) Judge(
        Cell cell, Alignment alignment, IEnumerable<GradientGrid> gradients, bool byRow)
    {
        // Arrays over different leaves (the layers of one group) are judged apart, and the worst counts.
        (GradientFinding Finding, GradientGrid? Grid, double Direct, double Reversed) worst = (GradientFinding.None, null, double.NaN, double.NaN);
        foreach (var part in gradients.GroupBy(g => g.Cells[0].Leaf).OrderBy(g => g.Key))
        {
            var finding = JudgePart(cell, alignment, part, byRow);
            if (Severity(finding.Finding) > Severity(worst.Finding))
                worst = finding;
        }
        return worst;
    }

    private static int Severity(GradientFinding finding) => finding switch
    {
        GradientFinding.None => 0,
        GradientFinding.Right => 1,
        GradientFinding.Reversed => 2,
        _ => 3,
    };

    private static (GradientFinding Finding, GradientGrid? Grid, double Direct, double Reversed) JudgePart(
        Cell cell, Alignment alignment, IEnumerable<GradientGrid> gradients, bool byRow)
    {
        (GradientFinding Finding, GradientGrid? Grid, double Direct, double Reversed) worst = (GradientFinding.None, null, double.NaN, double.NaN);
        foreach (var gradient in gradients)
        {
            var direct = Error(cell, alignment, gradient, false, byRow);
            if (direct <= (byRow ? RightByRow : Right))
                return (GradientFinding.Right, gradient, direct, double.NaN);
            var reversed = Error(cell, alignment, gradient, true, byRow);
            var finding = reversed <= (byRow ? RightByRow : Right) && direct > Wrong ? GradientFinding.Reversed
                : HoldsOperands(cell, alignment, gradient) ? GradientFinding.Wrong
                : GradientFinding.None;
            if (finding != GradientFinding.None && (worst.Finding == GradientFinding.None || finding == GradientFinding.Reversed))
                worst = (finding, gradient, direct, reversed);
        }
        return worst;
    }

    private static double Error(Cell cell, Alignment alignment, GradientGrid gradient, bool reversed, bool byRow)
    {
        double difference = 0, norm = 0;
        double gg = 0, ge = 0, ee = 0;
        foreach (var (operand, expected) in Operands(cell, alignment, gradient.Group))
        {
            double rowGg = 0, rowGe = 0, rowEe = 0;
            var compared = 0;
            foreach (var (leaf, _) in gradient.Cells)
            {
                if (cell.Forward.Role(leaf) is not { Recurrent: true })
                    continue;
                var place = reversed ? cell.Forward.Transpose(leaf) : leaf;
                var e = place >= 0 && expected.TryGetValue(place, out var a) ? a : 0;
                var g = gradient.ByOperand[leaf].TryGetValue(operand, out var d) ? d : 0;
                rowGg += g * g;
                rowGe += g * e;
                rowEe += e * e;
                compared += e != 0 ? 1 : 0;
            }

            // One number is always a multiple of another: an array of one cell for each cotangent (a bias) shows nothing by rows.
            if (byRow && compared == 1)
                continue;
            // The first step with a zero state and steps before an incoming gradient leave no product.
            gg += rowGg;
            ge += rowGe;
            ee += rowEe;
            if (rowEe > 0)
                difference += rowGg - (rowGe * rowGe / rowEe);
            else
                difference += rowGg;
            norm += rowGg;
        }
        if (ee == 0 || gg == 0)
            return double.NaN;
        return byRow
            ? Math.Sqrt(Math.Max(0, difference) / norm)
            : Residual(cell, alignment, gradient, reversed, ge / ee, gg);
    }

    /// <summary>‖D − scale·E‖/‖D‖, summed entry by entry so that it can be far below the square root of rounding.</summary>
    private static double Residual(Cell cell, Alignment alignment, GradientGrid gradient, bool reversed, double scale, double norm)
    {
        double difference = 0;
        foreach (var (operand, expected) in Operands(cell, alignment, gradient.Group))
        {
            foreach (var (leaf, _) in gradient.Cells)
            {
                if (cell.Forward.Role(leaf) is not { Recurrent: true })
                    continue;
                var place = reversed ? cell.Forward.Transpose(leaf) : leaf;
                var e = place >= 0 && expected.TryGetValue(place, out var a) ? scale * a : 0;
                var g = gradient.ByOperand[leaf].TryGetValue(operand, out var d) ? d : 0;
                difference += (g - e) * (g - e);
            }
        }
        return Math.Sqrt(difference / norm);
    }

    /// <summary>For each aligned backward operand, the expected derivative of each leaf's gradient; an operand that several units share counts for each of them.</summary>
    private static IEnumerable<(int Operand, Dictionary<int, double> Expected)> Operands(Cell cell, Alignment alignment, int group)
    {
        var order = new List<int>();
        var byOperand = new Dictionary<int, Dictionary<int, double>>();
        var seen = new HashSet<(int Operand, Event Forward, int Out)>();
        foreach (var chain in cell.BackwardChains.Where(c => c.Group == group))
        {
            foreach (var e in chain.Events)
            {
                if (alignment.ForwardOf(e, chain.Block) is not { } forward)
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
                        order.Add(term.Operand);
                    }
                    foreach (var f in forward.Terms)
                    {
                        if (cell.Forward.Role(f.Leaf) is { Recurrent: true } r && r.Out == role.Out)
                            expected[f.Leaf] = (expected.TryGetValue(f.Leaf, out var known) ? known : 0) + cell.Graph.Value(f.Operand);
                    }
                }
            }
        }
        return order.Select(operand => (operand, byOperand[operand]));
    }

    /// <summary>True where most derivatives of the cells by cotangents are forward operands.</summary>
    private static bool HoldsOperands(Cell cell, Alignment alignment, GradientGrid gradient)
    {
        var values = cell.Forward.Events.SelectMany(e => e.Terms).Select(t => cell.Graph.Value(t.Operand)).Distinct().ToList();
        var own = new HashSet<int>(Operands(cell, alignment, gradient.Group).Select(o => o.Operand));
        int hits = 0, all = 0;
        foreach (var (leaf, _) in gradient.Cells.Where(c => cell.Forward.IsRecurrent(c.Leaf)))
        {
            foreach (var derivative in gradient.ByOperand[leaf].Where(d => own.Contains(d.Key)).Select(d => d.Value))
            {
                all++;
                if (values.Exists(a => Math.Abs(a - derivative) <= 1e-12 * Math.Abs(a)))
                    hits++;
            }
        }
        return all > 0 && 2 * hits > all;
    }
}
