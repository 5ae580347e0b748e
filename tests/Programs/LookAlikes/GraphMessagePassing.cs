//# expect: silent
//# style: two-layer graph convolution with backward pass: the fixed adjacency matrix spreads in both directions, each layer has weights of its own; jagged
using System;

namespace Graphs
{
    public class GraphConvolution
    {
        private readonly double[][] adjacency;
        public readonly double[][][] Weights = new double[2][][];
        public readonly double[][][] Gradients = new double[2][][];
        private readonly double[][][] spread = new double[2][][], activations = new double[2][][];

        public GraphConvolution(double[][] adjacency, int width)
        {
            this.adjacency = adjacency;
            var random = new Random(3);
            for (int l = 0; l < 2; l++)
            {
                Weights[l] = New(width, width);
                foreach (var row in Weights[l])
                    for (int i = 0; i < row.Length; i++) row[i] = random.NextDouble() - 0.5;
            }
        }

        public double[][] Forward(double[][] features)
        {
            for (int l = 0; l < 2; l++)
            {
                spread[l] = Product(adjacency, features);
                activations[l] = Product(spread[l], Weights[l]);
                foreach (var row in activations[l])
                    for (int i = 0; i < row.Length; i++) row[i] = Math.Max(0, row[i]);
                features = activations[l];
            }
            return features;
        }

        public void Backward(double[][] d)
        {
            for (int l = 1; l >= 0; l--)
            {
                for (int v = 0; v < d.Length; v++)
                    for (int i = 0; i < d[v].Length; i++)
                        if (activations[l][v][i] <= 0) d[v][i] = 0;
                Gradients[l] = Product(Transposed(spread[l]), d);
                d = Product(Transposed(adjacency), Product(d, Transposed(Weights[l])));
            }
        }

        private static double[][] New(int rows, int columns)
        {
            var m = new double[rows][];
            for (int i = 0; i < rows; i++) m[i] = new double[columns];
            return m;
        }

        private static double[][] Product(double[][] a, double[][] b)
        {
            var c = New(a.Length, b[0].Length);
            for (int i = 0; i < a.Length; i++)
                for (int k = 0; k < b.Length; k++)
                    for (int j = 0; j < b[0].Length; j++) c[i][j] += a[i][k] * b[k][j];
            return c;
        }

        private static double[][] Transposed(double[][] a)
        {
            var t = New(a[0].Length, a.Length);
            for (int i = 0; i < a.Length; i++)
                for (int j = 0; j < a[0].Length; j++) t[j][i] = a[i][j];
            return t;
        }
    }
}
