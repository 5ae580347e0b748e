//# matrix: R
//# style: one method that returns loss and gradients as out parameters; gradient of the loss stored during the forward loop; double[,]; R[from, to]; hidden state as rows of a matrix; cosine activation
using System;

public static class CosineRnn
{
    public static void Evaluate(double[,] R, double[,] I, double[,] x, double[,] y, out double loss, out double[,] dR, out double[,] dI)
    {
        int T = x.GetLength(0), m = x.GetLength(1), n = R.GetLength(0);
        double[,] s = new double[T + 1, n];
        double[,] slope = new double[T + 1, n];
        double[,] error = new double[T + 1, n];
        loss = 0;
        for (int t = 1; t <= T; t++)
        {
            for (int q = 0; q < n; q++)
            {
                double a = 0;
                for (int p = 0; p < n; p++) a += s[t - 1, p] * R[p, q];
                for (int p = 0; p < m; p++) a += x[t - 1, p] * I[p, q];
                s[t, q] = Math.Cos(a);
                slope[t, q] = -Math.Sin(a);
                error[t, q] = s[t, q] - y[t - 1, q];
                loss += error[t, q] * error[t, q] / 2;
            }
        }

        dR = new double[n, n];
        dI = new double[m, n];
        double[] g = new double[n];
        for (int t = T; t >= 1; t--)
        {
            for (int q = 0; q < n; q++)
            {
                g[q] = (g[q] + error[t, q]) * slope[t, q];
                //! sigma-missing: g[q] = g[q] + error[t, q];
                //! sigma-wrong: g[q] = (g[q] + error[t, q]) * -slope[t, q];
                //! sigma-wrong-step: g[q] = (g[q] + error[t, q]) * slope[Math.Min(t + 1, T), q];
                for (int p = 0; p < n; p++) dR[p, q] += s[t - 1, p] * g[q];  //! reversed: for (int p = 0; p < n; p++) dR[q, p] += s[t - 1, p] * g[q];
                for (int p = 0; p < m; p++) dI[p, q] += x[t - 1, p] * g[q];
            }
            double[] back = new double[n];
            for (int p = 0; p < n; p++)
                for (int q = 0; q < n; q++)
                    back[p] += R[p, q] * g[q];  //! transposed: back[p] += R[q, p] * g[q];
            g = back;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        double[,] r = Numeric.Table(seed, 4, 4), i = Numeric.Table(seed + 1, 2, 4), x = Numeric.Table(seed + 2, 5, 2), y = Numeric.Table(seed + 3, 5, 4);
        CosineRnn.Evaluate(r, i, x, y, out _, out var dr, out var di);
        return (Numeric.Flatten(dr, di), Numeric.Differences(() => { CosineRnn.Evaluate(r, i, x, y, out var loss, out _, out _); return loss; }, r, i));
    }
}
