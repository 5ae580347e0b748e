//# matrix: recurrentWeights
//# style: activation behind an interface with several implementations; derivative from the output; constructor injection; double[,]; W[from, to]; Fit with SGD
using System;

namespace Pluggable
{
    public interface IActivation
    {
        double Value(double x);

        /// <summary>Derivative, given the activated value.</summary>
        double Slope(double y);
    }

    public sealed class TanhActivation : IActivation
    {
        public double Value(double x) => Math.Tanh(x);

        public double Slope(double y) => 1 - y * y;
    }

    public sealed class LogisticActivation : IActivation
    {
        public double Value(double x) => 1 / (1 + Math.Exp(-x));

        public double Slope(double y) => y * (1 - y);
    }

    public class PluggableRnn
    {
        private readonly IActivation activation;
        private readonly double[,] inputWeights, recurrentWeights;
        private readonly double[,] inputGradient, recurrentGradient;
        private double[,] activations = new double[0, 0];

        public PluggableRnn(int inputs, int units, IActivation activation = null)
        {
            this.activation = activation ?? new TanhActivation();
            var rng = new Random(0);
            inputWeights = Uniform(rng, inputs, units);
            recurrentWeights = Uniform(rng, units, units);
            inputGradient = new double[inputs, units];
            recurrentGradient = new double[units, units];
        }

        public void Fit(double[,] series, double[,] targets, int epochs, double learningRate)
        {
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                Forward(series);
                Backward(series, targets);
                Update(inputWeights, inputGradient, learningRate);
                Update(recurrentWeights, recurrentGradient, learningRate);
            }
        }

        public double[,] Forward(double[,] series)
        {
            int steps = series.GetLength(0), units = recurrentWeights.GetLength(0);
            activations = new double[steps + 1, units];
            for (int t = 0; t < steps; t++)
            {
                for (int to = 0; to < units; to++)
                {
                    double net = 0;
                    for (int from = 0; from < series.GetLength(1); from++)
                        net += series[t, from] * inputWeights[from, to];
                    for (int from = 0; from < units; from++)
                        net += activations[t, from] * recurrentWeights[from, to];
                    activations[t + 1, to] = activation.Value(net);
                }
            }
            return activations;
        }

        private void Backward(double[,] series, double[,] targets)
        {
            int steps = series.GetLength(0), units = recurrentWeights.GetLength(0);
            Array.Clear(inputGradient, 0, inputGradient.Length);
            Array.Clear(recurrentGradient, 0, recurrentGradient.Length);
            double[] future = new double[units];
            for (int t = steps - 1; t >= 0; t--)
            {
                double[] delta = new double[units];
                for (int to = 0; to < units; to++)
                    delta[to] = (activations[t + 1, to] - targets[t, to] + future[to]) * activation.Slope(activations[t + 1, to]);
                    //! sigma-missing: delta[to] = activations[t + 1, to] - targets[t, to] + future[to];
                    //! sigma-wrong-step: delta[to] = (activations[t + 1, to] - targets[t, to] + future[to]) * activation.Slope(activations[t, to]);
                for (int from = 0; from < units; from++)
                {
                    future[from] = 0;
                    for (int to = 0; to < units; to++)
                    {
                        future[from] += recurrentWeights[from, to] * delta[to];  //! transposed: future[from] += recurrentWeights[to, from] * delta[to];
                        recurrentGradient[from, to] += activations[t, from] * delta[to];  //! reversed: recurrentGradient[to, from] += activations[t, from] * delta[to];
                    }
                }
                for (int from = 0; from < series.GetLength(1); from++)
                    for (int to = 0; to < units; to++)
                        inputGradient[from, to] += series[t, from] * delta[to];
            }
        }

        private static void Update(double[,] weights, double[,] gradient, double rate)
        {
            for (int i = 0; i < weights.GetLength(0); i++)
                for (int j = 0; j < weights.GetLength(1); j++)
                    weights[i, j] -= rate * gradient[i, j];
        }

        private static double[,] Uniform(Random rng, int rows, int columns)
        {
            var w = new double[rows, columns];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    w[i, j] = rng.NextDouble() * 2 - 1;
            return w;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Pluggable.PluggableRnn(2, 4, seed == 1 ? new Pluggable.TanhActivation() : new Pluggable.LogisticActivation());
        var p = Numeric.Fields(net, "inputWeights", "recurrentWeights");
        Numeric.Fill(seed, p);
        var xs = Numeric.Table(seed + 1, 5, 2);
        var ys = Numeric.Table(seed + 2, 5, 4);
        double Loss()
        {
            var a = net.Forward(xs);
            double loss = 0;
            for (int t = 0; t < 5; t++)
                for (int i = 0; i < 4; i++) loss += 0.5 * Math.Pow(a[t + 1, i] - ys[t, i], 2);
            return loss;
        }
        return (Numeric.FromUpdate(0.1, () => net.Fit(xs, ys, 1, 0.1), p), Numeric.Differences(Loss, p));
    }
}
