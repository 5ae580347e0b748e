//# matrix: W2
//# style: skip over time: h[t] = tanh(W1 h[t-1] + W2 h[t-2] + U x): two recurrent matrices with two delays; double[,] states padded in front; dh for all times
using System;

namespace SkipRnn
{
    public class Net
    {
        public double[,] W1, W2, U, G1, G2, GU;
        readonly int n;

        public Net(int m, int n)
        {
            this.n = n;
            W1 = new double[n, n];
            W2 = new double[n, n];
            U = new double[n, m];
            var r = new Random(1);
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++) { W1[i, j] = r.NextDouble() - 0.5; W2[i, j] = r.NextDouble() - 0.5; }
                for (int j = 0; j < m; j++) U[i, j] = r.NextDouble() - 0.5;
            }
        }

        public double[,] States(double[,] x)
        {
            var h = new double[x.GetLength(0) + 2, n];
            for (int t = 2; t < h.GetLength(0); t++)
                for (int i = 0; i < n; i++)
                {
                    double s = 0;
                    for (int j = 0; j < n; j++) s += W1[i, j] * h[t - 1, j] + W2[i, j] * h[t - 2, j];
                    for (int j = 0; j < x.GetLength(1); j++) s += U[i, j] * x[t - 2, j];
                    h[t, i] = Math.Tanh(s);
                }
            return h;
        }

        public double Loss(double[,] x, double[,] y)
        {
            var h = States(x);
            double loss = 0;
            for (int t = 2; t < h.GetLength(0); t++)
                for (int i = 0; i < n; i++)
                    loss += 0.5 * (h[t, i] - y[t - 2, i]) * (h[t, i] - y[t - 2, i]);
            return loss;
        }

        public void Gradients(double[,] x, double[,] y)
        {
            var h = States(x);
            int last = h.GetLength(0) - 1;
            var dh = new double[last + 1, n];
            G1 = new double[n, n]; G2 = new double[n, n]; GU = new double[n, x.GetLength(1)];
            for (int t = last; t >= 2; t--)
                for (int i = 0; i < n; i++)
                {
                    double d = (dh[t, i] + h[t, i] - y[t - 2, i]) * (1 - h[t, i] * h[t, i]);
                    //! sigma-missing: double d = dh[t, i] + h[t, i] - y[t - 2, i];
                    //! sigma-wrong-step: double d = (dh[t, i] + h[t, i] - y[t - 2, i]) * (1 - h[t - 1, i] * h[t - 1, i]);
                    for (int j = 0; j < n; j++)
                    {
                        dh[t - 1, j] += W1[i, j] * d;  //! transposed @W1: dh[t - 1, j] += W1[j, i] * d;
                        dh[t - 2, j] += W2[i, j] * d;  //! transposed-2: dh[t - 2, j] += W2[j, i] * d;
                        //! unexplained: dh[t - 1, j] += W2[i, j] * d;
                        //! truncated:
                        G1[i, j] += d * h[t - 1, j];
                        G2[i, j] += d * h[t - 2, j];  //! reversed: G2[j, i] += d * h[t - 2, j];
                        //! unexplained-2: G2[i, j] += d * h[t - 1, j];
                    }
                    for (int j = 0; j < x.GetLength(1); j++) GU[i, j] += d * x[t - 2, j];
                }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new SkipRnn.Net(2, 4);
        Numeric.Fill(seed, net.W1, net.W2, net.U);
        var xs = Numeric.Table(seed + 1, 6, 2);
        var ys = Numeric.Table(seed + 2, 6, 4);
        net.Gradients(xs, ys);
        return (Numeric.Flatten(net.G1, net.G2, net.GU), Numeric.Differences(() => net.Loss(xs, ys), net.W1, net.W2, net.U));
    }
}
