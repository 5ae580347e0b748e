//# expect: silent
//# style: deep feed-forward network of equal square layers in a double[][,], loops over layers forwards and backwards: each layer has its own matrix, so nothing is recurrent
using System;

namespace FeedForward
{
    public class DeepNetwork
    {
        public readonly double[][,] Weights;
        public readonly double[][,] Gradients;
        private readonly double[][] activations;
        private readonly int n;

        public DeepNetwork(int n, int layers)
        {
            this.n = n;
            Weights = new double[layers][,];
            Gradients = new double[layers][,];
            activations = new double[layers + 1][];
            var random = new Random(9);
            for (int l = 0; l < layers; l++)
            {
                Weights[l] = new double[n, n];
                Gradients[l] = new double[n, n];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        Weights[l][i, j] = random.NextDouble() * 2 - 1;
            }
        }

        public double[] Forward(double[] x)
        {
            activations[0] = x;
            for (int l = 0; l < Weights.Length; l++)
            {
                activations[l + 1] = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double z = 0;
                    for (int j = 0; j < n; j++) z += Weights[l][i, j] * activations[l][j];
                    activations[l + 1][i] = Math.Tanh(z);
                }
            }
            return activations[Weights.Length];
        }

        public void Backward(double[] dOutput)
        {
            double[] d = dOutput;
            for (int l = Weights.Length - 1; l >= 0; l--)
            {
                double[] before = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double dz = d[i] * (1 - activations[l + 1][i] * activations[l + 1][i]);
                    for (int j = 0; j < n; j++)
                    {
                        Gradients[l][i, j] += dz * activations[l][j];
                        before[j] += Weights[l][i, j] * dz;
                    }
                }
                d = before;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new FeedForward.DeepNetwork(4, 4);
        Numeric.Fill(seed, (object)net.Weights);
        var x = Numeric.Vector(seed + 1, 4);
        var up = Numeric.Vector(seed + 2, 4);
        net.Forward(x);
        net.Backward(up);
        return (Numeric.Flatten((object)net.Gradients), Numeric.Differences(() => Numeric.Dot(up, net.Forward(x)), (object)net.Weights));
    }
}
