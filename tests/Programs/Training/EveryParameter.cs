//# matrix: wh
//# style: gradients of input weights and bias judged too; learns where it stands (w -= rate * g after the pass); jagged; tanh; loss at every step; all shapes differ
using System;

namespace EveryParameter
{
    public sealed class Learner
    {
        public readonly double[][] wx, wh, wy;
        public readonly double[] b, c;
        public double Rate = 0.05;

        public Learner(int inputs, int hidden, int outputs, int seed)
        {
            var random = new Random(seed);
            wx = Make(hidden, inputs, random);
            wh = Make(hidden, hidden, random);
            wy = Make(outputs, hidden, random);
            b = new double[hidden];
            c = new double[outputs];
            for (int i = 0; i < hidden; i++) b[i] = random.NextDouble() * 0.2 - 0.1;
        }

        private static double[][] Make(int rows, int columns, Random random)
        {
            var made = new double[rows][];
            for (int i = 0; i < rows; i++)
            {
                made[i] = new double[columns];
                for (int j = 0; random != null && j < columns; j++) made[i][j] = random.NextDouble() - 0.5;
            }
            return made;
        }

        private double[][] Run(double[][] x, double[][] o)
        {
            var h = Make(x.Length + 1, wh.Length, null);
            for (int t = 0; t < x.Length; t++)
            {
                for (int i = 0; i < wh.Length; i++)
                {
                    double a = b[i];
                    for (int k = 0; k < x[t].Length; k++) a += wx[i][k] * x[t][k];
                    for (int k = 0; k < wh.Length; k++) a += wh[i][k] * h[t][k];
                    h[t + 1][i] = Math.Tanh(a);
                }
                o[t] = (double[])c.Clone();
                for (int i = 0; i < c.Length; i++)
                    for (int k = 0; k < wh.Length; k++) o[t][i] += wy[i][k] * h[t + 1][k];
            }
            return h;
        }

        public double Loss(double[][] x, double[][] y)
        {
            var o = new double[x.Length][];
            Run(x, o);
            double loss = 0;
            for (int t = 0; t < x.Length; t++)
                for (int i = 0; i < c.Length; i++) loss += (o[t][i] - y[t][i]) * (o[t][i] - y[t][i]) / 2;
            return loss;
        }

        public void Learn(double[][] x, double[][] y)
        {
            int n = wh.Length, m = x[0].Length;
            var o = new double[x.Length][];
            var h = Run(x, o);
            double[][] gx = Make(n, m, null), gh = Make(n, n, null), gy = Make(c.Length, n, null);
            double[] gb = new double[n], gc = new double[c.Length], later = new double[n];
            for (int t = x.Length - 1; t >= 0; t--)
            {
                double[] dh = later, dz = new double[n];
                for (int i = 0; i < c.Length; i++)
                {
                    double e = o[t][i] - y[t][i];
                    gc[i] += e;
                    for (int k = 0; k < n; k++)
                    {
                        gy[i][k] += e * h[t + 1][k];
                        dh[k] += wy[i][k] * e;
                    }
                }
                for (int i = 0; i < n; i++) dz[i] = dh[i] * (1 - h[t + 1][i] * h[t + 1][i]);  //! sigma-missing: for (int i = 0; i < n; i++) dz[i] = dh[i];
                later = new double[n];
                for (int i = 0; i < n; i++)
                {
                    gb[i] += dz[i];  //! unexplained @b: gb[i] += dh[i];
                    //! unexplained-2 @b: gb[i] += dz[i] * (1 - h[t + 1][i] * h[t + 1][i]);
                    for (int k = 0; k < m; k++) gx[i][k] += dz[i] * x[t][k];
                    //! unexplained-3 @wx: for (int k = 0; k < m; k++) gx[i][k] += dh[i] * x[t][k];
                    //! unexplained-4 @wx: for (int k = 0; k < m; k++) gx[i][k] += dz[i] * x[Math.Max(t - 1, 0)][k];
                    //! overwritten @wx: for (int k = 0; k < m; k++) gx[i][k] = dz[i] * x[t][k];
                    for (int k = 0; k < n; k++)
                    {
                        gh[i][k] += dz[i] * h[t][k];  //! reversed: gh[k][i] += dz[i] * h[t][k];
                        later[k] += wh[i][k] * dz[i];  //! transposed: later[k] += wh[k][i] * dz[i];
                    }
                }
            }
            Subtract(wx, gx);
            Subtract(wh, gh);
            Subtract(wy, gy);
            for (int i = 0; i < n; i++) b[i] -= Rate * gb[i];
            for (int i = 0; i < c.Length; i++) c[i] -= Rate * gc[i];
        }

        private void Subtract(double[][] w, double[][] g)
        {
            for (int i = 0; i < w.Length; i++)
                for (int k = 0; k < w[i].Length; k++) w[i][k] -= Rate * g[i][k];
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new EveryParameter.Learner(2, 4, 3, seed) { Rate = 1e-7 };
        object[] p = [net.wx, net.wh, net.wy, net.b, net.c];
        Numeric.Fill(seed, p);
        double[][] xs = Numeric.Sequence(seed + 1, 5, 2), ys = Numeric.Sequence(seed + 2, 5, 3);
        return (Numeric.FromUpdate(1e-7, () => net.Learn(xs, ys), p), Numeric.Differences(() => net.Loss(xs, ys), p));
    }
}
