//# expect: silent
//# style: finite-horizon LQR, jagged: Riccati recursion backwards over time with A and its transpose, then a forward simulation of the closed loop
using System;

namespace Control
{
    public class FiniteHorizonLqr
    {
        private readonly double[][] a;
        private readonly double[] b, q;
        private readonly double r;
        private double[][] gains = Array.Empty<double[]>();

        public FiniteHorizonLqr(double[][] a, double[] b, double[] q, double r)
        {
            this.a = a;
            this.b = b;
            this.q = q;
            this.r = r;
        }

        public void Backward(int horizon)
        {
            int n = b.Length;
            gains = new double[horizon][];
            var p = Diagonal(q);
            for (int t = horizon - 1; t >= 0; t--)
            {
                var pb = new double[n];
                double denominator = r;
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++) pb[i] += p[i][j] * b[j];
                for (int i = 0; i < n; i++) denominator += b[i] * pb[i];
                gains[t] = new double[n];
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++) gains[t][i] += pb[j] * a[j][i];
                    gains[t][i] /= denominator;
                }
                var closed = new double[n][];
                for (int i = 0; i < n; i++)
                {
                    closed[i] = new double[n];
                    for (int j = 0; j < n; j++) closed[i][j] = a[i][j] - b[i] * gains[t][j];
                }
                var next = Diagonal(q);
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        for (int k = 0; k < n; k++)
                            for (int l = 0; l < n; l++)
                                next[i][j] += a[k][i] * p[k][l] * closed[l][j];
                p = next;
            }
        }

        public double[] Forward(double[] x)
        {
            foreach (var gain in gains)
            {
                double u = 0;
                for (int j = 0; j < x.Length; j++) u -= gain[j] * x[j];
                var next = new double[x.Length];
                for (int i = 0; i < x.Length; i++)
                {
                    next[i] = b[i] * u;
                    for (int j = 0; j < x.Length; j++) next[i] += a[i][j] * x[j];
                }
                x = next;
            }
            return x;
        }

        private static double[][] Diagonal(double[] d)
        {
            var m = new double[d.Length][];
            for (int i = 0; i < d.Length; i++)
            {
                m[i] = new double[d.Length];
                m[i][i] = d[i];
            }
            return m;
        }
    }
}
