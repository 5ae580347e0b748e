//# matrix: rec
//# style: Vector<float> kernels: forward by dot of rows, backward by axpy of rows (so that no column is ever read); scalar tail; float; ReLU with identity initialisation (IRNN); W[to * n + from]; mean over the units
//# precision: float
using System;
using System.Numerics;

namespace Simd
{
    internal static class Vec
    {
        internal static float Dot(float[] a, int at, float[] b, int n)
        {
            var acc = Vector<float>.Zero;
            int k = 0;
            for (; k <= n - Vector<float>.Count; k += Vector<float>.Count)
                acc += new Vector<float>(a, at + k) * new Vector<float>(b, k);
            float s = Vector.Dot(acc, Vector<float>.One);
            for (; k < n; k++) s += a[at + k] * b[k];
            return s;
        }

        // y += f * a[at..]
        internal static void Axpy(float f, float[] a, int at, float[] y, int n)
        {
            var vf = new Vector<float>(f);
            int k = 0;
            for (; k <= n - Vector<float>.Count; k += Vector<float>.Count)
                (new Vector<float>(y, k) + vf * new Vector<float>(a, at + k)).CopyTo(y, k);
            for (; k < n; k++) y[k] += f * a[at + k];
        }

        internal static void AxpyInto(float f, float[] x, float[] a, int at, int n)
        {
            for (int k = 0; k < n; k++) a[at + k] += f * x[k];
        }
    }

    public sealed class IrnnSimd
    {
        public readonly int N;
        public readonly float[] rec, gRec, bias, gBias;

        public IrnnSimd(int n)
        {
            N = n;
            rec = new float[n * n];
            gRec = new float[n * n];
            bias = new float[n];
            gBias = new float[n];
            for (int i = 0; i < n; i++) rec[i * n + i] = 1f;
        }

        public float Train(float[][] x, float[] y)
        {
            int n = N, T = x.Length;
            var h = new float[T + 1][];
            h[0] = new float[n];
            for (int t = 1; t <= T; t++)
            {
                h[t] = new float[n];
                for (int i = 0; i < n; i++)
                    h[t][i] = MathF.Max(0f, Vec.Dot(rec, i * n, h[t - 1], n) + bias[i] + x[t - 1][i]);
            }

            Array.Clear(gRec);
            Array.Clear(gBias);
            float loss = 0f;
            var d = new float[n];
            for (int i = 0; i < n; i++)
            {
                d[i] = (h[T][i] - y[i]) / n;
                loss += 0.5f * (h[T][i] - y[i]) * (h[T][i] - y[i]) / n;
            }
            for (int t = T; t >= 1; t--)
            {
                var before = new float[n];
                for (int i = 0; i < n; i++)
                {
                    float dz = h[t][i] > 0f ? d[i] : 0f;
                    //! sigma-missing: float dz = d[i];
                    //! sigma-wrong-step: float dz = h[t - 1][i] > 0f ? d[i] : 0f;
                    gBias[i] += dz;
                    Vec.AxpyInto(dz, h[t - 1], gRec, i * n, n);
                    Vec.Axpy(dz, rec, i * n, before, n);
                    //! transposed: for (int k = 0; k < n; k++) before[k] += dz * rec[k * n + i];
                    //! truncated:
                    //! sigma-missing-2: Vec.Axpy(d[i], rec, i * n, before, n);
                }
                d = before;
            }
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Simd.IrnnSimd(5);
        Numeric.FillMostlyPositive(seed, net.rec, net.bias);
        var random = new Random(seed);
        float[][] xs = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 5).Select(_ => (float)random.NextDouble() * 3 - 2.2f).ToArray())];
        var y = Numeric.Single(Numeric.Vector(seed + 2, 5));
        net.Train(xs, y);
        var g = Numeric.Flatten(net.gRec, net.gBias);
        return (g, Numeric.Differences(() => net.Train(xs, y), net.rec, net.bias));
    }
}
