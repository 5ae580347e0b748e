//# matrix: W
//# style: forward pass as Aggregate over the inputs, backward as Aggregate over the reversed trace; records; expression-bodied; jagged; W[to][from]; squared loss
using System;
using System.Collections.Immutable;
using System.Linq;

namespace Folding;

public sealed record Trace(double[] Input, double[] Before, double[] After);

public sealed record Backprop(double[] Dh, double[][] Dw);

public sealed class FoldRnn(double[][] w)
{
    private double[][] W { get; } = w;

    public ImmutableList<Trace> Forward(double[][] xs) =>
        xs.Aggregate(ImmutableList<Trace>.Empty, (trace, x) => trace.Add(Step(x, trace.IsEmpty ? new double[W.Length] : trace[^1].After)));

    public double[][] Gradient(double[][] xs, double[] target)
    {
        var trace = Forward(xs);
        var seed = new Backprop(
            trace[^1].After.Zip(target, (h, y) => h - y).ToArray(),
            W.Select(row => new double[row.Length]).ToArray());
        return trace.Reverse().Aggregate(seed, Undo).Dw;
    }

    private Trace Step(double[] x, double[] before) =>
        new(x, before, W.Select((row, i) => Math.Tanh(x[i] + row.Zip(before, (a, b) => a * b).Sum())).ToArray());

    private Backprop Undo(Backprop b, Trace step)
    {
        var dz = b.Dh.Zip(step.After, (d, h) => d * (1 - h * h)).ToArray();
        //! sigma-missing: var dz = b.Dh;
        //! sigma-wrong-step: var dz = b.Dh.Zip(step.Before, (d, h) => d * (1 - h * h)).ToArray();
        return new(
            Enumerable.Range(0, W.Length).Select(j => Enumerable.Range(0, W.Length).Sum(i => W[i][j] * dz[i])).ToArray(),  //! transposed: Enumerable.Range(0, W.Length).Select(j => Enumerable.Range(0, W.Length).Sum(i => W[j][i] * dz[i])).ToArray(),
            b.Dw.Select((row, i) => row.Select((g, j) => g + dz[i] * step.Before[j]).ToArray()).ToArray());  //! reversed: b.Dw.Select((row, i) => row.Select((g, j) => g + dz[j] * step.Before[i]).ToArray()).ToArray());
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var w = Numeric.Sequence(seed, 4, 4);
        var net = new Folding.FoldRnn(w);
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var y = Numeric.Vector(seed + 2, 4);
        return (Numeric.Flatten((object)net.Gradient(xs, y)), Numeric.Differences(() => net.Forward(xs)[^1].After.Zip(y, (a, b) => 0.5 * (a - b) * (a - b)).Sum(), (object)w));
    }
}
