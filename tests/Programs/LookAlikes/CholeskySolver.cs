//# expect: silent
//# style: LU and Cholesky factorisation with forward and backward substitution, and iterative refinement: residuals by the matrix, corrections by its factors in a loop
using System;

namespace Factorisations
{
    public sealed class Cholesky
    {
        private readonly double[,] l, a;
        private readonly int n;

        public Cholesky(double[,] a)
        {
            this.a = a;
            n = a.GetLength(0);
            l = new double[n, n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j <= i; j++)
                {
                    double sum = a[i, j];
                    for (int k = 0; k < j; k++) sum -= l[i, k] * l[j, k];
                    l[i, j] = i == j ? Math.Sqrt(sum) : sum / l[j, j];
                }
        }

        public double[] Forward(double[] b)
        {
            var y = new double[n];
            for (int i = 0; i < n; i++)
            {
                double sum = b[i];
                for (int k = 0; k < i; k++) sum -= l[i, k] * y[k];
                y[i] = sum / l[i, i];
            }
            return y;
        }

        public double[] Backward(double[] y)
        {
            var x = new double[n];
            for (int i = n - 1; i >= 0; i--)
            {
                double sum = y[i];
                for (int k = i + 1; k < n; k++) sum -= l[k, i] * x[k];
                x[i] = sum / l[i, i];
            }
            return x;
        }

        public double[] SolveRefined(double[] b, int rounds)
        {
            var x = Backward(Forward(b));
            for (int round = 0; round < rounds; round++)
            {
                var r = new double[n];
                for (int i = 0; i < n; i++)
                {
                    r[i] = b[i];
                    for (int j = 0; j < n; j++) r[i] -= a[i, j] * x[j];
                }
                var correction = Backward(Forward(r));
                for (int i = 0; i < n; i++) x[i] += correction[i];
            }
            return x;
        }
    }
}
