//# matrix: w2
//# style: weights updated by momentum at every step of the backward loop after their use (velocity kept between sequences); teacher forcing: the target of the last step is part of the input; single letters; jagged; w2[to][from]; gradient check method in the class itself
using System;

class SeqLearner
{
    int nIn, nHid, nOut;
    double[][] w1, w2, w3;      // input, recurrent, output
    double[][] v1, v2, v3;
    public double Mu = 0.0, Eta = 0.05;

    public SeqLearner(int nIn, int nHid, int nOut, Random r)
    {
        this.nIn = nIn; this.nHid = nHid; this.nOut = nOut;
        w1 = M(nHid, nIn + nOut, r); w2 = M(nHid, nHid, r); w3 = M(nOut, nHid, r);
        v1 = M(nHid, nIn + nOut, null); v2 = M(nHid, nHid, null); v3 = M(nOut, nHid, null);
    }

    static double[][] M(int n, int m, Random r)
    {
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++)
        {
            a[i] = new double[m];
            if (r != null) for (int j = 0; j < m; j++) a[i][j] = r.NextDouble() * 0.4 - 0.2;
        }
        return a;
    }

    // returns h; in[t] = [x(t); y(t-1)]
    double[][] Fwd(double[][] x, double[][] y, double[][] inp, double[][] o)
    {
        double[][] h = M(x.Length + 1, nHid, null);
        for (int t = 0; t < x.Length; t++)
        {
            inp[t] = new double[nIn + nOut];
            x[t].CopyTo(inp[t], 0);
            if (t > 0) y[t - 1].CopyTo(inp[t], nIn);
            for (int i = 0; i < nHid; i++)
            {
                double a = 0;
                for (int k = 0; k < inp[t].Length; k++) a += w1[i][k] * inp[t][k];
                for (int k = 0; k < nHid; k++) a += w2[i][k] * h[t][k];
                h[t + 1][i] = Math.Tanh(a);
            }
            o[t] = new double[nOut];
            for (int i = 0; i < nOut; i++)
                for (int k = 0; k < nHid; k++) o[t][i] += w3[i][k] * h[t + 1][k];
        }
        return h;
    }

    public double Error(double[][] x, double[][] y)
    {
        double[][] o = new double[x.Length][];
        Fwd(x, y, new double[x.Length][], o);
        double e = 0;
        for (int t = 0; t < x.Length; t++)
            for (int i = 0; i < nOut; i++) e += (o[t][i] - y[t][i]) * (o[t][i] - y[t][i]) / 2;
        return e;
    }

    public void Learn(double[][] x, double[][] y)
    {
        double[][] inp = new double[x.Length][], o = new double[x.Length][];
        double[][] h = Fwd(x, y, inp, o);
        double[] c = new double[nHid];
        for (int t = x.Length; t > 0; t--)
        {
            double[] d = new double[nHid], nc = new double[nHid];
            for (int i = 0; i < nHid; i++)
            {
                double e = c[i];
                for (int k = 0; k < nOut; k++) e += w3[k][i] * (o[t - 1][k] - y[t - 1][k]);
                d[i] = e * (1 - h[t][i] * h[t][i]);
                //! sigma-missing: d[i] = e;
                //! sigma-wrong-step: d[i] = e * (1 - h[t - 1][i] * h[t - 1][i]);
            }
            for (int k = 0; k < nHid; k++)
                for (int i = 0; i < nHid; i++)
                    nc[k] += w2[i][k] * d[i];  //! transposed: nc[k] += w2[k][i] * d[i];
            for (int k = 0; k < nOut; k++)
                for (int i = 0; i < nHid; i++) w3[k][i] += v3[k][i] = Mu * v3[k][i] - Eta * (o[t - 1][k] - y[t - 1][k]) * h[t][i];
            for (int i = 0; i < nHid; i++)
            {
                for (int k = 0; k < inp[t - 1].Length; k++) w1[i][k] += v1[i][k] = Mu * v1[i][k] - Eta * d[i] * inp[t - 1][k];
                for (int k = 0; k < nHid; k++) w2[i][k] += v2[i][k] = Mu * v2[i][k] - Eta * d[i] * h[t - 1][k];
                //! reversed: for (int k = 0; k < nHid; k++) w2[i][k] += v2[i][k] = Mu * v2[i][k] - Eta * d[k] * h[t - 1][i];
                //! unexplained: for (int k = 0; k < nHid; k++) w2[i][k] += v2[i][k] = Mu * v2[i][k] - Eta * d[i] * h[t][k];
            }
            c = nc;
        }
    }

    // quick check against the definition; call it with a tiny Eta
    public double Check(double[][] x, double[][] y)
    {
        double before = w2[0][1];
        Learn(x, y);
        double g = (before - w2[0][1]) / Eta;
        w2[0][1] = before + 1e-4;
        double up = Error(x, y);
        w2[0][1] = before - 1e-4;
        double down = Error(x, y);
        w2[0][1] = before;
        return g - (up - down) / 2e-4;
    }
}

//--- harness
static class Harness
{
    // With a tiny rate the weights do not move while the loop runs.
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new SeqLearner(2, 4, 2, new Random(seed)) { Eta = 1e-7 };
        var p = Numeric.Fields(net, "w1", "w2", "w3");
        Numeric.Fill(seed, p);
        double[][] xs = Numeric.Sequence(seed + 1, 5, 2), ys = Numeric.Sequence(seed + 2, 5, 2);
        return (Numeric.FromUpdate(1e-7, () => net.Learn(xs, ys), p), Numeric.Differences(() => net.Error(xs, ys), p));
    }
}
