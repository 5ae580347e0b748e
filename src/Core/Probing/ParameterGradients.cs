using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>How the gradient of a parameter other than the recurrent weights fared.</summary>
/// <param name="Group">The parameter's leaves.</param>
/// <param name="Name">As in the code.</param>
/// <param name="Grid">The array that is its gradient, or is meant to be.</param>
internal sealed record ParameterGradient(int Group, string Name, GradientGrid Grid, bool IsRight, double Error)
{
    /// <summary>How many times larger it is than the gradient of a matrix makes it; NaN where nothing of the same kind can be laid beside it.</summary>
    public double Factor { get; init; } = double.NaN;
}

/// <summary>
/// The gradients of input weights, biases, gains and whatever else the pre-activations are made of, against the cotangents that the code carries
/// (<see cref="ExpectedGradient"/>). An array is accused only where it is what the code subtracts from the parameter, or where it sums up products with
/// what the parameter multiplies, and is the gradient of nothing else: a buffer of as many numbers is no gradient.
/// </summary>
internal sealed class ParameterGradients(Cell cell, WeightGradients gradients, Alignment alignment)
{
    /// <summary>An output weight is read at every step; a target, or the old value of a gradient that is added to, once or twice.</summary>
    private const int FewestUses = 3;

    /// <summary>Beyond this many numbers to differentiate nothing is compared: it is an extra, and must not cost more than what it is an extra to.</summary>
    private const long MostWork = 200_000_000;

    /// <summary>Factors that differ by less are one.</summary>
    public const double SameFactor = 1e-6;

    private readonly AlignedGradients _aligned = gradients.At(alignment);

    /// <param name="matrices">Recurrent matrices that what goes back through time is right for.</param>
    /// <param name="mayAccuse">False where the gradients of the matrices themselves were not found, so that the steps are known by order alone.</param>
    public List<ParameterGradient> Of(List<int> matrices, bool mayAccuse)
    {
        var found = new List<ParameterGradient>();
        var parameters = _aligned.Carried.Parameters(matrices).FindAll(group => cell.Leaves[group].Kind is LeafGroupKind.Storage or LeafGroupKind.Argument && IsComparable(group, matrices));
        if (parameters.Sum(group => (long)cell.Leaves.Leaves(group).Count) * cell.Trace.Grids.Count * cell.Graph.Count > MostWork)
            return found;
        var candidates = gradients.CandidatesFor(parameters, _aligned.Carried);
        var claimed = new HashSet<HeapGrid>(cell.Forward.Groups.SelectMany(matrix => _aligned.Candidates[matrix].Where(grid => IsGradientOf(matrix, grid))).Select(grid => grid.Grid));
        var scales = matrices.SelectMany(matrix => ScalesOf(_aligned.Carried.OfMatrix(matrix, isOuter: false), _aligned.Candidates[matrix])).ToList();
        var open = new List<(int Group, GradientGrid Suspect, double Error)>();
        foreach (var group in parameters)
        {
            var expected = _aligned.Carried.OfParameter(group);
            var judged = candidates[group].ConvertAll(grid => (Grid: grid, Judged: GradientCheck.Judge(cell, expected, [grid], GradientTest.Whole)));
            if (judged.Find(one => one.Judged.Finding == GradientFinding.Right).Grid is { } right)
            {
                claimed.Add(right.Grid);
                found.Add(new ParameterGradient(group, cell.Leaves[group].Name, right, true, 0) { Factor = FactorOf(ScalesOf(expected, candidates[group]).ToList(), scales) });
            }
            else
            {
                open.AddRange(judged.Where(one => IsSuspect(one.Grid, one.Judged.Finding, expected)).Select(one => (group, one.Grid, one.Judged.Direct)));
            }
        }
        foreach (var (group, wrong, error) in open.Where(_ => mayAccuse))
        {
            var isOwn = wrong.IsUpdate || cell.Forward.Groups.Contains(group);
            if (found.Exists(f => f.Group == group) || !(isOwn || claimed.Add(wrong.Grid)))
                continue;
            found.Add(new ParameterGradient(group, cell.Leaves[group].Name, wrong, false, error));
        }
        return found;
    }

    /// <summary>The constants that the arrays which are the gradient are multiplied by: a sum of gradients, their mean, a step.</summary>
    private IEnumerable<(bool IsUpdate, double Scale)> ScalesOf(ExpectedGradient expected, IEnumerable<GradientGrid> grids) =>
        grids.Select(grid => (grid.IsUpdate, Scale: GradientCheck.Scale(cell, expected, grid))).Where(one => !double.IsNaN(one.Scale));

    /// <summary>1 where some array has the constant that one of the matrices' has, being a step or none as that is; else the first quotient of such two.</summary>
    private static double FactorOf(List<(bool IsUpdate, double Scale)> own, List<(bool IsUpdate, double Scale)> matrices)
    {
        var factors = own.SelectMany(one => matrices.Where(other => other.IsUpdate == one.IsUpdate).Select(other => System.Math.Abs(one.Scale / other.Scale))).ToList();
        return factors.Count == 0 ? double.NaN : factors.Exists(factor => System.Math.Abs(factor - 1) <= SameFactor) ? 1 : factors[0];
    }

    /// <summary>
    /// Parameters that get into the loss after the states (an output matrix and its bias), against the gradient of a recurrent matrix that was found right:
    /// the second derivatives of a loss are symmetric, ∂G_q/∂W_p = ∂G_p/∂q, whichever loss it is.
    /// </summary>
    /// <param name="gradient">The gradient of a recurrent matrix that is right and the gradient of something.</param>
    public List<ParameterGradient> OfOutputs(GradientGrid gradient)
    {
        var found = new List<ParameterGradient>();
        var graph = cell.Graph;
        var sweep = new Sweep(graph);
        var weights = gradient.Cells.Where(c => c.Node >= 0 && cell.Forward.IsRecurrent(c.Leaf)).ToList();
        var before = graph.Ancestors(cell.Forward.Preactivations);
        var groups = graph.LeavesOf(weights.Select(c => c.Node)).Where(leaf => !before[leaf] && graph.Consumers(leaf).Length >= FewestUses).Select(leaf => cell.Leaves.GroupOf(graph.TapeNode(leaf)))
            .Where(group => group >= 0 && cell.Leaves[group].Kind is LeafGroupKind.Storage or LeafGroupKind.Argument).Distinct().OrderBy(group => group).ToList();
        if (weights.Count == 0 || (groups.Sum(group => (long)cell.Leaves.Leaves(group).Count) + weights.Count) * cell.Trace.Grids.Count * graph.Count > MostWork)
            return found;

        var byWeight = new Dictionary<(int Leaf, int Weight), double>();
        foreach (var (weight, node) in weights)
        {
            sweep.Run(node);
            foreach (var leaf in sweep.TouchedNodes.Where(n => graph.Op(n) == TapeOp.Leaf))
                byWeight[(leaf, weight)] = sweep[leaf];
        }

        // What is made of states alone is no gradient: a state is the derivative by the gradient that comes in.
        var foreign = Truncation.Foreign(cell);
        foreach (var group in groups)
        {
            var errors = WeightGradient.Candidates(cell, group).FindAll(grid => grid.Cells.Exists(c => c.Node >= 0 && foreign[c.Node])).ConvertAll(grid => (Grid: grid, Error: MixedError(grid, weights, byWeight, sweep, out var scale), Scale: scale));
            if (errors.Find(e => e.Error <= CellJudge.Holds).Grid is { } right)
            {
                var scales = errors.FindAll(e => e.Error <= CellJudge.Holds).ConvertAll(e => (e.Grid.IsUpdate, e.Scale));
                found.Add(new ParameterGradient(group, cell.Leaves[group].Name, right, true, 0) { Factor = FactorOf(scales, [(gradient.IsUpdate, 1)]) });
            }
            else if (errors.Find(e => e.Grid.IsUpdate && e.Error > CellJudge.Fails).Grid is { } wrong)
                found.Add(new ParameterGradient(group, cell.Leaves[group].Name, wrong, false, errors.Find(e => e.Grid == wrong).Error));
        }
        return found;
    }

    /// <summary>‖∂G_q/∂W_p − s·∂G_p/∂q‖ relative to the former, for the best constant s; NaN where both vanish.</summary>
    private double MixedError(GradientGrid grid, List<(int Leaf, int Node)> weights, Dictionary<(int Leaf, int Weight), double> byWeight, Sweep sweep, out double scale)
    {
        scale = double.NaN;
        var pairs = new List<(double Own, double Expected)>();
        foreach (var (leaf, node) in grid.Cells)
        {
            if (node >= 0)
                sweep.Run(node);
            pairs.AddRange(weights.Select(weight => (node < 0 ? 0 : sweep[weight.Leaf], byWeight.TryGetValue((leaf, weight.Leaf), out var expected) ? expected : 0)));
        }
        double ee = pairs.Sum(p => p.Expected * p.Expected), gg = pairs.Sum(p => p.Own * p.Own);
        if (ee == 0 || gg == 0)
            return double.NaN;
        var best = scale = pairs.Sum(p => p.Own * p.Expected) / ee;
        return System.Math.Sqrt(pairs.Sum(p => (p.Own - (best * p.Expected)) * (p.Own - (best * p.Expected))) / gg);
    }

    /// <summary>
    /// An array is meant to be the gradient where it is subtracted from the parameter, or sums up products with what the parameter multiplies; for the
    /// entries of a recurrent matrix that inputs and bias are multiplied by, where the other entries hold the gradient.
    /// </summary>
    private bool IsSuspect(GradientGrid grid, GradientFinding finding, ExpectedGradient expected) =>
        grid.IsLinear && grid.ByOperand.Values.Any(row => row.Count > 0) && !cell.Trace.Tape.Saturations.Any()
        && (cell.Forward.Groups.Contains(grid.Group) ? IsFilled(grid, expected) && IsGradientOf(grid.Group, grid) : grid.IsUpdate || finding == GradientFinding.Wrong);

    /// <summary>False where the array has no such entries, or they get nothing at all: what is not trained is left out on purpose.</summary>
    private static bool IsFilled(GradientGrid grid, ExpectedGradient expected)
    {
        var compared = grid.Cells.FindAll(c => expected.Covers(c.Leaf) && expected.Rows.Exists(row => row.ByLeaf.ContainsKey(c.Leaf)));
        return compared.Count > 0 && compared.TrueForAll(c => grid.ByOperand[c.Leaf].Count > 0);
    }

    private bool IsGradientOf(int matrix, GradientGrid grid) =>
        GradientCheck.Judge(cell, _aligned.Carried.OfMatrix(matrix, isOuter: false), [grid], GradientTest.Whole).Finding == GradientFinding.Right;

    /// <summary>
    /// False for a state, which matrices multiply; where the parameter is also part of another cell, or of a gate that nothing goes back through; and
    /// where what it multiplies is added to a pre-activation only after it was taken to be complete, so that the cotangent of the whole sum would
    /// be compared with the derivative of a part.
    /// </summary>
    private bool IsComparable(int group, List<int> matrices)
    {
        var graph = cell.Graph;
        var preactivations = new HashSet<int>(cell.Forward.Preactivations);
        if (cell.Forward.Events.SelectMany(e => e.Terms).Any(term => IsOwn(term.Operand)))
            return false;
        var live = new bool[graph.Count];
        var sums = new bool[graph.Count];
        for (var node = 0; node < live.Length; node++)
        {
            int left = graph.Left(node), right = graph.Right(node);
            if (left < 0)
            {
                live[node] = IsOwn(node);
                continue;
            }
            live[node] = live[left] || (right >= 0 && live[right]);
            if (preactivations.Contains(node))
            {
                if (live[node] && !matrices.Contains(cell.GroupOf(node)))
                    return false;
                live[node] = false;
                sums[node] = true;
            }
            else if (graph.Op(node) is TapeOp.Add or TapeOp.Subtract)
            {
                if ((sums[left] && live[right]) || (sums[right] && live[left]))
                    return false;
                sums[node] = sums[left] || sums[right];
            }
            else
            {
                sums[node] = graph.Op(node) == TapeOp.Negate && sums[left];
            }
        }
        return true;

        bool IsOwn(int node) => graph.Op(node) == TapeOp.Leaf && cell.Leaves.GroupOf(graph.TapeNode(node)) == group;
    }
}
