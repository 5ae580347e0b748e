using System;

namespace Samples.OtherMistakes;

/// <summary>
/// The recurrent network of equation 2, x_t = W σ(x_{t-1}) + W_in u_t + b, whose state x is kept before the activation.
/// W[j, k] leads from unit k to unit j. The gradient of a step never reaches the step before: of all the uses of W that a loss depends on, only the last counts.
/// </summary>
public sealed class OneStepOnly
{
    private readonly int n;

    public OneStepOnly(int inputs, int units, int seed)
    {
        n = units;
        var random = new Random(seed);
        W = Draw(random, units, units);
        Win = Draw(random, units, inputs);
        B = new double[units];
        DW = new double[units, units];
        DWin = new double[units, inputs];
        DB = new double[units];
    }

    public double[,] W { get; }

    public double[,] Win { get; }

    public double[] B { get; }

    public double[,] DW { get; }

    public double[,] DWin { get; }

    public double[] DB { get; }

    /// <summary>The states x_0 = 0, x_1, …, x_T.</summary>
    public double[][] Forward(double[][] u)
    {
        var x = new double[u.Length + 1][];
        x[0] = new double[n];
        for (int t = 1; t <= u.Length; t++)
        {
            x[t] = new double[n];
            for (int j = 0; j < n; j++)
            {
                double sum = B[j];
                for (int k = 0; k < n; k++)
                {
                    sum += W[j, k] * Sigma(x[t - 1][k]);
                }

                for (int k = 0; k < Win.GetLength(1); k++)
                {
                    sum += Win[j, k] * u[t - 1][k];
                }

                x[t][j] = sum;
            }
        }

        return x;
    }

    /// <summary>½ Σ_t ‖x_t − y_t‖².</summary>
    public double Loss(double[][] u, double[][] y)
    {
        double[][] x = Forward(u);
        double loss = 0;
        for (int t = 1; t < x.Length; t++)
        {
            for (int j = 0; j < n; j++)
            {
                loss += 0.5 * Math.Pow(x[t][j] - y[t - 1][j], 2);
            }
        }

        return loss;
    }

    /// <summary>Back-propagation through time: fills <see cref="DW"/>, <see cref="DWin"/> and <see cref="DB"/>.</summary>
    public void Backward(double[][] u, double[][] y)
    {
        double[][] x = Forward(u);
        Array.Clear(DW);
        Array.Clear(DWin);
        Array.Clear(DB);

        for (int t = u.Length; t >= 1; t--)
        {
            // ∂L/∂x_t is more than this: x_t also acts on the loss through x_{t+1}.
            var dx = new double[n];
            for (int k = 0; k < n; k++)
            {
                dx[k] = x[t][k] - y[t - 1][k];  // expect: RNN0006 W
            }

            for (int j = 0; j < n; j++)
            {
                DB[j] += dx[j];
                for (int k = 0; k < n; k++)
                {
                    DW[j, k] += dx[j] * Sigma(x[t - 1][k]);
                }

                for (int k = 0; k < Win.GetLength(1); k++)
                {
                    DWin[j, k] += dx[j] * u[t - 1][k];
                }
            }
        }
    }

    private static double Sigma(double x) => Math.Tanh(x);

    private static double[,] Draw(Random random, int rows, int columns)
    {
        var matrix = new double[rows, columns];
        for (int j = 0; j < rows; j++)
        {
            for (int k = 0; k < columns; k++)
            {
                matrix[j, k] = 2 * random.NextDouble() - 1;
            }
        }

        return matrix;
    }
}
