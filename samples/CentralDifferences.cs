using System;

namespace Samples;

/// <summary>Compares a derivative that somebody coded with (f(w + ε) − f(w − ε)) / 2ε.</summary>
public static class CentralDifferences
{
    private const double Epsilon = 1e-5;

    /// <summary>‖coded − numeric‖ / ‖numeric‖ over the entries of an n by n weight matrix.</summary>
    public static double RelativeError(
        int n,
        Func<int, int, double> weight,
        Action<int, int, double> setWeight,
        Func<int, int, double> codedGradient,
        Func<double> loss)
    {
        double difference = 0, scale = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double w = weight(i, j);
                setWeight(i, j, w + Epsilon);
                double above = loss();
                setWeight(i, j, w - Epsilon);
                double below = loss();
                setWeight(i, j, w);

                double numeric = (above - below) / (2 * Epsilon);
                difference += Math.Pow(codedGradient(i, j) - numeric, 2);
                scale += numeric * numeric;
            }
        }

        return Math.Sqrt(difference / scale);
    }

    /// <summary>‖J − ∂f/∂x‖ / ‖∂f/∂x‖, where J[j, k] should be ∂f_j/∂x_k.</summary>
    public static double RelativeError(double[,] coded, Func<double[], double[]> f, double[] x)
    {
        double difference = 0, scale = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double[] shifted = (double[])x.Clone();
            shifted[k] = x[k] + Epsilon;
            double[] above = f(shifted);
            shifted[k] = x[k] - Epsilon;
            double[] below = f(shifted);

            for (int j = 0; j < above.Length; j++)
            {
                double numeric = (above[j] - below[j]) / (2 * Epsilon);
                difference += Math.Pow(coded[j, k] - numeric, 2);
                scale += numeric * numeric;
            }
        }

        return Math.Sqrt(difference / scale);
    }
}
