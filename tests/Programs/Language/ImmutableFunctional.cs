//# matrix: W
//# style: functional C#: ImmutableArray<ImmutableArray<double>> everywhere, pure functions, Select/Zip/Aggregate/SelectMany, no assignment after initialisation; gradient as the sum of each step's contribution; sequence to sequence; tanh; W[to][from]
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Pure;

using V = System.Collections.Immutable.ImmutableArray<double>;
using M = System.Collections.Immutable.ImmutableArray<System.Collections.Immutable.ImmutableArray<double>>;

public static class Linear
{
    public static double Dot(V a, V b) => a.Zip(b, (x, y) => x * y).Sum();

    public static V Mul(M m, V v) => m.Select(row => Dot(row, v)).ToImmutableArray();

    public static M Transpose(M m) => Enumerable.Range(0, m[0].Length).Select(j => m.Select(row => row[j]).ToImmutableArray()).ToImmutableArray();

    public static V Map2(V a, V b, Func<double, double, double> f) => a.Zip(b, f).ToImmutableArray();

    public static V Plus(V a, V b) => Map2(a, b, (x, y) => x + y);

    public static M Plus(M a, M b) => a.Zip(b, Plus).ToImmutableArray();

    public static M Outer(V a, V b) => a.Select(x => b.Select(y => x * y).ToImmutableArray()).ToImmutableArray();

    public static V Zero(int n) => Enumerable.Repeat(0.0, n).ToImmutableArray();

    public static M Zero(int n, int m) => Enumerable.Repeat(Zero(m), n).ToImmutableArray();
}

public static class Rnn
{
    public static ImmutableArray<V> States(M W, M U, ImmutableArray<V> xs) =>
        xs.Aggregate(
            ImmutableArray.Create(Linear.Zero(W.Length)),
            (hs, x) => hs.Add(Linear.Plus(Linear.Mul(W, hs[^1]), Linear.Mul(U, x)).Select(Math.Tanh).ToImmutableArray()));

    public static double Loss(M W, M U, ImmutableArray<V> xs, ImmutableArray<V> ys) =>
        States(W, U, xs).Skip(1).Zip(ys, (h, y) => h.Zip(y, (a, b) => 0.5 * (a - b) * (a - b)).Sum()).Sum();

    public static (M dW, M dU) Gradient(M W, M U, ImmutableArray<V> xs, ImmutableArray<V> ys)
    {
        var hs = States(W, U, xs);
        var back = Linear.Transpose(W);  //! transposed: var back = W;
        var (_, dW, dU) = Enumerable.Range(1, xs.Length).Reverse().Aggregate(
            (dh: Linear.Zero(W.Length), dW: Linear.Zero(W.Length, W.Length), dU: Linear.Zero(W.Length, U[0].Length)),
            (acc, t) =>
            {
                var error = Linear.Plus(acc.dh, Linear.Map2(hs[t], ys[t - 1], (h, y) => h - y));
                var dz = Linear.Map2(error, hs[t], (e, h) => e * (1 - h * h));
                //! sigma-missing: var dz = error;
                //! sigma-wrong-step: var dz = Linear.Map2(error, hs[t - 1], (e, h) => e * (1 - h * h));
                return (
                    Linear.Mul(back, dz),
                    //! truncated: Linear.Zero(W.Length),
                    Linear.Plus(acc.dW, Linear.Outer(dz, hs[t - 1])),
                    //! reversed: Linear.Plus(acc.dW, Linear.Outer(hs[t - 1], dz)),
                    //! overwritten: Linear.Outer(dz, hs[t - 1]),
                    Linear.Plus(acc.dU, Linear.Outer(dz, xs[t - 1])));
            });
        return (dW, dU);
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        static System.Collections.Immutable.ImmutableArray<System.Collections.Immutable.ImmutableArray<double>> I(double[][] a) =>
            System.Collections.Immutable.ImmutableArray.ToImmutableArray(a.Select(r => System.Collections.Immutable.ImmutableArray.ToImmutableArray(r)));
        double[][] w = Numeric.Sequence(seed, 4, 4), u = Numeric.Sequence(seed + 1, 4, 2);
        var xs = I(Numeric.Sequence(seed + 2, 5, 2));
        var ys = I(Numeric.Sequence(seed + 3, 5, 4));
        var (dw, du) = Pure.Rnn.Gradient(I(w), I(u), xs, ys);
        double[] g = [.. dw.SelectMany(r => r), .. du.SelectMany(r => r)];
        return (g, Numeric.Differences(() => Pure.Rnn.Loss(I(w), I(u), xs, ys), w, u));
    }
}
