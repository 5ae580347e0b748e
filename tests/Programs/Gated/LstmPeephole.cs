//# matrix: Rz
//# style: LSTM with peepholes (Gers and Schmidhuber): gates see the cell state; names after the paper (Wz, Rz, pi); double[,]; [to, from]; everything inside static functions, one class for the parameters
using System;

namespace Peepholes
{
    public class Parameters
    {
        public double[,] Wz, Wi, Wf, Wo, Rz, Ri, Rf, Ro;
        public double[] pi, pf, po, bz, bi, bf, bo;

        public Parameters(int n, int m)
        {
            Wz = new double[n, m]; Wi = new double[n, m]; Wf = new double[n, m]; Wo = new double[n, m];
            Rz = new double[n, n]; Ri = new double[n, n]; Rf = new double[n, n]; Ro = new double[n, n];
            pi = new double[n]; pf = new double[n]; po = new double[n];
            bz = new double[n]; bi = new double[n]; bf = new double[n]; bo = new double[n];
        }

        public static Parameters Random(int n, int m, int seed)
        {
            var p = new Parameters(n, m);
            var rng = new Random(seed);
            foreach (var w in new[] { p.Wz, p.Wi, p.Wf, p.Wo, p.Rz, p.Ri, p.Rf, p.Ro })
                for (int i = 0; i < w.GetLength(0); i++)
                    for (int j = 0; j < w.GetLength(1); j++)
                        w[i, j] = rng.NextDouble() - 0.5;
            foreach (var v in new[] { p.pi, p.pf, p.po })
                for (int i = 0; i < v.Length; i++)
                    v[i] = rng.NextDouble() - 0.5;
            return p;
        }
    }

    public static class PeepholeLstm
    {
        static double S(double a) => 1 / (1 + Math.Exp(-a));

        static double Row(double[,] w, int i, double[] v)
        {
            double s = 0;
            for (int j = 0; j < v.Length; j++) s += w[i, j] * v[j];
            return s;
        }

        static void Back(double[,] w, double[] d, double[] into)
        {
            for (int i = 0; i < d.Length; i++)
                for (int j = 0; j < into.Length; j++)
                    into[j] += w[i, j] * d[i];
        }

        static void BackWrong(double[,] w, double[] d, double[] into)
        {
            for (int i = 0; i < d.Length; i++)
                for (int j = 0; j < into.Length; j++)
                    into[j] += w[j, i] * d[i];
        }

        static void Outer(double[,] g, double[] d, double[] v)
        {
            for (int i = 0; i < d.Length; i++)
                for (int j = 0; j < v.Length; j++)
                    g[i, j] += d[i] * v[j];
        }

        static void Add(double[] g, double[] d, double[] v)
        {
            for (int i = 0; i < d.Length; i++) g[i] += d[i] * (v == null ? 1 : v[i]);
        }

        /// <summary>Loss Σ ½|y - target|²; the gradient is added to g unless g is null.</summary>
        public static double Run(Parameters p, double[][] x, double[][] target, Parameters g)
        {
            int T = x.Length, n = p.bz.Length;
            double[][] y = new double[T + 1][], c = new double[T + 1][];
            double[][] z = new double[T][], i = new double[T][], f = new double[T][], o = new double[T][];
            y[0] = new double[n];
            c[0] = new double[n];
            double loss = 0;
            for (int t = 0; t < T; t++)
            {
                z[t] = new double[n]; i[t] = new double[n]; f[t] = new double[n]; o[t] = new double[n];
                y[t + 1] = new double[n]; c[t + 1] = new double[n];
                for (int k = 0; k < n; k++)
                {
                    z[t][k] = Math.Tanh(Row(p.Wz, k, x[t]) + Row(p.Rz, k, y[t]) + p.bz[k]);
                    i[t][k] = S(Row(p.Wi, k, x[t]) + Row(p.Ri, k, y[t]) + p.pi[k] * c[t][k] + p.bi[k]);
                    f[t][k] = S(Row(p.Wf, k, x[t]) + Row(p.Rf, k, y[t]) + p.pf[k] * c[t][k] + p.bf[k]);
                    c[t + 1][k] = i[t][k] * z[t][k] + f[t][k] * c[t][k];
                    o[t][k] = S(Row(p.Wo, k, x[t]) + Row(p.Ro, k, y[t]) + p.po[k] * c[t + 1][k] + p.bo[k]);
                    y[t + 1][k] = o[t][k] * Math.Tanh(c[t + 1][k]);
                    loss += 0.5 * Math.Pow(y[t + 1][k] - target[t][k], 2);
                }
            }
            if (g == null) return loss;

            double[] dzNext = new double[n], diNext = new double[n], dfNext = new double[n], doNext = new double[n], dcNext = new double[n];
            for (int t = T - 1; t >= 0; t--)
            {
                double[] dy = new double[n];
                for (int k = 0; k < n; k++) dy[k] = y[t + 1][k] - target[t][k];
                Back(p.Rz, dzNext, dy);  //! transposed: BackWrong(p.Rz, dzNext, dy);
                Back(p.Ri, diNext, dy);  //! transposed-2 @Ri: BackWrong(p.Ri, diNext, dy);
                Back(p.Rf, dfNext, dy);  //! transposed-3 @Rf: BackWrong(p.Rf, dfNext, dy);
                Back(p.Ro, doNext, dy);  //! transposed-4 @Ro: BackWrong(p.Ro, doNext, dy);
                double[] dz = new double[n], di = new double[n], df = new double[n], dO = new double[n], dc = new double[n];
                for (int k = 0; k < n; k++)
                {
                    double tc = Math.Tanh(c[t + 1][k]);
                    dO[k] = dy[k] * tc * o[t][k] * (1 - o[t][k]);
                    dc[k] = dy[k] * o[t][k] * (1 - tc * tc) + p.po[k] * dO[k] + dcNext[k];
                    //! unexplained: dc[k] = dy[k] * o[t][k] * (1 - tc * tc) + dcNext[k];
                    df[k] = dc[k] * c[t][k] * f[t][k] * (1 - f[t][k]);  //! sigma-missing @Rf: df[k] = dc[k] * c[t][k];
                    di[k] = dc[k] * z[t][k] * i[t][k] * (1 - i[t][k]);
                    dz[k] = dc[k] * i[t][k] * (1 - z[t][k] * z[t][k]);  //! sigma-missing-2: dz[k] = dc[k] * i[t][k];
                    dcNext[k] = dc[k] * f[t][k] + p.pi[k] * di[k] + p.pf[k] * df[k];
                    //! unexplained-2: dcNext[k] = dc[k] * f[t][k];
                }
                Outer(g.Wz, dz, x[t]); Outer(g.Wi, di, x[t]); Outer(g.Wf, df, x[t]); Outer(g.Wo, dO, x[t]);
                Outer(g.Rz, dz, y[t]);  //! reversed: Outer(g.Rz, y[t], dz);
                Outer(g.Ri, di, y[t]); Outer(g.Rf, df, y[t]); Outer(g.Ro, dO, y[t]);
                Add(g.pi, di, c[t]); Add(g.pf, df, c[t]); Add(g.po, dO, c[t + 1]);
                Add(g.bz, dz, null); Add(g.bi, di, null); Add(g.bf, df, null); Add(g.bo, dO, null);
                dzNext = dz; diNext = di; dfNext = df; doNext = dO;
            }
            return loss;
        }

        public static void Train(int n, double[][] x, double[][] target, double rate)
        {
            var p = Parameters.Random(n, x[0].Length, 1);
            for (int epoch = 0; epoch < 100; epoch++)
            {
                var g = new Parameters(n, x[0].Length);
                Run(p, x, target, g);
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                    {
                        p.Rz[i, j] -= rate * g.Rz[i, j];
                        p.Ri[i, j] -= rate * g.Ri[i, j];
                        p.Rf[i, j] -= rate * g.Rf[i, j];
                        p.Ro[i, j] -= rate * g.Ro[i, j];
                    }
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var p = new Peepholes.Parameters(4, 2);
        var g = new Peepholes.Parameters(4, 2);
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 4);
        Peepholes.PeepholeLstm.Run(p, xs, ys, g);
        return (Numeric.Flatten(g), Numeric.Differences(() => Peepholes.PeepholeLstm.Run(p, xs, ys, null), p));
    }
}
