//# expect: silent
//# style: feed-forward network with one hidden layer and back-propagation; square layers; no recurrence
using System;

public class Mlp
{
    public readonly double[,] w1, w2;
    public double[,] g1, g2;
    private readonly int n;
    private double[] hidden, output;

    public Mlp(int n, int seed)
    {
        this.n = n;
        var r = new Random(seed);
        w1 = new double[n, n];
        w2 = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                (w1[i, j], w2[i, j]) = (r.NextDouble() - 0.5, r.NextDouble() - 0.5);
    }

    public double[] Forward(double[] x)
    {
        hidden = Layer(w1, x);
        output = Layer(w2, hidden);
        return output;
    }

    public void Backward(double[] x, double[] target)
    {
        g1 = new double[n, n];
        g2 = new double[n, n];
        var d2 = new double[n];
        for (int i = 0; i < n; i++)
            d2[i] = (output[i] - target[i]) * (1 - output[i] * output[i]);
        var d1 = new double[n];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                d1[j] += w2[i, j] * d2[i];
                g2[i, j] += d2[i] * hidden[j];
            }
            d1[j] *= 1 - hidden[j] * hidden[j];
        }
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                g1[i, j] += d1[i] * x[j];
    }

    private double[] Layer(double[,] w, double[] x)
    {
        var y = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) y[i] += w[i, j] * x[j];
            y[i] = Math.Tanh(y[i]);
        }
        return y;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Mlp(4, seed);
        Numeric.Fill(seed, net.w1, net.w2);
        var x = Numeric.Vector(seed, 4);
        var y = Numeric.Vector(seed + 1, 4);
        net.Forward(x);
        net.Backward(x, y);
        return (Numeric.Flatten(net.g1, net.g2), Numeric.Differences(() => net.Forward(x).Zip(y, (a, b) => 0.5 * (a - b) * (a - b)).Sum(), net.w1, net.w2));
    }
}
