//# matrix: Whh
//# style: static class with static fields; constants; Main-like Learn; batch of sequences one after another; do-while; W[to, from]; softsign
using System;

public static class Model
{
    const int Inputs = 2;
    const int Hidden = 3;
    const int Steps = 5;

    public static double[,] Wxh = new double[Hidden, Inputs];
    public static double[,] Whh = new double[Hidden, Hidden];
    public static double[,] GradXh = new double[Hidden, Inputs];
    public static double[,] GradHh = new double[Hidden, Hidden];

    static double[,] z = new double[Steps + 1, Hidden];
    static double[,] h = new double[Steps + 1, Hidden];

    static Model()
    {
        Random random = new Random(17);
        for (int i = 0; i < Hidden; i++)
        {
            for (int j = 0; j < Inputs; j++) Wxh[i, j] = random.NextDouble() * 2 - 1;
            for (int j = 0; j < Hidden; j++) Whh[i, j] = random.NextDouble() * 2 - 1;
        }
    }

    static double Softsign(double x)
    {
        return x / (1 + Math.Abs(x));
    }

    static double SoftsignSlope(double x)
    {
        double d = 1 + Math.Abs(x);
        return 1 / (d * d);
    }

    public static double Forward(double[,] x, double[] target)
    {
        for (int t = 1; t <= Steps; t++)
        {
            for (int i = 0; i < Hidden; i++)
            {
                z[t, i] = 0;
                for (int j = 0; j < Inputs; j++) z[t, i] += Wxh[i, j] * x[t - 1, j];
                for (int j = 0; j < Hidden; j++) z[t, i] += Whh[i, j] * h[t - 1, j];
                h[t, i] = Softsign(z[t, i]);
            }
        }
        double loss = 0;
        for (int i = 0; i < Hidden; i++) loss += (h[Steps, i] - target[i]) * (h[Steps, i] - target[i]) / 2;
        return loss;
    }

    // Adds to the gradients.
    public static void Backward(double[,] x, double[] target)
    {
        double[] d = new double[Hidden];
        for (int i = 0; i < Hidden; i++) d[i] = h[Steps, i] - target[i];
        int t = Steps;
        do
        {
            double[] s = new double[Hidden];
            for (int i = 0; i < Hidden; i++)
            {
                s[i] = d[i] * SoftsignSlope(z[t, i]);
                //! sigma-missing: s[i] = d[i];
                //! sigma-wrong: s[i] = d[i] * SoftsignSlope(h[t, i]);
                d[i] = 0;
            }
            for (int i = 0; i < Hidden; i++)
            {
                for (int j = 0; j < Inputs; j++) GradXh[i, j] += s[i] * x[t - 1, j];
                for (int j = 0; j < Hidden; j++)
                {
                    GradHh[i, j] += s[i] * h[t - 1, j];  //! reversed: GradHh[i, j] += h[t - 1, i] * s[j];
                    d[j] += Whh[i, j] * s[i];  //! transposed: d[i] += Whh[i, j] * s[j];
                }
            }
            t--;
        } while (t > 0);
    }

    public static double Learn(double[][,] sequences, double[][] targets, double rate)
    {
        Array.Clear(GradXh, 0, GradXh.Length);
        Array.Clear(GradHh, 0, GradHh.Length);
        double loss = 0;
        for (int s = 0; s < sequences.Length; s++)
        {
            loss += Forward(sequences[s], targets[s]);
            Backward(sequences[s], targets[s]);
        }
        for (int i = 0; i < Hidden; i++)
        {
            for (int j = 0; j < Inputs; j++) Wxh[i, j] -= rate * GradXh[i, j];
            for (int j = 0; j < Hidden; j++) Whh[i, j] -= rate * GradHh[i, j];
        }
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        object[] p = [Model.Wxh, Model.Whh];
        Numeric.Fill(seed, p);
        double[][,] xs = [Numeric.Table(seed + 1, 5, 2), Numeric.Table(seed + 2, 5, 2)];
        double[][] ys = Numeric.Sequence(seed + 3, 2, 3);
        return (Numeric.FromUpdate(0.1, () => Model.Learn(xs, ys, 0.1), p), Numeric.Differences(() => Model.Learn(xs, ys, 0), p));
    }
}
