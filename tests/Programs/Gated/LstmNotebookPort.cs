//# matrix: Wc
//# style: port of a Python notebook: an LSTM over characters with one [h; x] matrix per gate; dhraw-like names; double[,]; ForwardStep and BackwardStep with dictionaries of caches; softmax
using System;
using System.Collections.Generic;

namespace CharLstm
{
    // After the well-known numpy notebook: z = row_stack((h_prev, x)), f = sigmoid(Wf z + bf), ...
    class Model
    {
        public const int H = 3;
        public const int X = 4;
        public const int Z = H + X;

        public double[,] Wf = Uniform(H, Z), Wi = Uniform(H, Z), Wc = Uniform(H, Z), Wo = Uniform(H, Z), Wy = Uniform(X, H);
        public double[] bf = new double[H], bi = new double[H], bc = new double[H], bo = new double[H], by = new double[X];
        public double[,] dWf, dWi, dWc, dWo, dWy;
        public double[] dbf, dbi, dbc, dbo, dby;

        static readonly Random rng = new Random(42);

        static double[,] Uniform(int r, int c)
        {
            var random = new Random(r * 31 + c);
            var w = new double[r, c];
            for (int i = 0; i < r; i++)
                for (int j = 0; j < c; j++)
                    w[i, j] = random.NextDouble() * 0.2 - 0.1;
            return w;
        }

        static double[] Dot(double[,] a, double[] v)
        {
            var y = new double[a.GetLength(0)];
            for (int i = 0; i < y.Length; i++)
                for (int j = 0; j < v.Length; j++)
                    y[i] += a[i, j] * v[j];
            return y;
        }

        static double[] DotT(double[,] a, double[] v)
        {
            var y = new double[a.GetLength(1)];
            for (int i = 0; i < v.Length; i++)
                for (int j = 0; j < y.Length; j++)
                    y[j] += a[i, j] * v[i];
            return y;
        }

        // The bug of somebody who thinks of W as square: the recurrent block the wrong way round.
        static double[] DotWrong(double[,] a, double[] v)
        {
            var y = new double[a.GetLength(1)];
            for (int i = 0; i < v.Length; i++)
            {
                for (int j = 0; j < v.Length; j++) y[j] += a[j, i] * v[i];
                for (int j = v.Length; j < y.Length; j++) y[j] += a[i, j] * v[i];
            }
            return y;
        }

        static void AddOuter(double[,] g, double[] d, double[] z)
        {
            for (int i = 0; i < d.Length; i++)
                for (int j = 0; j < z.Length; j++)
                    g[i, j] += d[i] * z[j];
        }

        static double[] Map(double[] a, double[] b, Func<double, double, double> f)
        {
            var r = new double[a.Length];
            for (int i = 0; i < a.Length; i++) r[i] = f(a[i], b[i]);
            return r;
        }

        static double sigmoid(double v) => 1 / (1 + Math.Exp(-v));

        class Cache
        {
            public double[] z, f, i, c_bar, c, o, h, p;
        }

        Cache forward(int ix, double[] h_prev, double[] C_prev)
        {
            var s = new Cache();
            s.z = new double[Z];
            h_prev.CopyTo(s.z, 0);
            s.z[H + ix] = 1;
            s.f = Map(Dot(Wf, s.z), bf, (a, b) => sigmoid(a + b));
            s.i = Map(Dot(Wi, s.z), bi, (a, b) => sigmoid(a + b));
            s.c_bar = Map(Dot(Wc, s.z), bc, (a, b) => Math.Tanh(a + b));
            s.c = Map(Map(s.f, C_prev, (a, b) => a * b), Map(s.i, s.c_bar, (a, b) => a * b), (a, b) => a + b);
            s.o = Map(Dot(Wo, s.z), bo, (a, b) => sigmoid(a + b));
            s.h = Map(s.o, s.c, (a, b) => a * Math.Tanh(b));
            var v = Map(Dot(Wy, s.h), by, (a, b) => a + b);
            double sum = 0;
            for (int k = 0; k < X; k++) sum += Math.Exp(v[k]);
            s.p = new double[X];
            for (int k = 0; k < X; k++) s.p[k] = Math.Exp(v[k]) / sum;
            return s;
        }

        (double[], double[]) backward(int target, double[] dh_next, double[] dC_next, double[] C_prev, Cache s)
        {
            var dv = (double[])s.p.Clone();
            dv[target] -= 1;
            AddOuter(dWy, dv, s.h);
            for (int k = 0; k < X; k++) dby[k] += dv[k];

            var dh = DotT(Wy, dv);
            for (int k = 0; k < H; k++) dh[k] += dh_next[k];
            double[] dhraw = new double[H], dc_bar = new double[H], di = new double[H], df = new double[H], dC = new double[H];
            for (int k = 0; k < H; k++)
            {
                double tc = Math.Tanh(s.c[k]);
                dhraw[k] = dh[k] * tc * s.o[k] * (1 - s.o[k]);  //! sigma-missing @Wo: dhraw[k] = dh[k] * tc;
                dC[k] = dC_next[k] + dh[k] * s.o[k] * (1 - tc * tc);  //! unexplained: dC[k] = dh[k] * s.o[k] * (1 - tc * tc);
                dc_bar[k] = dC[k] * s.i[k] * (1 - s.c_bar[k] * s.c_bar[k]);  //! sigma-missing-2: dc_bar[k] = dC[k] * s.i[k];
                di[k] = dC[k] * s.c_bar[k] * s.i[k] * (1 - s.i[k]);
                df[k] = dC[k] * C_prev[k] * s.f[k] * (1 - s.f[k]);  //! sigma-wrong @Wf: df[k] = dC[k] * C_prev[k] * s.f[k];
            }
            AddOuter(dWo, dhraw, s.z);
            AddOuter(dWc, dc_bar, s.z);
            AddOuter(dWi, di, s.z);
            AddOuter(dWf, df, s.z);
            for (int k = 0; k < H; k++)
            {
                dbo[k] += dhraw[k];
                dbc[k] += dc_bar[k];
                dbi[k] += di[k];
                dbf[k] += df[k];
            }

            var dz = new double[Z];
            double[] zf = DotT(Wf, df);  //! transposed @Wf: double[] zf = DotWrong(Wf, df);
            double[] zi = DotT(Wi, di);  //! transposed-2 @Wi: double[] zi = DotWrong(Wi, di);
            double[] zc = DotT(Wc, dc_bar);  //! transposed-3: double[] zc = DotWrong(Wc, dc_bar);
            double[] zo = DotT(Wo, dhraw);  //! transposed-4 @Wo: double[] zo = DotWrong(Wo, dhraw);
            for (int k = 0; k < Z; k++) dz[k] = zf[k] + zi[k] + zc[k] + zo[k];
            var dh_prev = new double[H];
            Array.Copy(dz, dh_prev, H);
            var dC_prev = Map(s.f, dC, (a, b) => a * b);
            return (dh_prev, dC_prev);
        }

        public double forward_backward(int[] inputs, int[] targets)
        {
            dWf = new double[H, Z]; dWi = new double[H, Z]; dWc = new double[H, Z]; dWo = new double[H, Z]; dWy = new double[X, H];
            dbf = new double[H]; dbi = new double[H]; dbc = new double[H]; dbo = new double[H]; dby = new double[X];
            var S = new Dictionary<int, Cache> { [-1] = new Cache { h = new double[H], c = new double[H] } };
            double loss = 0;
            for (int t = 0; t < inputs.Length; t++)
            {
                S[t] = forward(inputs[t], S[t - 1].h, S[t - 1].c);
                loss += -Math.Log(S[t].p[targets[t]]);
            }
            var dh_next = new double[H];
            var dC_next = new double[H];
            for (int t = inputs.Length - 1; t >= 0; t--)
                (dh_next, dC_next) = backward(targets[t], dh_next, dC_next, S[t - 1].c, S[t]);
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new CharLstm.Model();
        object[] p = [net.Wf, net.Wi, net.Wc, net.Wo, net.Wy, net.bf, net.bi, net.bc, net.bo, net.by];
        Numeric.Fill(seed, p);
        foreach (var w in new[] { net.Wf, net.Wi, net.Wc, net.Wo })
            Numeric.Mirror(3, (i, j) => w[i, j], (i, j, v) => w[i, j] = v);
        int[] xs = Numeric.Integers(seed + 1, 5, 4), ys = Numeric.Integers(seed + 2, 5, 4);
        net.forward_backward(xs, ys);
        return (Numeric.Flatten(net.dWf, net.dWi, net.dWc, net.dWo, net.dWy, net.dbf, net.dbi, net.dbc, net.dbo, net.dby), Numeric.Differences(() => net.forward_backward(xs, ys), p));
    }
}
