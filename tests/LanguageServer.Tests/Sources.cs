namespace RnnLint.LanguageServer.Tests;

/// <summary>A cell, and the class with its products, in files of their own.</summary>
internal static class Sources
{
    public const string Matrix = """
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

    public const string Rnn = """
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
                    var a = Matrix.Times(W, h[t]);
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
                    next = Matrix.TransposedTimes(W, d);
                }
                return dW;
            }
        }
        """;
}
