//# matrix: Whh
//# style: Adam with a moment class per matrix; Box-Muller Gaussian initialisation; Train(inputs, targets) API; clipping by norm after the loop; double[,]; W[to, from]; tanh
using System;

namespace Optimised
{
    public class Parameter
    {
        public readonly double[,] Value, Grad, M, V;

        public Parameter(int rows, int cols, Random rng, double deviation)
        {
            Value = new double[rows, cols];
            Grad = new double[rows, cols];
            M = new double[rows, cols];
            V = new double[rows, cols];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < cols; j++)
                    Value[i, j] = deviation * Gaussian(rng);
        }

        public void ZeroGrad() => Array.Clear(Grad, 0, Grad.Length);

        public double SquaredNorm()
        {
            double s = 0;
            foreach (double g in Grad) s += g * g;
            return s;
        }

        public void Adam(double rate, int step, double scale)
        {
            const double beta1 = 0.9, beta2 = 0.999;
            for (int i = 0; i < Value.GetLength(0); i++)
            {
                for (int j = 0; j < Value.GetLength(1); j++)
                {
                    double g = Grad[i, j] * scale;
                    M[i, j] = beta1 * M[i, j] + (1 - beta1) * g;
                    V[i, j] = beta2 * V[i, j] + (1 - beta2) * g * g;
                    double mHat = M[i, j] / (1 - Math.Pow(beta1, step));
                    double vHat = V[i, j] / (1 - Math.Pow(beta2, step));
                    Value[i, j] -= rate * mHat / (Math.Sqrt(vHat) + 1e-8);
                }
            }
        }

        private static double Gaussian(Random rng)
        {
            double u1 = 1.0 - rng.NextDouble();
            double u2 = 1.0 - rng.NextDouble();
            return Math.Sqrt(-2.0 * Math.Log(u1)) * Math.Sin(2.0 * Math.PI * u2);
        }
    }

    public class AdamRnn
    {
        private const double MaxNorm = 1000.0;
        private readonly Parameter Wxh, Whh;
        private readonly int hidden;
        private double[][] h = Array.Empty<double[]>();
        private int step;

        public AdamRnn(int inputs, int hidden)
        {
            this.hidden = hidden;
            var rng = new Random();
            Wxh = new Parameter(hidden, inputs, rng, Math.Sqrt(2.0 / inputs));
            Whh = new Parameter(hidden, hidden, rng, Math.Sqrt(1.0 / hidden));
        }

        public double Train(double[][] inputs, double[][] targets, double rate)
        {
            double loss = Forward(inputs, targets);
            Backward(inputs, targets);
            double norm = Math.Sqrt(Wxh.SquaredNorm() + Whh.SquaredNorm());
            double scale = norm > MaxNorm ? MaxNorm / norm : 1;
            step++;
            Wxh.Adam(rate, step, scale);
            Whh.Adam(rate, step, scale);
            return loss;
        }

        public double Forward(double[][] inputs, double[][] targets)
        {
            h = new double[inputs.Length + 1][];
            h[0] = new double[hidden];
            double loss = 0;
            for (int t = 1; t < h.Length; t++)
            {
                h[t] = new double[hidden];
                for (int i = 0; i < hidden; i++)
                {
                    double z = 0;
                    for (int k = 0; k < inputs[t - 1].Length; k++) z += Wxh.Value[i, k] * inputs[t - 1][k];
                    for (int k = 0; k < hidden; k++) z += Whh.Value[i, k] * h[t - 1][k];
                    h[t][i] = Math.Tanh(z);
                    loss += Math.Pow(h[t][i] - targets[t - 1][i], 2);
                }
            }
            return loss;
        }

        private void Backward(double[][] inputs, double[][] targets)
        {
            Wxh.ZeroGrad();
            Whh.ZeroGrad();
            double[] dhNext = new double[hidden];
            for (int t = inputs.Length; t > 0; t--)
            {
                double[] dz = new double[hidden];
                for (int i = 0; i < hidden; i++)
                {
                    double dh = 2 * (h[t][i] - targets[t - 1][i]) + dhNext[i];
                    dz[i] = dh * (1 - h[t][i] * h[t][i]);
                    //! sigma-missing: dz[i] = dh;
                    //! sigma-wrong-step: dz[i] = dh * (1 - h[t - 1][i] * h[t - 1][i]);
                }
                for (int k = 0; k < hidden; k++)
                {
                    dhNext[k] = 0;
                    for (int i = 0; i < hidden; i++)
                    {
                        dhNext[k] += Whh.Value[i, k] * dz[i];  //! transposed @Whh: dhNext[k] += Whh.Value[k, i] * dz[i];
                        Whh.Grad[i, k] += dz[i] * h[t - 1][k];  //! reversed: Whh.Grad[k, i] += dz[i] * h[t - 1][k];
                    }
                }
                for (int i = 0; i < hidden; i++)
                    for (int k = 0; k < inputs[t - 1].Length; k++)
                        Wxh.Grad[i, k] += dz[i] * inputs[t - 1][k];
            }
        }
    }
}

//--- harness
static class Harness
{
    // After Adam's first step M = 0.1 g.
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Optimised.AdamRnn(2, 4);
        var p = Numeric.Fields(net, "Wxh", "Whh").Cast<Optimised.Parameter>().ToArray();
        object[] values = [p[0].Value, p[1].Value];
        Numeric.Fill(seed, values);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 4);
        var numeric = Numeric.Differences(() => net.Forward(xs, ys), values);
        net.Train(xs, ys, 0.01);
        return (Numeric.Flatten(p[0].M, p[1].M).Select(m => m / 0.1).ToArray(), numeric);
    }
}
