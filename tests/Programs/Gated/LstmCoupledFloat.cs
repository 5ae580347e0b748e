//# matrix: Uf
//# style: game developer: LSTM with coupled gates (input = 1 - forget) for an agent; float; flat arrays; preallocated history; MathF; inference and learning in one class
//# precision: float
using System;

namespace Game.AI
{
    public class MemoryBrain
    {
        public readonly int Size, Senses, Horizon;
        public float[] Wf, Uf, Bf, Wg, Ug, Bg, Wo, Uo, Bo;
        public float[] dWf, dUf, dBf, dWg, dUg, dBg, dWo, dUo, dBo;

        float[][] x, h, c, f, g, o;

        public MemoryBrain(int senses, int size, int horizon)
        {
            Senses = senses;
            Size = size;
            Horizon = horizon;
            Wf = Make(size * senses); Wg = Make(size * senses); Wo = Make(size * senses);
            Uf = Make(size * size); Ug = Make(size * size); Uo = Make(size * size);
            Bf = new float[size]; Bg = new float[size]; Bo = new float[size];
            dWf = new float[size * senses]; dWg = new float[size * senses]; dWo = new float[size * senses];
            dUf = new float[size * size]; dUg = new float[size * size]; dUo = new float[size * size];
            dBf = new float[size]; dBg = new float[size]; dBo = new float[size];
            x = new float[horizon][];
            h = Buffers(horizon + 1); c = Buffers(horizon + 1);
            f = Buffers(horizon); g = Buffers(horizon); o = Buffers(horizon);
        }

        float[][] Buffers(int count)
        {
            var b = new float[count][];
            for (int i = 0; i < count; i++) b[i] = new float[Size];
            return b;
        }

        static readonly Random Dice = new Random(1234);

        static float[] Make(int count)
        {
            var a = new float[count];
            for (int i = 0; i < count; i++) a[i] = (float)Dice.NextDouble() - 0.5f;
            return a;
        }

        static float Squash(float v) => 1f / (1f + MathF.Exp(-v));

        public void Think(int t, float[] senses)
        {
            x[t] = senses;
            for (int i = 0; i < Size; i++)
            {
                float zf = Bf[i], zg = Bg[i], zo = Bo[i];
                for (int k = 0; k < Senses; k++)
                {
                    zf += Wf[i * Senses + k] * senses[k];
                    zg += Wg[i * Senses + k] * senses[k];
                    zo += Wo[i * Senses + k] * senses[k];
                }
                for (int k = 0; k < Size; k++)
                {
                    zf += Uf[i * Size + k] * h[t][k];
                    zg += Ug[i * Size + k] * h[t][k];
                    zo += Uo[i * Size + k] * h[t][k];
                }
                f[t][i] = Squash(zf);
                g[t][i] = MathF.Tanh(zg);
                o[t][i] = Squash(zo);
                c[t + 1][i] = f[t][i] * c[t][i] + (1f - f[t][i]) * g[t][i];
                h[t + 1][i] = o[t][i] * MathF.Tanh(c[t + 1][i]);
            }
        }

        public float Learn(float[][] senses, float[][] wanted)
        {
            float loss = 0f;
            for (int t = 0; t < Horizon; t++)
            {
                Think(t, senses[t]);
                for (int i = 0; i < Size; i++)
                {
                    float e = h[t + 1][i] - wanted[t][i];
                    loss += 0.5f * e * e;
                }
            }

            float[] dh = new float[Size], dc = new float[Size];
            float[] af = new float[Size], ag = new float[Size], ao = new float[Size];
            for (int t = Horizon - 1; t >= 0; t--)
            {
                for (int i = 0; i < Size; i++)
                {
                    float d = dh[i] + h[t + 1][i] - wanted[t][i];
                    float tc = MathF.Tanh(c[t + 1][i]);
                    float s = dc[i] + d * o[t][i] * (1f - tc * tc);
                    ao[i] = d * tc * o[t][i] * (1f - o[t][i]);
                    af[i] = s * (c[t][i] - g[t][i]) * f[t][i] * (1f - f[t][i]);
                    //! sigma-missing: af[i] = s * (c[t][i] - g[t][i]);
                    //! unexplained RNN0004|RNN0002: af[i] = s * c[t][i] * f[t][i] * (1f - f[t][i]);
                    ag[i] = s * (1f - f[t][i]) * (1f - g[t][i] * g[t][i]);
                    //! unexplained-2 RNN0004|RNN0002 @Ug: ag[i] = s * f[t][i] * (1f - g[t][i] * g[t][i]);
                    dc[i] = s * f[t][i];
                    dh[i] = 0f;
                }
                for (int i = 0; i < Size; i++)
                {
                    dBf[i] += af[i]; dBg[i] += ag[i]; dBo[i] += ao[i];
                    for (int k = 0; k < Senses; k++)
                    {
                        dWf[i * Senses + k] += af[i] * x[t][k];
                        dWg[i * Senses + k] += ag[i] * x[t][k];
                        dWo[i * Senses + k] += ao[i] * x[t][k];
                    }
                    for (int k = 0; k < Size; k++)
                    {
                        dUf[i * Size + k] += af[i] * h[t][k];
                        dUg[i * Size + k] += ag[i] * h[t][k];  //! reversed @Ug: dUg[k * Size + i] += ag[i] * h[t][k];
                        dUo[i * Size + k] += ao[i] * h[t][k];
                        dh[k] += Uf[i * Size + k] * af[i];  //! transposed: dh[k] += Uf[k * Size + i] * af[i];
                        dh[k] += Ug[i * Size + k] * ag[i];  //! transposed-2 @Ug: dh[k] += Ug[k * Size + i] * ag[i];
                        dh[k] += Uo[i * Size + k] * ao[i];  //! transposed-3 @Uo: dh[k] += Uo[k * Size + i] * ao[i];
                    }
                }
            }
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Game.AI.MemoryBrain(2, 4, 5);
        object[] p = [net.Wf, net.Uf, net.Bf, net.Wg, net.Ug, net.Bg, net.Wo, net.Uo, net.Bo];
        Numeric.Fill(seed, 1.8, p);
        Numeric.Mirror(4, (i, j) => net.Uf[i * 4 + j], (i, j, v) => net.Uf[i * 4 + j] = (float)v);
        Numeric.Mirror(4, (i, j) => net.Ug[i * 4 + j], (i, j, v) => net.Ug[i * 4 + j] = (float)v);
        Numeric.Mirror(4, (i, j) => net.Uo[i * 4 + j], (i, j, v) => net.Uo[i * 4 + j] = (float)v);
        var xs = Numeric.Single(Numeric.Sequence(seed + 1, 5, 2));
        var ys = Numeric.Single(Numeric.Sequence(seed + 2, 5, 4));
        net.Learn(xs, ys);
        var g = Numeric.Flatten(net.dWf, net.dUf, net.dBf, net.dWg, net.dUg, net.dBg, net.dWo, net.dUo, net.dBo);
        return (g, Numeric.Differences(() => net.Learn(xs, ys), p));
    }
}
