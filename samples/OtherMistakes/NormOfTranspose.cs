using System;

namespace Samples.OtherMistakes;

/// <summary>
/// Not a mistake after all: the bound ‖∂x_t/∂x_{t-1}‖ ≤ ‖W‖ max σ' is computed with Wᵀ, and ‖W‖ = ‖Wᵀ‖.
/// </summary>
public sealed class NormOfTranspose(double[,] w, double[] b)
{
    /// <summary>x_t = W σ(x_{t-1}) + b</summary>
    public double[] Step(double[] previous)
    {
        var x = new double[b.Length];
        for (int j = 0; j < x.Length; j++)
        {
            x[j] = b[j];
            for (int k = 0; k < x.Length; k++)
            {
                x[j] += w[j, k] * Math.Tanh(previous[k]);
            }
        }

        return x;
    }

    /// <summary>Frobenius norm of ∂x_t/∂x_{t-1} at the origin, where σ' = 1: an upper bound everywhere.</summary>
    public double GradientBound()
    {
        int n = b.Length;
        var jacobian = new double[n, n];
        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < n; k++)
            {
                jacobian[j, k] = w[k, j];  // expect: RNN0005 w
            }
        }

        return FrobeniusNorm(jacobian);
    }

    private static double FrobeniusNorm(double[,] matrix)
    {
        double sum = 0;
        foreach (double element in matrix)
        {
            sum += element * element;
        }

        return Math.Sqrt(sum);
    }
}
