//# matrix: W
//# style: IRNN: ReLU with the recurrent matrix started at the identity; jagged; W[to][from]; hidden state also learned at the start; momentum SGD
using System;

namespace Irnn
{
    public class IdentityRnn
    {
        public double[][] W, U;
        public double[] H0;
        public double[][] vW, vU;
        public double[] vH0;
        private readonly int n;

        public IdentityRnn(int inputs, int n)
        {
            this.n = n;
            var rng = new Random(14);
            W = new double[n][];
            U = new double[n][];
            vW = new double[n][];
            vU = new double[n][];
            H0 = new double[n];
            vH0 = new double[n];
            for (int i = 0; i < n; i++)
            {
                W[i] = new double[n];
                W[i][i] = 1;
                U[i] = new double[inputs];
                vW[i] = new double[n];
                vU[i] = new double[inputs];
                H0[i] = 0.1;
                for (int k = 0; k < inputs; k++) U[i][k] = 0.5 * rng.NextDouble();
            }
        }

        public double[][] Forward(double[][] x)
        {
            var h = new double[x.Length + 1][];
            h[0] = H0;
            for (int t = 0; t < x.Length; t++)
            {
                h[t + 1] = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double z = 0;
                    for (int j = 0; j < n; j++) z += W[i][j] * h[t][j];
                    for (int k = 0; k < x[t].Length; k++) z += U[i][k] * x[t][k];
                    h[t + 1][i] = Math.Max(z, 0);
                }
            }
            return h;
        }

        public double Train(double[][] x, double target, double rate, double momentum)
        {
            var h = Forward(x);
            double sum = 0;
            for (int i = 0; i < n; i++) sum += h[x.Length][i];
            double error = sum - target;

            double[][] gW = new double[n][], gU = new double[n][];
            for (int i = 0; i < n; i++)
            {
                gW[i] = new double[n];
                gU[i] = new double[U[i].Length];
            }
            var d = new double[n];
            Array.Fill(d, error);
            for (int t = x.Length - 1; t >= 0; t--)
            {
                var before = new double[n];
                for (int i = 0; i < n; i++)
                {
                    if (h[t + 1][i] == 0) continue;  //! sigma-missing:
                    for (int k = 0; k < x[t].Length; k++) gU[i][k] += d[i] * x[t][k];
                    for (int j = 0; j < n; j++)
                    {
                        gW[i][j] += d[i] * h[t][j];  //! reversed: gW[j][i] += d[i] * h[t][j];
                        before[j] += d[i] * W[i][j];  //! transposed: before[j] += d[i] * W[j][i];
                    }
                }
                d = before;
            }

            for (int i = 0; i < n; i++)
            {
                H0[i] += vH0[i] = momentum * vH0[i] - rate * d[i];
                for (int k = 0; k < U[i].Length; k++) U[i][k] += vU[i][k] = momentum * vU[i][k] - rate * gU[i][k];
                for (int j = 0; j < n; j++) W[i][j] += vW[i][j] = momentum * vW[i][j] - rate * gW[i][j];
            }
            return error * error / 2;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Irnn.IdentityRnn(2, 4);
        object[] p = [net.W, net.U, net.H0];
        Numeric.Fill(seed == 1 ? 7 : 4, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        return (Numeric.FromUpdate(0.1, () => net.Train(xs, 1, 0.1, 0), p), Numeric.Differences(() => net.Train(xs, 1, 0, 0), p));
    }
}
