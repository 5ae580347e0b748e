//# matrix: W
//# style: three recurrent layers as a list of plain objects that step together; jagged; W[to][from]; states of all steps in each layer; tanh
using System;
using System.Collections.Generic;

namespace Tower
{
    public class Level
    {
        public double[][] W, U, dW, dU;
        public List<double[]> Inputs = new List<double[]>();
        public List<double[]> States = new List<double[]>();
        public double[] Carry;

        public Level(int inputs, int n, Random rng)
        {
            W = Make(n, n, rng); U = Make(n, inputs, rng);
            dW = Make(n, n, null); dU = Make(n, inputs, null);
            Restart();
        }

        public void Restart()
        {
            Inputs.Clear();
            States.Clear();
            States.Add(new double[W.Length]);
            Carry = new double[W.Length];
        }

        public double[] Up(double[] x)
        {
            double[] before = States[States.Count - 1], h = new double[W.Length];
            for (int i = 0; i < h.Length; i++)
            {
                double s = 0;
                for (int j = 0; j < h.Length; j++) s += W[i][j] * before[j];
                for (int j = 0; j < x.Length; j++) s += U[i][j] * x[j];
                h[i] = Math.Tanh(s);
            }
            Inputs.Add(x);
            States.Add(h);
            return h;
        }

        public double[] Down(int t, double[] fromAbove)
        {
            double[] h = States[t + 1], before = States[t], x = Inputs[t];
            double[] delta = new double[h.Length], below = new double[x.Length];
            for (int i = 0; i < h.Length; i++)
                delta[i] = (fromAbove[i] + Carry[i]) * (1 - h[i] * h[i]);  //! sigma-missing: delta[i] = fromAbove[i] + Carry[i];
                //! sigma-wrong-step: delta[i] = (fromAbove[i] + Carry[i]) * (1 - before[i] * before[i]);
            Array.Clear(Carry, 0, Carry.Length);
            for (int i = 0; i < h.Length; i++)
            {
                for (int j = 0; j < h.Length; j++)
                {
                    dW[i][j] += delta[i] * before[j];  //! reversed: dW[j][i] += delta[i] * before[j];
                    Carry[j] += W[i][j] * delta[i];  //! transposed: Carry[j] += W[j][i] * delta[i];
                }
                for (int j = 0; j < x.Length; j++)
                {
                    dU[i][j] += delta[i] * x[j];
                    below[j] += U[i][j] * delta[i];
                }
            }
            return below;
        }

        static double[][] Make(int r, int c, Random rng)
        {
            var m = new double[r][];
            for (int i = 0; i < r; i++)
            {
                m[i] = new double[c];
                if (rng != null)
                    for (int j = 0; j < c; j++) m[i][j] = rng.NextDouble() - 0.5;
            }
            return m;
        }
    }

    public class Tower
    {
        public readonly Level[] Levels = new Level[3];

        public Tower(int inputs, int n)
        {
            var rng = new Random(9);
            for (int l = 0; l < 3; l++) Levels[l] = new Level(l == 0 ? inputs : n, n, rng);
        }

        public double Learn(double[][] xs, double[][] ys)
        {
            foreach (var level in Levels) level.Restart();
            double loss = 0;
            foreach (var (x, y) in Pairs(xs, ys))
            {
                double[] a = x;
                foreach (var level in Levels) a = level.Up(a);
                for (int i = 0; i < a.Length; i++) loss += 0.5 * (a[i] - y[i]) * (a[i] - y[i]);
            }
            for (int t = xs.Length - 1; t >= 0; t--)
            {
                double[] top = Levels[2].States[t + 1], d = new double[top.Length];
                for (int i = 0; i < d.Length; i++) d[i] = top[i] - ys[t][i];
                for (int l = 2; l >= 0; l--) d = Levels[l].Down(t, d);
            }
            return loss;
        }

        static IEnumerable<(double[], double[])> Pairs(double[][] xs, double[][] ys)
        {
            for (int t = 0; t < xs.Length; t++) yield return (xs[t], ys[t]);
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Tower.Tower(2, 4);
        object[] p = [.. net.Levels.SelectMany(l => new object[] { l.W, l.U })];
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 4);
        net.Learn(xs, ys);
        var g = Numeric.Flatten([.. net.Levels.SelectMany(l => new object[] { l.dW, l.dU })]);
        return (g, Numeric.Differences(() => net.Learn(xs, ys), p));
    }
}
