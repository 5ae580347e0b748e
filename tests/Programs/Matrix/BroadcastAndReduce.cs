//# matrix: W
//# style: tensor class whose * broadcasts; products written as (W * column).SumRows(); fluent reductions; sigmoid; W[to, from]
using System;

namespace Broadcasting
{
    /// <summary>A table; a dimension of length one stretches as far as the other operand needs.</summary>
    public class Tensor
    {
        public readonly int Rows, Columns;
        private readonly double[] data;

        public Tensor(int rows, int columns, Func<double> init = null)
        {
            Rows = rows;
            Columns = columns;
            data = new double[rows * columns];
            if (init != null)
                for (int i = 0; i < data.Length; i++) data[i] = init();
        }

        public double this[int r, int c]
        {
            get => data[(Rows == 1 ? 0 : r) * Columns + (Columns == 1 ? 0 : c)];
            set => data[r * Columns + c] = value;
        }

        public static Tensor operator *(Tensor a, Tensor b) => Zip(a, b, (x, y) => x * y);

        public static Tensor operator +(Tensor a, Tensor b) => Zip(a, b, (x, y) => x + y);

        public static Tensor operator -(Tensor a, Tensor b) => Zip(a, b, (x, y) => x - y);

        public static Tensor operator -(double a, Tensor b) => b.Map(y => a - y);

        public Tensor Map(Func<double, double> f)
        {
            var r = new Tensor(Rows, Columns);
            for (int i = 0; i < data.Length; i++) r.data[i] = f(data[i]);
            return r;
        }

        /// <summary>Adds each row up: one number a row.</summary>
        public Tensor SumRows()
        {
            var r = new Tensor(Rows, 1);
            for (int i = 0; i < Rows; i++)
                for (int j = 0; j < Columns; j++)
                    r[i, 0] += this[i, j];
            return r;
        }

        /// <summary>Adds each column up: one number a column.</summary>
        public Tensor SumColumns()
        {
            var r = new Tensor(1, Columns);
            for (int i = 0; i < Rows; i++)
                for (int j = 0; j < Columns; j++)
                    r[0, j] += this[i, j];
            return r;
        }

        /// <summary>A row as a column and the reverse.</summary>
        public Tensor Flip()
        {
            var r = new Tensor(Columns, Rows);
            data.CopyTo(r.data, 0);
            return r;
        }

        private static Tensor Zip(Tensor a, Tensor b, Func<double, double, double> f)
        {
            var r = new Tensor(Math.Max(a.Rows, b.Rows), Math.Max(a.Columns, b.Columns));
            for (int i = 0; i < r.Rows; i++)
                for (int j = 0; j < r.Columns; j++)
                    r[i, j] = f(a[i, j], b[i, j]);
            return r;
        }
    }

    public class TensorRnn
    {
        public Tensor W, U, DW, DU;
        private Tensor[] h = Array.Empty<Tensor>();

        public TensorRnn(int inputs, int units)
        {
            var rng = new Random();
            W = new Tensor(units, units, () => rng.NextDouble() - 0.5);
            U = new Tensor(units, inputs, () => rng.NextDouble() - 0.5);
            DW = new Tensor(units, units);
            DU = new Tensor(units, inputs);
        }

        // states are rows
        public Tensor Forward(Tensor[] x)
        {
            h = new Tensor[x.Length + 1];
            h[0] = new Tensor(1, W.Rows);
            for (int t = 0; t < x.Length; t++)
            {
                var z = (W * h[t]).SumRows() + (U * x[t]).SumRows();
                h[t + 1] = z.Map(v => 1 / (1 + Math.Exp(-v))).Flip();
            }
            return h[x.Length];
        }

        public void Backward(Tensor[] x, Tensor target)
        {
            var dh = h[x.Length] - target;
            for (int t = x.Length - 1; t >= 0; t--)
            {
                var dz = (dh * h[t + 1] * (1 - h[t + 1])).Flip();
                //! sigma-missing: var dz = dh.Flip();
                //! sigma-wrong-step: var dz = (dh * h[t] * (1 - h[t])).Flip();
                DW += dz * h[t];  //! reversed: DW += dz.Flip() * h[t].Flip();
                DU += dz * x[t];
                dh = (W * dz).SumColumns();
                //! transposed: dh = (W * dz.Flip()).SumRows().Flip();
                //! unexplained: dh = (W * dz).SumRows().Flip();
            }
        }
    }
}

//--- harness
static class Harness
{
    static Broadcasting.Tensor Row(double[] v)
    {
        var r = new Broadcasting.Tensor(1, v.Length);
        for (int i = 0; i < v.Length; i++) r[0, i] = v[i];
        return r;
    }

    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Broadcasting.TensorRnn(2, 4);
        Numeric.Fill(seed, net.W, net.U);
        var xs = Array.ConvertAll(Numeric.Sequence(seed + 1, 5, 2), Row);
        var y = Row(Numeric.Vector(seed + 2, 4));
        net.Forward(xs);
        net.Backward(xs, y);
        return (Numeric.Flatten(net.DW, net.DU), Numeric.Differences(() => { var e = net.Forward(xs) - y; return 0.5 * (e * e).SumRows()[0, 0]; }, net.W, net.U));
    }
}
