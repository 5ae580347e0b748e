//# matrix: Uh
//# style: minimal gated unit: one gate, f * h goes into the candidate; lists of double[]; delta names; forward and backward in one method with the update at the end
using System;
using System.Collections.Generic;

class Mgu
{
    public double[][] Wf, Uf, Wh, Uh;

    public Mgu(int m, int n)
    {
        var rnd = new Random(8);
        double[][] Init(int r, int c)
        {
            var a = new double[r][];
            for (int i = 0; i < r; i++)
            {
                a[i] = new double[c];
                for (int j = 0; j < c; j++) a[i][j] = rnd.NextDouble() - .5;
            }
            return a;
        }
        Wf = Init(n, m); Uf = Init(n, n); Wh = Init(n, m); Uh = Init(n, n);
    }

    static double[] Affine(double[][] w, double[] x, double[][] u, double[] h)
    {
        var a = new double[w.Length];
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < x.Length; j++) a[i] += w[i][j] * x[j];
            for (int j = 0; j < h.Length; j++) a[i] += u[i][j] * h[j];
        }
        return a;
    }

    static void Descend(double[][] w, double[][] g, double eta)
    {
        for (int i = 0; i < w.Length; i++)
            for (int j = 0; j < w[i].Length; j++)
                w[i][j] -= eta * g[i][j];
    }

    static double[][] Like(double[][] w)
    {
        var g = new double[w.Length][];
        for (int i = 0; i < w.Length; i++) g[i] = new double[w[i].Length];
        return g;
    }

    public double TrainSequence(IReadOnlyList<double[]> xs, IReadOnlyList<double[]> ys, double eta)
    {
        int n = Uf.Length;
        var hs = new List<double[]> { new double[n] };
        var fs = new List<double[]>();
        var cs = new List<double[]>();
        double loss = 0;
        for (int t = 0; t < xs.Count; t++)
        {
            var h = hs[t];
            var f = Affine(Wf, xs[t], Uf, h);
            var gated = new double[n];
            for (int i = 0; i < n; i++)
            {
                f[i] = 1 / (1 + Math.Exp(-f[i]));
                gated[i] = f[i] * h[i];
            }
            var c = Affine(Wh, xs[t], Uh, gated);
            var next = new double[n];
            for (int i = 0; i < n; i++)
            {
                c[i] = Math.Tanh(c[i]);
                next[i] = (1 - f[i]) * h[i] + f[i] * c[i];
                loss += 0.5 * (next[i] - ys[t][i]) * (next[i] - ys[t][i]);
            }
            fs.Add(f);
            cs.Add(c);
            hs.Add(next);
        }

        double[][] gWf = Like(Wf), gUf = Like(Uf), gWh = Like(Wh), gUh = Like(Uh);
        var delta = new double[n];
        for (int t = xs.Count - 1; t >= 0; t--)
        {
            double[] h = hs[t], f = fs[t], c = cs[t];
            double[] deltaC = new double[n], deltaF = new double[n], back = new double[n], through = new double[n];
            for (int i = 0; i < n; i++)
            {
                delta[i] += hs[t + 1][i] - ys[t][i];
                deltaC[i] = delta[i] * f[i] * (1 - c[i] * c[i]);  //! sigma-missing: deltaC[i] = delta[i] * f[i];
            }
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    through[j] += Uh[i][j] * deltaC[i];  //! transposed: through[j] += Uh[j][i] * deltaC[i];
            for (int i = 0; i < n; i++)
            {
                deltaF[i] = (delta[i] * (c[i] - h[i]) + through[i] * h[i]) * f[i] * (1 - f[i]);
                //! unexplained RNN0004|RNN0002 @Uf: deltaF[i] = delta[i] * (c[i] - h[i]) * f[i] * (1 - f[i]);
                //! sigma-missing-2 @Uf: deltaF[i] = delta[i] * (c[i] - h[i]) + through[i] * h[i];
                back[i] = delta[i] * (1 - f[i]) + through[i] * f[i];
                //! unexplained-2: back[i] = delta[i] * (1 - f[i]);
            }
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    back[j] += Uf[i][j] * deltaF[i];  //! transposed-2 @Uf: back[j] += Uf[j][i] * deltaF[i];
                    gUf[i][j] += deltaF[i] * h[j];
                    gUh[i][j] += deltaC[i] * f[j] * h[j];  //! reversed: gUh[j][i] += deltaC[i] * f[j] * h[j];
                }
                for (int j = 0; j < xs[t].Length; j++)
                {
                    gWf[i][j] += deltaF[i] * xs[t][j];
                    gWh[i][j] += deltaC[i] * xs[t][j];
                }
            }
            delta = back;
        }
        Descend(Wf, gWf, eta);
        Descend(Uf, gUf, eta);
        Descend(Wh, gWh, eta);
        Descend(Uh, gUh, eta);
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Mgu(2, 4);
        object[] p = [net.Wf, net.Uf, net.Wh, net.Uh];
        Numeric.Fill(seed, 1.5, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 4);
        return (Numeric.FromUpdate(0.1, () => net.TrainSequence(xs, ys, 0.1), p), Numeric.Differences(() => net.TrainSequence(xs, ys, 0), p));
    }
}
