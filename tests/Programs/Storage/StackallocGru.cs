//# matrix: un
//# style: game programmer: allocation-free kernels on Span<float> with stackalloc scratch; ref struct view over the weights; float; MathF; update gate and candidate only (no reset); W[to * n + from]; constant sizes
//# precision: float
using System;

namespace Game.Steering
{
    public static class Kernels
    {
        public static void MulAdd(ReadOnlySpan<float> m, ReadOnlySpan<float> v, Span<float> y)
        {
            int cols = v.Length;
            for (int i = 0; i < y.Length; i++)
            {
                var row = m.Slice(i * cols, cols);
                float s = y[i];
                for (int j = 0; j < cols; j++) s += row[j] * v[j];
                y[i] = s;
            }
        }

        public static void MulAddTransposed(ReadOnlySpan<float> m, ReadOnlySpan<float> v, Span<float> y)
        {
            int cols = y.Length;
            for (int i = 0; i < v.Length; i++)
            {
                float f = v[i];
                var row = m.Slice(i * cols, cols);
                for (int j = 0; j < cols; j++) y[j] += row[j] * f;
            }
        }

        public static void Ger(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> m)
        {
            for (int i = 0; i < a.Length; i++)
                for (int j = 0; j < b.Length; j++)
                    m[i * b.Length + j] += a[i] * b[j];
        }
    }

    public sealed class SteeringNet
    {
        public const int Inputs = 3, Size = 8;
        public readonly float[] wz = new float[Size * Inputs], wn = new float[Size * Inputs], uz = new float[Size * Size], un = new float[Size * Size];
        public readonly float[] gwz = new float[Size * Inputs], gwn = new float[Size * Inputs], guz = new float[Size * Size], gun = new float[Size * Size];

        static void Advance(SteeringNet net, ReadOnlySpan<float> x, ReadOnlySpan<float> h, Span<float> z, Span<float> n, Span<float> next)
        {
            z.Clear();
            n.Clear();
            Kernels.MulAdd(net.wz, x, z);
            Kernels.MulAdd(net.uz, h, z);
            Kernels.MulAdd(net.wn, x, n);
            Kernels.MulAdd(net.un, h, n);
            for (int i = 0; i < Size; i++)
            {
                z[i] = 1f / (1f + MathF.Exp(-z[i]));
                n[i] = MathF.Tanh(n[i]);
                next[i] = z[i] * h[i] + (1f - z[i]) * n[i];
            }
        }

        public float Learn(ReadOnlySpan<float> inputs, ReadOnlySpan<float> wanted)
        {
            int steps = inputs.Length / Inputs;
            Span<float> h = stackalloc float[(steps + 1) * Size];
            Span<float> z = stackalloc float[steps * Size];
            Span<float> n = stackalloc float[steps * Size];
            h.Clear();
            for (int t = 0; t < steps; t++)
                Advance(this, inputs.Slice(t * Inputs, Inputs), h.Slice(t * Size, Size), z.Slice(t * Size, Size), n.Slice(t * Size, Size), h.Slice((t + 1) * Size, Size));

            Array.Clear(gwz); Array.Clear(gwn); Array.Clear(guz); Array.Clear(gun);
            Span<float> dh = stackalloc float[Size], dz = stackalloc float[Size], dn = stackalloc float[Size], prev = stackalloc float[Size];
            float loss = 0f;
            dh.Clear();
            for (int t = steps - 1; t >= 0; t--)
            {
                var ht = h.Slice(t * Size, Size);
                prev.Clear();
                for (int i = 0; i < Size; i++)
                {
                    float e = h[(t + 1) * Size + i] - wanted[t * Size + i];
                    loss += 0.5f * e * e;
                    float d = dh[i] + e, zi = z[t * Size + i], ni = n[t * Size + i];
                    dz[i] = d * (ht[i] - ni) * zi * (1f - zi);  //! sigma-missing @uz: dz[i] = d * (ht[i] - ni);
                    dn[i] = d * (1f - zi) * (1f - ni * ni);  //! sigma-missing-2: dn[i] = d * (1f - zi);
                    prev[i] = d * zi;  //! unexplained RNN0004: prev[i] = d * (1f - zi);
                }
                Kernels.Ger(dz, inputs.Slice(t * Inputs, Inputs), gwz);
                Kernels.Ger(dn, inputs.Slice(t * Inputs, Inputs), gwn);
                Kernels.Ger(dz, ht, guz);
                Kernels.Ger(dn, ht, gun);  //! reversed: Kernels.Ger(ht, dn, gun);
                Kernels.MulAddTransposed(uz, dz, prev);  //! transposed-2 @uz: Kernels.MulAdd(uz, dz, prev);
                Kernels.MulAddTransposed(un, dn, prev);  //! transposed: Kernels.MulAdd(un, dn, prev);
                prev.CopyTo(dh);
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
        var net = new Game.Steering.SteeringNet();
        Numeric.Fill(seed, net.wz, net.wn, net.uz, net.un);
        float[] xs = Numeric.Single(Numeric.Vector(seed + 1, 12)), ys = Numeric.Single(Numeric.Vector(seed + 2, 32));
        net.Learn(xs, ys);
        var g = Numeric.Flatten(net.gwz, net.gwn, net.guz, net.gun);
        return (g, Numeric.Differences(() => net.Learn(xs, ys), net.wz, net.wn, net.uz, net.un));
    }
}
