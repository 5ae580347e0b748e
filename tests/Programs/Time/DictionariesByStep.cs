//# matrix: recurrent
//# style: inputs, targets and states come in dictionaries from step to numbers, which other code fills; forward and backward in one method
using System;
using System.Collections.Generic;

public class SteppedNetwork
{
    public readonly double[,] input, recurrent, dInput, dRecurrent;
    private readonly int units, inputs;

    public SteppedNetwork(int inputs, int units)
    {
        this.inputs = inputs;
        this.units = units;
        var random = new Random(4);
        input = Drawn(units, inputs, random);
        recurrent = Drawn(units, units, random);
        dInput = new double[units, inputs];
        dRecurrent = new double[units, units];
    }

    private static double[,] Drawn(int rows, int columns, Random random)
    {
        var m = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) m[i, j] = random.NextDouble() - 0.5;
        return m;
    }

    public double Learn(Dictionary<int, double[]> x, IReadOnlyDictionary<int, double[]> wanted)
    {
        Array.Clear(dInput);
        Array.Clear(dRecurrent);
        var h = new Dictionary<int, double[]> { [-1] = new double[units] };
        double loss = 0;
        for (int t = 0; t < x.Count; t++)
        {
            h[t] = new double[units];
            for (int i = 0; i < units; i++)
            {
                double a = 0;
                for (int k = 0; k < inputs; k++) a += input[i, k] * x[t][k];
                for (int j = 0; j < units; j++) a += recurrent[i, j] * h[t - 1][j];
                h[t][i] = Math.Tanh(a);
                loss += 0.5 * (h[t][i] - wanted[t][i]) * (h[t][i] - wanted[t][i]);
            }
        }

        var next = new double[units];
        for (int t = x.Count - 1; t >= 0; t--)
        {
            var da = new double[units];
            for (int i = 0; i < units; i++)
            {
                da[i] = (h[t][i] - wanted[t][i] + next[i]) * (1 - h[t][i] * h[t][i]);
                //! sigma-missing: da[i] = h[t][i] - wanted[t][i] + next[i];
                //! sigma-wrong-step: da[i] = (h[t][i] - wanted[t][i] + next[i]) * (1 - h[t - 1][i] * h[t - 1][i]);
                for (int k = 0; k < inputs; k++) dInput[i, k] += da[i] * x[t][k];
            }
            next = new double[units];
            for (int i = 0; i < units; i++)
            {
                for (int j = 0; j < units; j++)
                {
                    dRecurrent[i, j] += da[i] * h[t - 1][j];  //! reversed: dRecurrent[j, i] += da[i] * h[t - 1][j];
                    next[j] += recurrent[i, j] * da[i];
                    //! transposed: next[j] += recurrent[j, i] * da[i];
                    //! truncated:
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
        var net = new SteppedNetwork(3, 4);
        Numeric.Fill(seed, net.input, net.recurrent);
        var x = new Dictionary<int, double[]>();
        var wanted = new Dictionary<int, double[]>();
        for (int t = 0; t < 5; t++)
        {
            x[t] = Numeric.Vector(seed + 10 + t, 3);
            wanted[t] = Numeric.Vector(seed + 20 + t, 4);
        }
        net.Learn(x, wanted);
        double[] implemented = Numeric.Flatten(net.dInput, net.dRecurrent);
        return (implemented, Numeric.Differences(() => net.Learn(x, wanted), net.input, net.recurrent));
    }
}
