//# matrix: Uq
//# style: GRU in functional style: LINQ over double[][]; Zip, Select, Aggregate; records of states; immutable update of the gradient
using System;
using System.Collections.Generic;
using System.Linq;

namespace Functional
{
    public record Weights(double[][] Uz, double[][] Ur, double[][] Uq, double[][] Vz, double[][] Vr, double[][] Vq);

    public record State(double[] X, double[] Before, double[] Z, double[] R, double[] Q, double[] After);

    public static class Gru
    {
        static double[] Mul(double[][] w, double[] v) => w.Select(row => row.Zip(v, (a, b) => a * b).Sum()).ToArray();

        static double[][] T(double[][] w) => Enumerable.Range(0, w[0].Length).Select(j => w.Select(row => row[j]).ToArray()).ToArray();

        static double[] Had(this double[] a, double[] b) => a.Zip(b, (x, y) => x * y).ToArray();

        static double[] Add(this double[] a, double[] b) => a.Zip(b, (x, y) => x + y).ToArray();

        static double[] Sub(this double[] a, double[] b) => a.Zip(b, (x, y) => x - y).ToArray();

        static double[] One(this double[] a) => a.Select(x => 1 - x).ToArray();

        static double[] Sigmoid(double[] a) => a.Select(x => 1 / (1 + Math.Exp(-x))).ToArray();

        static double[][] Outer(double[] a, double[] b) => a.Select(x => b.Select(y => x * y).ToArray()).ToArray();

        static double[][] Add(double[][] a, double[][] b) => a.Zip(b, (x, y) => x.Add(y)).ToArray();

        static State Step(Weights w, double[] h, double[] x)
        {
            var z = Sigmoid(Mul(w.Uz, h).Add(Mul(w.Vz, x)));
            var r = Sigmoid(Mul(w.Ur, h).Add(Mul(w.Vr, x)));
            var q = Mul(w.Uq, r.Had(h)).Add(Mul(w.Vq, x)).Select(Math.Tanh).ToArray();
            return new State(x, h, z, r, q, z.One().Had(h).Add(z.Had(q)));
        }

        public static List<State> Run(Weights w, double[][] xs, int n) => xs.Aggregate(new List<State>(), (states, x) =>
        {
            states.Add(Step(w, states.Count == 0 ? new double[n] : states[^1].After, x));
            return states;
        });

        public static double Loss(Weights w, double[][] xs, double[][] ys) =>
            Run(w, xs, ys[0].Length).Zip(ys, (s, y) => s.After.Sub(y).Sum(e => e * e / 2)).Sum();

        public static Weights Gradient(Weights w, double[][] xs, double[][] ys)
        {
            var states = Run(w, xs, ys[0].Length);
            var zero = new Weights(Zero(w.Uz), Zero(w.Ur), Zero(w.Uq), Zero(w.Vz), Zero(w.Vr), Zero(w.Vq));
            return states.Zip(ys).Reverse().Aggregate((g: zero, dh: new double[ys[0].Length]), (acc, step) =>
            {
                var (s, y) = step;
                var d = acc.dh.Add(s.After.Sub(y));
                var dz = d.Had(s.Q.Sub(s.Before)).Had(s.Z).Had(s.Z.One());
                //! sigma-missing @Uz: var dz = d.Had(s.Q.Sub(s.Before));
                var dq = d.Had(s.Z).Had(s.Q.Had(s.Q).One());
                //! sigma-wrong: var dq = d.Had(s.Z).Had(s.Q).Had(s.Q.One());
                var drh = Mul(T(w.Uq), dq);  //! transposed: var drh = Mul(w.Uq, dq);
                var dr = drh.Had(s.Before).Had(s.R).Had(s.R.One());
                var dh = d.Had(s.Z.One()).Add(drh.Had(s.R))
                    .Add(Mul(T(w.Uz), dz))  //! transposed-2 @Uz: .Add(Mul(w.Uz, dz))
                    .Add(Mul(T(w.Ur), dr));  //! transposed-3 @Ur: .Add(Mul(w.Ur, dr));
                    //! truncated @Ur: ;
                return (new Weights(
                    Add(acc.g.Uz, Outer(dz, s.Before)),  //! reversed @Uz: Add(acc.g.Uz, Outer(s.Before, dz)),
                    Add(acc.g.Ur, Outer(dr, s.Before)),
                    Add(acc.g.Uq, Outer(dq, s.R.Had(s.Before))),  //! overwritten: Outer(dq, s.R.Had(s.Before)),
                    Add(acc.g.Vz, Outer(dz, s.X)),
                    Add(acc.g.Vr, Outer(dr, s.X)),
                    Add(acc.g.Vq, Outer(dq, s.X))), dh);
            }).g;
        }

        static double[][] Zero(double[][] w) => w.Select(row => new double[row.Length]).ToArray();
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        double[][] M(int s, int m) => Numeric.Sequence(seed * 10 + s, 4, m);
        var w = new Functional.Weights(M(1, 4), M(2, 4), M(3, 4), M(4, 2), M(5, 2), M(6, 2));
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 4);
        var g = Functional.Gru.Gradient(w, xs, ys);
        return (Numeric.Flatten(g), Numeric.Differences(() => Functional.Gru.Loss(w, xs, ys), w));
    }
}
