//# matrix: Q
//# style: recurrent matrix of low rank, W = P Q, as two products a step; rectangular matrices; double[,]; expression-bodied lambdas; Func tables
using System;

namespace LowRank
{
    public class Net
    {
        public double[,] P, Q, U, gP, gQ, gU;     // n x r, r x n, n x m
        readonly int n, r, m;

        public Net(int m, int n, int r)
        {
            (this.m, this.n, this.r) = (m, n, r);
            var rng = new Random(7);
            P = Table(n, r, (i, j) => rng.NextDouble() - 0.5);
            Q = Table(r, n, (i, j) => rng.NextDouble() - 0.5);
            U = Table(n, m, (i, j) => rng.NextDouble() - 0.5);
        }

        static double[,] Table(int rows, int cols, Func<int, int, double> f)
        {
            var t = new double[rows, cols];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < cols; j++)
                    t[i, j] = f(i, j);
            return t;
        }

        static double Sum(int count, Func<int, double> f)
        {
            double s = 0;
            for (int k = 0; k < count; k++) s += f(k);
            return s;
        }

        static double[] Each(int count, Func<int, double> f)
        {
            var v = new double[count];
            for (int k = 0; k < count; k++) v[k] = f(k);
            return v;
        }

        public double Run(double[][] x, double[][] y, bool learn)
        {
            var h = new double[x.Length + 1][];
            var q = new double[x.Length][];
            h[0] = new double[n];
            double loss = 0;
            for (int t = 0; t < x.Length; t++)
            {
                int s = t;
                q[t] = Each(r, k => Sum(n, j => Q[k, j] * h[s][j]));
                h[t + 1] = Each(n, i => Math.Tanh(Sum(r, k => P[i, k] * q[s][k]) + Sum(m, j => U[i, j] * x[s][j])));
                loss += Sum(n, i => 0.5 * Math.Pow(h[s + 1][i] - y[s][i], 2));
            }
            if (!learn) return loss;

            gP = new double[n, r]; gQ = new double[r, n]; gU = new double[n, m];
            var e = new double[n];
            for (int t = x.Length - 1; t >= 0; t--)
            {
                int s = t;
                double[] above = e;
                double[] z = Each(n, i => (above[i] + h[s + 1][i] - y[s][i]) * (1 - h[s + 1][i] * h[s + 1][i]));
                //! sigma-missing: double[] z = Each(n, i => above[i] + h[s + 1][i] - y[s][i]);
                double[] d = Each(r, k => Sum(n, i => P[i, k] * z[i]));
                for (int i = 0; i < n; i++)
                    for (int k = 0; k < r; k++)
                    {
                        gP[i, k] += z[i] * q[t][k];
                        gQ[k, i] += d[k] * h[t][i];  //! unexplained: gQ[k, i] += d[k] * h[t + 1][i];
                    }
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < m; j++)
                        gU[i, j] += z[i] * x[t][j];
                e = Each(n, j => Sum(r, k => Q[k, j] * d[k]));
                //! truncated: e = new double[n];
            }
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new LowRank.Net(2, 4, 2);
        Numeric.Fill(seed, net.P, net.Q, net.U);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 4);
        net.Run(xs, ys, true);
        return (Numeric.Flatten(net.gP, net.gQ, net.gU), Numeric.Differences(() => net.Run(xs, ys, false), net.P, net.Q, net.U));
    }
}
