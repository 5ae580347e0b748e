//# matrix: W2
//# style: two recurrent layers in one class, two recurrent matrices of which one may be wrong; double[,]; W[to, from]; tanh; caches as double[,] [time, unit]
using System;

namespace Stacked
{
    public class TwoLayerRnn
    {
        private readonly int n;
        public readonly double[,] W1, U1, W2, U2;
        public readonly double[,] dW1, dU1, dW2, dU2;

        public TwoLayerRnn(int inputs, int n)
        {
            this.n = n;
            var rng = new Random(31);
            W1 = Init(rng, n, n);
            U1 = Init(rng, n, inputs);
            W2 = Init(rng, n, n);
            U2 = Init(rng, n, n);
            dW1 = new double[n, n];
            dU1 = new double[n, inputs];
            dW2 = new double[n, n];
            dU2 = new double[n, n];
        }

        public (double[,] low, double[,] high) Forward(double[,] x)
        {
            int T = x.GetLength(0);
            double[,] a = new double[T + 1, n], b = new double[T + 1, n];
            for (int t = 1; t <= T; t++)
            {
                for (int i = 0; i < n; i++)
                {
                    double z = 0;
                    for (int j = 0; j < n; j++) z += W1[i, j] * a[t - 1, j];
                    for (int k = 0; k < x.GetLength(1); k++) z += U1[i, k] * x[t - 1, k];
                    a[t, i] = Math.Tanh(z);
                }
                for (int i = 0; i < n; i++)
                {
                    double z = 0;
                    for (int j = 0; j < n; j++) z += W2[i, j] * b[t - 1, j] + U2[i, j] * a[t, j];
                    b[t, i] = Math.Tanh(z);
                }
            }
            return (a, b);
        }

        public double Loss(double[,] x, double[,] y)
        {
            var (_, b) = Forward(x);
            double loss = 0;
            for (int t = 0; t < x.GetLength(0); t++)
                for (int i = 0; i < n; i++)
                    loss += Math.Pow(b[t + 1, i] - y[t, i], 2) / 2;
            return loss;
        }

        public void Backward(double[,] x, double[,] y)
        {
            var (a, b) = Forward(x);
            double[] da = new double[n], db = new double[n];
            for (int t = x.GetLength(0); t > 0; t--)
            {
                double[] dz2 = new double[n], dz1 = new double[n];
                for (int i = 0; i < n; i++)
                    dz2[i] = (db[i] + b[t, i] - y[t - 1, i]) * (1 - b[t, i] * b[t, i]);  //! sigma-missing: dz2[i] = db[i] + b[t, i] - y[t - 1, i];
                db = new double[n];
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        dW2[i, j] += dz2[i] * b[t - 1, j];  //! reversed: dW2[j, i] += dz2[i] * b[t - 1, j];
                        dU2[i, j] += dz2[i] * a[t, j];
                        db[j] += W2[i, j] * dz2[i];  //! transposed: db[j] += W2[j, i] * dz2[i];
                        da[j] += U2[i, j] * dz2[i];
                    }
                }
                for (int i = 0; i < n; i++)
                    dz1[i] = da[i] * (1 - a[t, i] * a[t, i]);
                da = new double[n];
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        dW1[i, j] += dz1[i] * a[t - 1, j];
                        da[j] += W1[i, j] * dz1[i];  //! transposed-2 @W1: da[j] += W1[j, i] * dz1[i];
                    }
                    for (int k = 0; k < x.GetLength(1); k++) dU1[i, k] += dz1[i] * x[t - 1, k];
                }
            }
        }

        private static double[,] Init(Random rng, int rows, int cols)
        {
            var m = new double[rows, cols];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < cols; j++)
                    m[i, j] = rng.NextDouble() * 2 - 1;
            return m;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Stacked.TwoLayerRnn(2, 4);
        object[] p = [net.W1, net.U1, net.W2, net.U2];
        Numeric.Fill(seed, p);
        var x = Numeric.Table(seed + 1, 5, 2);
        var y = Numeric.Table(seed + 2, 5, 4);
        net.Backward(x, y);
        return (Numeric.Flatten(net.dW1, net.dU1, net.dW2, net.dU2), Numeric.Differences(() => net.Loss(x, y), p));
    }
}
