//# matrix: W
//# style: gradient shortened inside the recurrence to a length of 1, which it has at some steps; jagged; leaky ReLU
using System;

namespace Clipped
{
    public class ClippedRnn
    {
        public double[][] W, U, DW, DU;
        private double[][] h, z;

        public ClippedRnn(double[][] w, double[][] u)
        {
            W = w;
            U = u;
            DW = Array.ConvertAll(w, r => new double[r.Length]);
            DU = Array.ConvertAll(u, r => new double[r.Length]);
        }

        public double[] Forward(double[][] x)
        {
            int n = W.Length;
            h = new double[x.Length + 1][];
            z = new double[x.Length + 1][];
            h[0] = new double[n];
            for (int t = 1; t <= x.Length; t++)
            {
                h[t] = new double[n];
                z[t] = new double[n];
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++) z[t][i] += W[i][j] * h[t - 1][j];
                    for (int k = 0; k < x[t - 1].Length; k++) z[t][i] += U[i][k] * x[t - 1][k];
                    h[t][i] = z[t][i] > 0 ? z[t][i] : 0.01 * z[t][i];
                }
            }
            return h[x.Length];
        }

        public void Backward(double[][] x, double[] dLast)
        {
            int n = W.Length;
            double[] dh = (double[])dLast.Clone();
            for (int t = x.Length; t > 0; t--)
            {
                double[] dz = new double[n];
                for (int i = 0; i < n; i++)
                    dz[i] = dh[i] * (z[t][i] > 0 ? 1 : 0.01);  //! sigma-missing: dz[i] = dh[i];
                for (int i = 0; i < n; i++)
                {
                    double sum = 0;
                    for (int j = 0; j < n; j++)
                    {
                        DW[i][j] += dz[i] * h[t - 1][j];  //! reversed: DW[i][j] += dz[j] * h[t - 1][i];
                        sum += W[j][i] * dz[j];  //! transposed: sum += W[i][j] * dz[j];
                    }
                    for (int k = 0; k < x[t - 1].Length; k++) DU[i][k] += dz[i] * x[t - 1][k];
                    dh[i] = sum;
                }
                double norm = 0;
                for (int i = 0; i < n; i++) norm += dh[i] * dh[i];
                norm = Math.Sqrt(norm);
                if (norm > 1)
                    for (int i = 0; i < n; i++) dh[i] /= norm;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Clipped.ClippedRnn(Numeric.Sequence(seed, 4, 4), Numeric.Sequence(seed + 1, 4, 2));
        var xs = Numeric.Sequence(seed + 2, 5, 2);
        double[] up = [.. Numeric.Vector(seed + 3, 4).Select(v => 0.1 * v)];
        net.Forward(xs);
        net.Backward(xs, up);
        return (Numeric.Flatten(net.DW, net.DU), Numeric.Differences(() => Numeric.Dot(up, net.Forward(xs)), net.W, net.U));
    }
}
