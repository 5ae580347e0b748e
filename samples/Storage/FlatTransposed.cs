using System;

namespace Samples.Storage;

/// <summary>
/// h_t = tanh(W h_{t-1} + U x_t) with flat arrays, W[to * n + from]. Going back, row and column of the flat index are exchanged.
/// </summary>
public sealed class FlatTransposed
{
    private readonly int n;
    private readonly int inputs;

    public FlatTransposed(int inputs, int units, int seed)
    {
        n = units;
        this.inputs = inputs;
        var random = new Random(seed);
        W = Draw(random, units * units);
        U = Draw(random, units * inputs);
        DW = new double[units * units];
        DU = new double[units * inputs];
    }

    public double[] W { get; }

    public double[] U { get; }

    public double[] DW { get; }

    public double[] DU { get; }

    /// <summary>The states h_0 = 0, h_1, …, h_T.</summary>
    public double[][] Forward(double[][] x)
    {
        var h = new double[x.Length + 1][];
        h[0] = new double[n];
        for (int t = 1; t <= x.Length; t++)
        {
            h[t] = new double[n];
            for (int i = 0; i < n; i++)
            {
                double sum = 0;
                for (int j = 0; j < n; j++)
                {
                    sum += W[i * n + j] * h[t - 1][j];
                }

                for (int j = 0; j < inputs; j++)
                {
                    sum += U[i * inputs + j] * x[t - 1][j];
                }

                h[t][i] = Math.Tanh(sum);
            }
        }

        return h;
    }

    /// <summary>½ Σ_t ‖h_t − y_t‖².</summary>
    public double Loss(double[][] x, double[][] y)
    {
        double[][] h = Forward(x);
        double loss = 0;
        for (int t = 1; t < h.Length; t++)
        {
            for (int i = 0; i < n; i++)
            {
                loss += 0.5 * (h[t][i] - y[t - 1][i]) * (h[t][i] - y[t - 1][i]);
            }
        }

        return loss;
    }

    public void Backward(double[][] x, double[][] y)
    {
        double[][] h = Forward(x);
        Array.Clear(DW);
        Array.Clear(DU);
        var dhNext = new double[n];
        for (int t = x.Length; t >= 1; t--)
        {
            var dz = new double[n];
            for (int i = 0; i < n; i++)
            {
                double dh = h[t][i] - y[t - 1][i] + dhNext[i];
                dz[i] = dh * (1 - h[t][i] * h[t][i]);
            }

            // ∂L/∂h_{t-1} = Wᵀ dz: unit j collects what it sent to every unit i.
            Array.Clear(dhNext);
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    dhNext[j] += W[j * n + i] * dz[i];  // expect: RNN0001 W
                    DW[i * n + j] += dz[i] * h[t - 1][j];
                }

                for (int j = 0; j < inputs; j++)
                {
                    DU[i * inputs + j] += dz[i] * x[t - 1][j];
                }
            }
        }
    }

    private static double[] Draw(Random random, int length)
    {
        var weights = new double[length];
        for (int i = 0; i < length; i++)
        {
            weights[i] = 2 * random.NextDouble() - 1;
        }

        return weights;
    }
}
