//# matrix: Wh
//# style: static functions; cache tuple returned by the step and taken apart; named tuples; List of caches; dz as product with the cache; jagged; W[from][to]; tuple swaps
using System;
using System.Collections.Generic;

namespace TupleStyle
{
    using Cache = (double[] x, double[] prev, double[] h);

    public static class VanillaRnn
    {
        public static (double[] h, Cache cache) StepForward(double[] x, double[] prev, double[][] Wx, double[][] Wh, double[] b)
        {
            var h = new double[b.Length];
            for (var j = 0; j < h.Length; j++)
            {
                var z = b[j];
                for (var i = 0; i < x.Length; i++) z += x[i] * Wx[i][j];
                for (var i = 0; i < prev.Length; i++) z += prev[i] * Wh[i][j];
                h[j] = Math.Tanh(z);
            }

            return (h, (x, prev, h));
        }

        public static (double[] dprev, double[][] dWx, double[][] dWh, double[] db) StepBackward(double[] dh, Cache cache, double[][] Wh)
        {
            var (x, prev, h) = cache;
            int n = h.Length;
            var dz = new double[n];
            for (var j = 0; j < n; j++)
                dz[j] = (1 - h[j] * h[j]) * dh[j];
                //! sigma-missing: dz[j] = dh[j];
                //! sigma-wrong-step: dz[j] = (1 - prev[j] * prev[j]) * dh[j];

            var dprev = new double[n];
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                    dprev[i] += dz[j] * Wh[i][j];  //! transposed: dprev[i] += dz[j] * Wh[j][i];

            return (dprev, Outer(x, dz), Outer(prev, dz), dz);  //! reversed: return (dprev, Outer(x, dz), Outer(dz, prev), dz);
        }

        public static (double[][] hs, List<Cache> caches) Forward(double[][] xs, double[] h0, double[][] Wx, double[][] Wh, double[] b)
        {
            var hs = new double[xs.Length][];
            var caches = new List<Cache>();
            var h = h0;
            for (var t = 0; t < xs.Length; t++)
            {
                (h, var cache) = StepForward(xs[t], h, Wx, Wh, b);
                hs[t] = h;
                caches.Add(cache);
            }

            return (hs, caches);
        }

        public static (double[] dh0, double[][] dWx, double[][] dWh, double[] db) Backward(double[][] dhs, List<Cache> caches, double[][] Wx, double[][] Wh)
        {
            int n = Wh.Length;
            (double[] dprev, double[][] dWx, double[][] dWh, double[] db) total = (new double[n], Zeros(Wx), Zeros(Wh), new double[n]);
            for (var t = caches.Count - 1; t >= 0; t--)
            {
                var dh = new double[n];
                for (var j = 0; j < n; j++) dh[j] = dhs[t][j] + total.dprev[j];
                var (dprev, dWx, dWh, db) = StepBackward(dh, caches[t], Wh);
                total.dprev = dprev;  //! truncated:
                Accumulate(total.dWx, dWx);
                Accumulate(total.dWh, dWh);
                for (var j = 0; j < n; j++) total.db[j] += db[j];
            }

            return total;
        }

        private static double[][] Outer(double[] a, double[] b) => Array.ConvertAll(a, x => Array.ConvertAll(b, y => x * y));

        private static double[][] Zeros(double[][] like) => Array.ConvertAll(like, row => new double[row.Length]);

        private static void Accumulate(double[][] sum, double[][] part)
        {
            for (var i = 0; i < sum.Length; i++)
                for (var j = 0; j < sum[i].Length; j++)
                    sum[i][j] += part[i][j];
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        double[][] wx = Numeric.Sequence(seed, 2, 4), wh = Numeric.Sequence(seed + 1, 4, 4);
        double[] b = Numeric.Vector(seed + 2, 4), h0 = Numeric.Vector(seed + 3, 4);
        var xs = Numeric.Sequence(seed + 4, 5, 2);
        var up = Numeric.Sequence(seed + 5, 5, 4);
        var (_, caches) = TupleStyle.VanillaRnn.Forward(xs, h0, wx, wh, b);
        var g = TupleStyle.VanillaRnn.Backward(up, caches, wx, wh);
        return (Numeric.Flatten(g.dh0, g.dWx, g.dWh, g.db), Numeric.Differences(() => Numeric.Dot(up, TupleStyle.VanillaRnn.Forward(xs, h0, wx, wh, b).hs), h0, wx, wh, b));
    }
}
