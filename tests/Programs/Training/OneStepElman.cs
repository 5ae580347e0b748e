//# matrix: contextWeights
//# expect: RNN0006|RNN0004
//# style: Elman's own training: the context units are inputs like others, nothing goes back beyond one step; double[,]; W[to, from]; sigmoid; online update after each step
using System;

namespace Elman1990
{
    public class ElmanOnline
    {
        private readonly int inputs, hidden;
        public readonly double[,] inputWeights, contextWeights, outputWeights;
        private double[] context;

        public ElmanOnline(int inputs, int hidden, int seed)
        {
            this.inputs = inputs;
            this.hidden = hidden;
            inputWeights = Draw(hidden, inputs, seed);
            contextWeights = Draw(hidden, hidden, seed + 1);
            outputWeights = Draw(inputs, hidden, seed + 2);
            context = new double[hidden];
        }

        public void Reset()
        {
            context = new double[hidden];
        }

        /// <summary>Predicts the next input and learns from it.</summary>
        public double Step(double[] x, double[] next, double rate)
        {
            double[] h = new double[hidden];
            for (int i = 0; i < hidden; i++)
            {
                double z = 0;
                for (int k = 0; k < inputs; k++) z += inputWeights[i, k] * x[k];
                for (int j = 0; j < hidden; j++) z += contextWeights[i, j] * context[j];
                h[i] = 1 / (1 + Math.Exp(-z));
            }
            double loss = 0;
            double[] error = new double[inputs], dh = new double[hidden];
            for (int k = 0; k < inputs; k++)
            {
                double y = 0;
                for (int i = 0; i < hidden; i++) y += outputWeights[k, i] * h[i];
                error[k] = y - next[k];
                loss += error[k] * error[k] / 2;
                for (int i = 0; i < hidden; i++) dh[i] += outputWeights[k, i] * error[k];
            }
            for (int i = 0; i < hidden; i++)
            {
                double dz = dh[i] * h[i] * (1 - h[i]);
                for (int k = 0; k < inputs; k++)
                {
                    outputWeights[k, i] -= rate * error[k] * h[i];
                    inputWeights[i, k] -= rate * dz * x[k];
                }
                for (int j = 0; j < hidden; j++) contextWeights[i, j] -= rate * dz * context[j];
            }
            context = h;
            return loss;
        }

        private static double[,] Draw(int rows, int cols, int seed)
        {
            var r = new Random(seed);
            var m = new double[rows, cols];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < cols; j++)
                    m[i, j] = r.NextDouble() * 2 - 1;
            return m;
        }
    }
}

//--- harness
static class Harness
{
    // The sum of the steps' gradients against that of the whole sequence's loss: it lacks all that went through the context.
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Elman1990.ElmanOnline(2, 4, seed);
        object[] p = [net.inputWeights, net.contextWeights, net.outputWeights];
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 6, 2);
        double Run(double rate) { net.Reset(); double loss = 0; for (int t = 0; t < 5; t++) loss += net.Step(xs[t], xs[t + 1], rate); return loss; }
        return (Numeric.FromUpdate(1e-7, () => Run(1e-7), p), Numeric.Differences(() => Run(0), p));
    }
}
