//# matrix: Wh
//# style: update gate unit (UGRNN) in one static method with local functions; W[from, to]; double[,] for the states of all times; gradient returned as a tuple
using System;

static class Ugrnn
{
    public static (double loss, double[,] gradWg, double[,] gradWh) Evaluate(double[,] Wg, double[,] Wh, double[,] Vg, double[,] Vh, double[,] input, double[,] target)
    {
        int T = input.GetLength(0), m = input.GetLength(1), n = Wh.GetLength(0);
        double[,] h = new double[T + 1, n], g = new double[T + 1, n], c = new double[T + 1, n];
        double Net(double[,] w, double[,] v, int t, int to)
        {
            double a = 0;
            for (int from = 0; from < n; from++) a += h[t - 1, from] * w[from, to];
            for (int from = 0; from < m; from++) a += input[t - 1, from] * v[from, to];
            return a;
        }

        double loss = 0;
        for (int t = 1; t <= T; t++)
        {
            for (int k = 0; k < n; k++)
            {
                g[t, k] = 1 / (1 + Math.Exp(-Net(Wg, Vg, t, k)));
                c[t, k] = Math.Tanh(Net(Wh, Vh, t, k));
                h[t, k] = g[t, k] * h[t - 1, k] + (1 - g[t, k]) * c[t, k];
                loss += 0.5 * Math.Pow(h[t, k] - target[t - 1, k], 2);
            }
        }

        double[,] dWg = new double[n, n], dWh = new double[n, n];
        double[,] dh = new double[T + 1, n];
        for (int t = T; t >= 1; t--)
        {
            for (int k = 0; k < n; k++)
            {
                dh[t, k] += h[t, k] - target[t - 1, k];
                double dg = dh[t, k] * (h[t - 1, k] - c[t, k]) * g[t, k] * (1 - g[t, k]);
                //! sigma-missing @Wg: double dg = dh[t, k] * (h[t - 1, k] - c[t, k]);
                //! sigma-wrong-step @Wg: double dg = dh[t, k] * (h[t - 1, k] - c[t, k]) * g[t - 1, k] * (1 - g[t - 1, k]);
                double dc = dh[t, k] * (1 - g[t, k]) * (1 - c[t, k] * c[t, k]);
                //! sigma-wrong-step-2: double dc = dh[t, k] * (1 - g[t, k]) * (1 - c[t - 1, k] * c[t - 1, k]);
                //! unexplained RNN0004|RNN0002: double dc = dh[t, k] * g[t, k] * (1 - c[t, k] * c[t, k]);
                for (int j = 0; j < n; j++)
                {
                    dWg[j, k] += h[t - 1, j] * dg;  //! reversed @Wg: dWg[k, j] += h[t - 1, j] * dg;
                    dWh[j, k] += h[t - 1, j] * dc;  //! unexplained-2: dWh[j, k] += h[t, j] * dc;
                    dh[t - 1, j] += Wg[j, k] * dg;  //! transposed @Wg: dh[t - 1, j] += Wg[k, j] * dg;
                    dh[t - 1, j] += Wh[j, k] * dc;  //! transposed-2: dh[t - 1, j] += Wh[k, j] * dc;
                }
                dh[t - 1, k] += g[t, k] * dh[t, k];  //! unexplained-3: dh[t - 1, k] += dh[t, k];
                //! unexplained-4:
            }
        }
        return (loss, dWg, dWh);
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        double[,] wg = Numeric.Table(seed, 4, 4), wh = Numeric.Table(seed + 10, 4, 4), vg = Numeric.Table(seed + 20, 2, 4), vh = Numeric.Table(seed + 30, 2, 4);
        var x = Numeric.Table(seed + 1, 5, 2);
        var y = Numeric.Table(seed + 2, 5, 4);
        var (_, dg, dh) = Ugrnn.Evaluate(wg, wh, vg, vh, x, y);
        return (Numeric.Flatten(dg, dh), Numeric.Differences(() => Ugrnn.Evaluate(wg, wh, vg, vh, x, y).loss, wg, wh));
    }
}
