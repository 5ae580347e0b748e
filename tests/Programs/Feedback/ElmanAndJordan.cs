//# matrix: Whh
//# style: hidden state and output both fed back: h = tanh(Whh h + Wyh y' + Wxh x), y = Why h; NumPy-like names; jagged; dhnext and dynext
using System;

class HybridRnn
{
    public double[][] Wxh, Whh, Wyh, Why;
    public double[][] dWxh, dWhh, dWyh, dWhy;
    double[][] xs, hs, ys;

    public HybridRnn(int nx, int nh, int ny)
    {
        var rng = new Random(100);
        Wxh = Zeros(nh, nx, rng); Whh = Zeros(nh, nh, rng); Wyh = Zeros(nh, ny, rng); Why = Zeros(ny, nh, rng);
    }

    static double[][] Zeros(int r, int c, Random rng = null)
    {
        var a = new double[r][];
        for (int i = 0; i < r; i++)
        {
            a[i] = new double[c];
            for (int j = 0; rng != null && j < c; j++) a[i][j] = rng.NextDouble() - 0.5;
        }
        return a;
    }

    static double[] dot(double[][] w, double[] v)
    {
        var r = new double[w.Length];
        for (int i = 0; i < r.Length; i++)
            for (int j = 0; j < v.Length; j++)
                r[i] += w[i][j] * v[j];
        return r;
    }

    static double[] dotT(double[][] w, double[] v)
    {
        var r = new double[w[0].Length];
        for (int i = 0; i < v.Length; i++)
            for (int j = 0; j < r.Length; j++)
                r[j] += w[i][j] * v[i];
        return r;
    }

    static void outer(double[][] g, double[] a, double[] b)
    {
        for (int i = 0; i < a.Length; i++)
            for (int j = 0; j < b.Length; j++)
                g[i][j] += a[i] * b[j];
    }

    public double forward(double[][] inputs, double[][] targets)
    {
        xs = inputs;
        hs = new double[inputs.Length + 1][];
        ys = new double[inputs.Length + 1][];
        hs[0] = new double[Whh.Length];
        ys[0] = new double[Why.Length];
        double loss = 0;
        for (int t = 0; t < inputs.Length; t++)
        {
            double[] a = dot(Wxh, xs[t]), b = dot(Whh, hs[t]), c = dot(Wyh, ys[t]);
            hs[t + 1] = new double[a.Length];
            for (int i = 0; i < a.Length; i++) hs[t + 1][i] = Math.Tanh(a[i] + b[i] + c[i]);
            ys[t + 1] = dot(Why, hs[t + 1]);
            for (int k = 0; k < Why.Length; k++) loss += 0.5 * Math.Pow(ys[t + 1][k] - targets[t][k], 2);
        }
        return loss;
    }

    public void backward(double[][] targets)
    {
        dWxh = Zeros(Wxh.Length, Wxh[0].Length); dWhh = Zeros(Whh.Length, Whh.Length);
        dWyh = Zeros(Wyh.Length, Wyh[0].Length); dWhy = Zeros(Why.Length, Why[0].Length);
        double[] dhnext = new double[Whh.Length], dynext = new double[Why.Length];
        for (int t = xs.Length - 1; t >= 0; t--)
        {
            var dy = new double[Why.Length];
            for (int k = 0; k < dy.Length; k++) dy[k] = ys[t + 1][k] - targets[t][k] + dynext[k];
            //! unexplained: for (int k = 0; k < dy.Length; k++) dy[k] = ys[t + 1][k] - targets[t][k];
            outer(dWhy, dy, hs[t + 1]);
            var dh = dotT(Why, dy);
            var dhraw = new double[dh.Length];
            for (int i = 0; i < dh.Length; i++)
                dhraw[i] = (dh[i] + dhnext[i]) * (1 - hs[t + 1][i] * hs[t + 1][i]);  //! sigma-missing: dhraw[i] = dh[i] + dhnext[i];
            outer(dWxh, dhraw, xs[t]);
            outer(dWhh, dhraw, hs[t]);  //! reversed: outer(dWhh, hs[t], dhraw);
            outer(dWyh, dhraw, ys[t]);
            dhnext = dotT(Whh, dhraw);  //! transposed: dhnext = dot(Whh, dhraw);
            //! truncated:
            dynext = dotT(Wyh, dhraw);
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new HybridRnn(2, 4, 3);
        object[] p = [net.Wxh, net.Whh, net.Wyh, net.Why];
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 3);
        net.forward(xs, ys);
        net.backward(ys);
        return (Numeric.Flatten(net.dWxh, net.dWhh, net.dWyh, net.dWhy), Numeric.Differences(() => net.forward(xs, ys), p));
    }
}
