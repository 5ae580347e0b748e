//# matrix: w
//# style: keeps a copy of the best weights so far, and an average of them for evaluation; both start as the weights, and neither is used in a pass; two-dimensional array; tanh
using System;

public class EarlyStopping
{
    private readonly double[,] w;
    private double[,] best;
    private readonly double[,] average;
    private double bestLoss = double.MaxValue;

    public EarlyStopping(int n, Random random)
    {
        w = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                w[i, j] = random.NextDouble() - 0.5;
        best = (double[,])w.Clone();
        average = (double[,])w.Clone();
    }

    public double Evaluate(double[][] x)
    {
        double sum = 0;
        foreach (var h in Run(average, x)) sum += h[0];
        return sum;
    }

    private static double[][] Run(double[,] m, double[][] x)
    {
        int n = m.GetLength(0);
        var h = new double[x.Length + 1][];
        h[0] = new double[n];
        for (int t = 0; t < x.Length; t++)
        {
            h[t + 1] = new double[n];
            for (int i = 0; i < n; i++)
            {
                double a = x[t][i];
                for (int j = 0; j < n; j++) a += m[i, j] * h[t][j];
                h[t + 1][i] = Math.Tanh(a);
            }
        }
        return h;
    }

    public double Step(double[][] x, double[] y, double rate)
    {
        int n = w.GetLength(0);
        var h = Run(w, x);
        double loss = 0;
        var dh = new double[n];
        for (int i = 0; i < n; i++)
        {
            dh[i] = h[x.Length][i] - y[i];
            loss += 0.5 * dh[i] * dh[i];
        }

        var g = new double[n, n];
        for (int t = x.Length; t > 0; t--)
        {
            var before = new double[n];
            for (int i = 0; i < n; i++)
            {
                double da = dh[i] * (1 - h[t][i] * h[t][i]);  //! sigma-missing: double da = dh[i];
                for (int j = 0; j < n; j++)
                {
                    g[i, j] += da * h[t - 1][j];
                    before[j] += w[i, j] * da;  //! transposed: before[j] += w[j, i] * da;
                    //! unexplained RNN0004|RNN0006: before[j] += best[i, j] * da;
                }
            }
            dh = before;
        }

        if (loss < bestLoss) best = (double[,])w.Clone();
        bestLoss = Math.Min(loss, bestLoss);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                w[i, j] -= rate * g[i, j];
                average[i, j] = 0.99 * average[i, j] + 0.01 * w[i, j];
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
        var net = new EarlyStopping(3, new Random(seed));
        var p = Numeric.Fields(net, "w");
        Numeric.Fill(seed, 0.9, p);
        var xs = Numeric.Sequence(seed + 1, 5, 3);
        var y = Numeric.Vector(seed + 2, 3);
        var g = Numeric.FromUpdate(1, () => net.Step(xs, y, 1), p);
        return (g, Numeric.Differences(() => net.Step(xs, y, 0), p));
    }
}
