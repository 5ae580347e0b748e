//# matrix: Wr
//# style: MATLAB port: peephole LSTM, the gates packed as rows of one matrix [z; i; f; o] in that order, peepholes as three vectors; cell arrays as double[][]; logsig and tansig; learned initial state c0 and h0; end-of-sequence loss; one-letter temporaries
using System;

public class plstm
{
    public int nx, nh;
    public double[,] Wx, Wr;         // 4*nh rows: z, i, f, o
    public double[] pi, pf, po, b, h0, c0;

    public struct Grad
    {
        public double[,] Wx, Wr;
        public double[] pi, pf, po, b, h0, c0;
    }

    public plstm(int nx, int nh)
    {
        this.nx = nx; this.nh = nh;
        Wx = new double[4 * nh, nx]; Wr = new double[4 * nh, nh];
        pi = new double[nh]; pf = new double[nh]; po = new double[nh]; b = new double[4 * nh];
        h0 = new double[nh]; c0 = new double[nh];
    }

    static double logsig(double a) => 1 / (1 + Math.Exp(-a));

    static double tansig(double a) => 2 / (1 + Math.Exp(-2 * a)) - 1;

    public double costfun(double[][] x, double[] y, out Grad g)
    {
        int T = x.Length;
        double[][] z = new double[T][], i = new double[T][], f = new double[T][], o = new double[T][], c = new double[T + 1][], h = new double[T + 1][];
        c[0] = c0; h[0] = h0;
        for (int t = 0; t < T; t++)
        {
            var a = new double[4 * nh];
            for (int r = 0; r < 4 * nh; r++)
            {
                a[r] = b[r];
                for (int k = 0; k < nx; k++) a[r] += Wx[r, k] * x[t][k];
                for (int k = 0; k < nh; k++) a[r] += Wr[r, k] * h[t][k];
            }
            z[t] = new double[nh]; i[t] = new double[nh]; f[t] = new double[nh]; o[t] = new double[nh]; c[t + 1] = new double[nh]; h[t + 1] = new double[nh];
            for (int u = 0; u < nh; u++)
            {
                z[t][u] = tansig(a[u]);
                i[t][u] = logsig(a[nh + u] + pi[u] * c[t][u]);
                f[t][u] = logsig(a[2 * nh + u] + pf[u] * c[t][u]);
                c[t + 1][u] = i[t][u] * z[t][u] + f[t][u] * c[t][u];
                o[t][u] = logsig(a[3 * nh + u] + po[u] * c[t + 1][u]);
                h[t + 1][u] = o[t][u] * tansig(c[t + 1][u]);
            }
        }

        double J = 0;
        var dh = new double[nh];
        var dc = new double[nh];
        for (int u = 0; u < nh; u++) { dh[u] = h[T][u] - y[u]; J += dh[u] * dh[u] / 2; }
        g = new Grad { Wx = new double[4 * nh, nx], Wr = new double[4 * nh, nh], pi = new double[nh], pf = new double[nh], po = new double[nh], b = new double[4 * nh] };
        for (int t = T - 1; t >= 0; t--)
        {
            var d = new double[4 * nh];
            for (int u = 0; u < nh; u++)
            {
                double s = tansig(c[t + 1][u]);
                double eo = dh[u] * s * o[t][u] * (1 - o[t][u]);  //! sigma-missing: double eo = dh[u] * s;
                double ec = dc[u] + dh[u] * o[t][u] * (1 - s * s) + po[u] * eo;  //! unexplained: double ec = dc[u] + dh[u] * o[t][u] * (1 - s * s);
                double ef = ec * c[t][u] * f[t][u] * (1 - f[t][u]);
                double ei = ec * z[t][u] * i[t][u] * (1 - i[t][u]);
                d[u] = ec * i[t][u] * (1 - z[t][u] * z[t][u]);
                d[nh + u] = ei; d[2 * nh + u] = ef; d[3 * nh + u] = eo;
                g.pi[u] += ei * c[t][u]; g.pf[u] += ef * c[t][u]; g.po[u] += eo * c[t + 1][u];
                dc[u] = ec * f[t][u] + pi[u] * ei + pf[u] * ef;  //! unexplained-2: dc[u] = ec * f[t][u];
            }
            dh = new double[nh];
            for (int r = 0; r < 4 * nh; r++)
            {
                g.b[r] += d[r];
                for (int k = 0; k < nx; k++) g.Wx[r, k] += d[r] * x[t][k];
                for (int k = 0; k < nh; k++)
                {
                    g.Wr[r, k] += d[r] * h[t][k];  //! overwritten: g.Wr[r, k] = d[r] * h[t][k];
                    dh[k] += Wr[r, k] * d[r];  //! transposed: dh[k] += Wr[r - r % nh + k, r % nh] * d[r];
                }
            }
        }
        g.h0 = dh; g.c0 = dc;
        return J;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new plstm(2, 4);
        object[] p = [net.Wx, net.Wr, net.pi, net.pf, net.po, net.b, net.h0, net.c0];
        Numeric.Fill(seed, 1.5, p);
        for (int k = 0; k < 4; k++) Numeric.Mirror(4, (i, j) => net.Wr[k * 4 + i, j], (i, j, v) => net.Wr[k * 4 + i, j] = v);
        var xs = Numeric.Sequence(seed + 1, 4, 2);
        var y = Numeric.Vector(seed + 2, 4);
        net.costfun(xs, y, out var g);
        return (Numeric.Flatten(g.Wx, g.Wr, g.pi, g.pf, g.po, g.b, g.h0, g.c0), Numeric.Differences(() => net.costfun(xs, y, out _), p));
    }
}
