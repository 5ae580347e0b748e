//# matrix: weights
//# style: activation as Func<double, double> fields; local functions; lambdas; closures; jagged; W[to][from]; switch expression; derivative from the pre-activation
using System;

namespace Closures
{
    public enum Nonlinearity { Tanh, Sigmoid, Softplus }

    public class ClosureRnn
    {
        private readonly Func<double, double> activate, derivative;
        private readonly double[][] weights, fromInput;
        public double[][] WeightGradient = [];

        public ClosureRnn(double[][] weights, double[][] fromInput, Nonlinearity kind)
        {
            this.weights = weights;
            this.fromInput = fromInput;
            activate = kind switch
            {
                Nonlinearity.Tanh => Math.Tanh,
                Nonlinearity.Sigmoid => Sigmoid,
                Nonlinearity.Softplus => x => Math.Log(1 + Math.Exp(x)),
                _ => throw new ArgumentOutOfRangeException(nameof(kind)),
            };
            derivative = kind switch
            {
                Nonlinearity.Tanh => x => 1 - Math.Pow(Math.Tanh(x), 2),
                Nonlinearity.Sigmoid => x => Sigmoid(x) * (1 - Sigmoid(x)),
                _ => Sigmoid,
            };

            static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        }

        public double Run(double[][] xs, double[][] ys, bool learn)
        {
            int n = weights.Length;
            var pre = new double[xs.Length][];
            var post = new double[xs.Length][];
            var loss = 0.0;

            for (int t = 0; t < xs.Length; t++)
            {
                pre[t] = PreActivation(t);
                post[t] = Array.ConvertAll(pre[t], z => activate(z));
                ForEachUnit(i => loss += 0.5 * Math.Pow(post[t][i] - ys[t][i], 2));
            }

            if (learn)
                BackThroughTime();
            return loss;

            double Before(int t, int j) => t > 0 ? post[t - 1][j] : 0;

            double[] PreActivation(int t)
            {
                var z = new double[n];
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++) z[i] += weights[i][j] * Before(t, j);
                    for (int k = 0; k < xs[t].Length; k++) z[i] += fromInput[i][k] * xs[t][k];
                }

                return z;
            }

            void BackThroughTime()
            {
                WeightGradient = Array.ConvertAll(weights, row => new double[row.Length]);
                var next = new double[n];
                for (int t = xs.Length - 1; t >= 0; t--)
                {
                    var delta = new double[n];
                    ForEachUnit(i => delta[i] = (post[t][i] - ys[t][i] + next[i]) * derivative(pre[t][i]));
                    //! sigma-missing: ForEachUnit(i => delta[i] = post[t][i] - ys[t][i] + next[i]);
                    //! sigma-wrong: ForEachUnit(i => delta[i] = (post[t][i] - ys[t][i] + next[i]) * derivative(post[t][i]));
                    next = new double[n];
                    ForEachUnit(i => ForEachUnit(j =>
                    {
                        WeightGradient[i][j] += delta[i] * Before(t, j);  //! reversed: WeightGradient[j][i] += delta[i] * Before(t, j);
                        next[j] += weights[i][j] * delta[i];  //! transposed: next[j] += weights[j][i] * delta[i];
                    }));
                }
            }

            void ForEachUnit(Action<int> action)
            {
                for (int i = 0; i < n; i++) action(i);
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        double[][] w = Numeric.Sequence(seed, 4, 4), u = Numeric.Sequence(seed + 1, 4, 2);
        var net = new Closures.ClosureRnn(w, u, (Closures.Nonlinearity)seed);
        var xs = Numeric.Sequence(seed + 2, 5, 2);
        var ys = Numeric.Sequence(seed + 3, 5, 4);
        net.Run(xs, ys, true);
        return (Numeric.Flatten((object)net.WeightGradient), Numeric.Differences(() => net.Run(xs, ys, false), (object)w));
    }
}
