//# expect: silent
//# style: dynamic time warping with soft minimum and its backward recursion over the alignment; tables over two time axes, no matrix of parameters
using System;

namespace TimeSeries
{
    public static class SoftDtw
    {
        public static double[,] Forward(double[] a, double[] b, double gamma)
        {
            int n = a.Length, m = b.Length;
            var r = new double[n + 2, m + 2];
            for (int i = 0; i < n + 2; i++)
                for (int j = 0; j < m + 2; j++) r[i, j] = i == 0 && j == 0 ? 0 : 1e6;
            for (int i = 1; i <= n; i++)
                for (int j = 1; j <= m; j++)
                {
                    double d = (a[i - 1] - b[j - 1]) * (a[i - 1] - b[j - 1]);
                    double x = -r[i - 1, j] / gamma, y = -r[i, j - 1] / gamma, z = -r[i - 1, j - 1] / gamma;
                    double max = Math.Max(x, Math.Max(y, z));
                    r[i, j] = d - gamma * (max + Math.Log(Math.Exp(x - max) + Math.Exp(y - max) + Math.Exp(z - max)));
                }
            return r;
        }

        public static double[] Backward(double[] a, double[] b, double[,] r, double gamma)
        {
            int n = a.Length, m = b.Length;
            var e = new double[n + 2, m + 2];
            e[n, m] = 1;
            var gradient = new double[n];
            for (int i = n; i >= 1; i--)
                for (int j = m; j >= 1; j--)
                {
                    if (i < n) e[i, j] += e[i + 1, j] * Weight(r[i + 1, j], r[i, j], a[i] - b[j - 1], gamma);
                    if (j < m) e[i, j] += e[i, j + 1] * Weight(r[i, j + 1], r[i, j], a[i - 1] - b[j], gamma);
                    if (i < n && j < m) e[i, j] += e[i + 1, j + 1] * Weight(r[i + 1, j + 1], r[i, j], a[i] - b[j], gamma);
                    gradient[i - 1] += e[i, j] * 2 * (a[i - 1] - b[j - 1]);
                }
            return gradient;
        }

        private static double Weight(double next, double here, double difference, double gamma) =>
            Math.Exp((next - here - difference * difference) / gamma);
    }
}
