//# expect: silent
//# style: IndRNN: every unit has a single recurrent weight, so there is no recurrent matrix that could be transposed; back-propagation through time
using System;

namespace Independent
{
    public class IndRnn
    {
        public readonly double[] u;
        public readonly double[] gradient;
        private double[][] h = Array.Empty<double[]>();

        public IndRnn(double[] weights)
        {
            u = weights;
            gradient = new double[weights.Length];
        }

        public double[] Forward(double[][] x)
        {
            h = new double[x.Length + 1][];
            h[0] = new double[u.Length];
            for (int t = 0; t < x.Length; t++)
            {
                h[t + 1] = new double[u.Length];
                for (int i = 0; i < u.Length; i++) h[t + 1][i] = Math.Tanh(x[t][i] + u[i] * h[t][i]);
            }
            return h[x.Length];
        }

        public void Backward(double[] dLast)
        {
            double[] d = (double[])dLast.Clone();
            for (int t = h.Length - 1; t > 0; t--)
            {
                for (int i = 0; i < u.Length; i++)
                {
                    d[i] *= 1 - h[t][i] * h[t][i];
                    gradient[i] += d[i] * h[t - 1][i];
                    d[i] *= u[i];
                }
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Independent.IndRnn(Numeric.Vector(seed, 4));
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var up = Numeric.Vector(seed + 2, 4);
        net.Forward(xs);
        net.Backward(up);
        return (net.gradient, Numeric.Differences(() => Numeric.Dot(up, net.Forward(xs)), net.u));
    }
}
