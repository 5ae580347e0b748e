//# expect: silent
//# style: conjugate gradients and biconjugate gradients, flat row-major matrix: the matrix and its transpose are applied in every iteration
using System;

namespace LinearSolvers
{
    public static class Krylov
    {
        private static double Dot(double[] a, double[] b)
        {
            double s = 0;
            for (int i = 0; i < a.Length; i++) s += a[i] * b[i];
            return s;
        }

        private static double[] Times(double[] a, double[] x, bool transposed)
        {
            int n = x.Length;
            var y = new double[n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) y[i] += (transposed ? a[j * n + i] : a[i * n + j]) * x[j];
            return y;
        }

        public static double[] Conjugate(double[] a, double[] b, int iterations)
        {
            double[] x = new double[b.Length], r = (double[])b.Clone(), p = (double[])b.Clone();
            double rr = Dot(r, r);
            for (int k = 0; k < iterations && rr > 1e-20; k++)
            {
                var ap = Times(a, p, false);
                double alpha = rr / Dot(p, ap);
                for (int i = 0; i < x.Length; i++)
                {
                    x[i] += alpha * p[i];
                    r[i] -= alpha * ap[i];
                }
                double next = Dot(r, r);
                for (int i = 0; i < x.Length; i++) p[i] = r[i] + next / rr * p[i];
                rr = next;
            }
            return x;
        }

        public static double[] Biconjugate(double[] a, double[] b, int iterations)
        {
            double[] x = new double[b.Length], r = (double[])b.Clone(), rt = (double[])b.Clone(), p = (double[])b.Clone(), pt = (double[])b.Clone();
            double rho = Dot(rt, r);
            for (int k = 0; k < iterations && Math.Abs(rho) > 1e-20; k++)
            {
                double[] ap = Times(a, p, false), atp = Times(a, pt, true);
                double alpha = rho / Dot(pt, ap);
                for (int i = 0; i < x.Length; i++)
                {
                    x[i] += alpha * p[i];
                    r[i] -= alpha * ap[i];
                    rt[i] -= alpha * atp[i];
                }
                double next = Dot(rt, r);
                for (int i = 0; i < x.Length; i++)
                {
                    p[i] = r[i] + next / rho * p[i];
                    pt[i] = rt[i] + next / rho * pt[i];
                }
                rho = next;
            }
            return x;
        }
    }
}
