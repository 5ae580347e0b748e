//# expect: silent
//# style: power iteration for left and right eigenvectors of one matrix, and Rayleigh quotients: the matrix and its transpose in loops of the same method
using System;

namespace Spectra
{
    public sealed class DominantEigenpair
    {
        private readonly double[][] _a;

        public DominantEigenpair(double[][] a) => _a = a;

        public (double value, double[] right, double[] left) Compute(int iterations)
        {
            int n = _a.Length;
            double[] right = new double[n], left = new double[n];
            Array.Fill(right, 1);
            Array.Fill(left, 1);
            for (int k = 0; k < iterations; k++) right = Normalised(Apply(right));
            for (int k = iterations - 1; k >= 0; k--) left = Normalised(ApplyTransposed(left));
            double[] image = Apply(right);
            double numerator = 0, denominator = 0;
            for (int i = 0; i < n; i++)
            {
                numerator += left[i] * image[i];
                denominator += left[i] * right[i];
            }
            return (numerator / denominator, right, left);
        }

        public double[,] Sensitivity(double[] right, double[] left)
        {
            var s = new double[_a.Length, _a.Length];
            double dot = 0;
            for (int i = 0; i < _a.Length; i++) dot += left[i] * right[i];
            for (int i = 0; i < _a.Length; i++)
                for (int j = 0; j < _a.Length; j++) s[i, j] = left[i] * right[j] / dot;
            return s;
        }

        private double[] Apply(double[] x)
        {
            var y = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
                for (int j = 0; j < x.Length; j++) y[i] += _a[i][j] * x[j];
            return y;
        }

        private double[] ApplyTransposed(double[] x)
        {
            var y = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
                for (int j = 0; j < x.Length; j++) y[j] += _a[i][j] * x[i];
            return y;
        }

        private static double[] Normalised(double[] x)
        {
            double norm = 0;
            foreach (double v in x) norm += v * v;
            norm = Math.Sqrt(norm);
            return Array.ConvertAll(x, v => v / norm);
        }
    }
}
