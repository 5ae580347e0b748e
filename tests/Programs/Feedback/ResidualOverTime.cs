//# matrix: W
//# style: residual over time h' = h + tanh(W h + U x); own small matrix struct with indexer; [from, to]; batch of rows
using System;

namespace Residual
{
    public readonly struct Grid
    {
        private readonly double[] data;
        public readonly int Rows, Columns;

        public Grid(int rows, int columns)
        {
            Rows = rows;
            Columns = columns;
            data = new double[rows * columns];
        }

        public ref double this[int r, int c] => ref data[r * Columns + c];

        public Grid Times(Grid b)
        {
            var p = new Grid(Rows, b.Columns);
            for (int i = 0; i < Rows; i++)
                for (int j = 0; j < b.Columns; j++)
                    for (int k = 0; k < Columns; k++)
                        p[i, j] += this[i, k] * b[k, j];
            return p;
        }

        public Grid Flip()
        {
            var p = new Grid(Columns, Rows);
            for (int i = 0; i < Rows; i++)
                for (int j = 0; j < Columns; j++)
                    p[j, i] = this[i, j];
            return p;
        }

        public Grid Combine(Grid b, Func<double, double, double> f)
        {
            var p = new Grid(Rows, Columns);
            for (int i = 0; i < Rows; i++)
                for (int j = 0; j < Columns; j++)
                    p[i, j] = f(this[i, j], b[i, j]);
            return p;
        }

        public double Total()
        {
            double s = 0;
            foreach (double v in data) s += v;
            return s;
        }
    }

    public class ResidualRnn
    {
        public Grid W, U, GradW, GradU;
        private Grid[] x, h, a;

        public ResidualRnn(int inputs, int units)
        {
            W = new Grid(units, units);
            U = new Grid(inputs, units);
            var rng = new Random(2);
            for (int i = 0; i < units; i++)
                for (int j = 0; j < units; j++)
                    W[i, j] = rng.NextDouble() - 0.5;
            for (int i = 0; i < inputs; i++)
                for (int j = 0; j < units; j++)
                    U[i, j] = rng.NextDouble() - 0.5;
        }

        public double Forward(Grid[] input, Grid[] target)
        {
            x = input;
            h = new Grid[input.Length + 1];
            a = new Grid[input.Length];
            h[0] = new Grid(input[0].Rows, W.Rows);
            double loss = 0;
            for (int t = 0; t < input.Length; t++)
            {
                a[t] = h[t].Times(W).Combine(x[t].Times(U), (p, q) => Math.Tanh(p + q));
                h[t + 1] = h[t].Combine(a[t], (p, q) => p + q);
                loss += h[t + 1].Combine(target[t], (p, q) => 0.5 * (p - q) * (p - q)).Total();
            }
            return loss;
        }

        public void Backward(Grid[] target)
        {
            GradW = new Grid(W.Rows, W.Columns);
            GradU = new Grid(U.Rows, U.Columns);
            var d = new Grid(h[0].Rows, h[0].Columns);
            for (int t = x.Length - 1; t >= 0; t--)
            {
                var e = h[t + 1].Combine(target[t], (p, q) => p - q);
                d = d.Combine(e, (p, q) => p + q);
                var z = d.Combine(a[t], (p, q) => p * (1 - q * q));  //! sigma-missing: var z = d;
                //! sigma-wrong: var z = d.Combine(h[t + 1], (p, q) => p * (1 - q * q));
                GradW = GradW.Combine(h[t].Flip().Times(z), (p, q) => p + q);
                //! reversed: GradW = GradW.Combine(z.Flip().Times(h[t]), (p, q) => p + q);
                //! overwritten: GradW = h[t].Flip().Times(z);
                GradU = GradU.Combine(x[t].Flip().Times(z), (p, q) => p + q);
                d = d.Combine(z.Times(W.Flip()), (p, q) => p + q);
                //! transposed: d = d.Combine(z.Times(W), (p, q) => p + q);
                //! unexplained: d = z.Times(W.Flip());
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Residual.ResidualRnn(2, 4);
        Residual.Grid Grid(double[,] v)
        {
            var g = new Residual.Grid(v.GetLength(0), v.GetLength(1));
            for (int i = 0; i < g.Rows; i++)
                for (int j = 0; j < g.Columns; j++)
                    g[i, j] = v[i, j];
            return g;
        }
        net.W = Grid(Numeric.Table(seed, 4, 4));
        net.U = Grid(Numeric.Table(seed + 5, 2, 4));
        Residual.Grid[] xs = [.. Enumerable.Range(0, 4).Select(t => Grid(Numeric.Table(seed + 10 * t + 1, 3, 2)))];
        Residual.Grid[] ys = [.. Enumerable.Range(0, 4).Select(t => Grid(Numeric.Table(seed + 10 * t + 2, 3, 4)))];
        net.Forward(xs, ys);
        net.Backward(ys);
        object[] p = [net.W, net.U];
        return (Numeric.Flatten(net.GradW, net.GradU), Numeric.Differences(() => net.Forward(xs, ys), p));
    }
}
