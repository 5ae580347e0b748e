//# matrix: whh
//# style: the same array is dh, then overwritten in place by dz, then by the next dh through a scratch array; single class; int counters going down with while; double[,]; W[to, from]; sigmoid; loss only at marked steps
using System;

namespace Reuse
{
    public class ReuseRnn
    {
        public double[,] whh, wxh, ghh, gxh;
        private readonly double[,] act;
        private readonly int nh, nx;

        public ReuseRnn(int nx, int nh, int maxLength)
        {
            this.nx = nx;
            this.nh = nh;
            whh = new double[nh, nh];
            wxh = new double[nh, nx];
            ghh = new double[nh, nh];
            gxh = new double[nh, nx];
            act = new double[maxLength + 1, nh];
            var r = new Random(0);
            for (int i = 0; i < nh; i++)
            {
                for (int j = 0; j < nh; j++) whh[i, j] = 0.5 * (r.NextDouble() - r.NextDouble());
                for (int j = 0; j < nx; j++) wxh[i, j] = 0.5 * (r.NextDouble() - r.NextDouble());
            }
        }

        public double Loss(double[][] x, double[][] y)
        {
            double loss = 0;
            for (int t = 1; t <= x.Length; t++)
            {
                for (int i = 0; i < nh; i++)
                {
                    double a = 0;
                    for (int j = 0; j < nh; j++) a += whh[i, j] * act[t - 1, j];
                    for (int j = 0; j < nx; j++) a += wxh[i, j] * x[t - 1][j];
                    act[t, i] = 1 / (1 + Math.Exp(-a));
                    if (y[t - 1] != null) loss += Math.Pow(act[t, i] - y[t - 1][i], 2);
                }
            }
            return loss;
        }

        public void Gradient(double[][] x, double[][] y)
        {
            double[] d = new double[nh], scratch = new double[nh];
            int t = x.Length;
            while (t > 0)
            {
                if (y[t - 1] != null)
                    for (int i = 0; i < nh; i++) d[i] += 2 * (act[t, i] - y[t - 1][i]);
                for (int i = 0; i < nh; i++) d[i] *= act[t, i] * (1 - act[t, i]);
                //! sigma-missing:
                //! sigma-wrong: for (int i = 0; i < nh; i++) d[i] *= 1 - act[t, i] * act[t, i];
                //! sigma-wrong-step: for (int i = 0; i < nh; i++) d[i] *= act[t - 1, i] * (1 - act[t - 1, i]);
                for (int i = 0; i < nh; i++)
                {
                    for (int j = 0; j < nh; j++) ghh[i, j] += d[i] * act[t - 1, j];  //! reversed: for (int j = 0; j < nh; j++) ghh[i, j] += d[j] * act[t - 1, i];
                    for (int j = 0; j < nx; j++) gxh[i, j] += d[i] * x[t - 1][j];
                }
                for (int j = 0; j < nh; j++)
                {
                    scratch[j] = 0;
                    for (int i = 0; i < nh; i++) scratch[j] += d[i] * whh[i, j];  //! transposed: for (int i = 0; i < nh; i++) scratch[j] += d[i] * whh[j, i];
                }
                Array.Copy(scratch, d, nh);
                t--;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Reuse.ReuseRnn(2, 4, 10);
        Numeric.Fill(seed, net.whh, net.wxh);
        var x = Numeric.Sequence(seed + 1, 5, 2);
        var y = Numeric.Sequence(seed + 2, 5, 4);
        y[0] = y[3] = null!;
        net.Loss(x, y);
        net.Gradient(x, y);
        return (Numeric.Flatten(net.ghh, net.gxh), Numeric.Differences(() => net.Loss(x, y), net.whh, net.wxh));
    }
}
