//# matrix: Whh
//# style: tutorial with large constants (Hidden = 64, Vocab = 27, SeqLen = 25); static fields; float jagged; names file read in Main; softmax many-to-many; Adam with static moments; W[from][to]
//# precision: float
using System;
using System.IO;
using System.Linq;

static class NameGenerator
{
    const int Hidden = 64, Vocab = 27, SeqLen = 25;
    const float Rate = 1e-3f, Beta1 = 0.9f, Beta2 = 0.999f;

    static readonly Random rng = new Random(1);
    static float[][] Wxh = Init(Vocab, Hidden), Whh = Init(Hidden, Hidden), Why = Init(Hidden, Vocab);
    static float[][] gWxh = Zero(Vocab, Hidden), gWhh = Zero(Hidden, Hidden), gWhy = Zero(Hidden, Vocab);
    static float[][] mWhh = Zero(Hidden, Hidden), vWhh = Zero(Hidden, Hidden);
    static readonly float[][] h = Zero(SeqLen + 1, Hidden), p = Zero(SeqLen, Vocab);
    static int step;

    static float[][] Zero(int n, int m) => Enumerable.Range(0, n).Select(_ => new float[m]).ToArray();

    static float[][] Init(int n, int m) => Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, m).Select(_ => 0.2f * (float)(rng.NextDouble() - 0.5)).ToArray()).ToArray();

    public static float LossAndGradients(int[] xs, int[] ys)
    {
        float loss = 0;
        for (int t = 0; t < SeqLen; t++)
        {
            for (int j = 0; j < Hidden; j++)
            {
                float z = Wxh[xs[t]][j];
                for (int i = 0; i < Hidden; i++) z += h[t][i] * Whh[i][j];
                h[t + 1][j] = MathF.Tanh(z);
            }
            float sum = 0;
            for (int k = 0; k < Vocab; k++)
            {
                float s = 0;
                for (int i = 0; i < Hidden; i++) s += h[t + 1][i] * Why[i][k];
                sum += p[t][k] = MathF.Exp(s);
            }
            for (int k = 0; k < Vocab; k++) p[t][k] /= sum;
            loss -= MathF.Log(p[t][ys[t]]);
        }

        foreach (var g in new[] { gWxh, gWhh, gWhy })
            foreach (var row in g) Array.Clear(row);
        var dh = new float[Hidden];
        for (int t = SeqLen - 1; t >= 0; t--)
        {
            for (int k = 0; k < Vocab; k++)
            {
                float dy = p[t][k] - (k == ys[t] ? 1 : 0);
                for (int i = 0; i < Hidden; i++)
                {
                    gWhy[i][k] += h[t + 1][i] * dy;
                    dh[i] += Why[i][k] * dy;
                }
            }
            var dz = new float[Hidden];
            for (int j = 0; j < Hidden; j++)
            {
                dz[j] = dh[j] * (1 - h[t + 1][j] * h[t + 1][j]);  //! sigma-wrong: dz[j] = dh[j] * (1 - h[t + 1][j]);
                gWxh[xs[t]][j] += dz[j];
            }
            for (int i = 0; i < Hidden; i++)
            {
                float back = 0;
                for (int j = 0; j < Hidden; j++)
                {
                    gWhh[i][j] += h[t][i] * dz[j];  //! reversed: gWhh[j][i] += h[t][i] * dz[j];
                    back += Whh[i][j] * dz[j];  //! transposed: back += Whh[j][i] * dz[j];
                }
                dh[i] = back;
                //! two-bugs: dh[i] = back + dh[i];
                //! truncated: dh[i] = 0;
            }
        }
        return loss;
    }

    static void Adam(float[][] w, float[][] g, float[][] m, float[][] v)
    {
        float c1 = 1 - MathF.Pow(Beta1, step), c2 = 1 - MathF.Pow(Beta2, step);
        for (int i = 0; i < w.Length; i++)
        {
            for (int j = 0; j < w[i].Length; j++)
            {
                m[i][j] = Beta1 * m[i][j] + (1 - Beta1) * g[i][j];
                v[i][j] = Beta2 * v[i][j] + (1 - Beta2) * g[i][j] * g[i][j];
                w[i][j] -= Rate * (m[i][j] / c1) / (MathF.Sqrt(v[i][j] / c2) + 1e-8f);
            }
        }
    }

    static void Run(string path)
    {
        string text = File.ReadAllText(path).ToLowerInvariant();
        int[] ids = text.Select(c => c >= 'a' && c <= 'z' ? c - 'a' + 1 : 0).ToArray();
        for (int at = 0; at + SeqLen + 1 < ids.Length; at += SeqLen)
        {
            step++;
            float loss = LossAndGradients(ids.Skip(at).Take(SeqLen).ToArray(), ids.Skip(at + 1).Take(SeqLen).ToArray());
            Adam(Whh, gWhh, mWhh, vWhh);
            if (step % 100 == 0) Console.WriteLine($"{step} {loss / SeqLen:F3}");
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        object[] p = Numeric.Fields(typeof(NameGenerator), "Wxh", "Whh", "Why");
        Numeric.Fill(seed, 0.25, p);
        int[] xs = Numeric.Integers(seed + 1, 25, 27), ys = Numeric.Integers(seed + 2, 25, 27);
        NameGenerator.LossAndGradients(xs, ys);
        var g = Numeric.Flatten(Numeric.Fields(typeof(NameGenerator), "gWxh", "gWhh", "gWhy"));
        double[] picked = [.. g.Where((_, i) => i % 61 == 0)];
        return (picked, Numeric.Differences(61, () => NameGenerator.LossAndGradients(xs, ys), p));
    }
}
