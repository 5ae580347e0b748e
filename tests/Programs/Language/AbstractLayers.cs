//# matrix: Wh
//# style: abstract layer classes; virtual Forward and Backward over a whole sequence; Sequential container; dense read-out; jagged; W[to][from]; inherited fields; file per class
//--- Layer.cs
using System;

namespace Layers
{
    public abstract class Layer
    {
        protected double[][] lastInput;

        public abstract double[][] Forward(double[][] input);

        /// <summary>Takes ∂L/∂output, returns ∂L/∂input, keeps the gradients of the weights.</summary>
        public abstract double[][] Backward(double[][] gradient);

        public abstract void Update(double rate);

        protected static double[][] Create(int rows, int columns, Random rng = null)
        {
            var m = new double[rows][];
            for (int i = 0; i < rows; i++)
            {
                m[i] = new double[columns];
                if (rng != null)
                    for (int j = 0; j < columns; j++)
                        m[i][j] = rng.NextDouble() - 0.5;
            }
            return m;
        }

        protected static void Descend(double[][] w, double[][] g, double rate)
        {
            for (int i = 0; i < w.Length; i++)
                for (int j = 0; j < w[i].Length; j++)
                    w[i][j] -= rate * g[i][j];
        }
    }
}
//--- DenseLayer.cs
using System;

namespace Layers
{
    public class DenseLayer : Layer
    {
        private readonly double[][] W;
        private double[][] dW;

        public DenseLayer(int inputs, int outputs, Random rng)
        {
            W = Create(outputs, inputs, rng);
        }

        public override double[][] Forward(double[][] input)
        {
            lastInput = input;
            var output = Create(input.Length, W.Length);
            for (int t = 0; t < input.Length; t++)
                for (int i = 0; i < W.Length; i++)
                    for (int j = 0; j < input[t].Length; j++)
                        output[t][i] += W[i][j] * input[t][j];
            return output;
        }

        public override double[][] Backward(double[][] gradient)
        {
            dW = Create(W.Length, W[0].Length);
            var dInput = Create(lastInput.Length, W[0].Length);
            for (int t = 0; t < gradient.Length; t++)
            {
                for (int i = 0; i < W.Length; i++)
                {
                    for (int j = 0; j < W[0].Length; j++)
                    {
                        dW[i][j] += gradient[t][i] * lastInput[t][j];
                        dInput[t][j] += W[i][j] * gradient[t][i];
                    }
                }
            }
            return dInput;
        }

        public override void Update(double rate) => Descend(W, dW, rate);
    }
}
//--- RecurrentLayer.cs
using System;

namespace Layers
{
    public class RecurrentLayer : Layer
    {
        private readonly double[][] Wx, Wh;
        private double[][] dWx, dWh;
        private double[][] states;

        public RecurrentLayer(int inputs, int units, Random rng)
        {
            Wx = Create(units, inputs, rng);
            Wh = Create(units, units, rng);
        }

        public override double[][] Forward(double[][] input)
        {
            lastInput = input;
            states = Create(input.Length, Wh.Length);
            for (int t = 0; t < input.Length; t++)
            {
                for (int i = 0; i < Wh.Length; i++)
                {
                    double net = 0;
                    for (int j = 0; j < input[t].Length; j++) net += Wx[i][j] * input[t][j];
                    if (t > 0)
                        for (int j = 0; j < Wh.Length; j++) net += Wh[i][j] * states[t - 1][j];
                    states[t][i] = Math.Tanh(net);
                }
            }
            return states;
        }

        public override double[][] Backward(double[][] gradient)
        {
            dWx = Create(Wx.Length, Wx[0].Length);
            dWh = Create(Wh.Length, Wh.Length);
            var dInput = Create(lastInput.Length, Wx[0].Length);
            var carry = new double[Wh.Length];
            for (int t = lastInput.Length - 1; t >= 0; t--)
            {
                var delta = new double[Wh.Length];
                for (int i = 0; i < Wh.Length; i++)
                    delta[i] = (gradient[t][i] + carry[i]) * (1 - states[t][i] * states[t][i]);  //! sigma-missing: delta[i] = gradient[t][i] + carry[i];
                for (int i = 0; i < Wh.Length; i++)
                {
                    for (int j = 0; j < lastInput[t].Length; j++)
                    {
                        dWx[i][j] += delta[i] * lastInput[t][j];
                        dInput[t][j] += Wx[i][j] * delta[i];
                    }
                    if (t > 0)
                        for (int j = 0; j < Wh.Length; j++)
                            dWh[i][j] += delta[i] * states[t - 1][j];  //! reversed: dWh[j][i] += delta[i] * states[t - 1][j];
                    carry[i] = 0;
                    for (int j = 0; j < Wh.Length; j++)
                        carry[i] += Wh[j][i] * delta[j];
                        //! transposed: carry[i] += Wh[i][j] * delta[j];
                }
            }
            return dInput;
        }

        public override void Update(double rate)
        {
            Descend(Wx, dWx, rate);
            Descend(Wh, dWh, rate);
        }
    }
}
//--- Sequential.cs
using System;
using System.Collections.Generic;

namespace Layers
{
    public class Sequential
    {
        private readonly List<Layer> layers = new List<Layer>();

        public Sequential Add(Layer layer)
        {
            layers.Add(layer);
            return this;
        }

        public double[][] Predict(double[][] x)
        {
            foreach (var layer in layers) x = layer.Forward(x);
            return x;
        }

        public double Train(double[][] x, double[][] y, double rate)
        {
            var output = Predict(x);
            double loss = 0;
            var gradient = new double[y.Length][];
            for (int t = 0; t < y.Length; t++)
            {
                gradient[t] = new double[y[t].Length];
                for (int i = 0; i < y[t].Length; i++)
                {
                    double e = output[t][i] - y[t][i];
                    loss += e * e;
                    gradient[t][i] = 2 * e;
                }
            }
            for (int l = layers.Count - 1; l >= 0; l--) gradient = layers[l].Backward(gradient);
            foreach (var layer in layers) layer.Update(rate);
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var rng = new Random(seed);
        Layers.Layer rnn = new Layers.RecurrentLayer(2, 4, rng), dense = new Layers.DenseLayer(4, 2, rng);
        var net = new Layers.Sequential().Add(rnn).Add(dense);
        object[] p = [.. Numeric.Fields(rnn, "Wx", "Wh"), .. Numeric.Fields(dense, "W")];
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 2);
        return (Numeric.FromUpdate(0.1, () => net.Train(xs, ys, 0.1), p), Numeric.Differences(() => net.Train(xs, ys, 0), p));
    }
}
