//# matrix: v
//# style: arrays used from index 1 as in textbooks of old; bias as weight 0; double[,]; V[to, from]; logistic; all in one class with short names
using System;

namespace Textbook
{
    class SimpleRecurrent
    {
        const int NIn = 2, NHid = 3;
        public double[,] w = new double[NHid + 1, NIn + 1];   // w[i, 0] is the bias
        public double[,] v = new double[NHid + 1, NHid + 1];
        public double[,] dw = new double[NHid + 1, NIn + 1];
        public double[,] dv = new double[NHid + 1, NHid + 1];

        public SimpleRecurrent()
        {
            Random rnd = new Random(1);
            for (int i = 1; i <= NHid; i++)
            {
                for (int k = 0; k <= NIn; k++) w[i, k] = rnd.NextDouble() - 0.5;
                for (int j = 1; j <= NHid; j++) v[i, j] = rnd.NextDouble() - 0.5;
            }
        }

        // s[t, i], t = 0..T, i = 1..NHid
        public double[,] Activate(double[,] x, int T)
        {
            double[,] s = new double[T + 1, NHid + 1];
            for (int t = 1; t <= T; t++)
            {
                for (int i = 1; i <= NHid; i++)
                {
                    double net = w[i, 0];
                    for (int k = 1; k <= NIn; k++) net += w[i, k] * x[t, k];
                    for (int j = 1; j <= NHid; j++) net += v[i, j] * s[t - 1, j];
                    s[t, i] = 1 / (1 + Math.Exp(-net));
                }
            }
            return s;
        }

        public void Gradient(double[,] x, double[,] s, double[,] y, int T)
        {
            double[,] delta = new double[T + 2, NHid + 1];
            for (int t = T; t >= 1; t--)
            {
                for (int j = 1; j <= NHid; j++)
                {
                    double e = s[t, j] - y[t, j];
                    for (int i = 1; i <= NHid; i++) e += delta[t + 1, i] * v[i, j];  //! transposed: for (int i = 1; i <= NHid; i++) e += delta[t + 1, i] * v[j, i];
                    delta[t, j] = e * s[t, j] * (1 - s[t, j]);
                    //! sigma-missing: delta[t, j] = e;
                    //! sigma-wrong-step: delta[t, j] = e * s[t - 1, j] * (1 - s[t - 1, j]);
                }
                for (int i = 1; i <= NHid; i++)
                {
                    dw[i, 0] += delta[t, i];
                    for (int k = 1; k <= NIn; k++) dw[i, k] += delta[t, i] * x[t, k];
                    for (int j = 1; j <= NHid; j++) dv[i, j] += delta[t, i] * s[t - 1, j];  //! reversed: for (int j = 1; j <= NHid; j++) dv[j, i] += delta[t, i] * s[t - 1, j];
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
        var net = new Textbook.SimpleRecurrent();
        Numeric.Fill(seed, net.w, net.v);
        var x = Numeric.Table(seed + 1, 6, 3);
        var y = Numeric.Table(seed + 2, 6, 4);
        net.Gradient(x, net.Activate(x, 5), y, 5);
        double Loss()
        {
            var s = net.Activate(x, 5);
            double loss = 0;
            for (int t = 1; t <= 5; t++) for (int i = 1; i <= 3; i++) loss += 0.5 * Math.Pow(s[t, i] - y[t, i], 2);
            return loss;
        }
        return (Numeric.Flatten(net.dw, net.dv), Numeric.Differences(Loss, net.w, net.v));
    }
}
