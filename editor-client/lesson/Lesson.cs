using System;

namespace RnnLint.Lesson;

/// <summary>A small recurrent network, and its gradient by hand. The backward pass is right.</summary>
public class Elman
{
    private readonly int n;

    /// <summary>W[j, k] is the weight of the connection from unit k, one step ago, to unit j.</summary>
    public readonly double[,] W;

    /// <summary>U[j, m] is the weight of the connection from input m to unit j.</summary>
    public readonly double[,] U;

    public Elman(int units, int inputs)
    {
        n = units;
        W = new double[units, units];
        U = new double[units, inputs];
    }

    /// <summary>h[t] is the state after step t; h[0] is zero.</summary>
    public double[][] Forward(double[][] inputs)
    {
        var h = new double[inputs.Length + 1][];
        h[0] = new double[n];
        for (int t = 1; t <= inputs.Length; t++)
        {
            h[t] = new double[n];
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int k = 0; k < n; k++)
                    sum += W[j, k] * h[t - 1][k];
                for (int m = 0; m < inputs[t - 1].Length; m++)
                    sum += U[j, m] * inputs[t - 1][m];
                h[t][j] = Math.Tanh(sum);
            }
        }

        return h;
    }

    /// <summary>The gradient of the loss by W, from its derivatives by the states.</summary>
    public double[,] Backward(double[][] h, double[][] errors)
    {
        var gradient = new double[n, n];
        var back = new double[n];
        for (int t = h.Length - 1; t >= 1; t--)
        {
            var delta = new double[n];
            for (int j = 0; j < n; j++)
                delta[j] = (errors[t][j] + back[j]) * (1 - h[t][j] * h[t][j]);

            for (int j = 0; j < n; j++)
                for (int k = 0; k < n; k++)
                    gradient[j, k] += delta[j] * h[t - 1][k];

            back = new double[n];
            for (int k = 0; k < n; k++)
                for (int j = 0; j < n; j++)
                    back[k] += W[j, k] * delta[j];
        }

        return gradient;
    }
}
