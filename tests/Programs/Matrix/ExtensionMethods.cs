//# matrix: hiddenToHidden
//# style: extension methods on double[] and double[,]; one method for training; ReLU; squared loss; W[to, from]; foreach; file per class
//--- VectorExtensions.cs
using System;

namespace Tiny
{
    public static class VectorExtensions
    {
        public static double[] Dot(this double[,] m, double[] v)
        {
            var result = new double[m.GetLength(0)];
            for (var i = 0; i < m.GetLength(0); i++)
                for (var j = 0; j < m.GetLength(1); j++)
                    result[i] += m[i, j] * v[j];
            return result;
        }

        public static double[,] Transpose(this double[,] m)
        {
            var t = new double[m.GetLength(1), m.GetLength(0)];
            for (var i = 0; i < m.GetLength(0); i++)
                for (var j = 0; j < m.GetLength(1); j++)
                    t[j, i] = m[i, j];
            return t;
        }

        public static double[] Plus(this double[] a, double[] b) => a.Combine(b, (x, y) => x + y);

        public static double[] Minus(this double[] a, double[] b) => a.Combine(b, (x, y) => x - y);

        public static double[] Times(this double[] a, double[] b) => a.Combine(b, (x, y) => x * y);

        public static double[] Map(this double[] a, Func<double, double> f) => Array.ConvertAll(a, x => f(x));

        public static void AddOuter(this double[,] m, double[] a, double[] b)
        {
            for (var i = 0; i < a.Length; i++)
                for (var j = 0; j < b.Length; j++)
                    m[i, j] += a[i] * b[j];
        }

        public static void Descend(this double[,] m, double[,] gradient, double rate)
        {
            for (var i = 0; i < m.GetLength(0); i++)
                for (var j = 0; j < m.GetLength(1); j++)
                    m[i, j] -= rate * gradient[i, j];
        }

        private static double[] Combine(this double[] a, double[] b, Func<double, double, double> f)
        {
            var r = new double[a.Length];
            for (var i = 0; i < a.Length; i++)
                r[i] = f(a[i], b[i]);
            return r;
        }
    }
}
//--- TinyRnn.cs
using System;
using System.Collections.Generic;

namespace Tiny
{
    public class TinyRnn
    {
        private readonly double[,] inputToHidden, hiddenToHidden;
        private readonly double learningRate;

        public TinyRnn(int inputs, int hidden, double learningRate)
        {
            this.learningRate = learningRate;
            inputToHidden = new double[hidden, inputs];
            hiddenToHidden = new double[hidden, hidden];
            var random = new Random();
            for (var i = 0; i < hidden; i++)
            {
                for (var j = 0; j < inputs; j++) inputToHidden[i, j] = random.NextDouble();
                for (var j = 0; j < hidden; j++) hiddenToHidden[i, j] = random.NextDouble();
            }
        }

        public double Train(IReadOnlyList<double[]> sequence, double[] target)
        {
            var hidden = hiddenToHidden.GetLength(0);
            var states = new List<double[]> { new double[hidden] };
            foreach (var x in sequence)
                states.Add(inputToHidden.Dot(x).Plus(hiddenToHidden.Dot(states[^1])).Map(z => Math.Max(0, z)));

            var error = states[^1].Minus(target);
            var loss = 0.0;
            foreach (var e in error) loss += 0.5 * e * e;

            var gradientIn = new double[hidden, sequence[0].Length];
            var gradientRec = new double[hidden, hidden];
            var dh = error;
            for (var t = sequence.Count; t >= 1; t--)
            {
                var dz = dh.Times(states[t].Map(h => h > 0 ? 1.0 : 0.0));
                //! sigma-missing: var dz = dh;
                //! sigma-wrong-step: var dz = dh.Times(states[t - 1].Map(h => h > 0 ? 1.0 : 0.0));
                gradientIn.AddOuter(dz, sequence[t - 1]);
                gradientRec.AddOuter(dz, states[t - 1]);  //! reversed: gradientRec.AddOuter(states[t - 1], dz);
                dh = hiddenToHidden.Transpose().Dot(dz);  //! transposed: dh = hiddenToHidden.Dot(dz);
            }

            inputToHidden.Descend(gradientIn, learningRate);
            hiddenToHidden.Descend(gradientRec, learningRate);
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Tiny.TinyRnn(2, 4, 0.1);
        var p = Numeric.Fields(net, "inputToHidden", "hiddenToHidden");
        Numeric.FillMostlyPositive(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var y = Numeric.Vector(seed + 2, 4);
        return (Numeric.FromUpdate(0.1, () => net.Train(xs, y), p), Numeric.Differences(() => net.Train(xs, y), p));
    }
}
