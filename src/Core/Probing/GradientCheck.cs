using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

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

/// <summary>What is asked of the arrays that could be a weight gradient.</summary>
internal enum GradientTest
{
    /// <summary>To be the gradient.</summary>
    Whole,

    /// <summary>To be the gradient as far as it does not depend on the way back, which is wrong.</summary>
    Outer,

    /// <summary>As <see cref="Outer"/>, with a factor of its own for every cotangent: they lack σ′, say.</summary>
    Scaled,
}

/// <summary>
/// The weight gradient, entry by entry, against what it must be made of (<see cref="ExpectedGradient"/>), up to one constant for the whole array (a
/// mean, a learning rate) or one for each step and each unit (momentum within the loop, units with rates of their own). Only the heap's indices tell
/// a gradient from its transpose; the products in it are the same.
/// </summary>
internal static class GradientCheck
{
    private const double Right = 1e-9;
    private const double RightScaled = 1e-6;
    private const double Wrong = 1e-2;

    public static (GradientFinding Finding, GradientGrid? Grid, double Direct, double Reversed) Judge(
        Cell cell, ExpectedGradient expected, IEnumerable<GradientGrid> gradients, GradientTest test)
    {
        // Arrays over different leaves (the layers of one group) are judged apart, and the worst counts.
        (GradientFinding Finding, GradientGrid? Grid, double Direct, double Reversed) worst = (GradientFinding.None, null, double.NaN, double.NaN);
        foreach (var part in gradients.GroupBy(g => g.Cells[0].Leaf).OrderBy(g => g.Key))
        {
            var finding = JudgePart(cell, expected, part, test);
            if (Severity(finding.Finding) > Severity(worst.Finding))
                worst = finding;
        }
        return worst;
    }

    /// <summary>The one constant up to which an array is the gradient; NaN where it is not, or has several.</summary>
    public static double Scale(Cell cell, ExpectedGradient expected, GradientGrid gradient)
    {
        if (!(Judge(cell, expected, [gradient], GradientTest.Whole).Direct <= Right))
            return double.NaN;
        var pairs = expected.Rows.SelectMany(row => Compared(expected, gradient, row, false)).ToList();
        return pairs.Sum(pair => pair.Own * pair.Expected) / pairs.Sum(pair => pair.Expected * pair.Expected);
    }

    private static int Severity(GradientFinding finding) => finding switch
    {
        GradientFinding.None => 0,
        GradientFinding.Right => 1,
        GradientFinding.Reversed => 2,
        _ => 3,
    };

    private static (GradientFinding Finding, GradientGrid? Grid, double Direct, double Reversed) JudgePart(
        Cell cell, ExpectedGradient expected, IEnumerable<GradientGrid> gradients, GradientTest test)
    {
        var found = JudgeEach(cell, expected, gradients, test);
        return test != GradientTest.Whole && found.Finding is (GradientFinding.None or GradientFinding.Wrong) ? JudgeShares(expected, gradients, test) ?? found : found;
    }

    /// <summary>
    /// Each item of a batch may have an array of its own, added up by an optimizer that is no linear function of them. Where every cotangent is in one of
    /// these arrays, and each array holds what its cotangents demand, they bear witness together; null where that is not so.
    /// </summary>
    private static (GradientFinding Finding, GradientGrid? Grid, double Direct, double Reversed)? JudgeShares(ExpectedGradient expected, IEnumerable<GradientGrid> gradients, GradientTest test)
    {
        var left = new HashSet<int>(expected.Rows.Where(row => row.ByLeaf.Keys.Any(expected.Covers)).Select(row => row.Cotangent));
        GradientGrid? first = null;
        var (worst, shares) = (0.0, 0);
        foreach (var gradient in gradients)
        {
            var own = new HashSet<int>(gradient.ByOperand.Values.SelectMany(row => row.Keys));
            if (own.Count == 0 || !own.Overlaps(left))
                continue;
            var share = expected with { Rows = expected.Rows.FindAll(row => own.Contains(row.Cotangent)) };
            if (!(Error(share, gradient, false, test) is var error && error <= (test == GradientTest.Scaled ? RightScaled : Right)))
                continue;
            left.ExceptWith(own);
            first ??= gradient;
            worst = Math.Max(worst, error);
            shares++;
        }
        return shares > 1 && left.Count == 0 ? (GradientFinding.Right, first, worst, double.NaN) : null;
    }

    private static (GradientFinding Finding, GradientGrid? Grid, double Direct, double Reversed) JudgeEach(
        Cell cell, ExpectedGradient expected, IEnumerable<GradientGrid> gradients, GradientTest test)
    {
        (GradientFinding Finding, GradientGrid? Grid, double Direct, double Reversed) worst = (GradientFinding.None, null, double.NaN, double.NaN);
        foreach (var gradient in gradients)
        {
            var limit = test == GradientTest.Scaled ? RightScaled : Right;
            var direct = Error(expected, gradient, false, test);
            if (direct <= limit)
                return (GradientFinding.Right, gradient, direct, double.NaN);
            if (test == GradientTest.Whole && IsWeighted(expected, gradient))
                return (GradientFinding.Right, gradient, double.NaN, double.NaN);
            var reversed = Error(expected, gradient, true, test);
            var finding = reversed <= limit && direct > Wrong ? GradientFinding.Reversed
                : gradient.IsLinear && IsMeant(cell, expected, gradient) ? GradientFinding.Wrong
                : GradientFinding.None;
            if (finding != GradientFinding.None && (worst.Finding == GradientFinding.None || finding == GradientFinding.Reversed))
                worst = (finding, gradient, direct, reversed);
        }
        return worst;
    }

    private static double Error(ExpectedGradient expected, GradientGrid gradient, bool reversed, GradientTest test)
    {
        double difference = 0, norm = 0;
        double gg = 0, ge = 0, ee = 0;
        var rows = test == GradientTest.Whole ? expected.Rows : expected.Rows.FindAll(row => row.IsDirect);
        foreach (var row in rows)
        {
            double rowGg = 0, rowGe = 0, rowEe = 0;
            var compared = 0;
            foreach (var (g, e) in Compared(expected, gradient, row, reversed))
            {
                rowGg += g * g;
                rowGe += g * e;
                rowEe += e * e;
                compared += e != 0 ? 1 : 0;
            }

            // One number is always a multiple of another: an array of one cell for each cotangent (a bias) shows nothing by rows.
            if (test == GradientTest.Scaled && compared == 1)
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
        return test == GradientTest.Scaled
            ? Math.Sqrt(Math.Max(0, difference) / norm)
            : Math.Sqrt(rows.Sum(row => Residual(expected, gradient, row, reversed, ge / ee)) / gg);
    }

    /// <summary>‖D − scale·E‖² of one row, summed entry by entry so that it can be far below rounding of the squares.</summary>
    private static double Residual(ExpectedGradient expected, GradientGrid gradient, ExpectedGradient.Row row, bool reversed, double scale) =>
        Compared(expected, gradient, row, reversed).Sum(pair => (pair.Own - (scale * pair.Expected)) * (pair.Own - (scale * pair.Expected)));

    /// <summary>The entries of one row, but for those that are zero on both sides.</summary>
    private static IEnumerable<(double Own, double Expected)> Compared(ExpectedGradient expected, GradientGrid gradient, ExpectedGradient.Row row, bool reversed)
    {
        var own = gradient.By(row.Cotangent);
        foreach (var one in own)
        {
            if (!expected.Covers(one.Key))
                continue;
            var place = reversed ? expected.Transpose(one.Key) : one.Key;
            yield return (one.Value, place >= 0 && row.ByLeaf.TryGetValue(place, out var a) ? a : 0);
        }
        foreach (var one in row.ByLeaf)
        {
            var leaf = reversed ? expected.Transpose(one.Key) : one.Key;
            if (leaf >= 0 && gradient.ByOperand.ContainsKey(leaf) && !own.ContainsKey(leaf) && expected.Covers(leaf))
                yield return (0, one.Value);
        }
    }

    /// <summary>True where every row has a factor of its own, and it is one number for the step times one for the unit.</summary>
    private static bool IsWeighted(ExpectedGradient expected, GradientGrid gradient)
    {
        var weights = new Dictionary<(int Step, int Unit), double>();
        foreach (var row in expected.Rows)
        {
            double gg = 0, ge = 0, ee = 0;
            foreach (var (g, e) in Compared(expected, gradient, row, false))
            {
                gg += g * g;
                ge += g * e;
                ee += e * e;
            }
            if (ee == 0 && gg == 0)
                continue;
            if (ge == 0 || Residual(expected, gradient, row, false, ge / ee) > Right * Right * gg || weights.ContainsKey((row.Step, row.Unit)))
                return false;
            weights.Add((row.Step, row.Unit), ge / ee);
        }
        var (steps, units) = (weights.Keys.Select(k => k.Step).Distinct().ToList(), weights.Keys.Select(k => k.Unit).Distinct().ToList());
        return steps.Count > 1 && units.Count > 1 && weights.Count == steps.Count * units.Count
            && weights.All(w => Math.Abs((w.Value * weights[(steps[0], units[0])]) - (weights[(w.Key.Step, units[0])] * weights[(steps[0], w.Key.Unit)]))
                <= Right * Math.Abs(w.Value * weights[(steps[0], units[0])]));
    }

    /// <summary>
    /// True where the array is made of the cotangents, and most of its cells are sums of what their own leaf (or, in a reversed outer product, its mirror
    /// image) multiplies in the forward pass, times something: a gradient of the parameter, or meant to be.
    /// </summary>
    private static bool IsMeant(Cell cell, ExpectedGradient expected, GradientGrid gradient)
    {
        if (!expected.Rows.Exists(row => gradient.ByOperand.Values.Any(own => own.ContainsKey(row.Cotangent))))
            return false;
        int all = 0, hits = 0, mirrored = 0;
        foreach (var (leaf, node) in gradient.Cells)
        {
            if (node < 0 || !expected.Covers(leaf))
                continue;
            all++;
            hits += OperandProducts.IsSumOf(cell, node, leaf) ? 1 : 0;
            mirrored += expected.Transpose(leaf) is >= 0 and var mirror && OperandProducts.IsSumOf(cell, node, mirror) ? 1 : 0;
        }
        return 2 * Math.Max(hits, mirrored) > all;
    }
}
