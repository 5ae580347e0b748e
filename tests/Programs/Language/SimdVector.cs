//# matrix: w
//# style: System.Numerics.Vector<double> kernels with a scalar remainder; row-major flat W[to * n + from]; tanh; spans; aggressive inlining
using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Vectorised
{
    public sealed class SimdRnn
    {
        public readonly double[] w, dw;
        private readonly int n;
        private readonly double[] h;

        public SimdRnn(int n, int maxSteps, Random rng)
        {
            this.n = n;
            w = new double[n * n];
            dw = new double[n * n];
            h = new double[(maxSteps + 1) * n];
            for (int i = 0; i < w.Length; i++) w[i] = rng.NextDouble() - 0.5;
        }

        public ReadOnlySpan<double> Forward(ReadOnlySpan<double> input)
        {
            int steps = input.Length / n;
            for (int t = 0; t < steps; t++)
            {
                ReadOnlySpan<double> before = h.AsSpan(t * n, n);
                Span<double> after = h.AsSpan((t + 1) * n, n);
                for (int i = 0; i < n; i++)
                    after[i] = Math.Tanh(input[t * n + i] + Dot(w.AsSpan(i * n, n), before));
            }

            return h.AsSpan(n, steps * n);
        }

        public void Backward(ReadOnlySpan<double> dOutput)
        {
            int steps = dOutput.Length / n;
            Array.Clear(dw);
            var carry = new double[n];
            var dz = new double[n];
            for (int t = steps - 1; t >= 0; t--)
            {
                ReadOnlySpan<double> before = h.AsSpan(t * n, n);
                ReadOnlySpan<double> after = h.AsSpan((t + 1) * n, n);
                for (int i = 0; i < n; i++)
                    dz[i] = (dOutput[t * n + i] + carry[i]) * (1 - after[i] * after[i]);
                    //! sigma-missing: dz[i] = dOutput[t * n + i] + carry[i];
                    //! sigma-wrong-step: dz[i] = (dOutput[t * n + i] + carry[i]) * (1 - before[i] * before[i]);
                Array.Clear(carry);
                for (int i = 0; i < n; i++)
                {
                    AddScaled(carry, w.AsSpan(i * n, n), dz[i]);  //! transposed: carry[i] = Dot(w.AsSpan(i * n, n), dz);
                    AddScaled(dw.AsSpan(i * n, n), before, dz[i]);  //! reversed: AddScaled(dw.AsSpan(i * n, n), dz, before[i]);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
        {
            var sums = Vector<double>.Zero;
            int i = 0;
            for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
                sums += new Vector<double>(a.Slice(i)) * new Vector<double>(b.Slice(i));
            double sum = Vector.Dot(sums, Vector<double>.One);
            for (; i < a.Length; i++)
                sum += a[i] * b[i];
            return sum;
        }

        private static void AddScaled(Span<double> y, ReadOnlySpan<double> x, double alpha)
        {
            var factor = new Vector<double>(alpha);
            int i = 0;
            for (; i <= y.Length - Vector<double>.Count; i += Vector<double>.Count)
                (new Vector<double>(y.Slice(i)) + factor * new Vector<double>(x.Slice(i))).CopyTo(y.Slice(i));
            for (; i < y.Length; i++)
                y[i] += alpha * x[i];
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Vectorised.SimdRnn(5, 6, new Random(seed));
        Numeric.Fill(seed, net.w);
        var xs = Numeric.Vector(seed + 1, 25);
        var up = Numeric.Vector(seed + 2, 25);
        net.Forward(xs);
        net.Backward(up);
        return (Numeric.Flatten(net.dw), Numeric.Differences(() => Numeric.Dot(up, net.Forward(xs).ToArray()), net.w));
    }
}
