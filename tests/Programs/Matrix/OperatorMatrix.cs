//# matrix: Wh
//# style: own Matrix class; operators; properties; column vectors; tanh; fields; List of states; file per class
//--- Matrix.cs
using System;

namespace NeuralNet.Math2
{
    public class Matrix
    {
        private readonly double[,] values;

        public Matrix(int rows, int cols) { values = new double[rows, cols]; }

        public int Rows => values.GetLength(0);
        public int Cols => values.GetLength(1);

        public double this[int r, int c]
        {
            get { return values[r, c]; }
            set { values[r, c] = value; }
        }

        public Matrix T
        {
            get
            {
                var t = new Matrix(Cols, Rows);
                for (int r = 0; r < Rows; r++)
                    for (int c = 0; c < Cols; c++)
                        t[c, r] = this[r, c];
                return t;
            }
        }

        public static Matrix operator +(Matrix a, Matrix b) => Elementwise(a, b, (x, y) => x + y);
        public static Matrix operator -(Matrix a, Matrix b) => Elementwise(a, b, (x, y) => x - y);

        public static Matrix operator *(Matrix a, Matrix b)
        {
            if (a.Cols != b.Rows) throw new InvalidOperationException("dimensions do not match");
            var m = new Matrix(a.Rows, b.Cols);
            for (int i = 0; i < a.Rows; i++)
                for (int j = 0; j < b.Cols; j++)
                    for (int k = 0; k < a.Cols; k++)
                        m[i, j] += a[i, k] * b[k, j];
            return m;
        }

        public static Matrix operator *(double s, Matrix a) => a.Apply(x => s * x);

        public static Matrix Hadamard(Matrix a, Matrix b) => Elementwise(a, b, (x, y) => x * y);

        public Matrix Apply(Func<double, double> f)
        {
            var m = new Matrix(Rows, Cols);
            for (int r = 0; r < Rows; r++)
                for (int c = 0; c < Cols; c++)
                    m[r, c] = f(this[r, c]);
            return m;
        }

        public static Matrix Random(int rows, int cols, Random rng) => new Matrix(rows, cols).Apply(_ => rng.NextDouble() * 2 - 1);

        private static Matrix Elementwise(Matrix a, Matrix b, Func<double, double, double> f)
        {
            var m = new Matrix(a.Rows, a.Cols);
            for (int r = 0; r < a.Rows; r++)
                for (int c = 0; c < a.Cols; c++)
                    m[r, c] = f(a[r, c], b[r, c]);
            return m;
        }
    }
}
//--- RecurrentNetwork.cs
using System;
using System.Collections.Generic;
using NeuralNet.Math2;

namespace NeuralNet
{
    public class RecurrentNetwork
    {
        public Matrix Wx { get; private set; }
        public Matrix Wh { get; private set; }
        public Matrix Wy { get; private set; }
        public Matrix GradWx { get; private set; }
        public Matrix GradWh { get; private set; }
        public Matrix GradWy { get; private set; }

        private readonly List<Matrix> hiddens = new List<Matrix>();
        private readonly List<Matrix> outputs = new List<Matrix>();
        private readonly int hiddenCount;

        public RecurrentNetwork(int inputs, int hidden, int outputs)
        {
            hiddenCount = hidden;
            var rng = new Random(7);
            Wx = Matrix.Random(hidden, inputs, rng);
            Wh = Matrix.Random(hidden, hidden, rng);
            Wy = Matrix.Random(outputs, hidden, rng);
        }

        public IReadOnlyList<Matrix> Forward(IList<Matrix> sequence)
        {
            hiddens.Clear();
            outputs.Clear();
            hiddens.Add(new Matrix(hiddenCount, 1));
            foreach (var x in sequence)
            {
                var h = (Wx * x + Wh * hiddens[hiddens.Count - 1]).Apply(Math.Tanh);
                hiddens.Add(h);
                outputs.Add(Wy * h);
            }
            return outputs;
        }

        public void Backward(IList<Matrix> sequence, IList<Matrix> targets)
        {
            GradWx = new Matrix(Wx.Rows, Wx.Cols);
            GradWh = new Matrix(Wh.Rows, Wh.Cols);
            GradWy = new Matrix(Wy.Rows, Wy.Cols);
            var dhNext = new Matrix(hiddenCount, 1);
            for (int t = sequence.Count - 1; t >= 0; t--)
            {
                var dy = outputs[t] - targets[t];
                GradWy += dy * hiddens[t + 1].T;
                var dh = Wy.T * dy + dhNext;
                var dz = Matrix.Hadamard(dh, hiddens[t + 1].Apply(v => 1 - v * v));
                //! sigma-missing: var dz = dh;
                //! sigma-wrong-step: var dz = Matrix.Hadamard(dh, hiddens[t].Apply(v => 1 - v * v));
                GradWx += dz * sequence[t].T;
                GradWh += dz * hiddens[t].T;
                //! reversed: GradWh += hiddens[t] * dz.T;
                //! overwritten: GradWh = dz * hiddens[t].T;
                dhNext = Wh.T * dz;
                //! transposed: dhNext = Wh * dz;
                //! sigma-missing-2 RNN0002|RNN0004: dhNext = Wh.T * dh;
                //! truncated:
            }
        }

        public double Loss(IList<Matrix> sequence, IList<Matrix> targets)
        {
            Forward(sequence);
            double sum = 0;
            for (int t = 0; t < targets.Count; t++)
            {
                var e = outputs[t] - targets[t];
                sum += 0.5 * (e.T * e)[0, 0];
            }
            return sum;
        }

        public void Update(double rate)
        {
            Wx -= rate * GradWx;
            Wh -= rate * GradWh;
            Wy -= rate * GradWy;
        }
    }
}

//--- harness
static class Harness
{
    static NeuralNet.Math2.Matrix Column(double[] v)
    {
        var m = new NeuralNet.Math2.Matrix(v.Length, 1);
        for (int i = 0; i < v.Length; i++) m[i, 0] = v[i];
        return m;
    }

    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new NeuralNet.RecurrentNetwork(2, 4, 2);
        object[] p = [net.Wx, net.Wh, net.Wy];
        Numeric.Fill(seed, p);
        var xs = Array.ConvertAll(Numeric.Sequence(seed + 1, 5, 2), Column);
        var ys = Array.ConvertAll(Numeric.Sequence(seed + 2, 5, 2), Column);
        net.Forward(xs);
        net.Backward(xs, ys);
        return (Numeric.Flatten(net.GradWx, net.GradWh, net.GradWy), Numeric.Differences(() => net.Loss(xs, ys), p));
    }
}
