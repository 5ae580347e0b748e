using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>
/// Faults of the activation derivative are scalings: all that passes through the activation of one pre-activation at one step is off by one
/// factor λ, and nothing else is. λ then names the fault: 1/σ′ means that σ′ is missing, σ′ of another step over σ′ that it was
/// taken there, −1 a sign, a constant a scale.
/// </summary>
internal static class RowScaling
{
    /// <summary>The cause where the factor is none of those that have a name.</summary>
    public const string OtherFactor = "the factor that carries the gradient through a unit (σ′ and what multiplies it) is not the forward pass's at that step";

    public const string Missing = FindingCauses.DerivativeMissing;

    private const double Tolerance = 1e-7;

    /// <summary>One activation at one step, its factor, and whether the step is closed (σ′ = 0).</summary>
    private sealed record Row(int Preactivation, double Factor, bool IsClosed);

    /// <summary>What is wrong with which group's activation derivative.</summary>
    /// <param name="NeedsAlignment">Whether a slip of one step in the comparison would look the same.</param>
    /// <param name="IsVague">Whether the factor has no meaning of its own, so that two things that have nothing to do with each other may differ by it.</param>
    internal sealed record Fault(string Cause, bool NeedsAlignment, HashSet<int> Preactivations, bool IsVague = false);

    /// <returns>Null where the error is no scaling.</returns>
    public static Fault? Explain(Cell cell, IEnumerable<Entry> entries)
    {
        var rows = new List<Row>();
        foreach (var row in entries.GroupBy(e => e.Scaled).OrderBy(g => g.Key))
        {
            double mj = 0, jj = 0, mm = 0;
            foreach (var e in row)
            {
                mj += e.Implemented * e.Expected;
                jj += e.Expected * e.Expected;
                mm += e.Implemented * e.Implemented;
            }
            if (jj == 0)
            {
                rows.Add(new Row(row.Key, mm > 0 ? double.PositiveInfinity : 0, true));
                continue;
            }
            var factor = mj / jj;
            double rest = 0;
            foreach (var e in row)
                rest += Square(e.Implemented - (factor * e.Expected));
            if (!(Math.Sqrt(rest) <= Tolerance * Math.Sqrt(Math.Max(mm, jj))))
                return null;
            rows.Add(new Row(row.Key, factor, false));
        }

        var faulty = rows.FindAll(r => r.IsClosed ? r.Factor != 0 : !Near(r.Factor, 1));
        if (faulty.Count == 0)
            return null;
        var where = new HashSet<int>(faulty.Select(r => r.Preactivation));
        if (faulty.TrueForAll(r => Near(r.Factor, -1)))
            return new Fault("the activation derivative σ′ has the wrong sign", false, where);
        if (IsMissing(cell, faulty, rows))
            return new Fault(Missing, false, where);
        if (IsOtherStep(cell, faulty) is { } shift)
            return new Fault(
                "the activation derivative σ′ is taken at the wrong step (" + (shift > 0 ? "one too late" : "one too early") + ")", true, where);
        if (faulty.Count < rows.Count && faulty.TrueForAll(r => !r.IsClosed && r.Factor == 0))
            return new Fault("the activation derivative σ′ is zero for units that the forward pass does not close", true, where, IsVague: true);
        if (faulty.TrueForAll(r => !r.IsClosed && Near(r.Factor, faulty[0].Factor)))
            return new Fault("the hidden gradient is scaled by a constant at every step", false, where, IsVague: true);
        return new Fault(OtherFactor, true, where, IsVague: true);
    }

    private static bool IsMissing(Cell cell, List<Row> faulty, List<Row> all)
    {
        // Units of a piecewise-linear activation: closed ones let everything through, open ones are as they should be.
        if (faulty.TrueForAll(r => r.IsClosed))
            return all.TrueForAll(r => !r.IsClosed || r.Factor != 0);
        return faulty.TrueForAll(r => r.IsClosed || cell.ActivationOf(r.Preactivation).Functions.Any(f => Near(r.Factor * f.Derivative, 1)));
    }

    private static int? IsOtherStep(Cell cell, List<Row> faulty)
    {
        foreach (var shift in new[] { 1, -1 })
        {
            var compared = 0;
            var agree = faulty.TrueForAll(r =>
            {
                if (r.IsClosed || cell.Neighbour(r.Preactivation, shift) is not (>= 0 and var other))
                    return true;
                compared++;
                return cell.ActivationOf(r.Preactivation).Functions.Any(f =>
                    cell.ActivationOf(other).Functions.Any(g => g.Path == f.Path && Near(r.Factor * f.Derivative, g.Derivative)));
            });
            if (agree && compared > 0 && 2 * compared >= faulty.Count)
                return shift;
        }
        return null;
    }

    private static bool Near(double a, double b) => !double.IsInfinity(a) && Math.Abs(a - b) <= Tolerance * Math.Max(Math.Abs(a), Math.Abs(b));

    private static double Square(double x) => x * x;
}
