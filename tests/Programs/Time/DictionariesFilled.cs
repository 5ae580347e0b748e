//# matrix: w
//# style: two members and their caches: the forward one fills a dictionary of states that it is given, whose key -1 its caller sets; static; jagged; w[from][to]
using System;
using System.Collections.Generic;

public static class Steps
{
    public static double Forward(IDictionary<int, double[]> x, Dictionary<int, double[]> h, IDictionary<int, double[]> wanted, double[][] w)
    {
        int n = w.Length;
        double loss = 0;
        for (int t = 0; t < x.Count; t++)
        {
            var now = new double[n];
            for (int i = 0; i < n; i++)
            {
                double a = x[t][i];
                for (int j = 0; j < n; j++) a += w[j][i] * h[t - 1][j];
                now[i] = Math.Tanh(a);
                loss += 0.5 * (now[i] - wanted[t][i]) * (now[i] - wanted[t][i]);
            }
            h.Add(t, now);
        }
        return loss;
    }

    public static void Backward(IDictionary<int, double[]> x, Dictionary<int, double[]> h, IDictionary<int, double[]> wanted, double[][] w, double[][] dw)
    {
        int n = w.Length;
        var next = new double[n];
        for (int t = x.Count - 1; t >= 0; t--)
        {
            var back = new double[n];
            for (int i = 0; i < n; i++)
            {
                double da = (h[t][i] - wanted[t][i] + next[i]) * (1 - h[t][i] * h[t][i]);
                //! sigma-missing: double da = h[t][i] - wanted[t][i] + next[i];
                for (int j = 0; j < n; j++)
                {
                    dw[j][i] += da * h[t - 1][j];  //! reversed: dw[i][j] += da * h[t - 1][j];
                    back[j] += w[j][i] * da;  //! transposed: back[j] += w[i][j] * da;
                }
            }
            next = back;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        double[][] w = Numeric.Sequence(seed, 4, 4), dw = Numeric.Sequence(1, 4, 4);
        foreach (var row in dw) Array.Clear(row);
        var x = new Dictionary<int, double[]>();
        var wanted = new Dictionary<int, double[]>();
        for (int t = 0; t < 5; t++)
        {
            x[t] = Numeric.Vector(seed + 10 + t, 4);
            wanted[t] = Numeric.Vector(seed + 20 + t, 4);
        }
        double[] start = Numeric.Vector(seed + 5, 4);
        double Loss(out Dictionary<int, double[]> h)
        {
            h = new Dictionary<int, double[]> { [-1] = start };
            return Steps.Forward(x, h, wanted, w);
        }
        Loss(out var states);
        Steps.Backward(x, states, wanted, w, dw);
        return (Numeric.Flatten(dw), Numeric.Differences(() => Loss(out _), w));
    }
}
