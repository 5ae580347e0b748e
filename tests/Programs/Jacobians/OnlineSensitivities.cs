//# matrix: w
//# style: RTRL with sensitivities p[k, i, j] = ∂h[k]/∂w[i, j] in one array; the matrix learns after every step; no gradient is kept; tanh; W[to, from]
using System;

public sealed class OnlineLearner
{
    private readonly int n;
    public readonly double[,] w;
    private double[] h;
    private double[,,] p;

    public OnlineLearner(double[,] w)
    {
        this.w = w;
        n = w.GetLength(0);
        h = new double[n];
        p = new double[n, n, n];
    }

    public void Step(double[] drive, double[] wanted, double rate)
    {
        var next = new double[n];
        for (int k = 0; k < n; k++)
        {
            double a = drive[k];
            for (int l = 0; l < n; l++)
                a += w[k, l] * h[l];
            next[k] = Math.Tanh(a);
        }

        var q = new double[n, n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < n; k++)
                {
                    double sum = i == k ? h[j] : 0;  //! unexplained: double sum = 0;
                    //! unexplained-2: double sum = i == k ? next[j] : 0;
                    //! unexplained-3: double sum = h[j];
                    for (int l = 0; l < n; l++)
                        sum += w[k, l] * p[l, i, j];  //! transposed: sum += w[l, k] * p[l, i, j];
                    q[k, i, j] = (1 - next[k] * next[k]) * sum;  //! sigma-missing: q[k, i, j] = sum;
                }
            }
        }

        p = q;
        h = next;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double slope = 0;
                for (int k = 0; k < n; k++)
                    slope += (h[k] - wanted[k]) * p[k, i, j];
                w[i, j] -= rate * slope;  //! reversed: w[j, i] -= rate * slope;
            }
        }
    }

    public void Learn(double[][] drives, double[][] wanted, double rate)
    {
        h = new double[n];
        p = new double[n, n, n];
        for (int t = 0; t < drives.Length; t++)
            Step(drives[t], wanted[t], rate);
    }

    public double Loss(double[][] drives, double[][] wanted)
    {
        double loss = 0;
        var s = new double[n];
        for (int t = 0; t < drives.Length; t++)
        {
            var before = s;
            s = new double[n];
            for (int k = 0; k < n; k++)
            {
                double a = drives[t][k];
                for (int l = 0; l < n; l++)
                    a += w[k, l] * before[l];
                s[k] = Math.Tanh(a);
                loss += 0.5 * (s[k] - wanted[t][k]) * (s[k] - wanted[t][k]);
            }
        }

        return loss;
    }
}

//--- harness
static class Harness
{
    // The matrix moves while it learns: at this rate by less than what central differences resolve.
    private const double Rate = 1e-8;

    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new OnlineLearner(Numeric.Table(seed, 4, 4));
        double[][] xs = Numeric.Sequence(seed + 1, 5, 4), ys = Numeric.Sequence(seed + 2, 5, 4);
        return (Numeric.FromUpdate(Rate, () => net.Learn(xs, ys, Rate), net.w), Numeric.Differences(() => net.Loss(xs, ys), net.w));
    }
}
