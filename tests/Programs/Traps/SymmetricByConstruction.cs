//# matrix: W
//# style: recurrent matrix made symmetric on purpose in the constructor: the missing transpose is right; double[,]; tanh; no update
using System;

namespace Symmetric
{
    public class SymmetricRnn
    {
        private readonly int n;
        private readonly double[,] W;
        private double[,] gradient = new double[0, 0];

        public SymmetricRnn(int n, int seed)
        {
            this.n = n;
            W = new double[n, n];
            Random random = new Random(seed);
            for (int i = 0; i < n; i++)
                for (int j = 0; j <= i; j++)
                    W[i, j] = W[j, i] = random.NextDouble() * 2 - 1;
        }

        public double[][] Forward(double[][] x)
        {
            double[][] h = new double[x.Length + 1][];
            h[0] = new double[n];
            for (int t = 0; t < x.Length; t++)
            {
                h[t + 1] = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double z = x[t][i];
                    for (int j = 0; j < n; j++) z += W[i, j] * h[t][j];
                    h[t + 1][i] = Math.Tanh(z);
                }
            }
            return h;
        }

        // W is symmetric, so the rows serve as columns.
        public double[,] Backward(double[][] h, double[] dLast)
        {
            gradient = new double[n, n];
            double[] d = dLast;
            for (int t = h.Length - 1; t > 0; t--)
            {
                double[] dz = new double[n], before = new double[n];
                for (int i = 0; i < n; i++) dz[i] = d[i] * (1 - h[t][i] * h[t][i]);
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        gradient[i, j] += dz[i] * h[t - 1][j];
                        before[i] += W[i, j] * dz[j];
                    }
                }
                d = before;
            }
            return gradient;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Symmetric.SymmetricRnn(4, seed);
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var up = Numeric.Vector(seed + 2, 4);
        var g = net.Backward(net.Forward(xs), up);
        return (Numeric.Flatten(g), Numeric.Differences(() => Numeric.Dot(up, net.Forward(xs)[5]), Numeric.Fields(net, "W")));
    }
}
