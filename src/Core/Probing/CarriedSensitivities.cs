using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// The second witness in forward mode, where no cotangent meets an operand. A tangent of c by the weights starts anew at every step: ∂c_j/∂W_jk is the
/// operand that W_jk multiplies at that step, added to what comes through the matrix, in the one row j. Code that adds just these numbers carries
/// the sensitivities of real-time recurrent learning, and each of its steps belongs to the step whose operands they are.
/// </summary>
internal static class CarriedSensitivities
{
    private const int FewestRows = 3;

    /// <summary>True where the matrix's tangents take up operands of their own steps and rows, and nothing else.</summary>
    public static bool AreOf(Cell cell, int group, Alignment alignment)
    {
        var rows = 0;
        foreach (var chain in cell.BackwardChains.Where(c => c.Group == group))
        {
            foreach (var e in chain.Events)
            {
                if (!alignment.IsTangent(e) || alignment.ForwardOf(e, chain.Block) is not { } forward)
                    return false;
                foreach (var row in e.Rows)
                {
                    var added = Added(cell.Graph, row);
                    if (added.Count == 0)
                        continue;
                    var outs = cell.Backward.RecurrentTerms(row).Select(t => cell.Forward.Role(t.Leaf)!.Value.Out).Distinct().ToList();
                    if (added.Count > 1 || outs.Count > 1 || !forward.Rows.Exists(own => own.Root == cell.Preactivation(forward, outs[0]) && own.Terms.Exists(t => t.Operand == added[0])))
                        return false;
                    rows++;
                }
            }
        }
        return rows >= FewestRows;
    }

    /// <summary>
    /// True where an array in the shape of the matrix sums up sensitivities, those of each entry in a cell of its own, and none of them ever takes up anything beside what
    /// it was given to begin with: then they are the derivatives by that beginning, and the array is no gradient of the matrix.
    /// </summary>
    public static bool TakeUpNothing(Cell cell, int group, GradientGrid gradient)
    {
        var graph = cell.Graph;
        return EntriesOf(cell, group, gradient) is { Count: > 0 } entries && AreOnesOwn(entries) && entries.TrueForAll(entry =>
        {
            // The first tangents are given numbers, all others must be linear functions of those before, with nothing added.
            var later = TakenUp(cell, cell.Sweeps[entry.Sweep]);
            return later.Count > 0 && later.All(one => Math.Abs(one.Value) <= CellJudge.Holds * Math.Abs(graph.Value(one.Key)));
        });
    }

    /// <summary>
    /// What the sensitivities that an array sums up take up at each step, against ∂a/∂W_jk of the operand a that they are the tangents of, with all operands before it held
    /// fixed, up to one constant; NaN where the array sums up no sensitivities, or too few could be compared.
    /// </summary>
    public static double DirectError(Cell cell, int group, GradientGrid gradient, Alignment alignment)
    {
        if (EntriesOf(cell, group, gradient) is not { Count: > 0 } entries || !AreOnesOwn(entries) && !AreShared(entries))
            return double.NaN;
        var cut = new bool[cell.Graph.Count];
        foreach (var term in cell.Forward.Events.SelectMany(e => e.Terms))
            cut[term.Operand] = true;
        var sweep = new Sweep(cell.Graph);
        var pairs = new List<(double Own, double Expected)>();
        foreach (var entry in entries)
        {
            var taken = TakenUp(cell, cell.Sweeps[entry.Sweep]);
            var seen = new HashSet<int>();
            foreach (var e in cell.Sweeps[entry.Sweep])
            {
                foreach (var term in e.Rows.SelectMany(cell.Backward.RecurrentTerms).Where(term => taken.ContainsKey(term.Operand) && seen.Add(term.Operand)))
                {
                    var same = alignment.ForwardOf(e, cell.Forward.Role(term.Leaf)!.Value.Block)?.Terms.Where(own => own.Leaf == term.Leaf).Select(own => own.Operand).ToList();
                    if (same is not { Count: 1 })
                        return double.NaN;
                    sweep.Run(same[0], cut);
                    pairs.Add((taken[term.Operand], sweep[entry.Leaf]));
                }
            }
        }

        double ee = pairs.Sum(pair => pair.Expected * pair.Expected), gg = pairs.Sum(pair => pair.Own * pair.Own);
        if (ee == 0 || gg == 0)
            return double.NaN;
        var scale = pairs.Sum(pair => pair.Own * pair.Expected) / ee;
        return Math.Sqrt(pairs.Sum(pair => (pair.Own - (scale * pair.Expected)) * (pair.Own - (scale * pair.Expected))) / gg);
    }

    /// <summary>Sweeps of tangents, each with an entry of the matrix in whose cell it is summed up; null where some cell is made of anything else.</summary>
    private static List<(int Sweep, int Leaf)>? EntriesOf(Cell cell, int group, GradientGrid gradient)
    {
        var sweepOf = new Dictionary<int, int>();
        for (var i = 0; i < cell.Sweeps.Count; i++)
        {
            foreach (var operand in Operands(cell, cell.Sweeps[i]))
                sweepOf[operand] = i;
        }

        var entries = new List<(int Sweep, int Leaf)>();
        foreach (var (leaf, _) in gradient.Cells)
        {
            var sweeps = gradient.ByOperand[leaf].Keys.Select(operand => sweepOf.TryGetValue(operand, out var sweep) ? sweep : -1).Distinct().ToList();
            if (sweeps.Count == 0 || sweeps.Exists(sweep => sweep < 0 || cell.Sweeps[sweep][0].Group != group))
                return null;
            entries.AddRange(sweeps.Select(sweep => (sweep, leaf)));
        }

        return entries;
    }

    private static bool AreOnesOwn(List<(int Sweep, int Leaf)> entries) => entries.Select(entry => entry.Sweep).Distinct().Count() == entries.Count;

    /// <summary>
    /// Sensitivities that are alike are one: where they take up the wrong number it may be the same for a whole row. One that all entries share, or several in each cell, may be an
    /// estimate by random directions, which is right on the average alone.
    /// </summary>
    private static bool AreShared(List<(int Sweep, int Leaf)> entries) =>
        entries.Select(entry => entry.Sweep).Distinct().Skip(1).Any() && entries.Select(entry => entry.Leaf).Distinct().Count() == entries.Count;

    /// <summary>What each tangent is besides a linear function of those before it; of all that are not given.</summary>
    private static Dictionary<int, double> TakenUp(Cell cell, List<Event> events)
    {
        var graph = cell.Graph;
        var operands = Operands(cell, events).Distinct().ToList();
        var cut = new bool[graph.Count];
        foreach (var operand in operands)
            cut[operand] = true;
        var sweep = new Sweep(graph);
        return operands.Where(operand => graph.Op(operand) != TapeOp.Leaf).ToDictionary(operand => operand, operand =>
        {
            sweep.Run(operand, cut);
            return graph.Value(operand) - operands.FindAll(other => other != operand && sweep.Touched(other)).Sum(other => sweep[other] * graph.Value(other));
        });
    }

    private static IEnumerable<int> Operands(Cell cell, List<Event> events) => events.SelectMany(e => e.Rows).SelectMany(cell.Backward.RecurrentTerms).Select(term => term.Operand);

    /// <summary>What a sum adds to its products.</summary>
    private static List<int> Added(Graph graph, Contraction row)
    {
        var products = new HashSet<int>(row.Terms.Select(t => t.Product));
        return SumsAndProducts.Summands(graph, row.Root, _ => false).Where(summand => !products.Contains(summand) && graph.Op(summand) != TapeOp.Constant).ToList();
    }
}
