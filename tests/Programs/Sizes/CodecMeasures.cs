//# matrix: recurrent
//# style: the sizes come from a codec that the learning method is given, and the arrays are made there; a step method that nothing else calls
using System;
using System.Collections.Generic;

public class Alphabet
{
    private readonly Dictionary<string, int> codes = new Dictionary<string, int>();

    public Alphabet(string[] words)
    {
        foreach (var word in words)
            if (!codes.ContainsKey(word)) codes.Add(word, codes.Count);
    }

    public int Size => codes.Count;

    public int Code(string word) => codes[word];
}

public class WordModel
{
    public double[,] input, recurrent, output, dInput, dRecurrent, dOutput;
    private readonly int n;
    private int m;
    private Alphabet alphabet;

    public WordModel(int units) { n = units; }

    public void Learn(string[] words, int passes)
    {
        Begin(words);
        var codes = new int[words.Length];
        for (int i = 0; i < words.Length; i++) codes[i] = alphabet.Code(words[i]);
        for (int pass = 0; pass < passes; pass++)
        {
            Pass(codes);
            Step(input, dInput);
            Step(recurrent, dRecurrent);
            Step(output, dOutput);
        }
    }

    public void Begin(string[] words)
    {
        alphabet = new Alphabet(words);
        m = alphabet.Size;
        var random = new Random(1);
        input = Drawn(n, m, random);
        recurrent = Drawn(n, n, random);
        output = Drawn(m, n, random);
    }

    public double Pass(int[] codes)
    {
        dInput = new double[n, m];
        dRecurrent = new double[n, n];
        dOutput = new double[m, n];
        int steps = codes.Length - 1;
        var h = new double[steps + 1, n];
        var p = new double[steps, m];
        double loss = 0;
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < n; i++)
            {
                double a = input[i, codes[t]];
                for (int j = 0; j < n; j++) a += recurrent[i, j] * h[t, j];
                h[t + 1, i] = Math.Tanh(a);
            }
            double all = 0;
            for (int k = 0; k < m; k++)
            {
                double y = 0;
                for (int i = 0; i < n; i++) y += output[k, i] * h[t + 1, i];
                all += p[t, k] = Math.Exp(y);
            }
            for (int k = 0; k < m; k++) p[t, k] /= all;
            loss -= Math.Log(p[t, codes[t + 1]]);
        }

        var carried = new double[n];
        for (int t = steps - 1; t >= 0; t--)
        {
            var dh = carried;
            for (int k = 0; k < m; k++)
            {
                double dy = p[t, k] - (k == codes[t + 1] ? 1 : 0);
                for (int i = 0; i < n; i++)
                {
                    dOutput[k, i] += dy * h[t + 1, i];
                    dh[i] += output[k, i] * dy;
                }
            }
            carried = new double[n];
            for (int i = 0; i < n; i++)
            {
                double da = dh[i] * (1 - h[t + 1, i] * h[t + 1, i]);  //! sigma-missing: double da = dh[i];
                dInput[i, codes[t]] += da;
                for (int j = 0; j < n; j++)
                {
                    dRecurrent[i, j] += da * h[t, j];  //! reversed: dRecurrent[j, i] += da * h[t, j];
                    carried[j] += recurrent[i, j] * da;  //! transposed: carried[j] += recurrent[j, i] * da;
                }
            }
        }
        return loss;
    }

    private static double[,] Drawn(int rows, int columns, Random random)
    {
        var m = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) m[i, j] = random.NextDouble() - 0.5;
        return m;
    }

    private static void Step(double[,] weights, double[,] gradient)
    {
        for (int i = 0; i < weights.GetLength(0); i++)
            for (int j = 0; j < weights.GetLength(1); j++) weights[i, j] -= 0.1 * gradient[i, j];
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var model = new WordModel(4);
        model.Begin(["one", "two", "three"]);
        Numeric.Fill(seed, model.input, model.recurrent, model.output);
        var codes = Numeric.Integers(seed + 1, 7, 3);
        model.Pass(codes);
        double[] implemented = Numeric.Flatten(model.dInput, model.dRecurrent, model.dOutput);
        return (implemented, Numeric.Differences(() => model.Pass(codes), model.input, model.recurrent, model.output));
    }
}
