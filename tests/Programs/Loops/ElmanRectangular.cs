//# matrix: Whh
//# style: double[,]; fields; forward and backward in two methods; W[to, from]; tanh; softmax; integer targets
using System;

namespace SequenceModels
{
    public class ElmanNetwork
    {
        private readonly int inputSize, hiddenSize, outputSize;
        private readonly double[,] Wxh, Whh, Why;
        private readonly double[] bh, by;
        private readonly double[,] dWxh, dWhh, dWhy;
        private readonly double[] dbh, dby;

        // Caches of the last forward pass; hs[0] is the initial state.
        private double[][] hs;
        private double[][] ps;

        public ElmanNetwork(int inputSize, int hiddenSize, int outputSize)
        {
            this.inputSize = inputSize;
            this.hiddenSize = hiddenSize;
            this.outputSize = outputSize;
            var rng = new Random(42);
            Wxh = RandomMatrix(rng, hiddenSize, inputSize);
            Whh = RandomMatrix(rng, hiddenSize, hiddenSize);
            Why = RandomMatrix(rng, outputSize, hiddenSize);
            bh = new double[hiddenSize];
            by = new double[outputSize];
            dWxh = new double[hiddenSize, inputSize];
            dWhh = new double[hiddenSize, hiddenSize];
            dWhy = new double[outputSize, hiddenSize];
            dbh = new double[hiddenSize];
            dby = new double[outputSize];
        }

        public double[][] Forward(double[][] inputs)
        {
            hs = new double[inputs.Length + 1][];
            ps = new double[inputs.Length][];
            hs[0] = new double[hiddenSize];
            for (int t = 0; t < inputs.Length; t++)
            {
                double[] h = new double[hiddenSize];
                for (int i = 0; i < hiddenSize; i++)
                {
                    double sum = bh[i];
                    for (int j = 0; j < inputSize; j++)
                        sum += Wxh[i, j] * inputs[t][j];
                    for (int j = 0; j < hiddenSize; j++)
                        sum += Whh[i, j] * hs[t][j];
                    h[i] = Math.Tanh(sum);
                }
                hs[t + 1] = h;

                double[] y = new double[outputSize];
                for (int i = 0; i < outputSize; i++)
                {
                    y[i] = by[i];
                    for (int j = 0; j < hiddenSize; j++)
                        y[i] += Why[i, j] * h[j];
                }
                ps[t] = Softmax(y);
            }
            return ps;
        }

        public double CrossEntropy(double[][] inputs, int[] targets)
        {
            double[][] p = Forward(inputs);
            double loss = 0;
            for (int t = 0; t < targets.Length; t++)
                loss -= Math.Log(p[t][targets[t]]);
            return loss;
        }

        /// <summary>Back-propagation through time; call <see cref="Forward"/> first.</summary>
        public void Backward(double[][] inputs, int[] targets)
        {
            ClearGradients();
            double[] dhNext = new double[hiddenSize];
            for (int t = inputs.Length - 1; t >= 0; t--)
            {
                double[] dy = (double[])ps[t].Clone();
                dy[targets[t]] -= 1.0;

                double[] dh = new double[hiddenSize];
                for (int i = 0; i < outputSize; i++)
                {
                    dby[i] += dy[i];
                    for (int j = 0; j < hiddenSize; j++)
                    {
                        dWhy[i, j] += dy[i] * hs[t + 1][j];
                        dh[j] += Why[i, j] * dy[i];
                    }
                }

                double[] dz = new double[hiddenSize];
                for (int i = 0; i < hiddenSize; i++)
                    dz[i] = (dh[i] + dhNext[i]) * (1 - hs[t + 1][i] * hs[t + 1][i]);
                //! sigma-missing: dz[i] = dh[i] + dhNext[i];
                //! sigma-wrong-step: dz[i] = (dh[i] + dhNext[i]) * (1 - hs[t][i] * hs[t][i]);
                //! two-bugs: dz[i] = (dh[i] + dhNext[i]) * (1 - hs[t][i] * hs[t][i]);

                dhNext = new double[hiddenSize];
                for (int i = 0; i < hiddenSize; i++)
                {
                    dbh[i] += dz[i];
                    for (int j = 0; j < inputSize; j++)
                        dWxh[i, j] += dz[i] * inputs[t][j];
                    for (int j = 0; j < hiddenSize; j++)
                    {
                        dWhh[i, j] += dz[i] * hs[t][j];  //! reversed: dWhh[i, j] += dz[j] * hs[t][i];
                        dhNext[j] += Whh[i, j] * dz[i];
                        //! transposed: dhNext[j] += Whh[j, i] * dz[i];
                        //! two-bugs: dhNext[j] += Whh[j, i] * dz[i];
                        //! truncated:
                    }
                }
            }
        }

        private void ClearGradients()
        {
            Array.Clear(dWxh, 0, dWxh.Length);
            Array.Clear(dWhh, 0, dWhh.Length);
            Array.Clear(dWhy, 0, dWhy.Length);
            Array.Clear(dbh, 0, dbh.Length);
            Array.Clear(dby, 0, dby.Length);
        }

        private static double[] Softmax(double[] z)
        {
            double max = z[0];
            for (int i = 1; i < z.Length; i++)
                max = Math.Max(max, z[i]);
            double total = 0;
            double[] p = new double[z.Length];
            for (int i = 0; i < z.Length; i++)
            {
                p[i] = Math.Exp(z[i] - max);
                total += p[i];
            }
            for (int i = 0; i < z.Length; i++)
                p[i] /= total;
            return p;
        }

        private static double[,] RandomMatrix(Random rng, int rows, int cols)
        {
            double scale = 1.0 / Math.Sqrt(cols);
            double[,] m = new double[rows, cols];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < cols; j++)
                    m[i, j] = (rng.NextDouble() * 2 - 1) * scale;
            return m;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new SequenceModels.ElmanNetwork(2, 4, 3);
        var parameters = Numeric.Fields(net, "Wxh", "Whh", "Why", "bh", "by");
        Numeric.Fill(seed, parameters);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Integers(seed + 2, 5, 3);
        net.Forward(xs);
        net.Backward(xs, ys);
        var gradient = Numeric.Flatten(Numeric.Fields(net, "dWxh", "dWhh", "dWhy", "dbh", "dby"));
        return (gradient, Numeric.Differences(() => net.CrossEntropy(xs, ys), parameters));
    }
}
