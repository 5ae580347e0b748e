using System;

namespace Samples.Batch;

/// <summary>
/// A batch of sequences at once: H_t = tanh(X_t Wx + H_{t-1} Wh), one sequence per row, weights [from, to].
/// With batches in rows the gradient goes back with dZ Whᵀ.
/// </summary>
public sealed class BatchRnnRight  // expect: verified
{
    private readonly int units;

    public BatchRnnRight(int inputs, int units, int seed)
    {
        this.units = units;
        var random = new Random(seed);
        Wx = Draw(random, inputs, units);
        Wh = Draw(random, units, units);
        DWx = new double[inputs, units];
        DWh = new double[units, units];
    }

    public double[,] Wx { get; }

    public double[,] Wh { get; }

    public double[,] DWx { get; private set; }

    public double[,] DWh { get; private set; }

    /// <summary>The states H_0 = 0, H_1, …, H_T, each [batch, unit].</summary>
    public double[][,] Forward(double[][,] x)
    {
        int batch = x[0].GetLength(0);
        var h = new double[x.Length + 1][,];
        h[0] = new double[batch, units];
        for (int t = 1; t < h.Length; t++)
        {
            double[,] z = Add(Multiply(x[t - 1], Wx), Multiply(h[t - 1], Wh));
            h[t] = new double[batch, units];
            for (int b = 0; b < batch; b++)
            {
                for (int i = 0; i < units; i++)
                {
                    h[t][b, i] = Math.Tanh(z[b, i]);
                }
            }
        }

        return h;
    }

    /// <summary>Half the squared error over all steps and sequences.</summary>
    public double Loss(double[][,] x, double[][,] y)
    {
        double[][,] h = Forward(x);
        double loss = 0;
        for (int t = 1; t < h.Length; t++)
        {
            for (int b = 0; b < h[t].GetLength(0); b++)
            {
                for (int i = 0; i < units; i++)
                {
                    loss += 0.5 * Math.Pow(h[t][b, i] - y[t - 1][b, i], 2);
                }
            }
        }

        return loss;
    }

    public void Backward(double[][,] x, double[][,] y)
    {
        double[][,] h = Forward(x);
        int batch = x[0].GetLength(0);
        DWx = new double[Wx.GetLength(0), units];
        DWh = new double[units, units];
        var dhNext = new double[batch, units];
        for (int t = x.Length; t >= 1; t--)
        {
            var dz = new double[batch, units];
            for (int b = 0; b < batch; b++)
            {
                for (int i = 0; i < units; i++)
                {
                    double dh = h[t][b, i] - y[t - 1][b, i] + dhNext[b, i];
                    dz[b, i] = dh * (1 - h[t][b, i] * h[t][b, i]);
                }
            }

            DWx = Add(DWx, Multiply(Transpose(x[t - 1]), dz));
            DWh = Add(DWh, Multiply(Transpose(h[t - 1]), dz));
            dhNext = Multiply(dz, Transpose(Wh));
        }
    }

    private static double[,] Multiply(double[,] a, double[,] b)
    {
        var product = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int k = 0; k < a.GetLength(1); k++)
            {
                for (int j = 0; j < b.GetLength(1); j++)
                {
                    product[i, j] += a[i, k] * b[k, j];
                }
            }
        }

        return product;
    }

    private static double[,] Transpose(double[,] a)
    {
        var transposed = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                transposed[j, i] = a[i, j];
            }
        }

        return transposed;
    }

    private static double[,] Add(double[,] a, double[,] b)
    {
        var sum = new double[a.GetLength(0), a.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                sum[i, j] = a[i, j] + b[i, j];
            }
        }

        return sum;
    }

    private static double[,] Draw(Random random, int rows, int columns)
    {
        var matrix = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                matrix[i, j] = 2 * random.NextDouble() - 1;
            }
        }

        return matrix;
    }
}
