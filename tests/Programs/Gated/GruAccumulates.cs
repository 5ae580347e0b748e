//# matrix: uc
//# style: GRU in one method over double[,] tables of states; gradients accumulate in fields over several sequences, ZeroGrads is another method; x feeds each unit directly; loss on the last state; W[to, from]; student
using System;

namespace Accumulating
{
    public class GruNet
    {
        public double[,] uz, ur, uc, gz, gr, gc;

        public GruNet(int n)
        {
            uz = Draw(n, 1); ur = Draw(n, 2); uc = Draw(n, 3);
            ZeroGrads();
        }

        public void ZeroGrads()
        {
            int n = uz.GetLength(0);
            gz = new double[n, n]; gr = new double[n, n]; gc = new double[n, n];
        }

        static double[,] Draw(int n, int seed)
        {
            var random = new Random(seed);
            var a = new double[n, n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) a[i, j] = random.NextDouble() - 0.5;
            return a;
        }

        static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));

        // adds to gz, gr, gc and returns the loss
        public double Accumulate(double[][] x, double[] y)
        {
            int n = uz.GetLength(0), T = x.Length;
            double[,] h = new double[T + 1, n], z = new double[T + 1, n], r = new double[T + 1, n], c = new double[T + 1, n];
            for (int t = 1; t <= T; t++)
            {
                for (int i = 0; i < n; i++)
                {
                    double a = x[t - 1][i], b = x[t - 1][i];
                    for (int j = 0; j < n; j++)
                    {
                        a += uz[i, j] * h[t - 1, j];
                        b += ur[i, j] * h[t - 1, j];
                    }
                    z[t, i] = Sigmoid(a);
                    r[t, i] = Sigmoid(b);
                }
                for (int i = 0; i < n; i++)
                {
                    double a = x[t - 1][i];
                    for (int j = 0; j < n; j++) a += uc[i, j] * r[t, j] * h[t - 1, j];
                    c[t, i] = Math.Tanh(a);
                    h[t, i] = (1 - z[t, i]) * h[t - 1, i] + z[t, i] * c[t, i];
                }
            }
            double loss = 0;
            double[] dh = new double[n];
            for (int i = 0; i < n; i++)
            {
                dh[i] = h[T, i] - y[i];
                loss += dh[i] * dh[i] / 2;
            }
            for (int t = T; t >= 1; t--)
            {
                double[] ac = new double[n], az = new double[n], ar = new double[n], dq = new double[n], before = new double[n];
                for (int i = 0; i < n; i++)
                {
                    ac[i] = dh[i] * z[t, i] * (1 - c[t, i] * c[t, i]);  //! sigma-wrong: ac[i] = dh[i] * z[t, i] * c[t, i] * (1 - c[t, i]);
                    az[i] = dh[i] * (c[t, i] - h[t - 1, i]) * z[t, i] * (1 - z[t, i]);  //! sigma-missing @uz: az[i] = dh[i] * (c[t, i] - h[t - 1, i]);
                    before[i] = dh[i] * (1 - z[t, i]);
                }
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++) dq[j] += uc[i, j] * ac[i];  //! transposed: for (int j = 0; j < n; j++) dq[j] += uc[j, i] * ac[i];
                for (int i = 0; i < n; i++)
                {
                    ar[i] = dq[i] * h[t - 1, i] * r[t, i] * (1 - r[t, i]);
                    before[i] += dq[i] * r[t, i];
                }
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        before[j] += uz[i, j] * az[i];  //! truncated-2 @uz:
                        before[j] += ur[i, j] * ar[i];
                        //! truncated @ur:
                        //! transposed-2 @ur: before[j] += ur[j, i] * ar[i];
                        gc[i, j] += ac[i] * r[t, j] * h[t - 1, j];  //! unexplained: gc[i, j] += ac[i] * h[t - 1, j];
                        gz[i, j] += az[i] * h[t - 1, j];  //! unexplained-2 RNN0004|RNN0002 @uz: gz[i, j] += dh[i] * (c[t, i] - h[t - 1, i]) * h[t - 1, j];
                        gr[i, j] += ar[i] * h[t - 1, j];  //! reversed @ur: gr[j, i] += ar[i] * h[t - 1, j];
                    }
                }
                dh = before;
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
        var net = new Accumulating.GruNet(4);
        Numeric.Fill(seed, 2.5, net.uz, net.ur, net.uc);
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var y = Numeric.Vector(seed + 2, 4);
        net.Accumulate(xs, y);
        var g = Numeric.Flatten(net.gz, net.gr, net.gc);
        return (g, Numeric.Differences(() => net.Accumulate(xs, y), net.uz, net.ur, net.uc));
    }
}
