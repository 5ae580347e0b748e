//# expect: silent
//# style: restricted Boltzmann machine by contrastive divergence: one matrix up, its transpose down, repeated over Gibbs steps; no derivative
using System;

namespace Energy
{
    public class BoltzmannMachine
    {
        private readonly double[,] w;
        private readonly double[] hiddenBias, visibleBias;
        private readonly Random random = new Random(8);

        public BoltzmannMachine(int visible, int hidden)
        {
            w = new double[visible, hidden];
            visibleBias = new double[visible];
            hiddenBias = new double[hidden];
            for (int i = 0; i < visible; i++)
                for (int j = 0; j < hidden; j++) w[i, j] = 0.01 * random.NextDouble();
        }

        private double[] Up(double[] v)
        {
            var p = new double[hiddenBias.Length];
            for (int j = 0; j < p.Length; j++)
            {
                double z = hiddenBias[j];
                for (int i = 0; i < v.Length; i++) z += w[i, j] * v[i];
                p[j] = 1 / (1 + Math.Exp(-z));
            }
            return p;
        }

        private double[] Down(double[] h)
        {
            var p = new double[visibleBias.Length];
            for (int i = 0; i < p.Length; i++)
            {
                double z = visibleBias[i];
                for (int j = 0; j < h.Length; j++) z += w[i, j] * h[j];
                p[i] = 1 / (1 + Math.Exp(-z));
            }
            return p;
        }

        private double[] Sample(double[] p) => Array.ConvertAll(p, x => random.NextDouble() < x ? 1.0 : 0.0);

        public double Train(double[] data, int gibbs, double rate)
        {
            double[] h0 = Up(data), v = data, h = h0;
            for (int k = 0; k < gibbs; k++)
            {
                v = Down(Sample(h));
                h = Up(v);
            }
            double error = 0;
            for (int i = 0; i < data.Length; i++)
            {
                for (int j = 0; j < h.Length; j++) w[i, j] += rate * (data[i] * h0[j] - v[i] * h[j]);
                visibleBias[i] += rate * (data[i] - v[i]);
                error += (data[i] - v[i]) * (data[i] - v[i]);
            }
            for (int j = 0; j < h.Length; j++) hiddenBias[j] += rate * (h0[j] - h[j]);
            return error;
        }
    }
}
