//# matrix: weights
//# style: weights and gradients in static fields that a static constructor makes and draws; static members that anything may call; floats in jagged arrays
//# precision: float
using System;

public static class StaticCell
{
    private const int Units = 4;
    public static readonly float[][] weights, dWeights;
    public static readonly float[] bias, dBias;
    private static float[][] states;

    static StaticCell()
    {
        var random = new Random(7);
        weights = new float[Units][];
        dWeights = new float[Units][];
        bias = new float[Units];
        dBias = new float[Units];
        for (int i = 0; i < Units; i++)
        {
            weights[i] = new float[Units];
            dWeights[i] = new float[Units];
            for (int j = 0; j < Units; j++) weights[i][j] = (float)random.NextDouble() - 0.5f;
        }
    }

    public static float[][] Forward(float[][] x)
    {
        states = new float[x.Length + 1][];
        states[0] = new float[Units];
        for (int t = 0; t < x.Length; t++)
        {
            states[t + 1] = new float[Units];
            for (int i = 0; i < Units; i++)
            {
                float sum = bias[i] + x[t][i];
                for (int j = 0; j < Units; j++) sum += weights[i][j] * states[t][j];
                states[t + 1][i] = MathF.Tanh(sum);
            }
        }
        return states;
    }

    public static void Backward(float[][] errors)
    {
        var next = new float[Units];
        for (int t = errors.Length - 1; t >= 0; t--)
        {
            var delta = new float[Units];
            for (int i = 0; i < Units; i++)
            {
                delta[i] = (errors[t][i] + next[i]) * (1 - states[t + 1][i] * states[t + 1][i]);
                //! sigma-missing: delta[i] = errors[t][i] + next[i];
                dBias[i] += delta[i];
            }
            next = new float[Units];
            for (int i = 0; i < Units; i++)
            {
                for (int j = 0; j < Units; j++)
                {
                    dWeights[i][j] += delta[i] * states[t][j];  //! reversed: dWeights[j][i] += delta[i] * states[t][j];
                    next[j] += weights[i][j] * delta[i];  //! transposed: next[j] += weights[j][i] * delta[i];
                }
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        Numeric.Fill(seed, StaticCell.weights, StaticCell.bias);
        float[][] x = Floats(seed + 1), c = Floats(seed + 2);
        foreach (var row in StaticCell.dWeights) Array.Clear(row);
        Array.Clear(StaticCell.dBias);
        StaticCell.Forward(x);
        StaticCell.Backward(c);
        double[] implemented = Numeric.Flatten(StaticCell.dWeights, StaticCell.dBias);
        return (implemented, Numeric.Differences(() => StaticCell.Forward(x).Skip(1).Zip(c, (h, e) => h.Zip(e, (a, b) => (double)a * b).Sum()).Sum(), StaticCell.weights, StaticCell.bias));
    }

    static float[][] Floats(int seed) => Numeric.Sequence(seed, 5, 4).Select(row => row.Select(v => (float)v).ToArray()).ToArray();
}
