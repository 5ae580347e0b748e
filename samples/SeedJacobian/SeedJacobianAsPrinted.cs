using System;

namespace Samples.SeedJacobian;

/// <summary>
/// ∂x_t/∂x_{t-1} of the network x_t = W σ(x_{t-1}) + b, with J[j, k] = ∂x_j/∂x_k.
/// Equation 5 as the paper prints it, Wᵀ diag(σ'(x_{t-1})). It says that unit j depends on unit k through W[k, j], the weight from j to k. Read as the transposed layout it is wrong too: then σ' would have to stand with j.
/// </summary>
public sealed class SeedJacobianAsPrinted(double[,] w, double[] b)
{
    public double[,] W { get; } = w;

    public double[] B { get; } = b;

    /// <summary>x_t from x_{t-1}.</summary>
    public double[] Step(double[] previous)
    {
        var x = new double[B.Length];
        for (int j = 0; j < x.Length; j++)
        {
            x[j] = B[j];
            for (int k = 0; k < x.Length; k++)
            {
                x[j] += W[j, k] * Sigma(previous[k]);
            }
        }

        return x;
    }

    /// <summary>∂x_t/∂x_{t-1} at x_{t-1} = <paramref name="previous"/>.</summary>
    public double[,] Jacobian(double[] previous)
    {
        int n = B.Length;
        var jacobian = new double[n, n];
        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < n; k++)
            {
                jacobian[j, k] = W[k, j] * SigmaPrime(previous[k]);  // expect: RNN0001 W
            }
        }

        return jacobian;
    }

    private static double Sigma(double x) => 1 / (1 + Math.Exp(-x));

    private static double SigmaPrime(double x) => Sigma(x) * (1 - Sigma(x));
}
