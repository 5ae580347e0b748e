//# expect: silent
//# style: symmetric Gauss-Seidel, Jacobi and damped Richardson on one system: a forward sweep and a backward sweep through one matrix in every iteration
using System;

namespace LinearSolvers
{
    public class StationarySolver
    {
        private readonly double[,] a;
        private readonly double[] b;
        private readonly int n;

        public StationarySolver(double[,] a, double[] b)
        {
            this.a = a;
            this.b = b;
            n = b.Length;
        }

        public void ForwardSweep(double[] x)
        {
            for (int i = 0; i < n; i++) Relax(x, i);
        }

        public void BackwardSweep(double[] x)
        {
            for (int i = n - 1; i >= 0; i--) Relax(x, i);
        }

        private void Relax(double[] x, int i)
        {
            double sum = b[i];
            for (int j = 0; j < n; j++)
                if (j != i) sum -= a[i, j] * x[j];
            x[i] = sum / a[i, i];
        }

        public double[] Solve(int iterations)
        {
            var x = new double[n];
            for (int k = 0; k < iterations; k++)
            {
                ForwardSweep(x);
                BackwardSweep(x);
            }
            return x;
        }

        public double[] Jacobi(double[] x, int iterations)
        {
            for (int k = 0; k < iterations; k++)
            {
                var next = new double[n];
                for (int i = 0; i < n; i++)
                {
                    next[i] = b[i];
                    for (int j = 0; j < n; j++)
                        if (j != i) next[i] -= a[i, j] * x[j];
                    next[i] /= a[i, i];
                }
                x = next;
            }
            return x;
        }

        public double[] NormalEquationsGradient(double[] x, double rate, int iterations)
        {
            for (int k = 0; k < iterations; k++)
            {
                var residual = new double[n];
                for (int i = 0; i < n; i++)
                {
                    residual[i] = -b[i];
                    for (int j = 0; j < n; j++) residual[i] += a[i, j] * x[j];
                }
                for (int j = 0; j < n; j++)
                    for (int i = 0; i < n; i++) x[j] -= rate * a[i, j] * residual[i];
            }
            return x;
        }
    }
}
