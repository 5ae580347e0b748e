//# matrix: coupling
//# style: numerics researcher: Lyapunov spectrum of a random network h' = tanh(g J h) by re-orthonormalised tangent vectors (modified Gram-Schmidt at every step); double[,] columns; static class; coupling[to, from]; burn-in
using System;

namespace Chaos
{
    public static class LyapunovSpectrum
    {
        public static double[] Iterate(double[,] coupling, double gain, double[] h)
        {
            int n = h.Length;
            var next = new double[n];
            for (int i = 0; i < n; i++)
            {
                double field = 0;
                for (int j = 0; j < n; j++) field += coupling[i, j] * h[j];
                next[i] = Math.Tanh(gain * field);
            }
            return next;
        }

        // Q := D(h') g J Q, one column at a time
        public static double[,] PushTangents(double[,] coupling, double gain, double[] next, double[,] q)
        {
            int n = next.Length, count = q.GetLength(1);
            var result = new double[n, count];
            for (int c = 0; c < count; c++)
            {
                for (int i = 0; i < n; i++)
                {
                    double sum = 0;
                    for (int j = 0; j < n; j++)
                        sum += coupling[i, j] * q[j, c];  //! transposed: sum += coupling[j, i] * q[j, c];
                    result[i, c] = gain * (1 - next[i] * next[i]) * sum;  //! sigma-missing: result[i, c] = gain * sum;
                }
            }
            return result;
        }

        /// <summary>Orthonormalises the columns and returns their lengths.</summary>
        public static double[] GramSchmidt(double[,] q)
        {
            int n = q.GetLength(0), count = q.GetLength(1);
            var length = new double[count];
            for (int c = 0; c < count; c++)
            {
                for (int b = 0; b < c; b++)
                {
                    double dot = 0;
                    for (int i = 0; i < n; i++) dot += q[i, b] * q[i, c];
                    for (int i = 0; i < n; i++) q[i, c] -= dot * q[i, b];
                }
                double norm = 0;
                for (int i = 0; i < n; i++) norm += q[i, c] * q[i, c];
                length[c] = Math.Sqrt(norm);
                for (int i = 0; i < n; i++) q[i, c] /= length[c];
            }
            return length;
        }

        public static double[] Compute(double[,] coupling, double gain, double[] start, int exponents, int burnIn, int steps)
        {
            int n = start.Length;
            var h = (double[])start.Clone();
            for (int t = 0; t < burnIn; t++) h = Iterate(coupling, gain, h);
            var q = new double[n, exponents];
            for (int c = 0; c < exponents; c++) q[c, c] = 1;
            var spectrum = new double[exponents];
            for (int t = 0; t < steps; t++)
            {
                h = Iterate(coupling, gain, h);
                q = PushTangents(coupling, gain, h, q);
                var length = GramSchmidt(q);
                for (int c = 0; c < exponents; c++) spectrum[c] += Math.Log(length[c]) / steps;
            }
            return spectrum;
        }
    }
}

//--- harness
static class Harness
{
    // The same exponents from central differences of the map alone.
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var w = Numeric.Table(seed, 4, 4);
        double[] h = Numeric.Vector(seed + 1, 4);
        var implemented = Chaos.LyapunovSpectrum.Compute(w, 1.5, h, 3, 2, 5);
        for (int t = 0; t < 2; t++) h = Chaos.LyapunovSpectrum.Iterate(w, 1.5, h);
        var q = new double[4, 3];
        for (int c = 0; c < 3; c++) q[c, c] = 1;
        var numeric = new double[3];
        for (int t = 0; t < 5; t++)
        {
            var jacobian = Numeric.Jacobian(v => Chaos.LyapunovSpectrum.Iterate(w, 1.5, v), h);
            h = Chaos.LyapunovSpectrum.Iterate(w, 1.5, h);
            var next = new double[4, 3];
            for (int i = 0; i < 4; i++) for (int c = 0; c < 3; c++) for (int j = 0; j < 4; j++) next[i, c] += jacobian[i * 4 + j] * q[j, c];
            q = next;
            var length = Chaos.LyapunovSpectrum.GramSchmidt(q);
            for (int c = 0; c < 3; c++) numeric[c] += Math.Log(length[c]) / 5;
        }
        return (implemented, numeric);
    }
}
