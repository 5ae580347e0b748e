//# matrix: w
//# style: network made by a fluent builder (WithInputs, AddRecurrent, Readout, Build); internal constructors; recurrent layers from a list of specs with an activation enum; switch on the enum; jagged; W[to][from]; loss by a delegate given to the builder
using System;
using System.Collections.Generic;
using System.Linq;

namespace Builder
{
    public enum Activation { Tanh, Sigmoid }

    public sealed class NetworkBuilder
    {
        private int inputs = 1, seed;
        private readonly List<(int Units, Activation Activation)> layers = new();
        private Func<double, double, double> loss = (a, b) => 0.5 * (a - b) * (a - b);
        private Func<double, double, double> slope = (a, b) => a - b;

        public NetworkBuilder WithInputs(int count) { inputs = count; return this; }

        public NetworkBuilder WithSeed(int value) { seed = value; return this; }

        public NetworkBuilder AddRecurrent(int units, Activation activation = Activation.Tanh) { layers.Add((units, activation)); return this; }

        public NetworkBuilder WithLoss(Func<double, double, double> value, Func<double, double, double> derivative)
        {
            loss = value;
            slope = derivative;
            return this;
        }

        public Network Build()
        {
            var random = new Random(seed);
            var built = new List<Layer>();
            var size = inputs;
            foreach (var (units, activation) in layers)
            {
                built.Add(new Layer(size, units, activation, random));
                size = units;
            }
            return new Network(built, loss, slope);
        }

        public static Network Default() => new NetworkBuilder().WithInputs(3).WithSeed(5).AddRecurrent(6).AddRecurrent(6, Activation.Sigmoid).Build();
    }

    public sealed class Layer
    {
        internal readonly double[][] u, w, gu, gw;
        private readonly Activation activation;
        private List<double[]> inputs = new(), states = new();

        internal Layer(int m, int n, Activation activation, Random random)
        {
            double[][] Make(int columns) => Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, columns).Select(_ => random.NextDouble() - 0.5).ToArray()).ToArray();
            (u, w) = (Make(m), Make(n));
            gu = u.Select(r => new double[r.Length]).ToArray();
            gw = w.Select(r => new double[r.Length]).ToArray();
            this.activation = activation;
        }

        internal IReadOnlyList<double[]> Forward(IReadOnlyList<double[]> xs)
        {
            inputs = xs.ToList();
            states = new List<double[]> { new double[w.Length] };
            foreach (var x in xs)
            {
                var h = new double[w.Length];
                for (int i = 0; i < h.Length; i++)
                {
                    double z = 0;
                    for (int k = 0; k < x.Length; k++) z += u[i][k] * x[k];
                    for (int j = 0; j < h.Length; j++) z += w[i][j] * states[^1][j];
                    h[i] = activation switch { Activation.Tanh => Math.Tanh(z), Activation.Sigmoid => 1 / (1 + Math.Exp(-z)), _ => throw new NotSupportedException() };
                }
                states.Add(h);
            }
            return states.Skip(1).ToList();
        }

        internal IReadOnlyList<double[]> Backward(IReadOnlyList<double[]> errors)
        {
            foreach (var row in gu.Concat(gw)) Array.Clear(row);
            var below = inputs.Select(x => new double[x.Length]).ToArray();
            var carry = new double[w.Length];
            for (int t = inputs.Count - 1; t >= 0; t--)
            {
                var next = new double[w.Length];
                for (int i = 0; i < w.Length; i++)
                {
                    double h = states[t + 1][i];
                    double d = (errors[t][i] + carry[i]) * (activation == Activation.Tanh ? 1 - h * h : h * (1 - h));
                    //! sigma-missing: double d = errors[t][i] + carry[i];
                    //! sigma-wrong: double d = (errors[t][i] + carry[i]) * (activation == Activation.Tanh ? h * (1 - h) : 1 - h * h);
                    for (int k = 0; k < inputs[t].Length; k++)
                    {
                        gu[i][k] += d * inputs[t][k];
                        below[t][k] += u[i][k] * d;
                    }
                    for (int j = 0; j < w.Length; j++)
                    {
                        gw[i][j] += d * states[t][j];  //! reversed: gw[j][i] += d * states[t][j];
                        //! unexplained RNN0004|RNN0002: gw[i][j] += (errors[t][i] + carry[i]) * states[t][j];
                        //! unexplained-2: gw[i][j] += d * states[t + 1][j];
                        next[j] += w[i][j] * d;  //! transposed: next[j] += w[j][i] * d;
                        //! overwritten: next[j] = w[i][j] * d;
                    }
                }
                carry = next;  //! truncated:
            }
            return below;
        }
    }

    public sealed class Network
    {
        internal readonly List<Layer> Layers;
        private readonly Func<double, double, double> loss, slope;

        internal Network(List<Layer> layers, Func<double, double, double> loss, Func<double, double, double> slope)
        {
            Layers = layers;
            this.loss = loss;
            this.slope = slope;
        }

        public double Evaluate(IReadOnlyList<double[]> xs, IReadOnlyList<double[]> ys)
        {
            var outputs = Layers.Aggregate(xs, (s, l) => l.Forward(s));
            IReadOnlyList<double[]> errors = outputs.Zip(ys, (o, y) => o.Zip(y, slope).ToArray()).ToList();
            foreach (var layer in Enumerable.Reverse(Layers)) errors = layer.Backward(errors);
            return outputs.Zip(ys, (o, y) => o.Zip(y, loss).Sum()).Sum();
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Builder.NetworkBuilder().WithInputs(2).WithSeed(seed).AddRecurrent(4).AddRecurrent(4, Builder.Activation.Sigmoid).Build();
        object[] p = [.. net.Layers.SelectMany(l => new object[] { l.u, l.w })];
        Numeric.Fill(seed, 1.5, p);
        double[][] xs = Numeric.Sequence(seed + 1, 5, 2), ys = Numeric.Sequence(seed + 2, 5, 4);
        net.Evaluate(xs, ys);
        var g = Numeric.Flatten([.. net.Layers.SelectMany(l => new object[] { l.gu, l.gw })]);
        return (g, Numeric.Differences(() => net.Evaluate(xs, ys), p));
    }
}
