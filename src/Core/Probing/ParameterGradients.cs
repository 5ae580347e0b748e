using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>How the gradient of a parameter other than the recurrent weights fared.</summary>
/// <param name="Group">The parameter's leaves.</param>
/// <param name="Name">As in the code.</param>
/// <param name="Grid">The array that is its gradient, or is meant to be.</param>
internal sealed record ParameterGradient(int Group, string Name, GradientGrid Grid, bool IsRight, double Error);

/// <summary>
/// The gradients of input weights, biases, gains and whatever else the pre-activations are made of, against the cotangents that the code carries
/// (<see cref="ExpectedGradient"/>). An array is accused only where it is what the code subtracts from the parameter, or where it sums up products with
/// what the parameter multiplies, and is the gradient of nothing else: a buffer of as many numbers is no gradient.
/// </summary>
internal sealed class ParameterGradients(Cell cell, AlignedGradients aligned)
{
    /// <summary>Beyond this many numbers to differentiate nothing is compared: it is an extra, and must not cost more than what it is an extra to.</summary>
    private const long MostWork = 200_000_000;

    /// <param name="matrices">Recurrent matrices whose own gradients hold.</param>
    public List<ParameterGradient> Of(List<int> matrices)
    {
        var found = new List<ParameterGradient>();
        var parameters = aligned.Expected.Parameters(matrices).FindAll(group => cell.Leaves[group].Kind is LeafGroupKind.Storage or LeafGroupKind.Argument && !IsAddedLater(group));
        if (parameters.Sum(group => (long)cell.Leaves.Leaves(group).Count) * cell.Trace.Grids.Count * cell.Graph.Count > MostWork)
            return found;
        var candidates = aligned.CandidatesFor(parameters);
        var claimed = new HashSet<HeapGrid>();
        var open = new List<(int Group, List<GradientGrid> Suspects)>();
        foreach (var group in parameters)
        {
            var expected = aligned.Expected.OfParameter(group);
            var judged = candidates[group].ConvertAll(grid => (Grid: grid, Judged: GradientCheck.Judge(cell, expected, [grid], GradientTest.Whole)));
            if (judged.Find(one => one.Judged.Finding == GradientFinding.Right).Grid is { } right)
            {
                claimed.Add(right.Grid);
                found.Add(new ParameterGradient(group, cell.Leaves[group].Name, right, true, 0));
            }
            else
            {
                open.Add((group, judged.Where(one => IsSuspect(one.Grid, one.Judged.Finding)).Select(one => one.Grid).ToList()));
            }
        }
        claimed.UnionWith(matrices.SelectMany(matrix => aligned.Candidates[matrix])
            .Where(grid => !parameters.Contains(grid.Group) && GradientCheck.Judge(cell, aligned.Expected.OfMatrix(grid.Group, isOuter: false), [grid], GradientTest.Whole).Finding == GradientFinding.Right).Select(grid => grid.Grid));
        foreach (var (group, suspects) in open)
        {
            if (suspects.Find(grid => grid.IsUpdate || !claimed.Contains(grid.Grid)) is not { } wrong)
                continue;
            claimed.Add(wrong.Grid);
            found.Add(new ParameterGradient(group, cell.Leaves[group].Name, wrong, false, GradientCheck.Judge(cell, aligned.Expected.OfParameter(group), [wrong], GradientTest.Whole).Direct));
        }
        return found;
    }

    private bool IsSuspect(GradientGrid grid, GradientFinding finding) =>
        finding == GradientFinding.Wrong || (grid is { IsUpdate: true, IsLinear: true } && grid.ByOperand.Values.Any(row => row.Count > 0) && !cell.Trace.Tape.Saturations.Any());

    /// <summary>
    /// True where what the parameter multiplies is added to a pre-activation only after it was taken to be complete: then the cotangent of the whole sum
    /// is compared with the derivative of a part of it.
    /// </summary>
    private bool IsAddedLater(int group)
    {
        var graph = cell.Graph;
        var preactivations = new HashSet<int>(cell.Forward.Preactivations);
        var live = new bool[graph.Count];
        var sums = new bool[graph.Count];
        for (var node = 0; node < live.Length; node++)
        {
            int left = graph.Left(node), right = graph.Right(node);
            if (left < 0)
            {
                live[node] = graph.Op(node) == TapeOp.Leaf && cell.Leaves.GroupOf(graph.TapeNode(node)) == group;
                continue;
            }
            var isSum = graph.Op(node) is TapeOp.Add or TapeOp.Subtract;
            if (isSum && ((IsSumOfPreactivation(left) && live[right]) || (IsSumOfPreactivation(right) && live[left])))
                return true;
            live[node] = !preactivations.Contains(node) && (live[left] || (right >= 0 && live[right]));
            sums[node] = isSum && (IsSumOfPreactivation(left) || IsSumOfPreactivation(right));
        }
        return false;

        bool IsSumOfPreactivation(int node) => sums[node] || preactivations.Contains(node);
    }
}
