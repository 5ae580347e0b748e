//# expect: silent
//# style: Hebbian learning with Sanger's rule over a stream of samples; lateral inhibition, weights change each step, no gradient through time
using System;

namespace Neuroscience
{
    public class SangerNetwork
    {
        public readonly double[,] w;
        private readonly double[,] lateral;
        private readonly double[] y;
        private readonly int inputs, outputs;

        public SangerNetwork(int inputs, int outputs, int seed)
        {
            this.inputs = inputs;
            this.outputs = outputs;
            w = new double[outputs, inputs];
            lateral = new double[outputs, outputs];
            y = new double[outputs];
            var random = new Random(seed);
            for (int i = 0; i < outputs; i++)
                for (int j = 0; j < inputs; j++) w[i, j] = random.NextDouble() - 0.5;
        }

        public double[] Respond(double[] x)
        {
            var previous = (double[])y.Clone();
            for (int i = 0; i < outputs; i++)
            {
                y[i] = 0;
                for (int j = 0; j < inputs; j++) y[i] += w[i, j] * x[j];
                for (int k = 0; k < outputs; k++) y[i] -= lateral[i, k] * previous[k];
            }
            return y;
        }

        public void Learn(double[][] stream, double rate)
        {
            foreach (var x in stream)
            {
                var old = (double[])y.Clone();
                Respond(x);
                for (int i = 0; i < outputs; i++)
                {
                    for (int j = 0; j < inputs; j++)
                    {
                        double reconstruction = 0;
                        for (int k = 0; k <= i; k++) reconstruction += w[k, j] * y[k];
                        w[i, j] += rate * y[i] * (x[j] - reconstruction);
                    }
                    for (int k = 0; k < outputs; k++)
                        if (k != i) lateral[i, k] += rate * y[i] * old[k];
                }
            }
        }
    }
}
