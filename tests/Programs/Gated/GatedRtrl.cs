//# matrix: w
//# style: RTRL of a gated unit: h' = (1 - z) h + z tanh(W h + U x), z learned from the input alone; sensitivities forward in time; double[,,]; update after each step
using System;

class GatedRtrl
{
    readonly int n, m;
    public double[,] w, u, v;     // w recurrent, u input of the candidate, v input of the gate
    public double[,] gradW;
    double[] h;
    double[,,] p;                 // dh_k / dw_ij

    public GatedRtrl(int n, int m)
    {
        this.n = n;
        this.m = m;
        w = new double[n, n];
        u = new double[n, m];
        v = new double[n, m];
        var rng = new Random(21);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) w[i, j] = rng.NextDouble() - 0.5;
            for (int j = 0; j < m; j++)
            {
                u[i, j] = rng.NextDouble() - 0.5;
                v[i, j] = rng.NextDouble() - 0.5;
            }
        }
        Clear();
    }

    public void Clear()
    {
        h = new double[n];
        p = new double[n, n, n];
        gradW = new double[n, n];
    }

    public double Observe(double[] x, double[] y)
    {
        double[] z = new double[n], c = new double[n], next = new double[n];
        for (int k = 0; k < n; k++)
        {
            double a = 0, b = 0;
            for (int l = 0; l < n; l++) a += w[k, l] * h[l];
            for (int l = 0; l < m; l++)
            {
                a += u[k, l] * x[l];
                b += v[k, l] * x[l];
            }
            z[k] = 1 / (1 + Math.Exp(-b));
            c[k] = Math.Tanh(a);
            next[k] = (1 - z[k]) * h[k] + z[k] * c[k];  //! unexplained-2: next[k] = z[k] * c[k];
        }

        var q = new double[n, n, n];
        for (int k = 0; k < n; k++)
        {
            double slope = z[k] * (1 - c[k] * c[k]);  //! sigma-missing: double slope = z[k];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    double through = 0;
                    for (int l = 0; l < n; l++) through += w[k, l] * p[l, i, j];  //! transposed: for (int l = 0; l < n; l++) through += w[l, k] * p[l, i, j];
                    if (k == i) through += h[j];
                    q[k, i, j] = (1 - z[k]) * p[k, i, j] + slope * through;
                    //! unexplained: q[k, i, j] = slope * through;
                }
            }
        }
        p = q;
        h = next;

        double loss = 0;
        for (int k = 0; k < n; k++)
        {
            double e = h[k] - y[k];
            loss += e * e / 2;
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    gradW[i, j] += e * p[k, i, j];  //! reversed: gradW[j, i] += e * p[k, i, j];
        }
        return loss;
    }

    public double Run(double[][] xs, double[][] ys)
    {
        Clear();
        double loss = 0;
        for (int t = 0; t < xs.Length; t++) loss += Observe(xs[t], ys[t]);
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new GatedRtrl(4, 2);
        Numeric.Fill(seed, 1.2, net.w, net.u, net.v);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 4);
        net.Run(xs, ys);
        var g = Numeric.Flatten(net.gradW);
        return (g, Numeric.Differences(() => net.Run(xs, ys), net.w));
    }
}
