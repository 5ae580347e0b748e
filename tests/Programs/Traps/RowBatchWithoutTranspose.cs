//# matrix: weight
//# style: row batches with weights [out, in]: the forward pass uses a transposed copy, the backward pass is the plain product and right; static MatMul; float
//# precision: float
using System;

namespace RowBatch
{
    public static class Ops
    {
        /// <summary>[n, k] times [k, m]</summary>
        public static float[,] MatMul(float[,] a, float[,] b)
        {
            int n = a.GetLength(0), k = a.GetLength(1), m = b.GetLength(1);
            var c = new float[n, m];
            for (int i = 0; i < n; i++)
                for (int l = 0; l < k; l++)
                    for (int j = 0; j < m; j++)
                        c[i, j] += a[i, l] * b[l, j];
            return c;
        }

        public static float[,] Transpose(float[,] a)
        {
            var t = new float[a.GetLength(1), a.GetLength(0)];
            for (int i = 0; i < a.GetLength(0); i++)
                for (int j = 0; j < a.GetLength(1); j++)
                    t[j, i] = a[i, j];
            return t;
        }

        public static float[,] Zip(float[,] a, float[,] b, Func<float, float, float> f)
        {
            var c = new float[a.GetLength(0), a.GetLength(1)];
            for (int i = 0; i < a.GetLength(0); i++)
                for (int j = 0; j < a.GetLength(1); j++)
                    c[i, j] = f(a[i, j], b[i, j]);
            return c;
        }
    }

    public class RnnCell
    {
        public readonly float[,] weight;    // [out, in], as many libraries keep it
        public float[,] weightGrad;
        private float[][,] hidden = Array.Empty<float[,]>();

        public RnnCell(int units, int seed)
        {
            weight = new float[units, units];
            weightGrad = new float[units, units];
            var random = new Random(seed);
            for (int i = 0; i < units; i++)
                for (int j = 0; j < units; j++)
                    weight[i, j] = random.NextSingle() - 0.5f;
        }

        public float[,] Forward(float[][,] inputs)
        {
            float[,] transposed = Ops.Transpose(weight);
            hidden = new float[inputs.Length + 1][,];
            hidden[0] = new float[inputs[0].GetLength(0), weight.GetLength(0)];
            for (int t = 0; t < inputs.Length; t++)
                hidden[t + 1] = Ops.Zip(Ops.MatMul(hidden[t], transposed), inputs[t], (a, x) => MathF.Tanh(a + x));
            return hidden[inputs.Length];
        }

        public void Backward(float[,] dHidden)
        {
            for (int t = hidden.Length - 1; t > 0; t--)
            {
                float[,] dz = Ops.Zip(dHidden, hidden[t], (d, h) => d * (1 - h * h));  //! sigma-missing: float[,] dz = dHidden;
                weightGrad = Ops.Zip(weightGrad, Ops.MatMul(Ops.Transpose(dz), hidden[t - 1]), (a, b) => a + b);  //! reversed: weightGrad = Ops.Zip(weightGrad, Ops.MatMul(Ops.Transpose(hidden[t - 1]), dz), (a, b) => a + b);
                dHidden = Ops.MatMul(dz, weight);  //! transposed: dHidden = Ops.MatMul(dz, Ops.Transpose(weight));
            }
        }
    }
}

//--- harness
static class Harness
{
    static float[,] Table(int seed)
    {
        var t = new float[3, 4];
        Numeric.Fill(seed, t);
        return t;
    }

    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var cell = new RowBatch.RnnCell(4, seed);
        Numeric.Fill(seed, cell.weight);
        float[][,] xs = [Table(seed + 1), Table(seed + 2), Table(seed + 3), Table(seed + 4)];
        var up = Table(seed + 5);
        cell.Forward(xs);
        cell.Backward(up);
        return (Numeric.Flatten(cell.weightGrad), Numeric.Differences(() => Numeric.Dot(up, cell.Forward(xs)), cell.weight));
    }
}
