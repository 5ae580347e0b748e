//# matrix: W
//# style: Parallel.For from so many units on, and a plain loop below; double[,]; W[to, from]; whole BPTT
using System;
using System.Threading.Tasks;

namespace Scaling
{
    public sealed class SimpleRnn
    {
        private const int ParallelFrom = 16;

        public readonly int Units, Inputs;
        public double[,] W, V, dW, dV;
        public double[] b, db;

        public SimpleRnn(int units, int inputs)
        {
            Units = units;
            Inputs = inputs;
            W = new double[units, units]; dW = new double[units, units];
            V = new double[units, inputs]; dV = new double[units, inputs];
            b = new double[units]; db = new double[units];
        }

        public double[][] Forward(double[][] xs)
        {
            var h = new double[xs.Length + 1][];
            h[0] = new double[Units];
            for (int t = 0; t < xs.Length; t++)
            {
                h[t + 1] = new double[Units];
                for (int j = 0; j < Units; j++)
                {
                    double a = b[j];
                    for (int k = 0; k < Units; k++) a += W[j, k] * h[t][k];
                    for (int k = 0; k < Inputs; k++) a += V[j, k] * xs[t][k];
                    h[t + 1][j] = Math.Tanh(a);
                }
            }
            return h;
        }

        public void Backward(double[][] xs, double[][] h, double[][] dh)
        {
            var carried = new double[Units];
            for (int t = xs.Length - 1; t >= 0; t--)
            {
                var delta = new double[Units];
                for (int j = 0; j < Units; j++) delta[j] = (dh[t][j] + carried[j]) * (1 - h[t + 1][j] * h[t + 1][j]);
                for (int j = 0; j < Units; j++)
                {
                    db[j] += delta[j];
                    for (int k = 0; k < Units; k++) dW[j, k] += delta[j] * h[t][k];
                    for (int k = 0; k < Inputs; k++) dV[j, k] += delta[j] * xs[t][k];
                }
                carried = Back(delta);
            }
        }

        double[] Back(double[] delta)
        {
            var back = new double[Units];
            if (Units >= ParallelFrom)
            {
                Parallel.For(0, Units, k =>
                {
                    double sum = 0;
                    for (int j = 0; j < Units; j++)
                        sum += W[j, k] * delta[j];  //! transposed: sum += W[k, j] * delta[j];
                    back[k] = sum;
                });
            }
            else
            {
                for (int k = 0; k < Units; k++)
                    for (int j = 0; j < Units; j++) back[k] += W[j, k] * delta[j];
            }
            return back;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Scaling.SimpleRnn(16, 2);
        Numeric.Fill(seed, 0.4, net.W, net.V, net.b);
        var xs = Numeric.Sequence(seed + 1, 3, 2);
        var g = Numeric.Sequence(seed + 2, 3, 16);
        net.Backward(xs, net.Forward(xs), g);
        double Loss()
        {
            var h = net.Forward(xs);
            double sum = 0;
            for (int t = 0; t < 3; t++)
                for (int j = 0; j < 16; j++) sum += g[t][j] * h[t + 1][j];
            return sum;
        }
        return (Numeric.Flatten(net.dW, net.dV, net.db), Numeric.Differences(Loss, net.W, net.V, net.b));
    }
}
