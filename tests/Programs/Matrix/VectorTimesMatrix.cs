//# matrix: recurrentWeights
//# style: separate Vector and Matrix classes; both Matrix * Vector and Vector * Matrix (the row product) are operators, so that a change of order is a transposition; tanh; W[to, from]
using System;
using System.Collections.Generic;
using System.Linq;

namespace TwoProducts
{
    public class Vector
    {
        private readonly double[] v;

        public Vector(IEnumerable<double> values) { v = values.ToArray(); }
        public Vector(int n) { v = new double[n]; }

        public int Size => v.Length;
        public double this[int i] { get => v[i]; set => v[i] = value; }

        public static Vector operator +(Vector a, Vector b) => new Vector(a.v.Zip(b.v, (x, y) => x + y));
        public static Vector operator -(Vector a, Vector b) => new Vector(a.v.Zip(b.v, (x, y) => x - y));
        public static double operator *(Vector a, Vector b) => a.v.Zip(b.v, (x, y) => x * y).Sum();

        public Vector Pointwise(Vector other) => new Vector(v.Zip(other.v, (x, y) => x * y));
        public Vector Map(Func<double, double> f) => new Vector(v.Select(f));
    }

    public class Matrix
    {
        private readonly double[,] m;

        public Matrix(int rows, int cols) { m = new double[rows, cols]; }

        public int Rows => m.GetLength(0);
        public int Cols => m.GetLength(1);
        public double this[int i, int j] { get => m[i, j]; set => m[i, j] = value; }

        public static Vector operator *(Matrix a, Vector x)
        {
            var y = new Vector(a.Rows);
            for (int i = 0; i < a.Rows; i++)
                for (int j = 0; j < a.Cols; j++)
                    y[i] += a[i, j] * x[j];
            return y;
        }

        public static Vector operator *(Vector x, Matrix a)
        {
            var y = new Vector(a.Cols);
            for (int j = 0; j < a.Cols; j++)
                for (int i = 0; i < a.Rows; i++)
                    y[j] += x[i] * a[i, j];
            return y;
        }

        public void AddOuter(Vector a, Vector b)
        {
            for (int i = 0; i < a.Size; i++)
                for (int j = 0; j < b.Size; j++)
                    m[i, j] += a[i] * b[j];
        }

        public void Randomize(Random r)
        {
            for (int i = 0; i < Rows; i++)
                for (int j = 0; j < Cols; j++)
                    m[i, j] = r.NextDouble() * 2 - 1;
        }
    }

    public class ElmanNet
    {
        private readonly Matrix inputWeights, recurrentWeights, outputWeights;
        private Matrix dInput, dRecurrent, dOutput;
        private readonly List<Vector> states = new List<Vector>();
        private readonly List<Vector> outputs = new List<Vector>();

        public ElmanNet(int inputs, int hidden, int outputs)
        {
            var r = new Random(77);
            inputWeights = new Matrix(hidden, inputs);
            recurrentWeights = new Matrix(hidden, hidden);
            outputWeights = new Matrix(outputs, hidden);
            inputWeights.Randomize(r);
            recurrentWeights.Randomize(r);
            outputWeights.Randomize(r);
        }

        public List<Vector> Forward(List<Vector> xs)
        {
            states.Clear();
            outputs.Clear();
            states.Add(new Vector(recurrentWeights.Rows));
            foreach (var x in xs)
            {
                states.Add((inputWeights * x + recurrentWeights * states.Last()).Map(Math.Tanh));
                outputs.Add(outputWeights * states.Last());
            }
            return outputs;
        }

        public void BackwardThroughTime(List<Vector> xs, List<Vector> targets)
        {
            dInput = new Matrix(inputWeights.Rows, inputWeights.Cols);
            dRecurrent = new Matrix(recurrentWeights.Rows, recurrentWeights.Cols);
            dOutput = new Matrix(outputWeights.Rows, outputWeights.Cols);
            var carry = new Vector(recurrentWeights.Rows);
            for (int t = xs.Count; t >= 1; t--)
            {
                var dy = outputs[t - 1] - targets[t - 1];
                dOutput.AddOuter(dy, states[t]);
                var dz = (dy * outputWeights + carry).Pointwise(states[t].Map(h => 1 - h * h));  //! sigma-missing: var dz = dy * outputWeights + carry;
                dInput.AddOuter(dz, xs[t - 1]);
                dRecurrent.AddOuter(dz, states[t - 1]);  //! reversed: dRecurrent.AddOuter(states[t - 1], dz);
                carry = dz * recurrentWeights;  //! transposed: carry = recurrentWeights * dz;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new TwoProducts.ElmanNet(2, 4, 2);
        var p = Numeric.Fields(net, "inputWeights", "recurrentWeights", "outputWeights");
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2).Select(v => new TwoProducts.Vector(v)).ToList();
        var ys = Numeric.Sequence(seed + 2, 5, 2).Select(v => new TwoProducts.Vector(v)).ToList();
        net.Forward(xs);
        net.BackwardThroughTime(xs, ys);
        double Loss() => net.Forward(xs).Zip(ys, (a, b) => 0.5 * ((a - b) * (a - b))).Sum();
        return (Numeric.Flatten(Numeric.Fields(net, "dInput", "dRecurrent", "dOutput")), Numeric.Differences(Loss, p));
    }
}
