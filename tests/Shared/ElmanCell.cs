namespace RnnLint.Tests;

/// <summary>A right Elman cell, for tests that are about where its code stands and not about what it computes.</summary>
internal static class ElmanCell
{
    /// <summary>A class with both products of a matrix, right ones.</summary>
    public const string Products = """
        public static class Matrix
        {
            public static double[] Times(double[,] a, double[] x)
            {
                var y = new double[a.GetLength(0)];
                for (int i = 0; i < a.GetLength(0); i++)
                    for (int j = 0; j < a.GetLength(1); j++) y[i] += a[i, j] * x[j];
                return y;
            }

            public static double[] TransposedTimes(double[,] a, double[] x)
            {
                var y = new double[a.GetLength(1)];
                for (int i = 0; i < a.GetLength(0); i++)
                    for (int j = 0; j < a.GetLength(1); j++) y[j] += a[i, j] * x[i];
                return y;
            }
        }
        """;

    /// <summary>A helper that multiplies by the transpose of what its one caller, <see cref="WithKernel"/>, needs.</summary>
    public const string Kernel = """
        public static class Kernel
        {
            public static double[] Back(double[,] w, double[] d)
            {
                var r = new double[d.Length];
                for (int i = 0; i < r.Length; i++) for (int j = 0; j < r.Length; j++) r[i] += w[i, j] * d[j];
                return r;
            }
        }
        """;

    /// <summary>Uses <see cref="Kernel"/> in the backward pass.</summary>
    public static string WithKernel { get; } = Rnn("Times(h[t])", "Kernel.Back(W, d)", """
            double[] Times(double[] s)
            {
                var y = new double[n];
                for (int j = 0; j < n; j++)
                    for (int k = 0; k < n; k++) y[j] += W[j, k] * s[k];
                return y;
            }

            public double[,] Train(double[][] x, double[][] dh) => Backward(Forward(x), dh);
        """);

    /// <summary>Uses <see cref="Products"/> in both passes.</summary>
    public static string WithProducts { get; } = Rnn("Matrix.Times(W, h[t])", "Matrix.TransposedTimes(W, d)");

    /// <param name="forward">The product of W with h[t].</param>
    /// <param name="back">What the step before gets of d.</param>
    /// <param name="members">Further members.</param>
    public static string Rnn(string forward, string back, string members = "") => $$"""
        using System;

        public class Rnn
        {
            readonly int n;
            readonly double[,] W;

            public Rnn(int n)
            {
                this.n = n;
                W = new double[n, n];
                var random = new Random(1);
                for (int j = 0; j < n; j++)
                    for (int k = 0; k < n; k++) W[j, k] = random.NextDouble() - 0.5;
            }

            public double[][] Forward(double[][] x)
            {
                var h = new double[x.Length + 1][];
                h[0] = new double[n];
                for (int t = 0; t < x.Length; t++)
                {
                    var a = {{forward}};
                    h[t + 1] = new double[n];
                    for (int j = 0; j < n; j++) h[t + 1][j] = Math.Tanh(a[j] + x[t][j]);
                }
                return h;
            }

            public double[,] Backward(double[][] h, double[][] dh)
            {
                var dW = new double[n, n];
                var next = new double[n];
                for (int t = dh.Length - 1; t >= 0; t--)
                {
                    var d = new double[n];
                    for (int j = 0; j < n; j++) d[j] = (dh[t][j] + next[j]) * (1 - h[t + 1][j] * h[t + 1][j]);
                    for (int j = 0; j < n; j++)
                        for (int k = 0; k < n; k++) dW[j, k] += d[j] * h[t][k];
                    next = {{back}};
                }
                return dW;
            }

        {{members}}
        }
        """;
}
