//# matrix: whh
//# style: sizes, sequence length and epochs as constants; everything static; flat weights; char data; AdaGrad; weights updated in the loop
using System;

public static class CharRnn
{
    const int Hidden = 96;
    const int Vocabulary = 27;
    const int Sequence = 25;
    const int Epochs = 2000;
    const double Rate = 0.1;

    static readonly double[] wxh = new double[Hidden * Vocabulary];
    static readonly double[] whh = new double[Hidden * Hidden];
    static readonly double[] why = new double[Vocabulary * Hidden];
    static readonly double[] gxh = new double[Hidden * Vocabulary];
    static readonly double[] ghh = new double[Hidden * Hidden];
    static readonly double[] ghy = new double[Vocabulary * Hidden];

    public static void Train(int[] text)
    {
        Initialise(new Random(17));
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            int start = epoch * Sequence % (text.Length - 1);
            double loss = Pass(text, start);
            if (epoch % 100 == 0)
                Console.WriteLine($"{epoch}: {loss:F3}");
            Update(wxh, gxh);
            Update(whh, ghh);
            Update(why, ghy);
        }
    }

    public static void Initialise(Random random)
    {
        for (int i = 0; i < wxh.Length; i++) wxh[i] = (random.NextDouble() - 0.5) * 0.1;
        for (int i = 0; i < whh.Length; i++) whh[i] = (random.NextDouble() - 0.5) * 0.1;
        for (int i = 0; i < why.Length; i++) why[i] = (random.NextDouble() - 0.5) * 0.1;
    }

    public static double Pass(int[] text, int start)
    {
        Array.Clear(gxh, 0, gxh.Length);
        Array.Clear(ghh, 0, ghh.Length);
        Array.Clear(ghy, 0, ghy.Length);
        var h = new double[Sequence + 1, Hidden];
        var p = new double[Sequence, Vocabulary];
        double loss = 0;
        for (int t = 0; t < Sequence; t++)
        {
            int symbol = text[start + t] % Vocabulary;
            for (int i = 0; i < Hidden; i++)
            {
                double sum = wxh[i * Vocabulary + symbol];
                for (int j = 0; j < Hidden; j++)
                    sum += whh[i * Hidden + j] * h[t, j];
                h[t + 1, i] = Math.Tanh(sum);
            }

            double total = 0;
            for (int k = 0; k < Vocabulary; k++)
            {
                double sum = 0;
                for (int i = 0; i < Hidden; i++)
                    sum += why[k * Hidden + i] * h[t + 1, i];
                p[t, k] = Math.Exp(sum);
                total += p[t, k];
            }
            for (int k = 0; k < Vocabulary; k++)
                p[t, k] /= total;
            loss -= Math.Log(p[t, text[start + t + 1] % Vocabulary]);
        }

        var next = new double[Hidden];
        for (int t = Sequence - 1; t >= 0; t--)
        {
            var dh = new double[Hidden];
            Array.Copy(next, dh, Hidden);
            for (int k = 0; k < Vocabulary; k++)
            {
                double dy = p[t, k] - (k == text[start + t + 1] % Vocabulary ? 1 : 0);
                for (int i = 0; i < Hidden; i++)
                {
                    ghy[k * Hidden + i] += dy * h[t + 1, i];
                    dh[i] += why[k * Hidden + i] * dy;
                }
            }

            Array.Clear(next, 0, Hidden);
            for (int i = 0; i < Hidden; i++)
            {
                double da = dh[i] * (1 - h[t + 1, i] * h[t + 1, i]);
                //! sigma-missing RNN0002|RNN0090: double da = dh[i];
                gxh[i * Vocabulary + text[start + t] % Vocabulary] += da;
                for (int j = 0; j < Hidden; j++)
                {
                    ghh[i * Hidden + j] += da * h[t, j];
                    next[j] += whh[i * Hidden + j] * da;  //! transposed: next[j] += whh[j * Hidden + i] * da;
                }
            }
        }
        return loss;
    }

    static void Update(double[] weights, double[] gradient)
    {
        for (int i = 0; i < weights.Length; i++)
            weights[i] -= Rate * gradient[i];
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var type = typeof(CharRnn);
        var whh = Numeric.Field<double[]>(type, "whh");
        var parameters = Numeric.Fields(type, "wxh", "whh", "why");
        Numeric.Fill(seed, 0.2, parameters);
        Numeric.Mirror(96, (i, j) => whh[i * 96 + j], (i, j, v) => whh[i * 96 + j] = v);
        var text = Numeric.Integers(seed + 1, 30, 27);
        CharRnn.Pass(text, 2);
        var gradient = Numeric.Flatten(Numeric.Fields(type, "gxh", "ghh", "ghy"));
        return (gradient.Where((_, i) => i % 97 == 0).ToArray(), Numeric.Differences(97, () => CharRnn.Pass(text, 2), parameters));
    }
}
