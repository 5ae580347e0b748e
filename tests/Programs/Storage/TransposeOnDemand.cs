//# matrix: recurrent
//# style: float; a property makes the transpose when it is asked for and keeps it until the weights change; a flag says whether it is still good; row vectors times the transpose in the backward pass; sigmoid
//# precision: float
using System;

public sealed class LazyTransposeCell
{
    private readonly int units;
    private readonly float[,] recurrent;
    private float[,] transpose;
    private bool isCurrent;

    public LazyTransposeCell(int units, Random random)
    {
        this.units = units;
        recurrent = new float[units, units];
        for (int to = 0; to < units; to++)
            for (int from = 0; from < units; from++)
                recurrent[to, from] = (float)(random.NextDouble() * 2 - 1) / units;
    }

    private float[,] Transpose
    {
        get
        {
            if (!isCurrent)
            {
                transpose = new float[units, units];
                for (int to = 0; to < units; to++)
                    for (int from = 0; from < units; from++)
                        transpose[from, to] = recurrent[to, from];
                isCurrent = true;
            }
            return transpose;
        }
    }

    public float TrainOn(float[][] inputs, float[] target, float rate)
    {
        var states = new float[inputs.Length + 1][];
        states[0] = new float[units];
        for (int t = 0; t < inputs.Length; t++)
        {
            states[t + 1] = new float[units];
            for (int to = 0; to < units; to++)
            {
                float sum = inputs[t][to];
                for (int from = 0; from < units; from++)
                    sum += recurrent[to, from] * states[t][from];
                states[t + 1][to] = 1f / (1f + MathF.Exp(-sum));
            }
        }

        float loss = 0;
        var delta = new float[units];
        for (int i = 0; i < units; i++)
        {
            delta[i] = states[inputs.Length][i] - target[i];
            loss += 0.5f * delta[i] * delta[i];
        }

        var gradient = new float[units, units];
        for (int t = inputs.Length; t > 0; t--)
        {
            var previous = new float[units];
            for (int to = 0; to < units; to++)
            {
                float slope = delta[to] * states[t][to] * (1f - states[t][to]);  //! sigma-wrong-step: float slope = delta[to] * states[t - 1][to] * (1f - states[t - 1][to]);
                for (int from = 0; from < units; from++)
                {
                    gradient[to, from] += slope * states[t - 1][from];
                    previous[from] += Transpose[from, to] * slope;  //! transposed: previous[from] += Transpose[to, from] * slope;
                }
            }
            delta = previous;
        }

        for (int to = 0; to < units; to++)
            for (int from = 0; from < units; from++)
                recurrent[to, from] -= rate * gradient[to, from];
        isCurrent = false;  //! unexplained RNN0004:
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var cell = new LazyTransposeCell(3, new Random(seed));
        var p = Numeric.Fields(cell, "recurrent");
        var xs = Numeric.Single(Numeric.Sequence(seed + 1, 5, 3));
        var y = Numeric.Single(Numeric.Vector(seed + 2, 3));
        cell.TrainOn(xs, y, 0);
        Numeric.Fill(seed, 2, p);
        var g = Numeric.FromUpdate(1, () => cell.TrainOn(xs, y, 1), p);
        return (g, Numeric.Differences(() => cell.TrainOn(xs, y, 0), p));
    }
}
