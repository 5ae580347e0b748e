using System;

namespace Samples.SeedJacobian;

/// <summary>
/// ∂x_t/∂x_{t-1} of the network x_t = W σ(x_{t-1}) + b, with J[j, k] = ∂x_j/∂x_k.
/// x_j depends on x_k through W[j, k] σ(x_k), so ∂x_j/∂x_k = W[j, k] σ'(x_k): the Jacobian is W diag(σ'(x_{t-1})).
/// </summary>
public sealed class SeedJacobianRight(double[,] w, double[] b)  // expect: verified
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
                jacobian[j, k] = W[j, k] * SigmaPrime(previous[k]);
            }
        }

        return jacobian;
    }

    private static double Sigma(double x) => 1 / (1 + Math.Exp(-x));

    private static double SigmaPrime(double x) => Sigma(x) * (1 - Sigma(x));
}
