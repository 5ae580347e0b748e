//# matrix: Data
//# style: all weights in one block whose length is checked; settings object, one of its sizes must stay zero; cell chosen by an enum; optional arguments; state changed in place; tanh
using System;

namespace Packed
{
    public enum Unit
    {
        Tanh,
        Softsign,
    }

    public sealed class Settings
    {
        public int Hidden { get; set; }
        public int Narrowed { get; set; }
        public bool Reversed { get; set; }
    }

    public sealed class Block
    {
        public Block(int[] shape)
        {
            Shape = (int[])shape.Clone();
            var length = 1;
            foreach (var side in shape) length *= side;
            Data = new double[length];
        }

        public int[] Shape { get; }
        public double[] Data { get; }
        public int Length => Data.Length;
    }

    public sealed class Cell
    {
        public (Block weights, Block first) Gradient(Unit unit, Block input, Block first, Block weights, Block direct, Settings settings, Block? last = null)
        {
            var (steps, batch, width) = ShapeOf(input);
            Check(settings);
            int n = settings.Hidden;
            if (!Fits(first, batch, n))
                throw new ArgumentException("wrong shape: [batch, hidden] expected");
            long expected = (long)n * width + (long)n * n + n;
            if (weights.Length != expected)
                throw new ArgumentException("packed weights have the wrong length");
            if (direct.Length != steps * batch * n)
                throw new ArgumentException("one number for each hidden unit and step expected");

            var all = new double[(steps + 1) * batch * n];
            var state = new double[batch * n];
            first.Data.AsSpan().CopyTo(state);
            state.AsSpan().CopyTo(all.AsSpan(0, batch * n));
            for (int step = 0; step < steps; step++)
            {
                int t = settings.Reversed ? steps - 1 - step : step;
                Step(unit, input.Data.AsSpan(t * batch * width, batch * width), state, weights.Data, batch, width, n);
                state.AsSpan().CopyTo(all.AsSpan((step + 1) * batch * n, batch * n));
            }

            var gradient = new Block(new[] { weights.Length });
            var d = new double[batch * n];
            if (last is not null)
                last.Data.AsSpan().CopyTo(d);
            for (int step = steps - 1; step >= 0; step--)
            {
                int t = settings.Reversed ? steps - 1 - step : step;
                for (int i = 0; i < d.Length; i++) d[i] += direct.Data[t * batch * n + i];
                StepBack(unit, input.Data.AsSpan(t * batch * width, batch * width), all.AsSpan(step * batch * n, 2 * batch * n), d, weights.Data, gradient.Data, batch, width, n);
            }

            var start = new Block(new[] { batch, n });
            d.AsSpan().CopyTo(start.Data);
            return (gradient, start);
        }

        private static (int, int, int) ShapeOf(Block input)
        {
            if (input.Shape.Length != 3)
                throw new ArgumentException("[steps, batch, width] expected");
            return (input.Shape[0], input.Shape[1], input.Shape[2]);
        }

        private static void Check(Settings settings)
        {
            if (settings.Hidden <= 0)
                throw new ArgumentException("no hidden units");
            if (settings.Narrowed > 0 && settings.Narrowed >= settings.Hidden)
                throw new ArgumentException("must be narrower than the hidden units");
            if (settings.Narrowed > 0)
                throw new NotSupportedException("narrowing is for gated cells");
        }

        private static bool Fits(Block block, int batch, int n)
        {
            if (block.Shape.Length == 3 && block.Shape[0] == 1 && block.Shape[1] == batch && block.Shape[2] == n) return true;
            if (block.Shape.Length == 2 && block.Shape[0] == batch && block.Shape[1] == n) return true;
            throw new ArgumentException("wrong shape: [batch, hidden] expected");
        }

        internal static void Step(Unit unit, ReadOnlySpan<double> x, double[] state, double[] w, int batch, int width, int n)
        {
            var next = new double[batch * n];
            int own = n * width, bias = own + n * n;
            for (int b = 0; b < batch; b++)
            {
                for (int i = 0; i < n; i++)
                {
                    double c = w[bias + i];
                    for (int k = 0; k < width; k++) c += w[i * width + k] * x[b * width + k];
                    for (int k = 0; k < n; k++) c += w[own + i * n + k] * state[b * n + k];
                    next[b * n + i] = unit switch { Unit.Tanh => Math.Tanh(c), _ => c / (1 + Math.Abs(c)) };
                }
            }

            next.AsSpan().CopyTo(state);
        }

        private static void StepBack(Unit unit, ReadOnlySpan<double> x, ReadOnlySpan<double> states, double[] d, double[] w, double[] g, int batch, int width, int n)
        {
            var before = new double[batch * n];
            int own = n * width, bias = own + n * n;
            for (int b = 0; b < batch; b++)
            {
                for (int i = 0; i < n; i++)
                {
                    double h = states[batch * n + b * n + i];
                    double slope = unit switch { Unit.Tanh => 1 - h * h, _ => (1 - Math.Abs(h)) * (1 - Math.Abs(h)) };
                    double dc = d[b * n + i] * slope;  //! sigma-missing: double dc = d[b * n + i];
                    g[bias + i] += dc;
                    for (int k = 0; k < width; k++) g[i * width + k] += dc * x[b * width + k];
                    for (int k = 0; k < n; k++)
                    {
                        g[own + i * n + k] += dc * states[b * n + k];
                        before[b * n + k] += dc * w[own + i * n + k];
                        //! transposed: before[b * n + k] += dc * w[own + k * n + i];
                        //! truncated:
                    }
                }
            }

            before.AsSpan().CopyTo(d);
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        const int steps = 4, batch = 2, width = 2, n = 3;
        Packed.Block input = new([steps, batch, width]), first = new([batch, n]), weights = new([n * width + n * n + n]), direct = new([steps, batch, n]);
        Numeric.Fill(seed, input.Data, first.Data, weights.Data, direct.Data);
        Numeric.Mirror(n, (i, j) => weights.Data[n * width + i * n + j], (i, j, value) => weights.Data[n * width + i * n + j] = value);
        var settings = new Packed.Settings { Hidden = n };
        double Loss()
        {
            var h = (double[])first.Data.Clone();
            double loss = 0;
            for (int t = 0; t < steps; t++)
            {
                Packed.Cell.Step(Packed.Unit.Tanh, input.Data.AsSpan(t * batch * width, batch * width), h, weights.Data, batch, width, n);
                for (int i = 0; i < h.Length; i++) loss += h[i] * direct.Data[t * h.Length + i];
            }
            return loss;
        }
        var (g, start) = new Packed.Cell().Gradient(Packed.Unit.Tanh, input, first, weights, direct, settings);
        return (Numeric.Flatten(g.Data, start.Data), Numeric.Differences(Loss, weights.Data, first.Data));
    }
}
