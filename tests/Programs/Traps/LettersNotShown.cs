//# matrix: recurrent
//# expect: RNN0090
//# style: the letters are counted as they are read, by a codec that nothing here shows any, so that no trace gets through; h[t + 1] of h[t]
using System;
using System.Collections.Generic;

public class Letters
{
    private readonly List<char> known = new List<char>();

    public int Size => known.Count;

    public int Code(char letter) => known.IndexOf(letter);

    public void Show(char letter)
    {
        if (!known.Contains(letter)) known.Add(letter);
    }
}

public class LetterNetwork
{
    public double[,] input, recurrent, dInput, dRecurrent;
    public readonly Letters letters = new Letters();
    private int n;

    public void Init(int units)
    {
        n = units;
        input = new double[n, letters.Size];
        recurrent = new double[n, n];
        var random = new Random(2);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < letters.Size; j++) input[i, j] = random.NextDouble() - 0.5;
            for (int j = 0; j < n; j++) recurrent[i, j] = random.NextDouble() - 0.5;
        }
    }

    public double Pass(string text, double[,] wanted)
    {
        dInput = new double[n, letters.Size];
        dRecurrent = new double[n, n];
        var h = new double[text.Length + 1, n];
        double loss = 0;
        for (int t = 0; t < text.Length; t++)
        {
            for (int i = 0; i < n; i++)
            {
                double a = input[i, letters.Code(text[t])];
                for (int j = 0; j < n; j++) a += recurrent[i, j] * h[t, j];
                h[t + 1, i] = Math.Tanh(a);
                loss += 0.5 * (h[t + 1, i] - wanted[t, i]) * (h[t + 1, i] - wanted[t, i]);
            }
        }

        var next = new double[n];
        for (int t = text.Length - 1; t >= 0; t--)
        {
            var da = new double[n];
            for (int i = 0; i < n; i++)
            {
                da[i] = (h[t + 1, i] - wanted[t, i] + next[i]) * (1 - h[t + 1, i] * h[t + 1, i]);
                dInput[i, letters.Code(text[t])] += da[i];
            }
            next = new double[n];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    dRecurrent[i, j] += da[i] * h[t, j];
                    next[j] += recurrent[i, j] * da[i];
                }
            }
        }
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new LetterNetwork();
        foreach (char letter in "abc") net.letters.Show(letter);
        net.Init(4);
        Numeric.Fill(seed, net.input, net.recurrent);
        var wanted = Numeric.Table(seed + 1, 6, 4);
        net.Pass("abcacb", wanted);
        double[] implemented = Numeric.Flatten(net.dInput, net.dRecurrent);
        return (implemented, Numeric.Differences(() => net.Pass("abcacb", wanted), net.input, net.recurrent));
    }
}
