//# matrix: W
//# style: LeCun's scaled tanh 1.7159 tanh(2z/3), derivative from the output; pre-activation cached too; flat arrays; W[to * n + from]; separate Activation static class
using System;

namespace Scaled
{
    static class LeCun
    {
        const double A = 1.7159, S = 2.0 / 3.0;

        public static double F(double z) => A * Math.Tanh(S * z);

        // from the output y = F(z)
        public static double DF(double y) => S / A * (A - y) * (A + y);
    }

    class ScaledRnn
    {
        public readonly double[] W, U, dW, dU;
        readonly int n, m;
        double[] y;

        public ScaledRnn(int m, int n)
        {
            this.n = n;
            this.m = m;
            W = new double[n * n];
            U = new double[n * m];
            dW = new double[n * n];
            dU = new double[n * m];
            var r = new Random(0);
            for (int i = 0; i < W.Length; i++) W[i] = r.NextDouble() - 0.5;
            for (int i = 0; i < U.Length; i++) U[i] = r.NextDouble() - 0.5;
        }

        public double[] Forward(double[] x)
        {
            int T = x.Length / m;
            y = new double[T * n];
            for (int t = 0; t < T; t++)
            {
                for (int i = 0; i < n; i++)
                {
                    double z = 0;
                    if (t > 0)
                        for (int j = 0; j < n; j++) z += W[i * n + j] * y[(t - 1) * n + j];
                    for (int k = 0; k < m; k++) z += U[i * m + k] * x[t * m + k];
                    y[t * n + i] = LeCun.F(z);
                }
            }
            return y;
        }

        public void Backward(double[] x, double[] dy)
        {
            int T = x.Length / m;
            double[] e = (double[])dy.Clone();
            for (int t = T - 1; t >= 0; t--)
            {
                for (int i = 0; i < n; i++)
                {
                    double d = e[t * n + i] * LeCun.DF(y[t * n + i]);
                    //! sigma-missing: double d = e[t * n + i];
                    //! sigma-wrong: double d = e[t * n + i] * (1 - y[t * n + i] * y[t * n + i]);
                    for (int k = 0; k < m; k++) dU[i * m + k] += d * x[t * m + k];
                    if (t == 0) continue;
                    for (int j = 0; j < n; j++)
                    {
                        dW[i * n + j] += d * y[(t - 1) * n + j];  //! reversed: dW[j * n + i] += d * y[(t - 1) * n + j];
                        e[(t - 1) * n + j] += W[i * n + j] * d;  //! transposed: e[(t - 1) * n + j] += W[j * n + i] * d;
                    }
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
        var net = new Scaled.ScaledRnn(2, 4);
        Numeric.Fill(seed, net.W, net.U);
        var x = Numeric.Vector(seed + 1, 10);
        var up = Numeric.Vector(seed + 2, 20);
        net.Forward(x);
        net.Backward(x, up);
        return (Numeric.Flatten(net.dW, net.dU), Numeric.Differences(() => Numeric.Dot(up, net.Forward(x)), net.W, net.U));
    }
}
