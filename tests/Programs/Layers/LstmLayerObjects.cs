//# matrix: recurrent
//# style: LSTM as a layer object of a small framework: ILayer, Gate objects that own their weights and gradients, Parameter class; Model with a list of layers; dense head; optimizer over Parameters()
//--- Parameter.cs
using System;

namespace Frame
{
    public class Parameter
    {
        public readonly double[,] Value, Grad;

        public Parameter(int rows, int cols, Random random)
        {
            Value = new double[rows, cols];
            Grad = new double[rows, cols];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < cols; j++)
                    Value[i, j] = random.NextDouble() - 0.5;
        }

        public void ZeroGrad() => Array.Clear(Grad);
    }
}
//--- ILayer.cs
using System.Collections.Generic;

namespace Frame
{
    public interface ILayer
    {
        IEnumerable<Parameter> Parameters { get; }

        double[][] Forward(double[][] input);

        double[][] Backward(double[][] gradient);
    }
}
//--- Gate.cs
using System;
using System.Collections.Generic;

namespace Frame
{
    /// <summary>σ(W x + U h), with what is needed to go back.</summary>
    public class Gate
    {
        public readonly Parameter input, recurrent;
        private readonly Func<double, double> activation, derivative;

        public Gate(int inputs, int units, Func<double, double> activation, Func<double, double> derivative, Random random)
        {
            input = new Parameter(units, inputs, random);
            recurrent = new Parameter(units, units, random);
            this.activation = activation;
            this.derivative = derivative;
        }

        public IEnumerable<Parameter> Parameters => new[] { input, recurrent };

        public double[] Apply(double[] x, double[] h)
        {
            var y = new double[h.Length];
            for (int i = 0; i < y.Length; i++)
            {
                double sum = 0;
                for (int j = 0; j < x.Length; j++) sum += input.Value[i, j] * x[j];
                for (int j = 0; j < h.Length; j++) sum += recurrent.Value[i, j] * h[j];
                y[i] = activation(sum);
            }
            return y;
        }

        public void Back(double[] dy, double[] y, double[] x, double[] h, double[] dx, double[] dh)
        {
            for (int i = 0; i < y.Length; i++)
            {
                double delta = dy[i] * derivative(y[i]);  //! sigma-missing: double delta = dy[i];
                for (int j = 0; j < x.Length; j++)
                {
                    input.Grad[i, j] += delta * x[j];
                    dx[j] += input.Value[i, j] * delta;
                }
                for (int j = 0; j < h.Length; j++)
                {
                    recurrent.Grad[i, j] += delta * h[j];  //! reversed: recurrent.Grad[j, i] += delta * h[j];
                    dh[j] += recurrent.Value[i, j] * delta;  //! transposed: dh[j] += recurrent.Value[j, i] * delta;
                }
            }
        }
    }
}
//--- LstmLayer.cs
using System;
using System.Collections.Generic;
using System.Linq;

namespace Frame
{
    public class LstmLayer : ILayer
    {
        private class Moment
        {
            public double[] X, H0, C0, I, F, O, G, C, H;
        }

        private readonly int units;
        public readonly Gate Input, Forget, Output, Candidate;
        private readonly List<Moment> history = new();

        public LstmLayer(int inputs, int units, Random random)
        {
            this.units = units;
            Input = Logistic(inputs, random);
            Forget = Logistic(inputs, random);
            Output = Logistic(inputs, random);
            Candidate = new Gate(inputs, units, Math.Tanh, y => 1 - y * y, random);
        }

        private Gate Logistic(int inputs, Random random) => new(inputs, units, a => 1 / (1 + Math.Exp(-a)), y => y * (1 - y), random);

        public IEnumerable<Parameter> Parameters => new[] { Input, Forget, Output, Candidate }.SelectMany(g => g.Parameters);

        public double[][] Forward(double[][] input)
        {
            history.Clear();
            double[] h = new double[units], c = new double[units];
            foreach (var x in input)
            {
                var m = new Moment { X = x, H0 = h, C0 = c, I = Input.Apply(x, h), F = Forget.Apply(x, h), O = Output.Apply(x, h), G = Candidate.Apply(x, h), C = new double[units], H = new double[units] };
                for (int i = 0; i < units; i++)
                {
                    m.C[i] = m.F[i] * c[i] + m.I[i] * m.G[i];
                    m.H[i] = m.O[i] * Math.Tanh(m.C[i]);
                }
                history.Add(m);
                (h, c) = (m.H, m.C);
            }
            return history.Select(m => m.H).ToArray();
        }

        public double[][] Backward(double[][] gradient)
        {
            var dInput = new double[history.Count][];
            double[] dh = new double[units], dc = new double[units];
            for (int t = history.Count - 1; t >= 0; t--)
            {
                var m = history[t];
                double[] dI = new double[units], dF = new double[units], dO = new double[units], dG = new double[units];
                for (int i = 0; i < units; i++)
                {
                    double d = dh[i] + gradient[t][i], tc = Math.Tanh(m.C[i]);
                    dO[i] = d * tc;
                    dc[i] += d * m.O[i] * (1 - tc * tc);
                    //! unexplained: dc[i] = d * m.O[i] * (1 - tc * tc);
                    dF[i] = dc[i] * m.C0[i];
                    dI[i] = dc[i] * m.G[i];
                    dG[i] = dc[i] * m.I[i];
                    dc[i] *= m.F[i];
                }
                dInput[t] = new double[m.X.Length];
                dh = new double[units];
                Input.Back(dI, m.I, m.X, m.H0, dInput[t], dh);
                Forget.Back(dF, m.F, m.X, m.H0, dInput[t], dh);
                Output.Back(dO, m.O, m.X, m.H0, dInput[t], dh);
                Candidate.Back(dG, m.G, m.X, m.H0, dInput[t], dh);
            }
            return dInput;
        }
    }
}
//--- DenseLayer.cs
using System;
using System.Collections.Generic;

namespace Frame
{
    public class DenseLayer : ILayer
    {
        private readonly Parameter weight;
        private double[][] last;

        public DenseLayer(int inputs, int outputs, Random random) => weight = new Parameter(outputs, inputs, random);

        public IEnumerable<Parameter> Parameters => new[] { weight };

        public double[][] Forward(double[][] input)
        {
            last = input;
            return Array.ConvertAll(input, x =>
            {
                var y = new double[weight.Value.GetLength(0)];
                for (int i = 0; i < y.Length; i++)
                    for (int j = 0; j < x.Length; j++)
                        y[i] += weight.Value[i, j] * x[j];
                return y;
            });
        }

        public double[][] Backward(double[][] gradient)
        {
            var dx = new double[gradient.Length][];
            for (int t = 0; t < gradient.Length; t++)
            {
                dx[t] = new double[last[t].Length];
                for (int i = 0; i < gradient[t].Length; i++)
                {
                    for (int j = 0; j < dx[t].Length; j++)
                    {
                        weight.Grad[i, j] += gradient[t][i] * last[t][j];
                        dx[t][j] += weight.Value[i, j] * gradient[t][i];
                    }
                }
            }
            return dx;
        }
    }
}
//--- Model.cs
using System.Collections.Generic;
using System.Linq;

namespace Frame
{
    public class Model
    {
        private readonly List<ILayer> layers;

        public Model(params ILayer[] layers) => this.layers = layers.ToList();

        public IEnumerable<Parameter> Parameters => layers.SelectMany(l => l.Parameters);

        public double Evaluate(double[][] x, double[][] y, bool learn)
        {
            double[][] a = layers.Aggregate(x, (input, layer) => layer.Forward(input));
            double[][] e = a.Zip(y, (p, q) => p.Zip(q, (u, v) => u - v).ToArray()).ToArray();
            if (learn)
            {
                foreach (var p in Parameters) p.ZeroGrad();
                for (int l = layers.Count - 1; l >= 0; l--) e = layers[l].Backward(e);
            }
            return 0.5 * a.Zip(y, (p, q) => p.Zip(q, (u, v) => (u - v) * (u - v)).Sum()).Sum();
        }

        public void Step(double rate)
        {
            foreach (var p in Parameters)
                for (int i = 0; i < p.Value.GetLength(0); i++)
                    for (int j = 0; j < p.Value.GetLength(1); j++)
                        p.Value[i, j] -= rate * p.Grad[i, j];
        }
    }
}
//--- Demo.cs
using System;

namespace Frame
{
    public static class Demo
    {
        public static Model Create(int seed)
        {
            var random = new Random(seed);
            return new Model(new LstmLayer(2, 3, random), new DenseLayer(3, 2, random));
        }

        public static void Learn(double[][] x, double[][] y)
        {
            var model = Create(1);
            for (int epoch = 0; epoch < 50; epoch++)
            {
                Console.WriteLine(model.Evaluate(x, y, true));
                model.Step(0.05);
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var model = Frame.Demo.Create(seed);
        object[] p = [.. model.Parameters.Select(x => x.Value)];
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 2);
        model.Evaluate(xs, ys, true);
        return (Numeric.Flatten([.. model.Parameters.Select(x => x.Grad)]), Numeric.Differences(() => model.Evaluate(xs, ys, false), p));
    }
}
