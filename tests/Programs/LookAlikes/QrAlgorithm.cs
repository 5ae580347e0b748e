//# expect: silent
//# style: Gram-Schmidt, QR algorithm for eigenvalues, tuples and double[,]
using System;

namespace Spectra
{
    public static class Qr
    {
        public static (double[,] q, double[,] r) Decompose(double[,] a)
        {
            int n = a.GetLength(0);
            double[,] q = (double[,])a.Clone(), r = new double[n, n];
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < j; k++)
                {
                    for (int i = 0; i < n; i++) r[k, j] += q[i, k] * a[i, j];
                    for (int i = 0; i < n; i++) q[i, j] -= r[k, j] * q[i, k];
                }
                double norm = 0;
                for (int i = 0; i < n; i++) norm += q[i, j] * q[i, j];
                r[j, j] = Math.Sqrt(norm);
                for (int i = 0; i < n; i++) q[i, j] /= r[j, j];
            }
            return (q, r);
        }

        public static double[] Eigenvalues(double[,] a, int iterations)
        {
            int n = a.GetLength(0);
            for (int step = 0; step < iterations; step++)
            {
                var (q, r) = Decompose(a);
                var next = new double[n, n];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        for (int k = 0; k < n; k++) next[i, j] += r[i, k] * q[k, j];
                a = next;
            }
            var values = new double[n];
            for (int i = 0; i < n; i++) values[i] = a[i, i];
            return values;
        }

        public static double[] LeastSquares(double[,] a, double[] b)
        {
            var (q, r) = Decompose(a);
            int n = b.Length;
            var x = new double[n];
            for (int i = n - 1; i >= 0; i--)
            {
                for (int k = 0; k < n; k++) x[i] += q[k, i] * b[k];
                for (int k = i + 1; k < n; k++) x[i] -= r[i, k] * x[k];
                x[i] /= r[i, i];
            }
            return x;
        }
    }
}
