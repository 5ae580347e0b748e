//# matrix: wRec
//# style: pre-activation form; jagged; sigmoid; W[to][from]; states as argument; static class; squared error at the end
using System;

namespace Dynamics;

/// <summary>x_t = W_rec σ(x_{t-1}) + W_in u_t + b, everything static.</summary>
public static class RecurrentDynamics
{
    public static double Sigmoid(double x) => 1.0 / (1.0 + Math.Exp(-x));

    public static double[][] Simulate(double[][] wRec, double[][] wIn, double[] b, double[][] u, double[] x0)
    {
        int n = b.Length;
        double[][] x = new double[u.Length + 1][];
        x[0] = x0;
        for (int t = 1; t <= u.Length; t++)
        {
            x[t] = new double[n];
            for (int i = 0; i < n; i++)
            {
                x[t][i] = b[i];
                for (int j = 0; j < n; j++)
                    x[t][i] += wRec[i][j] * Sigmoid(x[t - 1][j]);
                for (int k = 0; k < u[t - 1].Length; k++)
                    x[t][i] += wIn[i][k] * u[t - 1][k];
            }
        }
        return x;
    }

    public static double FinalError(double[][] x, double[] goal)
    {
        double e = 0;
        for (int i = 0; i < goal.Length; i++)
            e += 0.5 * (x[^1][i] - goal[i]) * (x[^1][i] - goal[i]);
        return e;
    }

    /// <summary>Gradient of the final error by W_rec.</summary>
    public static double[][] Gradient(double[][] wRec, double[][] x, double[] goal)
    {
        int n = goal.Length, last = x.Length - 1;
        double[][] grad = new double[n][];
        for (int i = 0; i < n; i++) grad[i] = new double[n];

        double[] delta = new double[n];
        for (int i = 0; i < n; i++) delta[i] = x[last][i] - goal[i];

        for (int t = last; t > 0; t--)
        {
            double[] prev = new double[n];
            for (int j = 0; j < n; j++)
            {
                double s = Sigmoid(x[t - 1][j]);
                double sum = 0;
                for (int i = 0; i < n; i++)
                {
                    grad[i][j] += delta[i] * s;  //! reversed: grad[j][i] += delta[i] * s;
                    sum += wRec[i][j] * delta[i];  //! transposed: sum += wRec[j][i] * delta[i];
                }
                prev[j] = sum * s * (1 - s);
                //! sigma-missing: prev[j] = sum;
                //! sigma-wrong: prev[j] = sum * (1 - s * s);
                //! sigma-wrong-step: prev[j] = sum * Sigmoid(x[t][j]) * (1 - Sigmoid(x[t][j]));
            }
            delta = prev;
        }
        return grad;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var w = Numeric.Sequence(seed, 4, 4);
        var wIn = Numeric.Sequence(seed + 1, 4, 2);
        var b = Numeric.Vector(seed + 2, 4);
        var u = Numeric.Sequence(seed + 3, 5, 2);
        var goal = Numeric.Vector(seed + 4, 4);
        var x0 = Numeric.Vector(seed + 5, 4);
        var g = Dynamics.RecurrentDynamics.Gradient(w, Dynamics.RecurrentDynamics.Simulate(w, wIn, b, u, x0), goal);
        return (Numeric.Flatten((object)g), Numeric.Differences(
            () => Dynamics.RecurrentDynamics.FinalError(Dynamics.RecurrentDynamics.Simulate(w, wIn, b, u, x0), goal), (object)w));
    }
}
