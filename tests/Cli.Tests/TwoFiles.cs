namespace RnnLint.Cli.Tests;

/// <summary>A network whose forward pass is in one file and whose backward pass is in another.</summary>
internal static class TwoFiles
{
    public const string Forward = """
        using System;

        public sealed partial class Rnn
        {
            private readonly int n;
            private readonly double[,] w, dw;

            public Rnn(int units)
            {
                n = units;
                w = new double[units, units];
                dw = new double[units, units];
                var random = new Random(1);
                for (int j = 0; j < units; j++)
                    for (int k = 0; k < units; k++)
                        w[j, k] = random.NextDouble() - 0.5;
            }

            public double[][] Forward(double[][] u)
            {
                var x = new double[u.Length + 1][];
                x[0] = new double[n];
                for (int t = 1; t <= u.Length; t++)
                {
                    x[t] = new double[n];
                    for (int j = 0; j < n; j++)
                    {
                        double sum = u[t - 1][j];
                        for (int k = 0; k < n; k++)
                            sum += w[j, k] * Math.Tanh(x[t - 1][k]);
                        x[t][j] = sum;
                    }
                }

                return x;
            }
        }
        """;

    public const string Backward = """
        using System;

        public sealed partial class Rnn
        {
            // Goes back through time.
            public double[,] Backward(double[][] u, double[][] y)
            {
                double[][] x = Forward(u);
                Array.Clear(dw);
                var next = new double[n];
                for (int t = u.Length; t >= 1; t--)
                {
                    var dx = new double[n];
                    for (int k = 0; k < n; k++)
                    {
                        double back = 0;
                        for (int j = 0; j < n; j++)
                            back += w[j, k] * next[j];
                        dx[k] = x[t][k] - y[t - 1][k] + (1 - Math.Tanh(x[t][k]) * Math.Tanh(x[t][k])) * back;
                    }

                    for (int j = 0; j < n; j++)
                        for (int k = 0; k < n; k++)
                            dw[j, k] += dx[j] * Math.Tanh(x[t - 1][k]);
                    next = dx;
                }

                return dw;
            }
        }
        """;

    /// <summary>The matrix is kept the other way round by the forward pass: both gradients, which stay as they were, are wrong.</summary>
    public static string ForwardTransposed => Forward.Replace("w[j, k] * Math", "w[k, j] * Math", StringComparison.Ordinal);

    public static string BackwardTransposed => Backward.Replace("w[j, k] * next", "w[k, j] * next", StringComparison.Ordinal);
}
