//# matrix: weights
//# style: an enum chooses between a plain and a leaky gated cell, each with a step and a backward step of its own; the weights of either lie in one flat array of the same name
using System;

public enum Kind { Plain, Gated }

public static class FlatCells
{
    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static int Length(Kind kind, int inputs, int units) => kind == Kind.Plain ? units * (inputs + units) : units * (inputs + 2 * units);

    /// <summary>Returns the sum of all states weighted with <paramref name="seeds"/>, and adds its gradient.</summary>
    public static double Run(Kind kind, double[] weights, double[][] xs, double[][] seeds, double[] gradient)
    {
        int units = seeds[0].Length, inputs = xs[0].Length, steps = xs.Length;
        if (weights.Length != Length(kind, inputs, units)) throw new ArgumentException("weights");
        if (gradient.Length != weights.Length) throw new ArgumentException("gradient");
        var h = new double[steps + 1][];
        var c = new double[steps][];
        var z = new double[steps][];
        h[0] = new double[units];
        double loss = 0;
        for (int t = 0; t < steps; t++)
        {
            h[t + 1] = new double[units];
            c[t] = new double[units];
            z[t] = new double[units];
            if (kind == Kind.Plain) PlainStep(weights, xs[t], h[t], h[t + 1]);
            else GatedStep(weights, xs[t], h[t], c[t], z[t], h[t + 1]);
            for (int i = 0; i < units; i++) loss += seeds[t][i] * h[t + 1][i];
        }

        var dh = new double[units];
        for (int t = steps - 1; t >= 0; t--)
        {
            for (int i = 0; i < units; i++) dh[i] += seeds[t][i];
            var before = new double[units];
            if (kind == Kind.Plain) PlainBack(weights, gradient, xs[t], h[t], h[t + 1], dh, before);
            else GatedBack(weights, gradient, xs[t], h[t], c[t], z[t], dh, before);
            dh = before;
        }
        return loss;
    }

    private static void PlainStep(double[] weights, double[] x, double[] h, double[] next)
    {
        int units = h.Length, inputs = x.Length, recurrent = units * inputs;
        for (int i = 0; i < units; i++)
        {
            double sum = 0;
            for (int k = 0; k < inputs; k++) sum += weights[i * inputs + k] * x[k];
            for (int j = 0; j < units; j++) sum += weights[recurrent + i * units + j] * h[j];
            next[i] = Math.Tanh(sum);
        }
    }

    private static void PlainBack(double[] weights, double[] gradient, double[] x, double[] h, double[] next, double[] dh, double[] before)
    {
        int units = h.Length, inputs = x.Length, recurrent = units * inputs;
        for (int i = 0; i < units; i++)
        {
            double dz = dh[i] * (1 - next[i] * next[i]);
            for (int k = 0; k < inputs; k++) gradient[i * inputs + k] += dz * x[k];
            for (int j = 0; j < units; j++)
            {
                gradient[recurrent + i * units + j] += dz * h[j];
                before[j] += weights[recurrent + i * units + j] * dz;  //! transposed: before[j] += weights[recurrent + j * units + i] * dz;
            }
        }
    }

    private static void GatedStep(double[] weights, double[] x, double[] h, double[] c, double[] z, double[] next)
    {
        int units = h.Length, inputs = x.Length, gate = units * inputs, recurrent = gate + units * units;
        for (int i = 0; i < units; i++)
        {
            double sum = 0, open = 0;
            for (int k = 0; k < inputs; k++) sum += weights[i * inputs + k] * x[k];
            for (int j = 0; j < units; j++)
            {
                open += weights[gate + i * units + j] * h[j];
                sum += weights[recurrent + i * units + j] * h[j];
            }
            c[i] = Math.Tanh(sum);
            z[i] = Sigmoid(open);
            next[i] = (1 - z[i]) * h[i] + z[i] * c[i];
        }
    }

    private static void GatedBack(double[] weights, double[] gradient, double[] x, double[] h, double[] c, double[] z, double[] dh, double[] before)
    {
        int units = h.Length, inputs = x.Length, gate = units * inputs, recurrent = gate + units * units;
        for (int i = 0; i < units; i++)
        {
            double dc = dh[i] * z[i] * (1 - c[i] * c[i]);
            double dz = dh[i] * (c[i] - h[i]) * z[i] * (1 - z[i]);
            before[i] += dh[i] * (1 - z[i]);
            for (int k = 0; k < inputs; k++) gradient[i * inputs + k] += dc * x[k];
            for (int j = 0; j < units; j++)
            {
                gradient[gate + i * units + j] += dz * h[j];
                gradient[recurrent + i * units + j] += dc * h[j];
                before[j] += weights[gate + i * units + j] * dz;
                before[j] += weights[recurrent + i * units + j] * dc;  //! transposed-2 RNN0001|RNN0004: before[j] += weights[recurrent + j * units + i] * dc;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        const int n = 4, m = 3, steps = 5;
        double[][] xs = Numeric.Sequence(seed, steps, m), seeds = Numeric.Sequence(seed + 1, steps, n);
        var implemented = new System.Collections.Generic.List<double>();
        var numeric = new System.Collections.Generic.List<double>();
        foreach (Kind kind in new[] { Kind.Plain, Kind.Gated })
        {
            var weights = Numeric.Vector(seed + 2, FlatCells.Length(kind, m, n));
            for (int block = n * m; block < weights.Length; block += n * n)
            {
                int at = block;
                Numeric.Mirror(n, (i, j) => weights[at + i * n + j], (i, j, value) => weights[at + i * n + j] = value);
            }
            var gradient = new double[weights.Length];
            FlatCells.Run(kind, weights, xs, seeds, gradient);
            implemented.AddRange(gradient);
            numeric.AddRange(Numeric.Differences(() => FlatCells.Run(kind, weights, xs, seeds, new double[weights.Length]), weights));
        }
        return (implemented.ToArray(), numeric.ToArray());
    }
}
