using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using MathNet.Numerics.LinearAlgebra;
using RnnLint.Configuration;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// Judges a member that returns ∂x_t/∂x_{t−1} for a member that computes x_t from x_{t−1}: the Jacobian matrix itself, with no chain of
/// products around it. The tape of the step gives D[j,k] = ∂x_j/∂x_k exactly; the matrix M that the code forms must be D, or Dᵀ where the
/// code keeps the denominator layout. M is transposed in its recurrent matrix where neither holds, but M = D does after W[j,k] and W[k,j]
/// are exchanged in the products that M consists of.
/// </summary>
public static class StepJacobian
{
    private const double Holds = 1e-9;
    private const double Fails = 1e-2;

    /// <param name="trace">Traces a draw; null where that is not possible.</param>
    /// <param name="settings">Sizes and seeds.</param>
    public static ProbeResult Probe(Func<Draw, Trace?> trace, CellSettings settings)
    {
        List<Judgement>? agreed = null;
        var draws = Draws(settings).ToImmutableArray();
        foreach (var draw in draws)
        {
            if (trace(draw) is not { } traced)
                return ProbeResult.NothingRecurrent;
            var judged = traced.OneSteps.Select(step => Judge(traced.Tape, step)).Where(judgement => judgement is not null).Select(judgement => judgement!).ToList();
            agreed = agreed is null ? judged : agreed.Where(first => judged.Exists(other => other.Verdict == first.Verdict && other.Matrix.Name == first.Matrix.Name)).ToList();
            if (agreed.Count == 0)
                return ProbeResult.NothingRecurrent;
        }

        // One pairing of input, output and matrix that holds explains the code; only where none does, one that is transposed counts.
        var best = agreed!.OrderBy(judgement => judgement.Verdict != Verdict.Verified).First();
        return new ProbeResult(true, ImmutableArray.Create(best.ToFinding()), draws) { Retrace = draw => Repeated(trace(draw), draw, best) };
    }

    /// <summary>All sizes, and the first once more.</summary>
    private static IEnumerable<Draw> Draws(CellSettings settings)
    {
        foreach (var seed in settings.Seeds)
        {
            var first = CellProber.First(settings with { Seeds = ImmutableArray.Create(seed) });
            var number = 0;
            foreach (var size in settings.Sizes.Add(settings.Sizes[0]))
                yield return new Draw(size, first.Steps, first.Seed + number++);
        }
    }

    /// <summary>The step that was judged, taken as often as the draw has steps.</summary>
    private static Trace? Repeated(Trace? traced, Draw draw, Judgement judged) =>
        traced?.OneSteps.FirstOrDefault(step => Judge(traced.Tape, step) is { } own && own.Verdict == judged.Verdict && own.Matrix.Name == judged.Matrix.Name) is { } step ? RepeatedStep.Of(traced, step, draw.Steps) : null;

    private static Judgement? Judge(Tape tape, OneStep step)
    {
        var n = step.Inputs.Length;
        if (n < 2 || step.Outputs.Length != n || step.Jacobian.Cells.Length != n * n)
            return null;
        var products = new Product?[n, n];
        var written = RelativeError.Matrix(n, n);
        foreach (var cell in step.Jacobian.Cells)
        {
            if (cell.Indices.Length != 2 || cell.Number.IsConstant || Product.Of(tape, cell.Number.Node) is not { } product)
                return null;
            products[cell.Indices[0], cell.Indices[1]] = product;
            written[cell.Indices[0], cell.Indices[1]] = tape.ValueOf(cell.Number);
        }

        var matrix = products[0, 1]!.Origin.Group;
        var leaves = LeavesOf(tape, matrix);
        var repaired = RelativeError.Matrix(n, n);
        for (var j = 0; j < n; j++)
        {
            for (var k = 0; k < n; k++)
            {
                var product = products[j, k]!;
                if (product.Origin.Group != matrix || !leaves.TryGetValue(Transposed(product.Origin, n), out var mirror))
                    return null;
                repaired[j, k] = written[j, k] / tape.Value(product.Leaf) * tape.Value(mirror);
            }
        }

        var (jacobian, outPosition) = Differentiate(tape, step, leaves);
        var asWritten = Math.Min(RelativeError.Of(written, jacobian), RelativeError.Of(written, jacobian.Transpose()));

        // Only against D: what equals Dᵀ after the exchange is as well a Jacobian in numerator layout whose σ′ stands on the wrong side.
        var exchanged = RelativeError.Of(repaired, jacobian);
        Verdict verdict;
        if (asWritten < Holds)
            verdict = Verdict.Verified;
        else if (asWritten > Fails && exchanged < Holds)
            verdict = Verdict.TransposedRecurrentMatrix;
        else
            return null;
        var place = tape.FirstSite(products[0, 1]!.Node);
        return new Judgement(verdict, matrix, place, ForwardUse(tape, leaves.Values, products), outPosition, asWritten, exchanged);
    }

    /// <summary>D[j,k] = ∂x_j/∂x_k by one reverse sweep for each output, and which index of W runs over the outputs.</summary>
    private static (Matrix<double> Jacobian, int? OutPosition) Differentiate(Tape tape, OneStep step, Dictionary<string, int> leaves)
    {
        var n = step.Inputs.Length;
        var jacobian = RelativeError.Matrix(n, n);
        int? outPosition = null;
        for (var j = 0; j < n; j++)
        {
            var adjoint = new double[tape.Count];
            if (!step.Outputs[j].IsConstant)
                Sweep(tape, step.Outputs[j].Node, adjoint);
            for (var k = 0; k < n; k++)
                jacobian[j, k] = adjoint[step.Inputs[k]];
            if (j == 0 && leaves.TryGetValue("0,1", out var first) && leaves.TryGetValue("1,0", out var second) && adjoint[first] != 0 != (adjoint[second] != 0))
                outPosition = adjoint[first] != 0 ? 0 : 1;
        }

        return (jacobian, outPosition);
    }

    private static void Sweep(Tape tape, int output, double[] adjoint)
    {
        adjoint[output] = 1;
        for (var node = output; node >= 0; node--)
        {
            if (adjoint[node] == 0 || tape.Op(node) is TapeOp.Leaf or TapeOp.Constant)
                continue;
            int left = tape.Left(node), right = tape.Right(node);
            var (dx, dy) = TapeArithmetic.Derivatives(tape.Op(node), tape.Value(left), right < 0 ? 0 : tape.Value(right), tape.Value(node));
            adjoint[left] += adjoint[node] * dx;
            if (right >= 0)
                adjoint[right] += adjoint[node] * dy;
        }
    }

    private static Dictionary<string, int> LeavesOf(Tape tape, LeafGroup group)
    {
        var leaves = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var node = 0; node < tape.Count; node++)
        {
            if (tape.Origin(node) is { } origin && origin.Group == group)
                leaves[string.Join(",", origin.Indices)] = node;
        }

        return leaves;
    }

    /// <summary>The mirrored element: the last two indices exchanged, or row and column of a flat square matrix.</summary>
    private static string Transposed(LeafOrigin origin, int n)
    {
        var indices = origin.Indices;
        if (indices.Length == 1)
            return string.Join(",", (indices[0] % n * n) + (indices[0] / n));
        var last = indices.Length - 1;
        return string.Join(",", indices.SetItem(last, indices[last - 1]).SetItem(last - 1, indices[last]));
    }

    private static Site? ForwardUse(Tape tape, IEnumerable<int> leaves, Product?[,] products)
    {
        var own = new HashSet<int>(products.Cast<Product>().SelectMany(product => product.Chain));
        var isLeaf = new HashSet<int>(leaves);
        for (var node = 0; node < tape.Count; node++)
        {
            if (tape.Op(node) == TapeOp.Multiply && !own.Contains(node) && (isLeaf.Contains(tape.Left(node)) || isLeaf.Contains(tape.Right(node))))
                return tape.FirstSite(node);
        }

        return null;
    }

    private sealed record Judgement(Verdict Verdict, LeafGroup Matrix, Site? Place, Site? ForwardUse, int? OutPosition, double AsWritten, double Exchanged)
    {
        public ProbeFinding ToFinding() => new(Verdict)
        {
            Matrix = Matrix,
            Place = Place,
            ForwardUse = ForwardUse,
            OutPosition = OutPosition,
            Errors = Verdict == Verdict.Verified
                ? ImmutableArray.Create(new HypothesisError("as written", AsWritten))
                : ImmutableArray.Create(new HypothesisError("as written", AsWritten), new HypothesisError("recurrent matrix transposed", Exchanged)),
        };
    }

    /// <summary>An element of M: a product with one element of W as a factor.</summary>
    private sealed record Product(int Node, int Leaf, LeafOrigin Origin, ImmutableArray<int> Chain)
    {
        /// <summary>Null where the number is not such a product.</summary>
        public static Product? Of(Tape tape, int node)
        {
            var chain = ImmutableArray.CreateBuilder<int>();
            Product? found = null;
            var open = new Stack<int>();
            open.Push(node);
            while (open.Count > 0)
            {
                var next = open.Pop();
                foreach (var factor in Factors(tape, next))
                {
                    if (tape.Origin(factor) is { Group.Kind: LeafGroupKind.Storage or LeafGroupKind.Argument, Indices.Length: > 0 } origin)
                    {
                        if (found is not null)
                            return null;
                        found = new Product(next, factor, origin, ImmutableArray<int>.Empty);
                    }
                    else
                    {
                        open.Push(factor);
                    }
                }

                chain.Add(next);
            }

            return found is null ? null : found with { Chain = chain.ToImmutable() };
        }

        private static IEnumerable<int> Factors(Tape tape, int node) => tape.Op(node) switch
        {
            TapeOp.Multiply => new[] { tape.Left(node), tape.Right(node) },
            TapeOp.Negate or TapeOp.Divide => new[] { tape.Left(node) },
            _ => Array.Empty<int>(),
        };
    }
}
