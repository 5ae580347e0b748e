//# matrix: whh
//# style: weights updated inside the backward time loop, after the product with them; double[,]; W[to, from]; sigmoid; old-school fields; int loops
using System;

namespace Immediate
{
    class Net
    {
        int ni, nh;
        double[,] wih, whh;
        double[,] act;      // act[t, i], t = 0 is the start
        public double rate = 0.1;

        public Net(int ni, int nh)
        {
            this.ni = ni;
            this.nh = nh;
            Random r = new Random();
            wih = new double[nh, ni];
            whh = new double[nh, nh];
            for (int i = 0; i < nh; i++)
            {
                for (int j = 0; j < ni; j++) wih[i, j] = r.NextDouble() - 0.5;
                for (int j = 0; j < nh; j++) whh[i, j] = r.NextDouble() - 0.5;
            }
        }

        public void Forward(double[][] x)
        {
            act = new double[x.Length + 1, nh];
            for (int t = 1; t <= x.Length; t++)
            {
                for (int i = 0; i < nh; i++)
                {
                    double s = 0;
                    for (int j = 0; j < ni; j++) s += wih[i, j] * x[t - 1][j];
                    for (int j = 0; j < nh; j++) s += whh[i, j] * act[t - 1, j];
                    act[t, i] = 1.0 / (1.0 + Math.Exp(-s));
                }
            }
        }

        public void Learn(double[][] x, double[] y)
        {
            Forward(x);
            int T = x.Length;
            double[] err = new double[nh];
            for (int i = 0; i < nh; i++) err[i] = act[T, i] - y[i];
            for (int t = T; t > 0; t--)
            {
                double[] delta = new double[nh];
                for (int i = 0; i < nh; i++) delta[i] = err[i] * act[t, i] * (1 - act[t, i]);  //! sigma-missing: for (int i = 0; i < nh; i++) delta[i] = err[i];
                for (int j = 0; j < nh; j++)
                {
                    err[j] = 0;
                    for (int i = 0; i < nh; i++) err[j] += whh[i, j] * delta[i];
                    //! transposed: for (int i = 0; i < nh; i++) err[j] += whh[j, i] * delta[i];
                    //! truncated:
                }
                for (int i = 0; i < nh; i++)
                {
                    for (int j = 0; j < ni; j++) wih[i, j] -= rate * delta[i] * x[t - 1][j];
                    for (int j = 0; j < nh; j++) whh[i, j] -= rate * delta[i] * act[t - 1, j];  //! reversed: for (int j = 0; j < nh; j++) whh[i, j] -= rate * delta[j] * act[t - 1, i];
                }
            }
        }

        public double Error(double[][] x, double[] y)
        {
            Forward(x);
            double e = 0;
            for (int i = 0; i < nh; i++) e += 0.5 * (act[x.Length, i] - y[i]) * (act[x.Length, i] - y[i]);
            return e;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Immediate.Net(2, 4) { rate = 1e-8 };
        var p = Numeric.Fields(net, "wih", "whh");
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var y = Numeric.Vector(seed + 2, 4);
        return (Numeric.FromUpdate(net.rate, () => net.Learn(xs, y), p), Numeric.Differences(() => net.Error(xs, y), p));
    }
}
