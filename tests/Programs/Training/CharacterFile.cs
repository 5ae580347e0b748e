//# matrix: Whh
//# style: the constructor reads the text to learn from a file and counts its letters; one-hot letters, softmax, forward and backward in one method
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

public class CharacterModel
{
    private readonly string text;
    private readonly Dictionary<char, int> index = new Dictionary<char, int>();
    private readonly int letters, units;
    public readonly double[,] Wxh, Whh, Why, dWxh, dWhh, dWhy;

    public CharacterModel(string path, int units)
    {
        text = File.ReadAllText(path);
        foreach (char letter in text.Distinct().OrderBy(c => c)) index[letter] = index.Count;
        letters = index.Count;
        this.units = units;
        var random = new Random(3);
        Wxh = Drawn(units, letters, random);
        Whh = Drawn(units, units, random);
        Why = Drawn(letters, units, random);
        dWxh = new double[units, letters];
        dWhh = new double[units, units];
        dWhy = new double[letters, units];
    }

    private static double[,] Drawn(int rows, int columns, Random random)
    {
        var m = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) m[i, j] = random.NextDouble() - 0.5;
        return m;
    }

    public double Learn(int start, int steps)
    {
        var h = new double[steps + 1][];
        var p = new double[steps][];
        h[0] = new double[units];
        double loss = 0;
        for (int t = 0; t < steps; t++)
        {
            int read = index[text[start + t]], wanted = index[text[start + t + 1]];
            h[t + 1] = new double[units];
            for (int i = 0; i < units; i++)
            {
                double z = Wxh[i, read];
                for (int j = 0; j < units; j++) z += Whh[i, j] * h[t][j];
                h[t + 1][i] = Math.Tanh(z);
            }
            p[t] = new double[letters];
            for (int o = 0; o < letters; o++)
            {
                double y = 0;
                for (int i = 0; i < units; i++) y += Why[o, i] * h[t + 1][i];
                p[t][o] = Math.Exp(y);
            }
            double all = p[t].Sum();
            for (int o = 0; o < letters; o++) p[t][o] /= all;
            loss -= Math.Log(p[t][wanted]);
        }

        var dhNext = new double[units];
        for (int t = steps - 1; t >= 0; t--)
        {
            int read = index[text[start + t]], wanted = index[text[start + t + 1]];
            var dh = dhNext;
            for (int o = 0; o < letters; o++)
            {
                double dy = p[t][o] - (o == wanted ? 1 : 0);
                for (int i = 0; i < units; i++)
                {
                    dWhy[o, i] += dy * h[t + 1][i];
                    dh[i] += Why[o, i] * dy;
                }
            }
            dhNext = new double[units];
            for (int i = 0; i < units; i++)
            {
                double dz = dh[i] * (1 - h[t + 1][i] * h[t + 1][i]);  //! sigma-missing: double dz = dh[i];
                dWxh[i, read] += dz;
                for (int j = 0; j < units; j++)
                {
                    dWhh[i, j] += dz * h[t][j];  //! reversed: dWhh[j, i] += dz * h[t][j];
                    dhNext[j] += Whh[i, j] * dz;  //! transposed: dhNext[j] += Whh[j, i] * dz;
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
        string path = System.IO.Path.GetTempFileName();
        try
        {
            System.IO.File.WriteAllText(path, "abacbdabccadbbacdabdcab");
            var model = new CharacterModel(path, 5);
            Numeric.Fill(seed, model.Wxh, model.Whh, model.Why);
            model.Learn(seed % 7, 6);
            double[] implemented = Numeric.Flatten(model.dWxh, model.dWhh, model.dWhy);
            return (implemented, Numeric.Differences(() => model.Learn(seed % 7, 6), model.Wxh, model.Whh, model.Why));
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }
}
