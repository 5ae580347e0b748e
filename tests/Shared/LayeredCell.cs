namespace RnnLint.Tests;

/// <summary>An Elman cell in three projects, as larger code has it: a matrix, a layer that goes one step forward or back, and a network that drives it through time.</summary>
internal static class LayeredCell
{
    public const string Right = "TransposedTimes", Wrong = "Times";

    public const string Matrix = """
        namespace Numbers
        {
            public sealed class Square
            {
                private readonly double[] a;
                public readonly int Size;
                public Square(int n) { Size = n; a = new double[n * n]; }
                public double this[int i, int j] { get => a[i * Size + j]; set => a[i * Size + j] = value; }
                public double[] Times(double[] x)
                {
                    var y = new double[Size];
                    for (int i = 0; i < Size; i++)
                        for (int j = 0; j < Size; j++) y[i] += this[i, j] * x[j];
                    return y;
                }
                public double[] TransposedTimes(double[] x)
                {
                    var y = new double[Size];
                    for (int i = 0; i < Size; i++)
                        for (int j = 0; j < Size; j++) y[j] += this[i, j] * x[i];
                    return y;
                }
            }
        }
        """;

    public const string Network = """
        using Layers;

        namespace App
        {
            public sealed class Net
            {
                private readonly int n;
                private readonly Layer layer;
                public Net(int n) { this.n = n; layer = new Layer(n); }

                public double[][] Forward(double[][] x)
                {
                    var h = new double[x.Length + 1][];
                    h[0] = new double[n];
                    for (int t = 0; t < x.Length; t++) h[t + 1] = layer.Next(h[t], x[t]);
                    return h;
                }

                public double[] Backward(double[][] h, double[][] dh)
                {
                    var d = new double[n];
                    for (int t = dh.Length - 1; t >= 0; t--)
                    {
                        for (int i = 0; i < n; i++) d[i] += dh[t][i];
                        d = layer.Before(h[t + 1], d);
                    }
                    return d;
                }
            }
        }
        """;

    /// <param name="back">The product by which the gradient goes back: <see cref="Right"/> or <see cref="Wrong"/>.</param>
    public static string Layer(string back) => $$"""
        using System;
        using Numbers;

        namespace Layers
        {
            public sealed class Layer
            {
                private readonly int n;
                private readonly Square w;
                public Layer(int n)
                {
                    this.n = n;
                    w = new Square(n);
                    var random = new Random(1);
                    for (int i = 0; i < n; i++)
                        for (int j = 0; j < n; j++) w[i, j] = random.NextDouble() - 0.5;
                }
                public double[] Next(double[] h, double[] x)
                {
                    var a = w.Times(h);
                    for (int i = 0; i < n; i++) a[i] = Math.Tanh(a[i] + x[i]);
                    return a;
                }
                public double[] Before(double[] h, double[] d)
                {
                    var e = new double[n];
                    for (int i = 0; i < n; i++) e[i] = d[i] * (1 - h[i] * h[i]);
                    return w.{{back}}(e);
                }
            }
        }
        """;
}
