//# matrix: Whh
//# style: Dictionary<int, double[]> with key -1; method with the whole pass returning a tuple of gradients; jagged; W[to][from]; tanh; softmax
using System;
using System.Collections.Generic;

namespace DictRnn
{
    public class Lm
    {
        public double[][] Wxh, Whh, Why;

        public Lm(int vocab, int hidden, Random rng)
        {
            Wxh = Random2D(hidden, vocab, rng);
            Whh = Random2D(hidden, hidden, rng);
            Why = Random2D(vocab, hidden, rng);
        }

        public (double loss, double[][] dWxh, double[][] dWhh, double[][] dWhy) LossAndGradient(int[] text, double[] hprev)
        {
            int H = Whh.Length, V = Why.Length;
            var hs = new Dictionary<int, double[]> { [-1] = hprev };
            var ps = new Dictionary<int, double[]>();
            double loss = 0;
            for (int t = 0; t < text.Length - 1; t++)
            {
                hs[t] = new double[H];
                for (int i = 0; i < H; i++)
                {
                    double a = Wxh[i][text[t]];
                    for (int j = 0; j < H; j++) a += Whh[i][j] * hs[t - 1][j];
                    hs[t][i] = Math.Tanh(a);
                }
                ps[t] = new double[V];
                double z = 0;
                for (int k = 0; k < V; k++)
                {
                    double a = 0;
                    for (int i = 0; i < H; i++) a += Why[k][i] * hs[t][i];
                    z += ps[t][k] = Math.Exp(a);
                }
                for (int k = 0; k < V; k++) ps[t][k] /= z;
                loss -= Math.Log(ps[t][text[t + 1]]);
            }

            double[][] dWxh = Zeros(H, V), dWhh = Zeros(H, H), dWhy = Zeros(V, H);
            var dhs = new Dictionary<int, double[]>();
            for (int t = -1; t < text.Length - 1; t++) dhs[t] = new double[H];
            for (int t = text.Length - 2; t >= 0; t--)
            {
                for (int k = 0; k < V; k++)
                {
                    double dy = ps[t][k] - (k == text[t + 1] ? 1 : 0);
                    for (int i = 0; i < H; i++)
                    {
                        dWhy[k][i] += dy * hs[t][i];
                        dhs[t][i] += dy * Why[k][i];
                    }
                }
                for (int i = 0; i < H; i++)
                {
                    double da = dhs[t][i] * (1 - hs[t][i] * hs[t][i]);
                    //! sigma-missing: double da = dhs[t][i];
                    //! sigma-wrong-step: double da = dhs[t][i] * (1 - hs[t - 1][i] * hs[t - 1][i]);
                    dWxh[i][text[t]] += da;
                    for (int j = 0; j < H; j++)
                    {
                        dWhh[i][j] += da * hs[t - 1][j];  //! reversed: dWhh[j][i] += da * hs[t - 1][j];
                        dhs[t - 1][j] += Whh[i][j] * da;
                        //! transposed: dhs[t - 1][j] += Whh[j][i] * da;
                        //! truncated:
                    }
                }
            }
            return (loss, dWxh, dWhh, dWhy);
        }

        static double[][] Random2D(int n, int m, Random rng)
        {
            var w = Zeros(n, m);
            foreach (var row in w)
                for (int j = 0; j < m; j++) row[j] = rng.NextDouble() * 0.2 - 0.1;
            return w;
        }

        static double[][] Zeros(int n, int m)
        {
            var w = new double[n][];
            for (int i = 0; i < n; i++) w[i] = new double[m];
            return w;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new DictRnn.Lm(3, 4, new Random(seed));
        object[] p = [net.Wxh, net.Whh, net.Why];
        Numeric.Fill(seed, p);
        var text = Numeric.Integers(seed + 1, 6, 3);
        var h = Numeric.Vector(seed + 2, 4);
        var g = net.LossAndGradient(text, h);
        return (Numeric.Flatten(g.dWxh, g.dWhh, g.dWhy), Numeric.Differences(() => net.LossAndGradient(text, h).loss, p));
    }
}
