//# matrix: W
//# style: tied weights: the same W twice in one step (h' = tanh(W tanh(W h + U x))); jagged; helper methods; two caches a step
using System;

namespace Tied
{
    public class PonderRnn
    {
        public readonly double[][] W, U, dW, dU;
        private double[][] xs, mid, hs;

        public PonderRnn(int m, int n)
        {
            var rng = new Random(44);
            W = Build(n, n, () => rng.NextDouble() - 0.5);
            U = Build(n, m, () => rng.NextDouble() - 0.5);
            dW = Build(n, n, () => 0);
            dU = Build(n, m, () => 0);
        }

        private static double[][] Build(int rows, int cols, Func<double> value)
        {
            var a = new double[rows][];
            for (int i = 0; i < rows; i++)
            {
                a[i] = new double[cols];
                for (int j = 0; j < cols; j++) a[i][j] = value();
            }
            return a;
        }

        private static void MulAdd(double[][] a, double[] v, double[] into)
        {
            for (int i = 0; i < into.Length; i++)
                for (int j = 0; j < v.Length; j++)
                    into[i] += a[i][j] * v[j];
        }

        private static void MulAddTransposed(double[][] a, double[] v, double[] into)
        {
            for (int i = 0; i < v.Length; i++)
                for (int j = 0; j < into.Length; j++)
                    into[j] += a[i][j] * v[i];
        }

        private static void Rank1(double[][] g, double[] u, double[] v)
        {
            for (int i = 0; i < u.Length; i++)
                for (int j = 0; j < v.Length; j++)
                    g[i][j] += u[i] * v[j];
        }

        private static double[] Squash(double[] a) => Array.ConvertAll(a, Math.Tanh);

        private static double[] Slope(double[] d, double[] y)
        {
            var r = new double[d.Length];
            for (int i = 0; i < r.Length; i++) r[i] = d[i] * (1 - y[i] * y[i]);
            return r;
        }

        public double Forward(double[][] input, double[][] target)
        {
            int n = W.Length;
            xs = input;
            mid = new double[input.Length][];
            hs = new double[input.Length + 1][];
            hs[0] = new double[n];
            double loss = 0;
            for (int t = 0; t < input.Length; t++)
            {
                var a = new double[n];
                MulAdd(W, hs[t], a);
                MulAdd(U, input[t], a);
                mid[t] = Squash(a);
                var b = new double[n];
                MulAdd(W, mid[t], b);
                hs[t + 1] = Squash(b);
                for (int i = 0; i < n; i++) loss += 0.5 * Math.Pow(hs[t + 1][i] - target[t][i], 2);
            }
            return loss;
        }

        public void Backward(double[][] target)
        {
            int n = W.Length;
            var dh = new double[n];
            for (int t = xs.Length - 1; t >= 0; t--)
            {
                for (int i = 0; i < n; i++) dh[i] += hs[t + 1][i] - target[t][i];
                var db = Slope(dh, hs[t + 1]);  //! sigma-missing: var db = dh;
                Rank1(dW, db, mid[t]);  //! reversed RNN0004|RNN0003: Rank1(dW, mid[t], db);
                var dmid = new double[n];
                MulAddTransposed(W, db, dmid);  //! transposed: MulAdd(W, db, dmid);
                var da = Slope(dmid, mid[t]);  //! sigma-missing-2: var da = dmid;
                Rank1(dW, da, hs[t]);
                //! unexplained:
                Rank1(dU, da, xs[t]);
                dh = new double[n];
                MulAddTransposed(W, da, dh);  //! transposed-2: MulAdd(W, da, dh);
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Tied.PonderRnn(2, 4);
        Numeric.Fill(seed, net.W, net.U);
        var xs = Numeric.Sequence(seed + 1, 4, 2);
        var ys = Numeric.Sequence(seed + 2, 4, 4);
        net.Forward(xs, ys);
        net.Backward(ys);
        return (Numeric.Flatten(net.dW, net.dU), Numeric.Differences(() => net.Forward(xs, ys), net.W, net.U));
    }
}
