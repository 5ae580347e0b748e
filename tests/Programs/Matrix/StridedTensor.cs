//# matrix: Wh
//# style: own Tensor class over a shared buffer with shape, strides and offset: Row, T and Narrow are views, no copies; one parameter tensor [n, m + n] narrowed to Wx and Wh; MatMul over strides; batch in rows; tanh; W[to, from]; file per class
//--- Tensor.cs
using System;

namespace Strided
{
    public sealed class Tensor
    {
        readonly double[] data;
        readonly int offset, stride0, stride1;
        public readonly int Rows, Cols;

        public Tensor(int rows, int cols) : this(new double[rows * cols], 0, rows, cols, cols, 1) { }

        Tensor(double[] data, int offset, int rows, int cols, int stride0, int stride1)
        {
            this.data = data;
            this.offset = offset;
            Rows = rows; Cols = cols;
            this.stride0 = stride0; this.stride1 = stride1;
        }

        public double[] Buffer => data;

        public double this[int i, int j]
        {
            get => data[offset + i * stride0 + j * stride1];
            set => data[offset + i * stride0 + j * stride1] = value;
        }

        public Tensor T => new Tensor(data, offset, Cols, Rows, stride1, stride0);

        public Tensor NarrowCols(int start, int count) => new Tensor(data, offset + start * stride1, Rows, count, stride0, stride1);

        public Tensor MatMul(Tensor b)
        {
            if (Cols != b.Rows) throw new ArgumentException($"{Cols} != {b.Rows}");
            var c = new Tensor(Rows, b.Cols);
            for (int i = 0; i < Rows; i++)
                for (int j = 0; j < b.Cols; j++)
                {
                    double s = 0;
                    for (int k = 0; k < Cols; k++) s += this[i, k] * b[k, j];
                    c[i, j] = s;
                }
            return c;
        }

        public Tensor Apply(Tensor b, Func<double, double, double> f)
        {
            var c = new Tensor(Rows, Cols);
            for (int i = 0; i < Rows; i++)
                for (int j = 0; j < Cols; j++)
                    c[i, j] = f(this[i, j], b[i, j]);
            return c;
        }

        public void AddInPlace(Tensor b)
        {
            for (int i = 0; i < Rows; i++)
                for (int j = 0; j < Cols; j++)
                    this[i, j] += b[i, j];
        }

        public double Sum()
        {
            double s = 0;
            for (int i = 0; i < Rows; i++)
                for (int j = 0; j < Cols; j++)
                    s += this[i, j];
            return s;
        }
    }
}
//--- BatchRnn.cs
using System;
using System.Collections.Generic;

namespace Strided
{
    public class BatchRnn
    {
        public readonly Tensor Parameters, Gradient;
        readonly Tensor Wx, Wh, dWx, dWh;
        readonly int n;
        readonly List<Tensor> states = new List<Tensor>();
        readonly List<Tensor> inputs = new List<Tensor>();

        public BatchRnn(int m, int n)
        {
            this.n = n;
            Parameters = new Tensor(n, m + n);
            Gradient = new Tensor(n, m + n);
            Wx = Parameters.NarrowCols(0, m); Wh = Parameters.NarrowCols(m, n);
            dWx = Gradient.NarrowCols(0, m); dWh = Gradient.NarrowCols(m, n);
        }

        public Tensor Forward(IEnumerable<Tensor> sequence)
        {
            states.Clear();
            inputs.Clear();
            Tensor h = null;
            foreach (var x in sequence)
            {
                h ??= new Tensor(x.Rows, n);
                if (states.Count == 0) states.Add(h);
                var z = x.MatMul(Wx.T);
                z.AddInPlace(h.MatMul(Wh.T));
                h = z.Apply(z, (a, _) => Math.Tanh(a));
                inputs.Add(x);
                states.Add(h);
            }
            return h;
        }

        public double Loss(IEnumerable<Tensor> sequence, Tensor y) => Forward(sequence).Apply(y, (a, b) => 0.5 * (a - b) * (a - b)).Sum();

        public void Backward(Tensor y)
        {
            Array.Clear(Gradient.Buffer);
            var d = states[^1].Apply(y, (a, b) => a - b);
            for (int t = inputs.Count; t > 0; t--)
            {
                d = d.Apply(states[t], (g, h) => g * (1 - h * h));
                //! sigma-missing:
                //! sigma-wrong-step: d = d.Apply(states[t - 1], (g, h) => g * (1 - h * h));
                dWx.AddInPlace(d.T.MatMul(inputs[t - 1]));
                dWh.AddInPlace(d.T.MatMul(states[t - 1]));  //! reversed: dWh.AddInPlace(states[t - 1].T.MatMul(d));
                d = d.MatMul(Wh);
                //! transposed: d = d.MatMul(Wh.T);
                //! unexplained: d = d.MatMul(Parameters.NarrowCols(1, n));
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Strided.BatchRnn(2, 4);
        Numeric.Fill(seed, net.Parameters.Buffer);
        Numeric.Mirror(4, (i, j) => net.Parameters[i, j + 2], (i, j, v) => net.Parameters[i, j + 2] = v);
        Strided.Tensor Draw(int s, int c) { var a = new Strided.Tensor(3, c); Numeric.Fill(s, a.Buffer); return a; }
        var xs = Enumerable.Range(1, 5).Select(t => Draw(seed + t, 2)).ToArray();
        var y = Draw(seed + 9, 4);
        net.Forward(xs);
        net.Backward(y);
        return (Numeric.Flatten(net.Gradient.Buffer), Numeric.Differences(() => net.Loss(xs, y), net.Parameters.Buffer));
    }
}
