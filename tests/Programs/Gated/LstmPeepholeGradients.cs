//# matrix: U
//# style: gradients of input weights, biases and peepholes judged too; gradients in fields of a nested class; 2-D; weights [to, from]; three gates with peepholes at the cell before
using System;

namespace PeepholeGradients
{
    public sealed class Gate
    {
        public readonly double[,] W, U, dW, dU;
        public readonly double[] b, p, db, dp;

        public Gate(int m, int n, Random random)
        {
            W = new double[n, m];
            U = new double[n, n];
            dW = new double[n, m];
            dU = new double[n, n];
            b = new double[n];
            p = new double[n];
            db = new double[n];
            dp = new double[n];
            for (int i = 0; i < n; i++)
            {
                b[i] = random.NextDouble() - 0.5;
                p[i] = random.NextDouble() - 0.5;
                for (int k = 0; k < m; k++) W[i, k] = random.NextDouble() - 0.5;
                for (int k = 0; k < n; k++) U[i, k] = random.NextDouble() - 0.5;
            }
        }

        public double[] Sum(double[] x, double[] h, double[] cell)
        {
            var z = new double[b.Length];
            for (int i = 0; i < z.Length; i++)
            {
                z[i] = b[i];
                for (int k = 0; k < x.Length; k++) z[i] += W[i, k] * x[k];
                for (int k = 0; k < h.Length; k++) z[i] += U[i, k] * h[k];
                if (cell != null) z[i] += p[i] * cell[i];
            }
            return z;
        }
    }

    public sealed class Lstm
    {
        public readonly Gate F, I, G;

        public Lstm(int m, int n, int seed)
        {
            var random = new Random(seed);
            F = new Gate(m, n, random);
            I = new Gate(m, n, random);
            G = new Gate(m, n, random);
        }

        private static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));

        public double Loss(double[][] x, double[] y, bool learn)
        {
            int n = F.b.Length, T = x.Length;
            double[][] h = new double[T + 1][], c = new double[T + 1][], f = new double[T][], a = new double[T][], g = new double[T][];
            h[0] = new double[n];
            c[0] = new double[n];
            for (int t = 0; t < T; t++)
            {
                f[t] = Array.ConvertAll(F.Sum(x[t], h[t], c[t]), Sigmoid);
                a[t] = Array.ConvertAll(I.Sum(x[t], h[t], c[t]), Sigmoid);
                g[t] = Array.ConvertAll(G.Sum(x[t], h[t], null), Math.Tanh);
                c[t + 1] = new double[n];
                h[t + 1] = new double[n];
                for (int i = 0; i < n; i++)
                {
                    c[t + 1][i] = f[t][i] * c[t][i] + a[t][i] * g[t][i];
                    h[t + 1][i] = Math.Tanh(c[t + 1][i]);
                }
            }
            double loss = 0;
            double[] dh = new double[n], dc = new double[n];
            for (int i = 0; i < n; i++)
            {
                dh[i] = h[T][i] - y[i];
                loss += dh[i] * dh[i] / 2;
            }
            for (int t = T - 1; learn && t >= 0; t--)
            {
                double[] before = new double[n], dcBefore = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double d = dc[i] + dh[i] * (1 - h[t + 1][i] * h[t + 1][i]);
                    double zf = d * c[t][i] * f[t][i] * (1 - f[t][i]);  //! sigma-missing @U: double zf = d * c[t][i];
                    double za = d * g[t][i] * a[t][i] * (1 - a[t][i]);
                    double zg = d * a[t][i] * (1 - g[t][i] * g[t][i]);
                    F.db[i] += zf;
                    I.db[i] += za;
                    G.db[i] += zg;
                    F.dp[i] += zf * c[t][i];
                    I.dp[i] += za * c[t][i];
                    for (int k = 0; k < x[t].Length; k++)
                    {
                        F.dW[i, k] += zf * x[t][k];
                        I.dW[i, k] += za * x[t][k];
                        //! unexplained @W: I.dW[i, k] += d * g[t][i] * x[t][k];
                        G.dW[i, k] += zg * x[t][k];  //! unexplained-2 @W: G.dW[i, k] += d * a[t][i] * x[t][k];
                    }
                    for (int k = 0; k < n; k++)
                    {
                        F.dU[i, k] += zf * h[t][k];
                        I.dU[i, k] += za * h[t][k];
                        G.dU[i, k] += zg * h[t][k];  //! reversed @U: G.dU[k, i] += zg * h[t][k];
                        before[k] += F.U[i, k] * zf;  //! transposed @U: before[k] += F.U[k, i] * zf;
                        before[k] += I.U[i, k] * za + G.U[i, k] * zg;
                    }
                    dcBefore[i] = d * f[t][i] + F.p[i] * zf + I.p[i] * za;  //! unexplained-3: dcBefore[i] = d * f[t][i];
                }
                dh = before;
                dc = dcBefore;
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
        var net = new PeepholeGradients.Lstm(2, 4, seed);
        object[] p = [net.F.W, net.F.U, net.F.b, net.F.p, net.I.W, net.I.U, net.I.b, net.I.p, net.G.W, net.G.U, net.G.b];
        Numeric.Fill(seed, 1.5, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var y = Numeric.Vector(seed + 2, 4);
        net.Loss(xs, y, true);
        var g = Numeric.Flatten([net.F.dW, net.F.dU, net.F.db, net.F.dp, net.I.dW, net.I.dU, net.I.db, net.I.dp, net.G.dW, net.G.dU, net.G.db]);
        return (g, Numeric.Differences(() => net.Loss(xs, y, false), p));
    }
}
