//# matrix: w
//# style: ref locals; ref return accessor; in and ref parameters; fixed-size flat storage with an offset; W(to, from) accessor; tanh
using System;

namespace RefStyle
{
    public sealed class RefRnn
    {
        private readonly int n;
        private readonly double[] w, g;
        private readonly double[] states;
        private int steps;

        public RefRnn(int n, int maxSteps)
        {
            this.n = n;
            w = new double[n * n];
            g = new double[n * n];
            states = new double[(maxSteps + 1) * n];
            var rng = new Random(2);
            for (int i = 0; i < w.Length; i++)
            {
                ref double value = ref w[i];
                value = rng.NextDouble() - 0.5;
            }
        }

        private ref double W(int to, int from) => ref w[to * n + from];

        private ref double G(int to, int from) => ref g[to * n + from];

        private ref double H(int t, int unit) => ref states[(t + 1) * n + unit];

        public void Forward(in double[][] input)
        {
            steps = input.Length;
            Array.Clear(states);
            for (int t = 0; t < steps; t++)
            {
                for (int to = 0; to < n; to++)
                {
                    ref double h = ref H(t, to);
                    h = input[t][to];
                    for (int from = 0; from < n; from++)
                        h += W(to, from) * H(t - 1, from);
                    h = Math.Tanh(h);
                }
            }
        }

        public void Loss(in double[][] target, ref double loss)
        {
            for (int t = 0; t < steps; t++)
                for (int i = 0; i < n; i++)
                    loss += (H(t, i) - target[t][i]) * (H(t, i) - target[t][i]) / 2;
        }

        public void Backward(in double[][] target)
        {
            Array.Clear(g);
            var d = new double[n];
            for (int t = steps - 1; t >= 0; t--)
            {
                var delta = new double[n];
                for (int to = 0; to < n; to++)
                {
                    ref double h = ref H(t, to);
                    delta[to] = (h - target[t][to] + d[to]) * (1 - h * h);  //! sigma-missing: delta[to] = h - target[t][to] + d[to];
                }

                for (int from = 0; from < n; from++)
                {
                    ref double sum = ref d[from];
                    sum = 0;
                    for (int to = 0; to < n; to++)
                    {
                        sum += W(to, from) * delta[to];  //! transposed: sum += W(from, to) * delta[to];
                        G(to, from) += delta[to] * H(t - 1, from);  //! reversed: G(from, to) += delta[to] * H(t - 1, from);
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
        var net = new RefStyle.RefRnn(4, 6);
        var w = Numeric.Fields(net, "w");
        Numeric.Fill(seed, w);
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var ys = Numeric.Sequence(seed + 2, 5, 4);
        net.Forward(xs);
        net.Backward(ys);
        double Loss() { double loss = 0; net.Forward(xs); net.Loss(ys, ref loss); return loss; }
        return (Numeric.Flatten(Numeric.Fields(net, "g")), Numeric.Differences(Loss, w));
    }
}
