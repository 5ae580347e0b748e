//# matrix: Whh
//# style: MathNet Matrix<float> as storage, products by hand over its indexers and Row(); float; W[to, from]; tanh; Vector.DotProduct for the forward, loops for the backward
//# precision: float
using System;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Single;

namespace FloatNet
{
    public class FloatRnn
    {
        public readonly Matrix<float> Whh, Wxh, dWhh, dWxh;
        private Vector<float>[] h = Array.Empty<Vector<float>>();

        public FloatRnn(int inputs, int hidden)
        {
            var random = new Random(15);
            Whh = DenseMatrix.Create(hidden, hidden, (i, j) => (float)random.NextDouble() - 0.5f);
            Wxh = DenseMatrix.Create(hidden, inputs, (i, j) => (float)random.NextDouble() - 0.5f);
            dWhh = new DenseMatrix(hidden, hidden);
            dWxh = new DenseMatrix(hidden, inputs);
        }

        public Vector<float> Forward(Vector<float>[] xs)
        {
            h = new Vector<float>[xs.Length + 1];
            h[0] = new DenseVector(Whh.RowCount);
            for (int t = 0; t < xs.Length; t++)
            {
                h[t + 1] = new DenseVector(Whh.RowCount);
                for (int i = 0; i < Whh.RowCount; i++)
                    h[t + 1][i] = MathF.Tanh(Whh.Row(i).DotProduct(h[t]) + Wxh.Row(i).DotProduct(xs[t]));
            }
            return h[xs.Length];
        }

        public void Backward(Vector<float>[] xs, Vector<float> dLast)
        {
            var dh = dLast.Clone();
            for (int t = xs.Length - 1; t >= 0; t--)
            {
                var next = new DenseVector(Whh.RowCount);
                for (int i = 0; i < Whh.RowCount; i++)
                {
                    float dz = dh[i] * (1 - h[t + 1][i] * h[t + 1][i]);  //! sigma-missing: float dz = dh[i];
                    for (int k = 0; k < Wxh.ColumnCount; k++) dWxh[i, k] += dz * xs[t][k];
                    for (int j = 0; j < Whh.ColumnCount; j++)
                    {
                        dWhh[i, j] += dz * h[t][j];  //! reversed: dWhh[j, i] += dz * h[t][j];
                        next[j] += Whh[i, j] * dz;  //! transposed: next[j] += Whh[j, i] * dz;
                    }
                }
                dh = next;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new FloatNet.FloatRnn(2, 4);
        Numeric.Fill(seed, net.Whh, net.Wxh);
        var vectors = MathNet.Numerics.LinearAlgebra.Vector<float>.Build;
        var xs = Array.ConvertAll(Numeric.Sequence(seed + 1, 5, 2), v => vectors.DenseOfArray(Numeric.Single(v)));
        var up = vectors.DenseOfArray(Numeric.Single(Numeric.Vector(seed + 2, 4)));
        net.Forward(xs);
        net.Backward(xs, up);
        return (Numeric.Flatten(net.dWhh, net.dWxh), Numeric.Differences(() => Numeric.Dot(up, net.Forward(xs)), net.Whh, net.Wxh));
    }
}
