//# matrix: W
//# style: a pass and its gradient among many members that use the same matrix, whose names tell nothing; no code calls one after the other; marked, as is the matrix
using System;

public class RnnForwardAttribute : Attribute { }
public class RnnBackwardAttribute : Attribute { }
public class RecurrentWeightAttribute : Attribute { }

public class Reservoir
{
    [RecurrentWeight] private readonly double[,] W;
    private readonly int n;
    private double[][] x = Array.Empty<double[]>();

    public Reservoir(double[,] w) { W = w; n = w.GetLength(0); }

    public double[] Row(double[] v) => Times(v, 0);
    public double[] Twice(double[] v) => Times(Times(v, 0), 0);
    public double[] Thrice(double[] v) => Times(Times(Times(v, 0), 0), 0);
    public double[] Shifted(double[] v, double by) => Times(v, by);
    public double[] ShiftedTwice(double[] v, double by) => Times(Times(v, by), by);
    public double[] Mixed(double[] v, double by) => Times(Times(v, by), 0);
    public double[] Blended(double[] v, double by) => Times(Times(Times(v, by), 0), by);

    public double Energy(double[] v)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                sum += v[i] * W[i, j] * v[j];
        return sum;
    }

    private double[] Times(double[] v, double by)
    {
        var y = new double[n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                y[i] += (W[i, j] + by) * v[j];
        return y;
    }

    [RnnForward]
    public double[] Hin(double[] start, double[][] drive)
    {
        x = new double[drive.Length + 1][];
        x[0] = start;
        for (int t = 0; t < drive.Length; t++)
        {
            x[t + 1] = new double[n];
            for (int i = 0; i < n; i++)
            {
                double sum = drive[t][i];
                for (int j = 0; j < n; j++)
                    sum += W[i, j] * x[t][j];
                x[t + 1][i] = Math.Tanh(sum);
            }
        }
        return x[drive.Length];
    }

    [RnnBackward]
    public double[,] Her(double[] g)
    {
        var gradient = new double[n, n];
        for (int t = x.Length - 1; t >= 1; t--)
        {
            var d = new double[n];
            for (int i = 0; i < n; i++)
                d[i] = g[i] * (1 - x[t][i] * x[t][i]); //! sigma-missing: d[i] = g[i];
            g = new double[n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                {
                    gradient[i, j] += d[i] * x[t - 1][j]; //! reversed: gradient[j, i] += d[i] * x[t - 1][j];
                    g[j] += W[i, j] * d[i]; //! transposed: g[j] += W[j, i] * d[i];
                }
        }
        return gradient;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var w = Numeric.Table(seed, 3, 3);
        var net = new Reservoir(w);
        double[] x0 = Numeric.Vector(seed + 1, 3), weights = Numeric.Vector(seed + 2, 3);
        var drive = new[] { Numeric.Vector(seed + 3, 3), Numeric.Vector(seed + 4, 3), Numeric.Vector(seed + 5, 3), Numeric.Vector(seed + 6, 3) };
        double Loss() => net.Hin(x0, drive).Zip(weights, (a, b) => a * b).Sum();
        var numeric = new double[9];
        for (int k = 0; k < 9; k++)
        {
            double was = w[k / 3, k % 3];
            w[k / 3, k % 3] = was + 1e-4;
            double up = Loss();
            w[k / 3, k % 3] = was - 1e-4;
            double down = Loss();
            w[k / 3, k % 3] = was;
            numeric[k] = (up - down) / 2e-4;
        }
        Loss();
        return (net.Her(weights).Cast<double>().ToArray(), numeric);
    }
}
