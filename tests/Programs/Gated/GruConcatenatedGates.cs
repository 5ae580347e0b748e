//# matrix: wCand
//# style: Java port: one weight per gate over the joined vector [h; x], candidate over [r*h; x]; getters and setters; final-like fields; helper class VectorUtil; jagged; W[to][from]; GRU; squared error on all steps
//--- VectorUtil.cs
namespace Com.Example.Nn
{
    public static class VectorUtil
    {
        public static double[] Concat(double[] a, double[] b)
        {
            double[] result = new double[a.Length + b.Length];
            System.Array.Copy(a, 0, result, 0, a.Length);
            System.Array.Copy(b, 0, result, a.Length, b.Length);
            return result;
        }

        public static double[] Times(double[][] w, double[] v)
        {
            double[] result = new double[w.Length];
            for (int i = 0; i < w.Length; i++)
                for (int j = 0; j < v.Length; j++)
                    result[i] += w[i][j] * v[j];
            return result;
        }

        public static void AddOuter(double[][] target, double[] a, double[] b)
        {
            for (int i = 0; i < a.Length; i++)
                for (int j = 0; j < b.Length; j++)
                    target[i][j] += a[i] * b[j];
        }

        /// <summary>First n components of wᵀv.</summary>
        public static double[] BackFirst(double[][] w, double[] v, int n)
        {
            double[] result = new double[n];
            for (int j = 0; j < n; j++)
                for (int i = 0; i < w.Length; i++)
                    result[j] += w[i][j] * v[i];  //! transposed: result[j] += w[j][i] * v[i];
            return result;
        }
    }
}
//--- GruNetwork.cs
using System;
using System.Collections.Generic;

namespace Com.Example.Nn
{
    public class GruNetwork
    {
        private readonly int hiddenSize;
        private readonly double[][] wReset, wUpdate, wCand;
        private double[][] gReset, gUpdate, gCand;

        public GruNetwork(double[][] wReset, double[][] wUpdate, double[][] wCand)
        {
            this.wReset = wReset;
            this.wUpdate = wUpdate;
            this.wCand = wCand;
            this.hiddenSize = wReset.Length;
        }

        public double[][][] GetGradients() { return new double[][][] { gReset, gUpdate, gCand }; }

        private static double Sigm(double x) { return 1.0 / (1.0 + Math.Exp(-x)); }

        public double ComputeGradients(double[][] input, double[][] target)
        {
            int n = hiddenSize;
            gReset = NewLike(wReset); gUpdate = NewLike(wUpdate); gCand = NewLike(wCand);
            List<double[]> joined = new List<double[]>(), gated = new List<double[]>();
            List<double[]> rs = new List<double[]>(), us = new List<double[]>(), cs = new List<double[]>(), hs = new List<double[]>();
            hs.Add(new double[n]);
            double error = 0;
            for (int t = 0; t < input.Length; t++)
            {
                double[] hPrev = hs[t];
                double[] hx = VectorUtil.Concat(hPrev, input[t]);
                double[] r = VectorUtil.Times(wReset, hx), u = VectorUtil.Times(wUpdate, hx), rh = new double[n], h = new double[n];
                for (int i = 0; i < n; i++) { r[i] = Sigm(r[i]); u[i] = Sigm(u[i]); rh[i] = r[i] * hPrev[i]; }
                double[] rhx = VectorUtil.Concat(rh, input[t]);
                double[] c = VectorUtil.Times(wCand, rhx);
                for (int i = 0; i < n; i++)
                {
                    c[i] = Math.Tanh(c[i]);
                    h[i] = u[i] * hPrev[i] + (1 - u[i]) * c[i];
                    error += 0.5 * (h[i] - target[t][i]) * (h[i] - target[t][i]);
                }
                joined.Add(hx); gated.Add(rhx); rs.Add(r); us.Add(u); cs.Add(c); hs.Add(h);
            }

            double[] dh = new double[n];
            for (int t = input.Length - 1; t >= 0; t--)
            {
                double[] hPrev = hs[t], r = rs[t], u = us[t], c = cs[t];
                double[] dc = new double[n], du = new double[n], dr = new double[n], prev = new double[n];
                for (int i = 0; i < n; i++)
                {
                    dh[i] += hs[t + 1][i] - target[t][i];
                    dc[i] = dh[i] * (1 - u[i]) * (1 - c[i] * c[i]);  //! sigma-missing: dc[i] = dh[i] * (1 - u[i]);
                    du[i] = dh[i] * (hPrev[i] - c[i]) * u[i] * (1 - u[i]);
                    //! sigma-missing-2 @wUpdate: du[i] = dh[i] * (hPrev[i] - c[i]);
                    //! unexplained RNN0004|RNN0002 @wUpdate: du[i] = dh[i] * (c[i] - hPrev[i]) * u[i] * (1 - u[i]);
                    prev[i] = dh[i] * u[i];
                }
                double[] drh = VectorUtil.BackFirst(wCand, dc, n);
                for (int i = 0; i < n; i++)
                {
                    dr[i] = drh[i] * hPrev[i] * r[i] * (1 - r[i]);
                    prev[i] += drh[i] * r[i];  //! unexplained-2: prev[i] += drh[i];
                }
                double[] viaU = VectorUtil.BackFirst(wUpdate, du, n), viaR = VectorUtil.BackFirst(wReset, dr, n);
                for (int i = 0; i < n; i++) prev[i] += viaU[i] + viaR[i];
                VectorUtil.AddOuter(gCand, dc, gated[t]);
                VectorUtil.AddOuter(gUpdate, du, joined[t]);
                VectorUtil.AddOuter(gReset, dr, joined[t]);
                dh = prev;
            }
            return error;
        }

        private static double[][] NewLike(double[][] w)
        {
            double[][] g = new double[w.Length][];
            for (int i = 0; i < w.Length; i++) g[i] = new double[w[i].Length];
            return g;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        double[][] r = Numeric.Sequence(seed, 4, 6), u = Numeric.Sequence(seed + 1, 4, 6), c = Numeric.Sequence(seed + 2, 4, 6);
        foreach (var w in new[] { r, u, c }) Numeric.Mirror(4, (i, j) => w[i][j], (i, j, v) => w[i][j] = v);
        var net = new Com.Example.Nn.GruNetwork(r, u, c);
        double[][] xs = Numeric.Sequence(seed + 3, 5, 2), ys = Numeric.Sequence(seed + 4, 5, 4);
        net.ComputeGradients(xs, ys);
        var g = Numeric.Flatten((object)net.GetGradients());
        return (g, Numeric.Differences(() => net.ComputeGradients(xs, ys), r, u, c));
    }
}
