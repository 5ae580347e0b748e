//# expect: silent
//# style: Kohonen map with a shrinking neighbourhood, double[,,]
using System;

namespace Maps
{
    public class KohonenMap
    {
        private readonly double[,,] weights;
        private readonly int side, features;

        public KohonenMap(int side, int features, Random random)
        {
            this.side = side;
            this.features = features;
            weights = new double[side, side, features];
            for (int y = 0; y < side; y++)
                for (int x = 0; x < side; x++)
                    for (int k = 0; k < features; k++) weights[y, x, k] = random.NextDouble();
        }

        private (int y, int x) Winner(double[] sample)
        {
            var best = (0, 0);
            double least = double.MaxValue;
            for (int y = 0; y < side; y++)
                for (int x = 0; x < side; x++)
                {
                    double d = 0;
                    for (int k = 0; k < features; k++) d += (sample[k] - weights[y, x, k]) * (sample[k] - weights[y, x, k]);
                    if (d >= least) continue;
                    least = d;
                    best = (y, x);
                }
            return best;
        }

        public void Train(double[][] samples, int epochs)
        {
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                double radius = side * Math.Exp(-3.0 * epoch / epochs), rate = 0.5 * (1 - (double)epoch / epochs);
                foreach (var sample in samples)
                {
                    var (wy, wx) = Winner(sample);
                    for (int y = 0; y < side; y++)
                        for (int x = 0; x < side; x++)
                        {
                            double influence = rate * Math.Exp(-((y - wy) * (y - wy) + (x - wx) * (x - wx)) / (2 * radius * radius));
                            for (int k = 0; k < features; k++) weights[y, x, k] += influence * (sample[k] - weights[y, x, k]);
                        }
                }
            }
        }
    }
}
