//# matrix: recurrent
//# style: LSTM on spans: one weight buffer cut into slices; ReadOnlySpan kernels; stackalloc; gates of all steps in one flat array; [to * n + from]
using System;

namespace Kernels
{
    public sealed class SpanLstm
    {
        private readonly int n, m;
        public readonly double[] input, recurrent, bias;
        public readonly double[] inputGradient, recurrentGradient, biasGradient;
        private double[] gates = [], cells = [], hidden = [];

        public SpanLstm(int inputs, int units)
        {
            m = inputs;
            n = units;
            input = new double[4 * n * m];
            recurrent = new double[4 * n * n];
            bias = new double[4 * n];
            inputGradient = new double[input.Length];
            recurrentGradient = new double[recurrent.Length];
            biasGradient = new double[bias.Length];
            var random = new Random(77);
            foreach (ref var w in recurrent.AsSpan()) w = random.NextDouble() - 0.5;
            foreach (ref var w in input.AsSpan()) w = random.NextDouble() - 0.5;
        }

        private static void Gemv(ReadOnlySpan<double> a, ReadOnlySpan<double> v, Span<double> y)
        {
            for (int r = 0; r < y.Length; r++)
            {
                var row = a.Slice(r * v.Length, v.Length);
                double sum = 0;
                for (int k = 0; k < row.Length; k++) sum += row[k] * v[k];
                y[r] += sum;
            }
        }

        private static void GemvTransposed(ReadOnlySpan<double> a, ReadOnlySpan<double> v, Span<double> y)
        {
            for (int r = 0; r < v.Length; r++)
            {
                var row = a.Slice(r * y.Length, y.Length);
                for (int k = 0; k < row.Length; k++) y[k] += row[k] * v[r];
            }
        }

        private static void Ger(Span<double> a, ReadOnlySpan<double> u, ReadOnlySpan<double> v)
        {
            for (int r = 0; r < u.Length; r++)
                for (int k = 0; k < v.Length; k++)
                    a[r * v.Length + k] += u[r] * v[k];
        }

        public ReadOnlySpan<double> Forward(ReadOnlySpan<double> x)
        {
            int steps = x.Length / m;
            gates = new double[steps * 4 * n];
            cells = new double[(steps + 1) * n];
            hidden = new double[(steps + 1) * n];
            for (int t = 0; t < steps; t++)
            {
                Span<double> a = gates.AsSpan(t * 4 * n, 4 * n);
                bias.CopyTo(a);
                Gemv(input, x.Slice(t * m, m), a);
                Gemv(recurrent, hidden.AsSpan(t * n, n), a);
                for (int k = 0; k < 4 * n; k++) a[k] = k < n ? Math.Tanh(a[k]) : 1 / (1 + Math.Exp(-a[k]));
                var (g, i, f, o) = (0, n, 2 * n, 3 * n);
                for (int k = 0; k < n; k++)
                {
                    double c = a[f + k] * cells[t * n + k] + a[i + k] * a[g + k];
                    cells[(t + 1) * n + k] = c;
                    hidden[(t + 1) * n + k] = a[o + k] * Math.Tanh(c);
                }
            }
            return hidden.AsSpan(n);
        }

        public double Loss(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
        {
            var h = Forward(x);
            double loss = 0;
            for (int k = 0; k < h.Length; k++) loss += (h[k] - y[k]) * (h[k] - y[k]);
            return loss;
        }

        public void Backward(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
        {
            int steps = x.Length / m;
            Span<double> dh = stackalloc double[n];
            Span<double> dc = stackalloc double[n];
            Span<double> da = stackalloc double[4 * n];
            for (int t = steps - 1; t >= 0; t--)
            {
                ReadOnlySpan<double> a = gates.AsSpan(t * 4 * n, 4 * n);
                ReadOnlySpan<double> before = cells.AsSpan(t * n, n), after = cells.AsSpan((t + 1) * n, n);
                for (int k = 0; k < n; k++)
                {
                    double g = a[k], i = a[n + k], f = a[2 * n + k], o = a[3 * n + k];
                    double tc = Math.Tanh(after[k]);
                    double e = dh[k] + 2 * (hidden[(t + 1) * n + k] - y[t * n + k]);
                    double s = dc[k] + e * o * (1 - tc * tc);
                    //! unexplained: double s = e * o * (1 - tc * tc);
                    da[k] = s * i * (1 - g * g);  //! sigma-missing: da[k] = s * i;
                    da[n + k] = s * g * i * (1 - i);
                    da[2 * n + k] = s * before[k] * f * (1 - f);
                    da[3 * n + k] = e * tc * o * (1 - o);
                    dc[k] = s * f;
                }
                dh.Clear();
                GemvTransposed(recurrent, da, dh);
                //! transposed: for (int r = 0; r < 4; r++) Gemv(recurrent.AsSpan(r * n * n, n * n), da.Slice(r * n, n), dh);
                Ger(recurrentGradient, da, hidden.AsSpan(t * n, n));
                //! reversed: for (int r = 0; r < 4; r++) Ger(recurrentGradient.AsSpan(r * n * n, n * n), hidden.AsSpan(t * n, n), da.Slice(r * n, n));
                Ger(inputGradient, da, x.Slice(t * m, m));
                for (int k = 0; k < 4 * n; k++) biasGradient[k] += da[k];
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Kernels.SpanLstm(2, 3);
        object[] p = [net.input, net.recurrent, net.bias];
        Numeric.Fill(seed, p);
        for (int g = 0; g < 4; g++)
        {
            int first = 9 * g;
            Numeric.Mirror(3, (i, j) => net.recurrent[first + i * 3 + j], (i, j, v) => net.recurrent[first + i * 3 + j] = v);
        }
        var xs = Numeric.Vector(seed + 1, 10);
        var ys = Numeric.Vector(seed + 2, 15);
        net.Forward(xs);
        net.Backward(xs, ys);
        return (Numeric.Flatten(net.inputGradient, net.recurrentGradient, net.biasGradient), Numeric.Differences(() => net.Loss(xs, ys), p));
    }
}
