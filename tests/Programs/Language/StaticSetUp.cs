//# matrix: inner
//# style: static fields whose sizes a static member is told before; states in a static list that the forward member fills; batches of one
using System;
using System.Collections.Generic;

public static class Trainer
{
    private static int inputs, units;
    public static double[,] outer, inner, dOuter, dInner;
    private static readonly List<double[]> states = new List<double[]>();

    public static void SetUp(int inputCount, int unitCount, int seed)
    {
        inputs = inputCount;
        units = unitCount;
        var random = new Random(seed);
        outer = new double[units, inputs];
        inner = new double[units, units];
        for (int i = 0; i < units; i++)
        {
            for (int k = 0; k < inputs; k++) outer[i, k] = random.NextDouble() - 0.5;
            for (int j = 0; j < units; j++) inner[i, j] = random.NextDouble() - 0.5;
        }
    }

    public static double Learn(IList<double[]> sequence, IList<double[]> wanted)
    {
        dOuter = new double[units, inputs];
        dInner = new double[units, units];
        states.Clear();
        states.Add(new double[units]);
        double loss = 0;
        for (int t = 0; t < sequence.Count; t++)
        {
            var h = new double[units];
            for (int i = 0; i < units; i++)
            {
                double a = 0;
                for (int k = 0; k < inputs; k++) a += outer[i, k] * sequence[t][k];
                for (int j = 0; j < units; j++) a += inner[i, j] * states[t][j];
                h[i] = 1 / (1 + Math.Exp(-a));
                loss += 0.5 * (h[i] - wanted[t][i]) * (h[i] - wanted[t][i]);
            }
            states.Add(h);
        }

        var back = new double[units];
        for (int t = sequence.Count - 1; t >= 0; t--)
        {
            double[] h = states[t + 1], d = new double[units];
            for (int i = 0; i < units; i++)
            {
                d[i] = (h[i] - wanted[t][i] + back[i]) * h[i] * (1 - h[i]);  //! sigma-missing: d[i] = h[i] - wanted[t][i] + back[i];
                for (int k = 0; k < inputs; k++) dOuter[i, k] += d[i] * sequence[t][k];
                for (int j = 0; j < units; j++) dInner[i, j] += d[i] * states[t][j];  //! reversed: for (int j = 0; j < units; j++) dInner[j, i] += d[i] * states[t][j];
            }
            for (int j = 0; j < units; j++)
            {
                back[j] = 0;
                for (int i = 0; i < units; i++) back[j] += inner[i, j] * d[i];  //! transposed: for (int i = 0; i < units; i++) back[j] += inner[j, i] * d[i];
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
        Trainer.SetUp(3, 4, seed);
        Numeric.Fill(seed, Trainer.outer, Trainer.inner);
        double[][] x = Numeric.Sequence(seed + 1, 5, 3), wanted = Numeric.Sequence(seed + 2, 5, 4);
        Trainer.Learn(x, wanted);
        double[] implemented = Numeric.Flatten(Trainer.dOuter, Trainer.dInner);
        return (implemented, Numeric.Differences(() => Trainer.Learn(x, wanted), Trainer.outer, Trainer.inner));
    }
}
