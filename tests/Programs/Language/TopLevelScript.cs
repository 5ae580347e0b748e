//# matrix: W
//# style: top-level statements; everything local; loops in the main script; static local function; learns a sine wave and prints a gradient check
using System;

const int hidden = 4, steps = 6;
var rng = new Random(args.Length > 0 ? int.Parse(args[0]) : 0);

double[,] W = new double[hidden, hidden], dW = new double[hidden, hidden];
double[] win = new double[hidden], wout = new double[hidden];
for (int i = 0; i < hidden; i++)
{
    win[i] = rng.NextDouble() * 2 - 1;
    wout[i] = rng.NextDouble() * 2 - 1;
    for (int j = 0; j < hidden; j++) W[i, j] = rng.NextDouble() * 2 - 1;
}

double[] wave = new double[steps + 1];
for (int t = 0; t <= steps; t++) wave[t] = Math.Sin(0.7 * t);

// forward: h_t = tanh(W h_{t-1} + win * wave_t), predict the next value
double[,] h = new double[steps + 1, hidden];
double[] y = new double[steps];
for (int t = 0; t < steps; t++)
{
    for (int i = 0; i < hidden; i++)
    {
        double z = win[i] * wave[t];
        for (int j = 0; j < hidden; j++) z += W[i, j] * h[t, j];
        h[t + 1, i] = Math.Tanh(z);
        y[t] += wout[i] * h[t + 1, i];
    }
}

// backward
double[] dhNext = new double[hidden];
for (int t = steps - 1; t >= 0; t--)
{
    double[] dz = new double[hidden];
    for (int i = 0; i < hidden; i++)
    {
        double dh = (y[t] - wave[t + 1]) * wout[i] + dhNext[i];
        dz[i] = dh * (1 - h[t + 1, i] * h[t + 1, i]);
        //! sigma-missing: dz[i] = dh;
        //! sigma-wrong-step: dz[i] = dh * (1 - h[t, i] * h[t, i]);
    }

    for (int j = 0; j < hidden; j++)
    {
        dhNext[j] = 0;
        for (int i = 0; i < hidden; i++)
        {
            dW[i, j] += dz[i] * h[t, j];  //! reversed: dW[i, j] += dz[j] * h[t, i];
            dhNext[j] += W[i, j] * dz[i];  //! transposed: dhNext[j] += W[j, i] * dz[i];
        }
    }
}

// check
for (int i = 0; i < hidden; i++)
{
    for (int j = 0; j < hidden; j++)
    {
        double w = W[i, j], eps = 1e-5;
        W[i, j] = w + eps;
        double above = Loss(W, win, wout, wave);
        W[i, j] = w - eps;
        double below = Loss(W, win, wout, wave);
        W[i, j] = w;
        Console.WriteLine(FormattableString.Invariant($"dW[{i},{j}] = {dW[i, j]:R} numeric {(above - below) / (2 * eps):R}"));
    }
}

static double Loss(double[,] W, double[] win, double[] wout, double[] wave)
{
    int n = win.Length;
    double loss = 0;
    double[] state = new double[n];
    for (int t = 0; t + 1 < wave.Length; t++)
    {
        double[] next = new double[n];
        double y = 0;
        for (int i = 0; i < n; i++)
        {
            double z = win[i] * wave[t];
            for (int j = 0; j < n; j++) z += W[i, j] * state[j];
            next[i] = Math.Tanh(z);
            y += wout[i] * next[i];
        }

        state = next;
        loss += 0.5 * (y - wave[t + 1]) * (y - wave[t + 1]);
    }

    return loss;
}

//--- harness
static class Harness
{
    // The script checks itself: its output holds both gradients.
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var lines = Numeric.Output(typeof(Harness).Assembly, seed.ToString()).Where(l => l.StartsWith("dW[")).Select(l => l.Split(' ')).ToArray();
        double Parse(string s) => double.Parse(s, System.Globalization.CultureInfo.InvariantCulture);
        return (lines.Select(l => Parse(l[2])).ToArray(), lines.Select(l => Parse(l[4])).ToArray());
    }
}
