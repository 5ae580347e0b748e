//# matrix: Wh
//# style: double[,,] states [time, sample, unit]; batch loops by hand; W[from, to]; ReLU; mean over the batch; masks for sequences of different length
using System;

namespace Minibatch
{
    public class BatchRnn
    {
        private readonly int inputs, units;
        public double[,] Wx, Wh, gWx, gWh;
        private double[,,] h = new double[0, 0, 0];

        public BatchRnn(int inputs, int units)
        {
            this.inputs = inputs;
            this.units = units;
            var rng = new Random(4);
            Wx = new double[inputs, units];
            Wh = new double[units, units];
            gWx = new double[inputs, units];
            gWh = new double[units, units];
            for (int j = 0; j < units; j++)
            {
                for (int i = 0; i < inputs; i++) Wx[i, j] = rng.NextDouble() - 0.2;
                for (int i = 0; i < units; i++) Wh[i, j] = rng.NextDouble() - 0.2;
            }
        }

        /// <param name="x">[time, sample, feature]</param>
        /// <param name="length">Steps of each sample; after its end a sample keeps its state.</param>
        public double[,,] Forward(double[,,] x, int[] length)
        {
            int T = x.GetLength(0), B = x.GetLength(1);
            h = new double[T + 1, B, units];
            for (int t = 1; t <= T; t++)
            {
                for (int b = 0; b < B; b++)
                {
                    for (int j = 0; j < units; j++)
                    {
                        if (t > length[b])
                        {
                            h[t, b, j] = h[t - 1, b, j];
                            continue;
                        }
                        double z = 0;
                        for (int i = 0; i < inputs; i++) z += x[t - 1, b, i] * Wx[i, j];
                        for (int i = 0; i < units; i++) z += h[t - 1, b, i] * Wh[i, j];
                        h[t, b, j] = z > 0 ? z : 0;
                    }
                }
            }
            return h;
        }

        public double Loss(double[,,] x, int[] length, double[,] y)
        {
            Forward(x, length);
            int T = x.GetLength(0), B = x.GetLength(1);
            double loss = 0;
            for (int b = 0; b < B; b++)
                for (int j = 0; j < units; j++)
                    loss += (h[T, b, j] - y[b, j]) * (h[T, b, j] - y[b, j]) / (2 * B);
            return loss;
        }

        public void Backward(double[,,] x, int[] length, double[,] y)
        {
            int T = x.GetLength(0), B = x.GetLength(1);
            double[,] dh = new double[B, units];
            for (int b = 0; b < B; b++)
                for (int j = 0; j < units; j++)
                    dh[b, j] = (h[T, b, j] - y[b, j]) / B;
            for (int t = T; t > 0; t--)
            {
                for (int b = 0; b < B; b++)
                {
                    if (t > length[b]) continue;
                    double[] dz = new double[units];
                    for (int j = 0; j < units; j++)
                    {
                        dz[j] = h[t, b, j] > 0 ? dh[b, j] : 0;
                        //! sigma-missing: dz[j] = dh[b, j];
                        //! sigma-wrong-step: dz[j] = h[t - 1, b, j] > 0 ? dh[b, j] : 0;
                    }
                    for (int i = 0; i < units; i++)
                    {
                        dh[b, i] = 0;
                        for (int j = 0; j < units; j++)
                        {
                            dh[b, i] += Wh[i, j] * dz[j];  //! transposed: dh[b, i] += Wh[j, i] * dz[j];
                            gWh[i, j] += h[t - 1, b, i] * dz[j];  //! reversed: gWh[i, j] += h[t - 1, b, j] * dz[i];
                        }
                    }
                    for (int i = 0; i < inputs; i++)
                        for (int j = 0; j < units; j++)
                            gWx[i, j] += x[t - 1, b, i] * dz[j];
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
        var net = new Minibatch.BatchRnn(2, 4);
        Numeric.FillMostlyPositive(seed, net.Wx, net.Wh);
        var x = new double[5, 3, 2];
        Numeric.Fill(seed + 1, 1, x);
        int[] length = [5, 3, 4];
        var y = Numeric.Table(seed + 2, 3, 4);
        net.Forward(x, length);
        net.Backward(x, length, y);
        return (Numeric.Flatten(net.gWx, net.gWh), Numeric.Differences(() => net.Loss(x, length, y), net.Wx, net.Wh));
    }
}
