//# matrix: U
//# style: two LSTM layers, weights of all layers in [layer][gate] arrays of double[,]; time loop outside, layer loop inside; caches in a struct array [time, layer]
using System;

namespace StackedLstm
{
    public struct Memo
    {
        public double[] In, H0, C0, C;
        public double[][] A;     // i, f, o, g
    }

    public class DeepLstm
    {
        readonly int layers, n;
        public double[][][,] W, U, dW, dU;

        public DeepLstm(int inputs, int n, int layers, int seed = 4)
        {
            this.layers = layers;
            this.n = n;
            var rnd = new Random(seed);
            W = new double[layers][][,]; U = new double[layers][][,];
            for (int l = 0; l < layers; l++)
            {
                W[l] = new double[4][,]; U[l] = new double[4][,];
                for (int k = 0; k < 4; k++)
                {
                    W[l][k] = Draw(n, l == 0 ? inputs : n, rnd);
                    U[l][k] = Draw(n, n, rnd);
                }
            }
        }

        static double[,] Draw(int r, int c, Random rnd)
        {
            var a = new double[r, c];
            for (int i = 0; i < r; i++)
                for (int j = 0; j < c; j++)
                    a[i, j] = rnd.NextDouble() - 0.5;
            return a;
        }

        Memo Cell(int l, double[] x, double[] h, double[] c, out double[] h1)
        {
            var m = new Memo { In = x, H0 = h, C0 = c, C = new double[n], A = new double[4][] };
            h1 = new double[n];
            for (int k = 0; k < 4; k++)
            {
                m.A[k] = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double z = 0;
                    for (int j = 0; j < x.Length; j++) z += W[l][k][i, j] * x[j];
                    for (int j = 0; j < n; j++) z += U[l][k][i, j] * h[j];
                    m.A[k][i] = k == 3 ? Math.Tanh(z) : 1 / (1 + Math.Exp(-z));
                }
            }
            for (int i = 0; i < n; i++)
            {
                m.C[i] = m.A[1][i] * c[i] + m.A[0][i] * m.A[3][i];
                h1[i] = m.A[2][i] * Math.Tanh(m.C[i]);
            }
            return m;
        }

        public double Pass(double[][] x, double[][] y, bool learn)
        {
            var memo = new Memo[x.Length, layers];
            double[][] h = new double[layers][], c = new double[layers][], outs = new double[x.Length][];
            for (int l = 0; l < layers; l++)
            {
                h[l] = new double[n];
                c[l] = new double[n];
            }
            double loss = 0;
            for (int t = 0; t < x.Length; t++)
            {
                double[] a = x[t];
                for (int l = 0; l < layers; l++)
                {
                    memo[t, l] = Cell(l, a, h[l], c[l], out h[l]);
                    c[l] = memo[t, l].C;
                    a = h[l];
                }
                outs[t] = a;
                for (int i = 0; i < n; i++) loss += 0.5 * Math.Pow(a[i] - y[t][i], 2);
            }
            if (learn) Back(memo, outs, y);
            return loss;
        }

        void Back(Memo[,] memo, double[][] outs, double[][] y)
        {
            dW = new double[layers][][,]; dU = new double[layers][][,];
            double[][] dh = new double[layers][], dc = new double[layers][];
            for (int l = 0; l < layers; l++)
            {
                dh[l] = new double[n];
                dc[l] = new double[n];
                dW[l] = Array.ConvertAll(W[l], w => new double[w.GetLength(0), w.GetLength(1)]);
                dU[l] = Array.ConvertAll(U[l], w => new double[n, n]);
            }
            for (int t = outs.Length - 1; t >= 0; t--)
            {
                double[] d = new double[n];
                for (int i = 0; i < n; i++) d[i] = outs[t][i] - y[t][i];
                for (int l = layers - 1; l >= 0; l--)
                {
                    Memo m = memo[t, l];
                    double[] below = new double[m.In.Length], prev = new double[n];
                    for (int i = 0; i < n; i++)
                    {
                        double e = d[i] + dh[l][i], tc = Math.Tanh(m.C[i]);
                        double s = dc[l][i] + e * m.A[2][i] * (1 - tc * tc);
                        double[] da = { s * m.A[3][i], s * m.C0[i], e * tc, s * m.A[0][i] };
                        for (int k = 0; k < 4; k++)
                        {
                            double g = da[k] * (k == 3 ? 1 - m.A[k][i] * m.A[k][i] : m.A[k][i] * (1 - m.A[k][i]));
                            //! sigma-wrong: double g = da[k] * (1 - m.A[k][i] * m.A[k][i]);
                            //! sigma-missing: double g = da[k];
                            for (int j = 0; j < n; j++)
                            {
                                dU[l][k][i, j] += g * m.H0[j];  //! reversed: dU[l][k][j, i] += g * m.H0[j];
                                prev[j] += U[l][k][i, j] * g;  //! transposed: prev[j] += U[l][k][j, i] * g;
                            }
                            for (int j = 0; j < m.In.Length; j++)
                            {
                                dW[l][k][i, j] += g * m.In[j];
                                below[j] += W[l][k][i, j] * g;
                            }
                        }
                        dc[l][i] = s * m.A[1][i];  //! unexplained: dc[l][i] = 0;
                    }
                    dh[l] = prev;
                    d = below;
                }
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new StackedLstm.DeepLstm(2, 3, 2);
        object[] p = [net.W, net.U];
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 4, 2);
        var ys = Numeric.Sequence(seed + 2, 4, 3);
        net.Pass(xs, ys, true);
        return (Numeric.Flatten(net.dW, net.dU), Numeric.Differences(() => net.Pass(xs, ys, false), p));
    }
}
