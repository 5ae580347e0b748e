//# matrix: Wh
//# style: Gemm with transpose flags on flat row-major arrays; batch; W[from, to]; tanh; [t, b, h] flat buffers; file per class
//--- Gemm.cs
using System;

namespace BatchNet
{
    internal static class Gemm
    {
        /// <summary>C = beta C + op(A) op(B), with op(A) m×k and op(B) k×n, all row-major.</summary>
        public static void Run(bool transA, bool transB, int m, int n, int k, double[] a, int aOffset, double[] b, int bOffset, double beta, double[] c, int cOffset)
        {
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    double sum = 0;
                    for (int l = 0; l < k; l++)
                    {
                        double x = a[aOffset + (transA ? l * m + i : i * k + l)];
                        double y = b[bOffset + (transB ? j * k + l : l * n + j)];
                        sum += x * y;
                    }

                    c[cOffset + i * n + j] = beta * c[cOffset + i * n + j] + sum;
                }
            }
        }
    }
}
//--- RnnLayer.cs
using System;

namespace BatchNet
{
    public sealed class RnnLayer
    {
        public readonly double[] Wx, Wh, DWx, DWh;
        private readonly int inputSize, hiddenSize;
        private double[] h = Array.Empty<double>();
        private double[] x = Array.Empty<double>();
        private int steps, batch;

        public RnnLayer(int inputSize, int hiddenSize)
        {
            this.inputSize = inputSize;
            this.hiddenSize = hiddenSize;
            Wx = new double[inputSize * hiddenSize];
            Wh = new double[hiddenSize * hiddenSize];
            DWx = new double[Wx.Length];
            DWh = new double[Wh.Length];
            var rng = new Random(0);
            for (int i = 0; i < Wx.Length; i++) Wx[i] = rng.NextDouble() - 0.5;
            for (int i = 0; i < Wh.Length; i++) Wh[i] = rng.NextDouble() - 0.5;
        }

        /// <param name="input">[step, sample, feature]</param>
        /// <returns>[step, sample, unit]</returns>
        public double[] Forward(double[] input, int steps, int batch)
        {
            this.steps = steps;
            this.batch = batch;
            x = input;
            int slab = batch * hiddenSize;
            h = new double[(steps + 1) * slab];
            for (int t = 0; t < steps; t++)
            {
                Gemm.Run(false, false, batch, hiddenSize, inputSize, x, t * batch * inputSize, Wx, 0, 0, h, (t + 1) * slab);
                Gemm.Run(false, false, batch, hiddenSize, hiddenSize, h, t * slab, Wh, 0, 1, h, (t + 1) * slab);
                for (int i = (t + 1) * slab; i < (t + 2) * slab; i++)
                    h[i] = Math.Tanh(h[i]);
            }

            return h[slab..];
        }

        /// <param name="dOutput">Gradient by the output, [step, sample, unit]</param>
        public void Backward(double[] dOutput)
        {
            int slab = batch * hiddenSize;
            Array.Clear(DWx, 0, DWx.Length);
            Array.Clear(DWh, 0, DWh.Length);
            var dNext = new double[slab];
            var dz = new double[slab];
            for (int t = steps - 1; t >= 0; t--)
            {
                for (int i = 0; i < slab; i++)
                {
                    double a = h[(t + 1) * slab + i];
                    dz[i] = (dOutput[t * slab + i] + dNext[i]) * (1 - a * a);  //! sigma-missing: dz[i] = dOutput[t * slab + i] + dNext[i];
                }

                Gemm.Run(true, false, inputSize, hiddenSize, batch, x, t * batch * inputSize, dz, 0, 1, DWx, 0);
                Gemm.Run(true, false, hiddenSize, hiddenSize, batch, h, t * slab, dz, 0, 1, DWh, 0);  //! reversed: Gemm.Run(true, false, hiddenSize, hiddenSize, batch, dz, 0, h, t * slab, 1, DWh, 0);
                Gemm.Run(false, true, batch, hiddenSize, hiddenSize, dz, 0, Wh, 0, 0, dNext, 0);  //! transposed: Gemm.Run(false, false, batch, hiddenSize, hiddenSize, dz, 0, Wh, 0, 0, dNext, 0);
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new BatchNet.RnnLayer(2, 4);
        Numeric.Fill(seed, net.Wx, net.Wh);
        var x = Numeric.Vector(seed + 1, 5 * 3 * 2);
        var up = Numeric.Vector(seed + 2, 5 * 3 * 4);
        net.Forward(x, 5, 3);
        net.Backward(up);
        return (Numeric.Flatten(net.DWx, net.DWh), Numeric.Differences(() => Numeric.Dot(up, net.Forward(x, 5, 3)), net.Wx, net.Wh));
    }
}
