//# matrix: W
//# style: leaky integrator h' = (1 - a) h + a tanh(W h + U x): a path past the matrix; double[,]; W[to, from]; fields
using System;

namespace Leaky
{
    public class LeakyRnn
    {
        private readonly int n;
        private readonly double leak;
        public readonly double[,] W, U, GradW, GradU;
        private double[][] h, a;

        public LeakyRnn(int inputs, int n, double leak = 0.3)
        {
            this.n = n;
            this.leak = leak;
            W = new double[n, n];
            U = new double[n, inputs];
            GradW = new double[n, n];
            GradU = new double[n, inputs];
            var rng = new Random(1);
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++) W[i, j] = rng.NextDouble() * 2 - 1;
                for (int j = 0; j < inputs; j++) U[i, j] = rng.NextDouble() * 2 - 1;
            }
        }

        public double[][] Forward(double[][] x)
        {
            h = new double[x.Length + 1][];
            a = new double[x.Length][];
            h[0] = new double[n];
            for (int t = 0; t < x.Length; t++)
            {
                a[t] = new double[n];
                h[t + 1] = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double z = 0;
                    for (int j = 0; j < n; j++) z += W[i, j] * h[t][j];
                    for (int k = 0; k < x[t].Length; k++) z += U[i, k] * x[t][k];
                    a[t][i] = Math.Tanh(z);
                    h[t + 1][i] = (1 - leak) * h[t][i] + leak * a[t][i];
                }
            }
            return h;
        }

        public double Loss(double[][] x, double[][] y)
        {
            Forward(x);
            double loss = 0;
            for (int t = 0; t < y.Length; t++)
                for (int i = 0; i < n; i++)
                    loss += 0.5 * (h[t + 1][i] - y[t][i]) * (h[t + 1][i] - y[t][i]);
            return loss;
        }

        public void Backward(double[][] x, double[][] y)
        {
            double[] carry = new double[n];
            for (int t = x.Length - 1; t >= 0; t--)
            {
                double[] dz = new double[n], next = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double dh = carry[i] + h[t + 1][i] - y[t][i];
                    dz[i] = dh * leak * (1 - a[t][i] * a[t][i]);
                    //! sigma-missing: dz[i] = dh * leak;
                    //! sigma-wrong: dz[i] = dh * leak * (1 - h[t + 1][i] * h[t + 1][i]);
                    next[i] = (1 - leak) * dh;  //! unexplained: next[i] = 0;
                }
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        next[j] += W[i, j] * dz[i];  //! transposed: next[j] += W[j, i] * dz[i];
                        GradW[i, j] += dz[i] * h[t][j];  //! reversed: GradW[i, j] += dz[j] * h[t][i];
                    }
                    for (int k = 0; k < x[t].Length; k++) GradU[i, k] += dz[i] * x[t][k];
                }
                carry = next;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Leaky.LeakyRnn(2, 4);
        Numeric.Fill(seed, net.W, net.U);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 4);
        net.Forward(xs);
        net.Backward(xs, ys);
        return (Numeric.Flatten(net.GradW, net.GradU), Numeric.Differences(() => net.Loss(xs, ys), net.W, net.U));
    }
}
