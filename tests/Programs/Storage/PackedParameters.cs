//# matrix: theta
//# style: one flat array for all parameters with offsets; tanh; linear read-out; W[to, from]; gradient array of the same layout
using System;

namespace Packed
{
    /// <summary>All parameters in one array: [W_h | W_x | b | v].</summary>
    public sealed class PackedRnn
    {
        public readonly int H, X;
        public readonly double[] theta;
        readonly int oX, oB, oV;

        public PackedRnn(int inputs, int hidden, Random rng)
        {
            H = hidden;
            X = inputs;
            oX = H * H;
            oB = oX + H * X;
            oV = oB + H;
            theta = new double[oV + H];
            for (int i = 0; i < theta.Length; i++)
                theta[i] = 0.5 * (rng.NextDouble() - 0.5);
        }

        public double[] States(double[] x, int T)
        {
            double[] h = new double[(T + 1) * H];
            for (int t = 0; t < T; t++)
            {
                for (int i = 0; i < H; i++)
                {
                    double a = theta[oB + i];
                    for (int j = 0; j < H; j++) a += theta[i * H + j] * h[t * H + j];
                    for (int k = 0; k < X; k++) a += theta[oX + i * X + k] * x[t * X + k];
                    h[(t + 1) * H + i] = Math.Tanh(a);
                }
            }
            return h;
        }

        public double Loss(double[] x, double[] target)
        {
            int T = target.Length;
            double[] h = States(x, T);
            double loss = 0;
            for (int t = 0; t < T; t++)
            {
                double y = 0;
                for (int i = 0; i < H; i++) y += theta[oV + i] * h[(t + 1) * H + i];
                loss += (y - target[t]) * (y - target[t]);
            }
            return loss / T;
        }

        public double[] Grad(double[] x, double[] target)
        {
            int T = target.Length;
            double[] h = States(x, T);
            double[] g = new double[theta.Length];
            double[] carry = new double[H];
            double[] da = new double[H];
            for (int t = T - 1; t >= 0; t--)
            {
                int now = (t + 1) * H, before = t * H;
                double y = 0;
                for (int i = 0; i < H; i++) y += theta[oV + i] * h[now + i];
                double dy = 2 * (y - target[t]) / T;

                for (int i = 0; i < H; i++)
                {
                    g[oV + i] += dy * h[now + i];
                    da[i] = (dy * theta[oV + i] + carry[i]) * (1 - h[now + i] * h[now + i]);
                    //! sigma-missing: da[i] = dy * theta[oV + i] + carry[i];
                    //! sigma-wrong-step: da[i] = (dy * theta[oV + i] + carry[i]) * (1 - h[before + i] * h[before + i]);
                }

                for (int j = 0; j < H; j++)
                {
                    double s = 0;
                    for (int i = 0; i < H; i++) s += theta[i * H + j] * da[i];  //! transposed: for (int i = 0; i < H; i++) s += theta[j * H + i] * da[i];
                    carry[j] = s;
                }

                for (int i = 0; i < H; i++)
                {
                    g[oB + i] += da[i];
                    for (int j = 0; j < H; j++) g[i * H + j] += da[i] * h[before + j];  //! reversed: for (int j = 0; j < H; j++) g[j * H + i] += da[i] * h[before + j];
                    for (int k = 0; k < X; k++) g[oX + i * X + k] += da[i] * x[t * X + k];
                }
            }
            return g;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Packed.PackedRnn(2, 4, new Random(seed));
        Numeric.Fill(seed, net.theta);
        Numeric.Mirror(4, (i, j) => net.theta[i * 4 + j], (i, j, v) => net.theta[i * 4 + j] = v);
        var x = Numeric.Vector(seed + 1, 10);
        var y = Numeric.Vector(seed + 2, 5);
        return (net.Grad(x, y), Numeric.Differences(() => net.Loss(x, y), net.theta));
    }
}
