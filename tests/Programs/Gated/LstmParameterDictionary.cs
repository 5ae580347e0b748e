//# matrix: P
//# style: NumPy port: parameters and gradients in Dictionary<string, double[,]>, one entry per gate ("Wf", "Uf", …); caches in a dictionary of lists; np_dot and np_outer helpers; LSTM; string interpolation over the gates; snake_case
using System;
using System.Collections.Generic;

public class lstm_numpy
{
    static readonly string[] gates = { "f", "i", "o", "g" };
    public Dictionary<string, double[,]> P = new Dictionary<string, double[,]>();
    public Dictionary<string, double[,]> G = new Dictionary<string, double[,]>();
    int n_x, n_h;

    public lstm_numpy(int n_x, int n_h)
    {
        this.n_x = n_x;
        this.n_h = n_h;
        var rng = new Random(42);
        foreach (var k in gates)
        {
            P["W" + k] = randn(rng, n_h, n_x);
            P["U" + k] = randn(rng, n_h, n_h);
        }
    }

    static double[,] randn(Random rng, int r, int c)
    {
        var a = new double[r, c];
        for (int i = 0; i < r; i++) for (int j = 0; j < c; j++) a[i, j] = rng.NextDouble() - 0.5;
        return a;
    }

    static double[] np_dot(double[,] a, double[] v)
    {
        var y = new double[a.GetLength(0)];
        for (int i = 0; i < y.Length; i++) for (int j = 0; j < v.Length; j++) y[i] += a[i, j] * v[j];
        return y;
    }

    static double[] np_dot_T(double[,] a, double[] v)
    {
        var y = new double[a.GetLength(1)];
        for (int i = 0; i < y.Length; i++)
            for (int j = 0; j < v.Length; j++)
                y[i] += a[j, i] * v[j];  //! transposed: y[i] += a[i, j] * v[j];
        return y;
    }

    static void add_outer(double[,] g, double[] a, double[] b)
    {
        for (int i = 0; i < a.Length; i++) for (int j = 0; j < b.Length; j++) g[i, j] += a[i] * b[j];
    }

    public double loss_and_grad(double[][] xs, double[][] ys)
    {
        int T = xs.Length;
        var cache = new Dictionary<string, double[][]>();
        foreach (var k in new[] { "f", "i", "o", "g", "c", "h" }) cache[k] = new double[T][];
        var h = new double[n_h];
        var c = new double[n_h];
        double loss = 0;
        for (int t = 0; t < T; t++)
        {
            foreach (var k in gates)
            {
                var a = np_dot(P[$"W{k}"], xs[t]);
                var b = np_dot(P[$"U{k}"], h);
                for (int j = 0; j < n_h; j++) a[j] = k == "g" ? Math.Tanh(a[j] + b[j]) : 1 / (1 + Math.Exp(-a[j] - b[j]));
                cache[k][t] = a;
            }
            var c_new = new double[n_h];
            var h_new = new double[n_h];
            for (int j = 0; j < n_h; j++)
            {
                c_new[j] = cache["f"][t][j] * c[j] + cache["i"][t][j] * cache["g"][t][j];
                h_new[j] = cache["o"][t][j] * Math.Tanh(c_new[j]);
                loss += 0.5 * Math.Pow(h_new[j] - ys[t][j], 2);
            }
            cache["c"][t] = c = c_new;
            cache["h"][t] = h = h_new;
        }

        foreach (var k in gates) { G["W" + k] = new double[n_h, n_x]; G["U" + k] = new double[n_h, n_h]; }
        var dh = new double[n_h];
        var dc = new double[n_h];
        for (int t = T - 1; t >= 0; t--)
        {
            var d = new Dictionary<string, double[]>();
            foreach (var k in gates) d[k] = new double[n_h];
            for (int j = 0; j < n_h; j++)
            {
                double f = cache["f"][t][j], i = cache["i"][t][j], o = cache["o"][t][j], g = cache["g"][t][j];
                double c_prev = t > 0 ? cache["c"][t - 1][j] : 0, tc = Math.Tanh(cache["c"][t][j]);
                dh[j] += cache["h"][t][j] - ys[t][j];
                d["o"][j] = dh[j] * tc * o * (1 - o);
                dc[j] += dh[j] * o * (1 - tc * tc);  //! unexplained RNN0004|RNN0002: dc[j] += dh[j] * o;
                d["f"][j] = dc[j] * c_prev * f * (1 - f);  //! sigma-missing: d["f"][j] = dc[j] * c_prev;
                d["i"][j] = dc[j] * g * i * (1 - i);
                d["g"][j] = dc[j] * i * (1 - g * g);  //! sigma-missing-2: d["g"][j] = dc[j] * i;
                dc[j] *= f;
            }
            dh = new double[n_h];
            foreach (var k in gates)
            {
                add_outer(G["W" + k], d[k], xs[t]);
                if (t > 0) add_outer(G["U" + k], d[k], cache["h"][t - 1]);  //! reversed: if (t > 0) add_outer(G["U" + k], cache["h"][t - 1], d[k]);
                var back = np_dot_T(P["U" + k], d[k]);
                for (int j = 0; j < n_h; j++) dh[j] += back[j];
                //! overwritten: for (int j = 0; j < n_h; j++) dh[j] = back[j];
            }
        }
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new lstm_numpy(2, 4);
        Numeric.Fill(seed, 1.5, net.P);
        foreach (var k in "fiog") { var u = net.P["U" + k]; Numeric.Mirror(4, (i, j) => u[i, j], (i, j, v) => u[i, j] = v); }
        double[][] xs = Numeric.Sequence(seed + 1, 5, 2), ys = Numeric.Sequence(seed + 2, 5, 4);
        net.loss_and_grad(xs, ys);
        var g = Numeric.Flatten(net.G);
        return (g, Numeric.Differences(() => net.loss_and_grad(xs, ys), net.P));
    }
}
