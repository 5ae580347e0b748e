//# matrix: w
//# style: stores the matrix transposed and transposes it twice on the way: forward wᵀ h, backward (wᵀ)ᵀ dz; static double[,] helpers; sigmoid
using System;

namespace Twice
{
    public static class Sequence
    {
        // w[from, to]
        public static double[][] Forward(double[,] w, double[][] x)
        {
            var h = new double[x.Length + 1][];
            h[0] = new double[w.GetLength(0)];
            for (int t = 0; t < x.Length; t++)
            {
                h[t + 1] = Product(Transpose(w), h[t]);
                for (int i = 0; i < h[t + 1].Length; i++) h[t + 1][i] = 1 / (1 + Math.Exp(-h[t + 1][i] - x[t][i]));
            }
            return h;
        }

        public static double[,] Backward(double[,] w, double[][] h, double[] dLast)
        {
            int n = dLast.Length;
            var dw = new double[n, n];
            var d = dLast;
            double[,] forward = Transpose(w);
            for (int t = h.Length - 1; t > 0; t--)
            {
                var dz = new double[n];
                for (int i = 0; i < n; i++) dz[i] = d[i] * h[t][i] * (1 - h[t][i]);  //! sigma-missing: for (int i = 0; i < n; i++) dz[i] = d[i];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        dw[i, j] += h[t - 1][i] * dz[j];  //! reversed: dw[i, j] += h[t - 1][j] * dz[i];
                d = Product(Transpose(forward), dz);
                //! transposed: d = Product(forward, dz);
                //! transposed-2: d = Product(Transpose(w), dz);
            }
            return dw;
        }

        private static double[,] Transpose(double[,] m)
        {
            var t = new double[m.GetLength(1), m.GetLength(0)];
            for (int i = 0; i < m.GetLength(0); i++)
                for (int j = 0; j < m.GetLength(1); j++)
                    t[j, i] = m[i, j];
            return t;
        }

        private static double[] Product(double[,] m, double[] v)
        {
            var r = new double[m.GetLength(0)];
            for (int i = 0; i < r.Length; i++)
                for (int j = 0; j < v.Length; j++)
                    r[i] += m[i, j] * v[j];
            return r;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var w = Numeric.Table(seed, 4, 4);
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var up = Numeric.Vector(seed + 2, 4);
        var g = Twice.Sequence.Backward(w, Twice.Sequence.Forward(w, xs), up);
        return (Numeric.Flatten(g), Numeric.Differences(() => Numeric.Dot(up, Twice.Sequence.Forward(w, xs)[5]), w));
    }
}
