//# matrix: W
//# expect: RNN0090
//# style: the smallest recurrent network there is: one unit, its weights three doubles; back-propagation through time and plain descent in one method
using System;

namespace OneUnit
{
    public class SingleUnitRnn
    {
        public double W, U, B;

        public SingleUnitRnn(Random random)
        {
            W = random.NextDouble() - 0.5;
            U = random.NextDouble() - 0.5;
            B = random.NextDouble() - 0.5;
        }

        public double Train(double[] x, double[] target, double rate)
        {
            var h = new double[x.Length + 1];
            double loss = 0;
            for (int t = 0; t < x.Length; t++)
            {
                h[t + 1] = Math.Tanh(W * h[t] + U * x[t] + B);
                loss += 0.5 * (h[t + 1] - target[t]) * (h[t + 1] - target[t]);
            }

            double dW = 0, dU = 0, dB = 0, dh = 0;
            for (int t = x.Length - 1; t >= 0; t--)
            {
                double dz = (dh + h[t + 1] - target[t]) * (1 - h[t + 1] * h[t + 1]);
                dW += dz * h[t];
                dU += dz * x[t];
                dB += dz;
                dh = W * dz;
            }
            W -= rate * dW;
            U -= rate * dU;
            B -= rate * dB;
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        const double rate = 1e-3, eps = 1e-5;
        double[] x = Numeric.Vector(seed, 5), target = Numeric.Vector(seed + 1, 5);
        OneUnit.SingleUnitRnn Made(double w, double u, double b) => new(new System.Random(seed)) { W = 0.7 + w, U = 0.5 + u, B = 0.1 + b };
        double Loss(double w, double u, double b) => Made(w, u, b).Train(x, target, 0);
        var trained = Made(0, 0, 0);
        trained.Train(x, target, rate);
        return (
            [(0.7 - trained.W) / rate, (0.5 - trained.U) / rate, (0.1 - trained.B) / rate],
            [(Loss(eps, 0, 0) - Loss(-eps, 0, 0)) / (2 * eps), (Loss(0, eps, 0) - Loss(0, -eps, 0)) / (2 * eps), (Loss(0, 0, eps) - Loss(0, 0, -eps)) / (2 * eps)]);
    }
}
