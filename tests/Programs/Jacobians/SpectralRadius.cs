//# matrix: w
//# expect: RNN0005
//# style: power iteration on the transposed recurrent matrix to scale its spectral radius: harmless; reservoir-like set-up next to a step method
using System;

namespace Spectrum
{
    public class Reservoir
    {
        private readonly double[,] w;
        private readonly int n;

        public Reservoir(double[,] w)
        {
            this.w = w;
            n = w.GetLength(0);
        }

        public double[] Step(double[] x, double[] u)
        {
            double[] next = new double[n];
            for (int i = 0; i < n; i++)
            {
                double z = u[i];
                for (int j = 0; j < n; j++) z += w[i, j] * x[j];
                next[i] = Math.Tanh(z);
            }
            return next;
        }

        /// <summary>Largest eigenvalue of w for a matrix with positive entries; wᵀ has the same.</summary>
        public double Radius(int iterations)
        {
            double[] v = new double[n];
            Array.Fill(v, 1.0);
            double radius = 0;
            for (int k = 0; k < iterations; k++)
            {
                double[] r = new double[n];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        r[i] += w[j, i] * v[j];  //! expected
                radius = 0;
                for (int i = 0; i < n; i++) radius = Math.Max(radius, r[i]);
                for (int i = 0; i < n; i++) v[i] = r[i] / radius;
            }
            return radius;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var w = Numeric.Table(seed, 4, 4);
        for (int i = 0; i < 4; i++) for (int j = 0; j < 4; j++) w[i, j] = Math.Abs(w[i, j]) + 0.1;
        var eigen = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(w).Evd().EigenValues;
        return ([new Spectrum.Reservoir(w).Radius(200)], [eigen.Max(e => e.Magnitude)]);
    }
}
