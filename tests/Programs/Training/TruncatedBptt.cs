//# matrix: W
//# style: BPTT per output step, going back at most bpttTruncate steps from each (nested time loops); double[,]; W[to, from]; tanh; softmax; the well-known tutorial's shape
using System;

namespace Tutorial
{
    public class TruncatedRnn
    {
        private readonly int words, hidden, bpttTruncate;
        public readonly double[,] U, V, W;

        public TruncatedRnn(int words, int hidden, int bpttTruncate = 16)
        {
            this.words = words;
            this.hidden = hidden;
            this.bpttTruncate = bpttTruncate;
            var r = new Random();
            U = Random(r, hidden, words);
            V = Random(r, words, hidden);
            W = Random(r, hidden, hidden);
        }

        public (double[][] o, double[][] s) ForwardPropagation(int[] x)
        {
            var o = new double[x.Length][];
            var s = new double[x.Length + 1][];
            s[x.Length] = new double[hidden]; // initial state, at the end as index -1 would be
            for (int t = 0; t < x.Length; t++)
            {
                var before = t == 0 ? s[x.Length] : s[t - 1];
                s[t] = new double[hidden];
                for (int i = 0; i < hidden; i++)
                {
                    double a = U[i, x[t]];
                    for (int j = 0; j < hidden; j++) a += W[i, j] * before[j];
                    s[t][i] = Math.Tanh(a);
                }
                o[t] = new double[words];
                double sum = 0;
                for (int k = 0; k < words; k++)
                {
                    double a = 0;
                    for (int i = 0; i < hidden; i++) a += V[k, i] * s[t][i];
                    o[t][k] = Math.Exp(a);
                    sum += o[t][k];
                }
                for (int k = 0; k < words; k++) o[t][k] /= sum;
            }
            return (o, s);
        }

        public double Loss(int[] x, int[] y)
        {
            var (o, _) = ForwardPropagation(x);
            double L = 0;
            for (int t = 0; t < y.Length; t++) L -= Math.Log(o[t][y[t]]);
            return L;
        }

        public (double[,] dLdU, double[,] dLdV, double[,] dLdW) Bptt(int[] x, int[] y)
        {
            int T = y.Length;
            var (o, s) = ForwardPropagation(x);
            double[,] dLdU = new double[hidden, words], dLdV = new double[words, hidden], dLdW = new double[hidden, hidden];
            for (int t = T - 1; t >= 0; t--)
            {
                var deltaO = o[t];
                deltaO[y[t]] -= 1;
                var delta = new double[hidden];
                for (int i = 0; i < hidden; i++)
                {
                    for (int k = 0; k < words; k++)
                    {
                        dLdV[k, i] += deltaO[k] * s[t][i];
                        delta[i] += V[k, i] * deltaO[k];
                    }
                    delta[i] *= 1 - s[t][i] * s[t][i];
                }
                for (int step = t; step >= Math.Max(0, t - bpttTruncate); step--)
                {
                    var before = step == 0 ? s[x.Length] : s[step - 1];
                    for (int i = 0; i < hidden; i++)
                    {
                        dLdU[i, x[step]] += delta[i];
                        for (int j = 0; j < hidden; j++) dLdW[i, j] += delta[i] * before[j];  //! reversed: for (int j = 0; j < hidden; j++) dLdW[i, j] += delta[j] * before[i];
                    }
                    var previous = new double[hidden];
                    for (int j = 0; j < hidden; j++)
                    {
                        for (int i = 0; i < hidden; i++) previous[j] += W[i, j] * delta[i];  //! transposed: for (int i = 0; i < hidden; i++) previous[j] += W[j, i] * delta[i];
                        previous[j] *= 1 - before[j] * before[j];
                        //! sigma-missing:
                        //! sigma-wrong-step: previous[j] *= 1 - s[step][j] * s[step][j];
                    }
                    delta = previous;
                }
            }
            return (dLdU, dLdV, dLdW);
        }

        private static double[,] Random(Random r, int rows, int cols)
        {
            var m = new double[rows, cols];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < cols; j++)
                    m[i, j] = (r.NextDouble() * 2 - 1) / Math.Sqrt(cols);
            return m;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Tutorial.TruncatedRnn(3, 4);
        Numeric.Fill(seed, net.U, net.V, net.W);
        var x = Numeric.Integers(seed + 1, 5, 3);
        var y = Numeric.Integers(seed + 2, 5, 3);
        var g = net.Bptt(x, y);
        return (Numeric.Flatten(g.dLdU, g.dLdV, g.dLdW), Numeric.Differences(() => net.Loss(x, y), net.U, net.V, net.W));
    }
}
