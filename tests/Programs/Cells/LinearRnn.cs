//# matrix: a
//# style: linear recurrence without activation, h' = A h + B x; double[,]; A[to, from]; static; nothing but dA and dB
using System;

namespace LinearDynamics
{
    public static class LinearRnn
    {
        public static double[][] Roll(double[,] a, double[,] b, double[][] x)
        {
            int n = a.GetLength(0);
            var h = new double[x.Length + 1][];
            h[0] = new double[n];
            for (int t = 0; t < x.Length; t++)
            {
                h[t + 1] = new double[n];
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++) h[t + 1][i] += a[i, j] * h[t][j];
                    for (int k = 0; k < x[t].Length; k++) h[t + 1][i] += b[i, k] * x[t][k];
                }
            }
            return h;
        }

        public static double Loss(double[,] a, double[,] b, double[][] x, double[] target)
        {
            var last = Roll(a, b, x)[x.Length];
            double loss = 0;
            for (int i = 0; i < target.Length; i++) loss += (last[i] - target[i]) * (last[i] - target[i]);
            return loss;
        }

        public static void Gradient(double[,] a, double[][] x, double[][] h, double[] target, out double[,] da, out double[,] db)
        {
            int n = target.Length, T = x.Length;
            da = new double[n, n];
            db = new double[n, x[0].Length];
            var g = new double[n];
            for (int i = 0; i < n; i++) g[i] = 2 * (h[T][i] - target[i]);
            for (int t = T - 1; t >= 0; t--)
            {
                var before = new double[n];
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        da[i, j] += g[i] * h[t][j];  //! reversed: da[j, i] += g[i] * h[t][j];
                        before[j] += a[i, j] * g[i];  //! transposed: before[i] += a[i, j] * g[j];
                    }
                    for (int k = 0; k < x[t].Length; k++) db[i, k] += g[i] * x[t][k];
                }
                g = before;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        double[,] a = Numeric.Table(seed, 4, 4), b = Numeric.Table(seed + 1, 4, 2);
        var x = Numeric.Sequence(seed + 2, 5, 2);
        var y = Numeric.Vector(seed + 3, 4);
        LinearDynamics.LinearRnn.Gradient(a, x, LinearDynamics.LinearRnn.Roll(a, b, x), y, out var da, out var db);
        return (Numeric.Flatten(da, db), Numeric.Differences(() => LinearDynamics.LinearRnn.Loss(a, b, x, y), a, b));
    }
}
