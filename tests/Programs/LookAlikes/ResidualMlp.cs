//# expect: silent
//# style: residual feed-forward network: the state is carried from block to block and its gradient back, but every block has a matrix of its own
using System;
using System.Linq;

namespace Residual
{
    public class Block
    {
        public readonly double[,] W, G;
        private double[] input = Array.Empty<double>(), active = Array.Empty<double>();

        public Block(int n, Random random)
        {
            W = new double[n, n];
            G = new double[n, n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) W[i, j] = random.NextDouble() - 0.5;
        }

        public double[] Forward(double[] h)
        {
            input = h;
            active = new double[h.Length];
            for (int i = 0; i < h.Length; i++)
            {
                double z = 0;
                for (int j = 0; j < h.Length; j++) z += W[i, j] * h[j];
                active[i] = Math.Tanh(z);
            }
            return h.Zip(active, (a, b) => a + b).ToArray();
        }

        public double[] Backward(double[] d)
        {
            var before = (double[])d.Clone();
            for (int i = 0; i < d.Length; i++)
            {
                double dz = d[i] * (1 - active[i] * active[i]);
                for (int j = 0; j < d.Length; j++)
                {
                    G[i, j] += dz * input[j];
                    before[j] += W[i, j] * dz;
                }
            }
            return before;
        }
    }

    public class ResidualNetwork
    {
        private readonly Block[] blocks;

        public ResidualNetwork(int width, int depth)
        {
            var random = new Random(6);
            blocks = Enumerable.Range(0, depth).Select(_ => new Block(width, random)).ToArray();
        }

        public double[] Train(double[] x, double[] target)
        {
            var h = blocks.Aggregate(x, (state, block) => block.Forward(state));
            var d = h.Zip(target, (a, b) => a - b).ToArray();
            return blocks.Reverse().Aggregate(d, (gradient, block) => block.Backward(gradient));
        }
    }
}
