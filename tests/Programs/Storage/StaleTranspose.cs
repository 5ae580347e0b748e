//# matrix: weights
//# style: speed-minded programmer: keeps the transpose of a flat weight array for contiguous access and refreshes it at the start of each Train call; weights updated by momentum at its end; sigmoid; W[to * n + from]
using System;

namespace FastRnn
{
    public sealed class Recurrence
    {
        const double Momentum = 0.9;
        readonly int n;
        readonly double[] weights, weightsT, velocity;
        readonly double[] bias, biasVelocity;

        public Recurrence(int n, int seed)
        {
            this.n = n;
            weights = new double[n * n];
            weightsT = new double[n * n];
            velocity = new double[n * n];
            bias = new double[n];
            biasVelocity = new double[n];
            var rng = new Random(seed);
            for (int i = 0; i < weights.Length; i++) weights[i] = rng.NextDouble() - 0.5;
            RefreshTranspose();
        }

        void RefreshTranspose()
        {
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    weightsT[j * n + i] = weights[i * n + j];  //! transposed: weightsT[i * n + j] = weights[i * n + j];
        }

        static double Dot(double[] m, int row, double[] v)
        {
            double s = 0;
            int at = row * v.Length;
            for (int k = 0; k < v.Length; k++) s += m[at++] * v[k];
            return s;
        }

        public double Train(double[][] drive, double[] target, double rate)
        {
            RefreshTranspose();  //! unexplained RNN0004:
            int steps = drive.Length;
            var h = new double[steps + 1][];
            h[0] = new double[n];
            for (int t = 0; t < steps; t++)
            {
                h[t + 1] = new double[n];
                for (int i = 0; i < n; i++)
                    h[t + 1][i] = 1.0 / (1.0 + Math.Exp(-(Dot(weights, i, h[t]) + bias[i] + drive[t][i])));
            }

            double loss = 0;
            var d = new double[n];
            for (int i = 0; i < n; i++)
            {
                d[i] = h[steps][i] - target[i];
                loss += 0.5 * d[i] * d[i];
            }

            var gw = new double[n * n];
            var gb = new double[n];
            for (int t = steps; t > 0; t--)
            {
                for (int i = 0; i < n; i++)
                {
                    d[i] *= h[t][i] * (1 - h[t][i]);
                    //! sigma-missing: d[i] *= 1;
                    //! sigma-wrong: d[i] *= 1 - h[t][i] * h[t][i];
                    gb[i] += d[i];
                    for (int j = 0; j < n; j++) gw[i * n + j] += d[i] * h[t - 1][j];  //! reversed: for (int j = 0; j < n; j++) gw[j * n + i] += d[i] * h[t - 1][j];
                }
                var back = new double[n];
                for (int j = 0; j < n; j++) back[j] = Dot(weightsT, j, d);  //! truncated:
                d = back;
            }

            for (int i = 0; i < gw.Length; i++)
            {
                velocity[i] = Momentum * velocity[i] - rate * gw[i];
                weights[i] += velocity[i];
            }
            for (int i = 0; i < n; i++)
            {
                biasVelocity[i] = Momentum * biasVelocity[i] - rate * gb[i];
                bias[i] += biasVelocity[i];
            }
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new FastRnn.Recurrence(4, 7);
        var p = Numeric.Fields(net, "weights", "bias");
        Numeric.Fill(seed, 2, p);
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var y = Numeric.Vector(seed + 2, 4);
        var g = Numeric.FromUpdate(1, () => net.Train(xs, y, 1), p);
        Numeric.Fill(0, 0, Numeric.Fields(net, "velocity", "biasVelocity"));
        return (g, Numeric.Differences(() => net.Train(xs, y, 0), p));
    }
}
