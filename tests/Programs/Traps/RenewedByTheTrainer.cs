//# matrix: weights
//# style: a cell that keeps its transpose, updates the weights when it learns, and leaves it to its owner to renew the transpose; jagged; sigmoid
//# expect: RNN0090|RNN0099
using System;

public class SharedCell
{
    private readonly int n;
    private readonly double[][] weights;
    private readonly double[][] transposed;

    public SharedCell(int n, int seed)
    {
        this.n = n;
        var random = new Random(seed);
        weights = new double[n][];
        transposed = new double[n][];
        for (int i = 0; i < n; i++)
        {
            weights[i] = new double[n];
            transposed[i] = new double[n];
            for (int j = 0; j < n; j++) weights[i][j] = random.NextDouble() - 0.5;
        }
        Renew();
    }

    public void Renew()
    {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                transposed[j][i] = weights[i][j];
    }

    public double Learn(double[][] drive, double[] target, double rate)
    {
        int steps = drive.Length;
        var h = new double[steps + 1][];
        h[0] = new double[n];
        for (int t = 0; t < steps; t++)
        {
            h[t + 1] = new double[n];
            for (int i = 0; i < n; i++)
            {
                double sum = drive[t][i];
                for (int j = 0; j < n; j++) sum += weights[i][j] * h[t][j];
                h[t + 1][i] = 1 / (1 + Math.Exp(-sum));
            }
        }

        double loss = 0;
        var d = new double[n];
        for (int i = 0; i < n; i++)
        {
            d[i] = h[steps][i] - target[i];
            loss += 0.5 * d[i] * d[i];
        }

        var gradient = new double[n, n];
        for (int t = steps; t > 0; t--)
        {
            for (int i = 0; i < n; i++)
            {
                d[i] *= h[t][i] * (1 - h[t][i]);
                for (int j = 0; j < n; j++) gradient[i, j] += d[i] * h[t - 1][j];
            }
            var back = new double[n];
            for (int j = 0; j < n; j++)
                for (int i = 0; i < n; i++)
                    back[j] += transposed[j][i] * d[i];
            d = back;
        }

        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                weights[i][j] -= rate * gradient[i, j];
        return loss;
    }
}

public class Owner
{
    private readonly SharedCell cell;

    public Owner(SharedCell cell) => this.cell = cell;

    public double Epoch(double[][][] drives, double[][] targets, double rate)
    {
        double loss = 0;
        for (int k = 0; k < drives.Length; k++)
        {
            loss += cell.Learn(drives[k], targets[k], rate);
            cell.Renew();
        }
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var cell = new SharedCell(4, 7);
        var p = Numeric.Fields(cell, "weights");
        Numeric.Fill(seed, 2, p);
        cell.Renew();
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var y = Numeric.Vector(seed + 2, 4);
        var g = Numeric.FromUpdate(1, () => cell.Learn(xs, y, 1), p);
        return (g, Numeric.Differences(() => cell.Learn(xs, y, 0), p));
    }
}
