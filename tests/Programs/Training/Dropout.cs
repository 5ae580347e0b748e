//# matrix: wh
//# style: dropout masks drawn in the forward pass and kept for the backward pass; a flag for training; jagged; W[to][from]; tanh; inverted scaling
using System;

namespace Regularised
{
    public class DropoutRnn
    {
        private readonly Random random = new Random();
        private readonly double keep;
        private readonly int units;
        public readonly double[][] wx, wh, gx, gh;
        private double[][] h, masks;

        public DropoutRnn(int inputs, int units, double keep)
        {
            this.units = units;
            this.keep = keep;
            wx = Create(units, inputs, true);
            wh = Create(units, units, true);
            gx = Create(units, inputs, false);
            gh = Create(units, units, false);
        }

        public double[] Forward(double[][] x, bool training)
        {
            h = new double[x.Length + 1][];
            masks = new double[x.Length][];
            h[0] = new double[units];
            for (int t = 0; t < x.Length; t++)
            {
                h[t + 1] = new double[units];
                masks[t] = new double[units];
                for (int i = 0; i < units; i++)
                {
                    double z = 0;
                    for (int k = 0; k < x[t].Length; k++) z += wx[i][k] * x[t][k];
                    for (int j = 0; j < units; j++) z += wh[i][j] * h[t][j];
                    masks[t][i] = !training ? 1 : random.NextDouble() < keep ? 1 / keep : 0;
                    h[t + 1][i] = Math.Tanh(z) * masks[t][i];  //! unexplained: h[t + 1][i] = Math.Tanh(z);
                }
            }
            return h[x.Length];
        }

        public void Backward(double[][] x, double[] dLast)
        {
            double[] d = (double[])dLast.Clone();
            for (int t = x.Length - 1; t >= 0; t--)
            {
                double[] dz = new double[units];
                for (int i = 0; i < units; i++)
                {
                    if (masks[t][i] == 0) continue;
                    double a = h[t + 1][i] / masks[t][i];
                    dz[i] = d[i] * masks[t][i] * (1 - a * a);  //! sigma-missing: dz[i] = d[i] * masks[t][i];
                    //! unexplained-2: dz[i] = d[i] * (1 - a * a);
                    //! unexplained-3: dz[i] = d[i] * masks[t][i] * (1 - h[t + 1][i] * h[t + 1][i]);
                }
                for (int j = 0; j < units; j++)
                {
                    d[j] = 0;
                    for (int i = 0; i < units; i++)
                    {
                        d[j] += wh[i][j] * dz[i];  //! transposed: d[j] += wh[j][i] * dz[i];
                        gh[i][j] += dz[i] * h[t][j];  //! reversed: gh[j][i] += dz[i] * h[t][j];
                    }
                }
                for (int i = 0; i < units; i++)
                    for (int k = 0; k < x[t].Length; k++)
                        gx[i][k] += dz[i] * x[t][k];
            }
        }

        private double[][] Create(int rows, int cols, bool fill)
        {
            var m = new double[rows][];
            for (int i = 0; i < rows; i++)
            {
                m[i] = new double[cols];
                for (int j = 0; j < cols; j++)
                    if (fill) m[i][j] = random.NextDouble() - 0.5;
            }
            return m;
        }
    }
}

//--- harness
static class Harness
{
    // The masks must be the same at every evaluation: the generator starts anew.
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Regularised.DropoutRnn(2, 4, 0.8);
        Numeric.Fill(seed, net.wx, net.wh);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var up = Numeric.Vector(seed + 2, 4);
        double Loss() { Numeric.Set(net, "random", new Random(9)); return Numeric.Dot(up, net.Forward(xs, true)); }
        Loss();
        net.Backward(xs, up);
        return (Numeric.Flatten(net.gx, net.gh), Numeric.Differences(Loss, net.wx, net.wh));
    }
}
