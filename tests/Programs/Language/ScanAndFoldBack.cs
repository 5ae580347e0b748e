//# matrix: kernel
//# style: F# mind writing C#: module-like static classes, scan, foldBack and map2 of its own, curried lambdas, pipe extension method, tuples, lists by yield; leaky units (decay fixed); double[,] closed over; kernel[from, to]
using System;
using System.Collections.Generic;
using System.Linq;

namespace FSharpish;

public static class Seq
{
    public static TOut Pipe<TIn, TOut>(this TIn value, Func<TIn, TOut> f) => f(value);

    public static IEnumerable<TState> Scan<T, TState>(Func<TState, T, TState> folder, TState state, IEnumerable<T> items)
    {
        yield return state;
        foreach (var item in items)
            yield return state = folder(state, item);
    }

    public static TState FoldBack<T, TState>(Func<T, TState, TState> folder, IReadOnlyList<T> items, TState state)
    {
        for (var i = items.Count - 1; i >= 0; i--)
            state = folder(items[i], state);
        return state;
    }

    public static double[] Init(int n, Func<int, double> f)
    {
        var a = new double[n];
        for (var i = 0; i < n; i++)
            a[i] = f(i);
        return a;
    }
}

public static class Leaky
{
    const double Decay = 0.6;

    // state = (v, r): membrane and rate, r = tanh v
    public static Func<(double[] V, double[] R), double[], (double[] V, double[] R)> Step(double[,] kernel) => (s, x) =>
        Seq.Init(s.V.Length, i => Decay * s.V[i] + x[i] + Enumerable.Range(0, s.R.Length).Sum(j => s.R[j] * kernel[j, i]))
            .Pipe(v => (v, v.Select(Math.Tanh).ToArray()));

    public static List<(double[] V, double[] R)> Simulate(double[,] kernel, IEnumerable<double[]> inputs)
    {
        var n = kernel.GetLength(0);
        return Seq.Scan(Step(kernel), (new double[n], new double[n]), inputs).ToList();
    }

    public static double Loss(double[,] kernel, double[][] inputs, double[] target) =>
        Simulate(kernel, inputs)[^1].R.Zip(target, (a, b) => (a - b) * (a - b)).Sum();

    public static double[,] Gradient(double[,] kernel, double[][] inputs, double[] target)
    {
        var n = kernel.GetLength(0);
        var states = Simulate(kernel, inputs);
        var gradient = new double[n, n];
        var pairs = states.Zip(states.Skip(1), (before, after) => (before, after)).ToList();
        Func<((double[] V, double[] R) before, (double[] V, double[] R) after), (double[] dV, double[] dR), (double[] dV, double[] dR)> back = (pair, d) =>
        {
            var dv = Seq.Init(n, i => d.dV[i] + d.dR[i] * (1 - pair.after.R[i] * pair.after.R[i]));
            //! sigma-missing: var dv = Seq.Init(n, i => d.dV[i] + d.dR[i]);
            //! sigma-wrong-step: var dv = Seq.Init(n, i => d.dV[i] + d.dR[i] * (1 - pair.before.R[i] * pair.before.R[i]));
            for (var j = 0; j < n; j++)
                for (var i = 0; i < n; i++)
                    gradient[j, i] += pair.before.R[j] * dv[i];  //! reversed: gradient[j, i] += pair.before.R[i] * dv[j];
            var leak = Seq.Init(n, i => Decay * dv[i]);  //! unexplained: var leak = Seq.Init(n, i => dv[i]);
            return (leak, Seq.Init(n, j => Enumerable.Range(0, n).Sum(i => kernel[j, i] * dv[i])));
            //! transposed: return (leak, Seq.Init(n, j => Enumerable.Range(0, n).Sum(i => kernel[i, j] * dv[i])));
            //! truncated: return (leak, new double[n]);
        };
        var seed = Seq.Init(n, i => 2 * (states[^1].R[i] - target[i]));
        _ = Seq.FoldBack(back, pairs, (new double[n], seed));
        return gradient;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var k = Numeric.Table(seed, 4, 4);
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var y = Numeric.Vector(seed + 2, 4);
        return (Numeric.Flatten(FSharpish.Leaky.Gradient(k, xs, y)), Numeric.Differences(() => FSharpish.Leaky.Loss(k, xs, y), k));
    }
}
