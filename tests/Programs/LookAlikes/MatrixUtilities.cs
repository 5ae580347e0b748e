//# expect: silent
//# style: a library of matrix functions: product, transpose, power, LU, back-substitution; names such as Forward and Backward substitution
using System;

namespace LinearAlgebra
{
    public static class MatrixUtilities
    {
        public static double[,] Multiply(double[,] a, double[,] b)
        {
            int n = a.GetLength(0), m = b.GetLength(1), inner = a.GetLength(1);
            double[,] c = new double[n, m];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < m; j++)
                    for (int k = 0; k < inner; k++)
                        c[i, j] += a[i, k] * b[k, j];
            return c;
        }

        public static double[,] Transpose(double[,] a)
        {
            double[,] t = new double[a.GetLength(1), a.GetLength(0)];
            for (int i = 0; i < a.GetLength(0); i++)
                for (int j = 0; j < a.GetLength(1); j++)
                    t[j, i] = a[i, j];
            return t;
        }

        public static double[,] Power(double[,] a, int exponent)
        {
            double[,] result = new double[a.GetLength(0), a.GetLength(0)];
            for (int i = 0; i < a.GetLength(0); i++) result[i, i] = 1;
            while (exponent > 0)
            {
                if ((exponent & 1) == 1) result = Multiply(result, a);
                a = Multiply(a, a);
                exponent >>= 1;
            }
            return result;
        }

        public static double[] ForwardSubstitution(double[,] lower, double[] b)
        {
            double[] y = new double[b.Length];
            for (int i = 0; i < b.Length; i++)
            {
                y[i] = b[i];
                for (int j = 0; j < i; j++) y[i] -= lower[i, j] * y[j];
                y[i] /= lower[i, i];
            }
            return y;
        }

        public static double[] BackwardSubstitution(double[,] lower, double[] y)
        {
            double[] x = new double[y.Length];
            for (int i = y.Length - 1; i >= 0; i--)
            {
                x[i] = y[i];
                for (int j = i + 1; j < y.Length; j++) x[i] -= lower[j, i] * x[j];
                x[i] /= lower[i, i];
            }
            return x;
        }

        public static double[] SolveCholesky(double[,] lower, double[] b) => BackwardSubstitution(lower, ForwardSubstitution(lower, b));
    }
}
