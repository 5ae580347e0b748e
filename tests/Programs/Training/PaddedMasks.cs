//# matrix: wh
//# style: variable-length sequences padded to the longest: where the mask is zero the state is carried over unchanged; double[,,] input [sample, time, feature]; softmax over classes at each sequence's last real step; Keras-like names; double[,]; wh[from, to]
using System;

namespace Padded
{
    public class MaskedSimpleRnn
    {
        public readonly int features, units, classes;
        public double[,] wx, wh, wo;
        public double[,] dwx, dwh, dwo;

        public MaskedSimpleRnn(int features, int units, int classes)
        {
            this.features = features; this.units = units; this.classes = classes;
            wx = new double[features, units]; wh = new double[units, units]; wo = new double[units, classes];
            dwx = new double[features, units]; dwh = new double[units, units]; dwo = new double[units, classes];
        }

        public double Fit(double[,,] x, bool[,] mask, int[] labels, bool update, double rate)
        {
            int batch = x.GetLength(0), steps = x.GetLength(1);
            Array.Clear(dwx); Array.Clear(dwh); Array.Clear(dwo);
            double loss = 0;
            for (int b = 0; b < batch; b++)
            {
                var h = new double[steps + 1, units];
                for (int t = 0; t < steps; t++)
                {
                    for (int j = 0; j < units; j++)
                    {
                        if (!mask[b, t])
                        {
                            h[t + 1, j] = h[t, j];
                            continue;
                        }
                        double z = 0;
                        for (int k = 0; k < features; k++) z += x[b, t, k] * wx[k, j];
                        for (int i = 0; i < units; i++) z += h[t, i] * wh[i, j];
                        h[t + 1, j] = Math.Tanh(z);
                    }
                }

                var p = new double[classes];
                double sum = 0;
                for (int c = 0; c < classes; c++)
                {
                    for (int i = 0; i < units; i++) p[c] += h[steps, i] * wo[i, c];
                    p[c] = Math.Exp(p[c]);
                    sum += p[c];
                }
                var dh = new double[units];
                for (int c = 0; c < classes; c++)
                {
                    p[c] /= sum;
                    double e = p[c] - (c == labels[b] ? 1 : 0);
                    for (int i = 0; i < units; i++)
                    {
                        dwo[i, c] += h[steps, i] * e;
                        dh[i] += wo[i, c] * e;
                    }
                }
                loss -= Math.Log(p[labels[b]]);

                for (int t = steps - 1; t >= 0; t--)
                {
                    if (!mask[b, t]) continue;  //! unexplained RNN0004|RNN0002:
                    var dz = new double[units];
                    for (int j = 0; j < units; j++) dz[j] = dh[j] * (1 - h[t + 1, j] * h[t + 1, j]);
                    //! sigma-missing: for (int j = 0; j < units; j++) dz[j] = dh[j];
                    //! sigma-wrong-step: for (int j = 0; j < units; j++) dz[j] = dh[j] * (1 - h[t, j] * h[t, j]);
                    for (int k = 0; k < features; k++)
                        for (int j = 0; j < units; j++) dwx[k, j] += x[b, t, k] * dz[j];
                    for (int i = 0; i < units; i++)
                    {
                        dh[i] = 0;
                        for (int j = 0; j < units; j++)
                        {
                            dwh[i, j] += h[t, i] * dz[j];  //! reversed: dwh[i, j] += h[t, j] * dz[i];
                            dh[i] += wh[i, j] * dz[j];  //! transposed: dh[i] += wh[j, i] * dz[j];
                        }
                    }
                }
            }

            if (update)
            {
                Descend(wx, dwx, rate / batch);
                Descend(wh, dwh, rate / batch);
                Descend(wo, dwo, rate / batch);
            }
            return loss;
        }

        static void Descend(double[,] w, double[,] g, double rate)
        {
            for (int i = 0; i < w.GetLength(0); i++)
                for (int j = 0; j < w.GetLength(1); j++)
                    w[i, j] -= rate * g[i, j];
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Padded.MaskedSimpleRnn(2, 4, 3);
        Numeric.Fill(seed, 1.3, net.wx, net.wh, net.wo);
        var x = new double[3, 6, 2];
        Numeric.Fill(seed + 1, x);
        var mask = new bool[3, 6];
        for (int b = 0; b < 3; b++) for (int t = 0; t < 6; t++) mask[b, t] = t < 4 + b && (t != 1 || b > 0);
        var y = Numeric.Integers(seed + 2, 3, 3);
        net.Fit(x, mask, y, false, 0);
        var g = Numeric.Flatten(net.dwx, net.dwh, net.dwo);
        return (g, Numeric.Differences(() => net.Fit(x, mask, y, false, 0), net.wx, net.wh, net.wo));
    }
}
