//# expect: silent
//# style: feed-forward layers behind an interface, with batch normalisation and its backward pass; loops over layers in both directions
using System;
using System.Collections.Generic;

namespace Layers
{
    public interface ILayer
    {
        double[][] Forward(double[][] x);
        double[][] Backward(double[][] dy);
    }

    public class Dense : ILayer
    {
        public readonly double[][] W, G;
        private double[][] x = Array.Empty<double[]>();

        public Dense(int n, Random r)
        {
            W = new double[n][];
            G = new double[n][];
            for (int i = 0; i < n; i++)
            {
                W[i] = new double[n];
                G[i] = new double[n];
                for (int j = 0; j < n; j++) W[i][j] = r.NextDouble() - 0.5;
            }
        }

        public double[][] Forward(double[][] input)
        {
            x = input;
            return Array.ConvertAll(input, row =>
            {
                var y = new double[W.Length];
                for (int i = 0; i < W.Length; i++)
                    for (int j = 0; j < row.Length; j++) y[i] += W[i][j] * row[j];
                return y;
            });
        }

        public double[][] Backward(double[][] dy)
        {
            var dx = Array.ConvertAll(x, row => new double[row.Length]);
            for (int s = 0; s < dy.Length; s++)
                for (int i = 0; i < W.Length; i++)
                    for (int j = 0; j < dx[s].Length; j++)
                    {
                        G[i][j] += dy[s][i] * x[s][j];
                        dx[s][j] += W[i][j] * dy[s][i];
                    }
            return dx;
        }
    }

    public class BatchNorm : ILayer
    {
        private double[] deviation = Array.Empty<double>();
        private double[][] normal = Array.Empty<double[]>();

        public double[][] Forward(double[][] x)
        {
            int n = x[0].Length;
            deviation = new double[n];
            normal = Array.ConvertAll(x, row => new double[n]);
            for (int i = 0; i < n; i++)
            {
                double mean = 0, variance = 1e-5;
                foreach (var row in x) mean += row[i] / x.Length;
                foreach (var row in x) variance += (row[i] - mean) * (row[i] - mean) / x.Length;
                deviation[i] = Math.Sqrt(variance);
                for (int s = 0; s < x.Length; s++) normal[s][i] = (x[s][i] - mean) / deviation[i];
            }
            return normal;
        }

        public double[][] Backward(double[][] dy)
        {
            var dx = Array.ConvertAll(dy, row => new double[row.Length]);
            for (int i = 0; i < deviation.Length; i++)
            {
                double sum = 0, dot = 0;
                for (int s = 0; s < dy.Length; s++)
                {
                    sum += dy[s][i] / dy.Length;
                    dot += dy[s][i] * normal[s][i] / dy.Length;
                }
                for (int s = 0; s < dy.Length; s++) dx[s][i] = (dy[s][i] - sum - normal[s][i] * dot) / deviation[i];
            }
            return dx;
        }
    }

    public class Network
    {
        private readonly List<ILayer> layers = new List<ILayer>();

        public Network(int width, int depth)
        {
            var r = new Random(4);
            for (int l = 0; l < depth; l++)
            {
                layers.Add(new Dense(width, r));
                layers.Add(new BatchNorm());
            }
        }

        public void Train(double[][] x, double[][] target)
        {
            var y = x;
            foreach (var layer in layers) y = layer.Forward(y);
            var d = Array.ConvertAll(y, row => (double[])row.Clone());
            for (int s = 0; s < d.Length; s++)
                for (int i = 0; i < d[s].Length; i++) d[s][i] -= target[s][i];
            for (int l = layers.Count - 1; l >= 0; l--) d = layers[l].Backward(d);
        }
    }
}
