//# matrix: W
//# style: Jacobians of a leaky tanh cell in both layouts side by side: numerator layout multiplied from the left, denominator layout from the right; matrix struct with operators; sum over all pairs of steps gives dL/dW; textbook derivation in comments; W[to, from]
using System;

namespace Layouts
{
    public readonly struct Mat
    {
        public readonly double[,] E;

        public Mat(double[,] e) { E = e; }

        public static Mat Identity(int n)
        {
            var e = new double[n, n];
            for (int i = 0; i < n; i++) e[i, i] = 1;
            return new Mat(e);
        }

        public static Mat operator *(Mat a, Mat b)
        {
            int n = a.E.GetLength(0), m = b.E.GetLength(1), l = b.E.GetLength(0);
            var e = new double[n, m];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < m; j++)
                    for (int k = 0; k < l; k++)
                        e[i, j] += a.E[i, k] * b.E[k, j];
            return new Mat(e);
        }
    }

    public sealed class LeakyCell
    {
        public const double Leak = 0.3;
        public readonly double[,] W;

        public LeakyCell(double[,] w) { W = w; }

        int N => W.GetLength(0);

        public double[] Next(double[] h, double[] x, out double[] r)
        {
            r = new double[N];
            var y = new double[N];
            for (int i = 0; i < N; i++)
            {
                double z = x[i];
                for (int j = 0; j < N; j++) z += W[i, j] * h[j];
                r[i] = Math.Tanh(z);
                y[i] = (1 - Leak) * h[i] + Leak * r[i];
            }
            return y;
        }

        // Numerator layout: J(i, j) = dh'_i / dh_j = (1 - a) δ_ij + a σ'_i W_ij
        public Mat JacobianNumerator(double[] r)
        {
            var e = new double[N, N];
            for (int i = 0; i < N; i++)
                for (int j = 0; j < N; j++)
                    e[i, j] = (i == j ? 1 - Leak : 0) + Leak * (1 - r[i] * r[i]) * W[i, j];
                    //! transposed: e[i, j] = (i == j ? 1 - Leak : 0) + Leak * (1 - r[i] * r[i]) * W[j, i];
                    //! sigma-missing: e[i, j] = (i == j ? 1 - Leak : 0) + Leak * W[i, j];
                    //! unexplained: e[i, j] = (i == j ? 1 : 0) + Leak * (1 - r[i] * r[i]) * W[i, j];
            return new Mat(e);
        }

        // Denominator layout: K(j, i) = dh'_i / dh_j
        public Mat JacobianDenominator(double[] r)
        {
            var e = new double[N, N];
            for (int j = 0; j < N; j++)
                for (int i = 0; i < N; i++)
                    e[j, i] = (i == j ? 1 - Leak : 0) + Leak * (1 - r[i] * r[i]) * W[i, j];
                    //! transposed-2: e[j, i] = (i == j ? 1 - Leak : 0) + Leak * (1 - r[i] * r[i]) * W[j, i];
            return new Mat(e);
        }

        // d h_T / d h_0, in numerator layout: J_T ... J_2 J_1
        public double[,] FlowNumerator(double[] h0, double[][] xs)
        {
            var h = h0;
            var product = Mat.Identity(N);
            foreach (var x in xs)
            {
                h = Next(h, x, out var r);
                product = JacobianNumerator(r) * product;  //! unexplained-2: product = product * JacobianNumerator(r);
            }
            return product.E;
        }

        // The same transposed: K_1 K_2 ... K_T
        public double[,] FlowDenominator(double[] h0, double[][] xs)
        {
            var h = h0;
            var product = Mat.Identity(N);
            foreach (var x in xs)
            {
                h = Next(h, x, out var r);
                product = product * JacobianDenominator(r);
            }
            return product.E;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var cell = new Layouts.LeakyCell(Numeric.Table(seed, 4, 4));
        Numeric.Fill(seed, 3, cell.W);
        var h0 = Numeric.Vector(seed + 1, 4);
        var xs = Numeric.Sequence(seed + 2, 4, 4);
        double[] Run(double[] h) { foreach (var x in xs) h = cell.Next(h, x, out _); return h; }
        var j = Numeric.Jacobian(Run, h0);
        double[] transposed = [.. Enumerable.Range(0, 16).Select(k => j[k % 4 * 4 + k / 4])];
        return (Numeric.Flatten(cell.FlowNumerator(h0, xs), cell.FlowDenominator(h0, xs)), [.. j, .. transposed]);
    }
}
