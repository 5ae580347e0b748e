//# matrix: w
//# style: LINQ; Zip; Sum; Select; Enumerable.Range; expression bodies; jagged; immutable style; W[to][from]; tanh; records; no loss
using System;
using System.Collections.Generic;
using System.Linq;

namespace Functional
{
    public record Parameters(double[][] w, double[][] u, double[] b);

    public record Gradients(double[][] Dw, double[][] Du, double[] Db);

    public static class FunctionalRnn
    {
        public static double Dot(IEnumerable<double> a, IEnumerable<double> b) => a.Zip(b, (x, y) => x * y).Sum();

        public static double[] Times(double[][] m, double[] v) => m.Select(row => Dot(row, v)).ToArray();

        public static double[][] Transpose(double[][] m) =>
            Enumerable.Range(0, m[0].Length).Select(j => m.Select(row => row[j]).ToArray()).ToArray();

        public static double[] Plus(double[] a, double[] b) => a.Zip(b, (x, y) => x + y).ToArray();

        public static double[][] Plus(double[][] a, double[][] b) => a.Zip(b, Plus).ToArray();

        public static double[][] Outer(double[] a, double[] b) => a.Select(x => b.Select(y => x * y).ToArray()).ToArray();

        public static double[] Step(Parameters p, double[] h, double[] x) =>
            Plus(Plus(Times(p.w, h), Times(p.u, x)), p.b).Select(Math.Tanh).ToArray();

        public static List<double[]> Forward(Parameters p, double[] h0, IEnumerable<double[]> xs)
        {
            var states = new List<double[]> { h0 };
            foreach (var x in xs)
                states.Add(Step(p, states.Last(), x));
            return states;
        }

        public static Gradients Backward(Parameters p, List<double[]> states, double[][] xs, double[][] upstream)
        {
            var dh = new double[p.b.Length];
            var g = new Gradients(Outer(dh, dh), Outer(dh, xs[0]), dh);
            foreach (var t in Enumerable.Range(0, xs.Length).Reverse())
            {
                var dz = Plus(dh, upstream[t]).Zip(states[t + 1], (d, s) => d * (1 - s * s)).ToArray();
                //! sigma-missing: var dz = Plus(dh, upstream[t]).ToArray();
                //! sigma-wrong-step: var dz = Plus(dh, upstream[t]).Zip(states[t], (d, s) => d * (1 - s * s)).ToArray();
                g = new Gradients(
                    Plus(g.Dw, Outer(dz, states[t])),  //! reversed: Plus(g.Dw, Outer(states[t], dz)),
                    Plus(g.Du, Outer(dz, xs[t])),
                    Plus(g.Db, dz));
                dh = Times(Transpose(p.w), dz);  //! transposed: dh = Times(p.w, dz);
            }

            return g;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var p = new Functional.Parameters(Numeric.Sequence(seed, 4, 4), Numeric.Sequence(seed + 1, 4, 2), Numeric.Vector(seed + 2, 4));
        var h0 = Numeric.Vector(seed + 3, 4);
        var xs = Numeric.Sequence(seed + 4, 5, 2);
        var up = Numeric.Sequence(seed + 5, 5, 4);
        var g = Functional.FunctionalRnn.Backward(p, Functional.FunctionalRnn.Forward(p, h0, xs), xs, up);
        return (Numeric.Flatten(g.Dw, g.Du, g.Db), Numeric.Differences(
            () => Numeric.Dot(up, Functional.FunctionalRnn.Forward(p, h0, xs).Skip(1)), p.w, p.u, p.b));
    }
}
