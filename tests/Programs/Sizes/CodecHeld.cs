//# matrix: recurrent
//# style: sizes of a codec that is set from outside are read where the arrays are made; the codec counts what it was shown; a pass that nothing else calls
//# precision: float
using System;
using System.Collections.Generic;

public interface ICodec
{
    int Size { get; }
    void Show(char letter);
}

public class LetterCodec : ICodec
{
    private readonly List<char> letters = new List<char>();

    public int Size => letters.Count;

    public void Show(char letter)
    {
        if (!letters.Contains(letter)) letters.Add(letter);
    }
}

public class LetterModel
{
    public float[][] input, recurrent, output, dInput, dRecurrent, dOutput;
    public ICodec codec = new LetterCodec();
    private int n, m;

    public void Init(int units)
    {
        n = units;
        m = codec.Size;
        var random = new Random(1);
        input = Drawn(n, m, random);
        recurrent = Drawn(n, n, random);
        output = Drawn(m, n, random);
    }

    public float Pass(int[] text)
    {
        dInput = Drawn(n, m, null);
        dRecurrent = Drawn(n, n, null);
        dOutput = Drawn(m, n, null);
        int steps = text.Length - 1;
        var h = new float[steps + 1][];
        var p = new float[steps][];
        h[0] = new float[n];
        float loss = 0;
        for (int t = 0; t < steps; t++)
        {
            int read = text[t];
            h[t + 1] = new float[n];
            p[t] = new float[m];
            for (int i = 0; i < n; i++)
            {
                float a = input[i][read];
                for (int j = 0; j < n; j++) a += recurrent[i][j] * h[t][j];
                h[t + 1][i] = MathF.Tanh(a);
            }
            float all = 0;
            for (int k = 0; k < m; k++)
            {
                float y = 0;
                for (int i = 0; i < n; i++) y += output[k][i] * h[t + 1][i];
                all += p[t][k] = MathF.Exp(y);
            }
            for (int k = 0; k < m; k++) p[t][k] /= all;
            loss -= MathF.Log(p[t][text[t + 1]]);
        }

        var carried = new float[n];
        for (int t = steps - 1; t >= 0; t--)
        {
            var dh = carried;
            for (int k = 0; k < m; k++)
            {
                float dy = p[t][k] - (k == text[t + 1] ? 1 : 0);
                for (int i = 0; i < n; i++)
                {
                    dOutput[k][i] += dy * h[t + 1][i];
                    dh[i] += output[k][i] * dy;
                }
            }
            carried = new float[n];
            for (int i = 0; i < n; i++)
            {
                float da = dh[i] * (1 - h[t + 1][i] * h[t + 1][i]);
                //! sigma-missing RNN0002|RNN0090: float da = dh[i];
                dInput[i][text[t]] += da;
                for (int j = 0; j < n; j++)
                {
                    dRecurrent[i][j] += da * h[t][j];  //! reversed: dRecurrent[j][i] += da * h[t][j];
                    carried[j] += recurrent[i][j] * da;  //! transposed: carried[j] += recurrent[j][i] * da;
                }
            }
        }
        return loss;
    }

    private static float[][] Drawn(int rows, int columns, Random random)
    {
        var m = new float[rows][];
        for (int i = 0; i < rows; i++)
        {
            m[i] = new float[columns];
            for (int j = 0; j < columns && random != null; j++) m[i][j] = (float)random.NextDouble() - 0.5f;
        }
        return m;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var model = new LetterModel();
        foreach (char letter in "abc") model.codec.Show(letter);
        model.Init(4);
        Numeric.Fill(seed, model.input, model.recurrent, model.output);
        var text = Numeric.Integers(seed + 1, 7, 3);
        model.Pass(text);
        double[] implemented = Numeric.Flatten(model.dInput, model.dRecurrent, model.dOutput);
        return (implemented, Numeric.Differences(() => model.Pass(text), model.input, model.recurrent, model.output));
    }
}
